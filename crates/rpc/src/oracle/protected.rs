//! An association that both ends protect, and what others say into it.

use auth::oracle::name;
use auth::{Account, Credentials, Exchange, NtHash, Protection, Verdict, ntlm};
use wire::{FileTime, Password, SecretKey};

use super::{INTERFACE, Offer};
use crate::association::{
    BindAuth, ClientAssociation, ClientConfig, ClientEvent, Limits, ProtocolError,
    ServerAssociation, ServerEvent,
};
use crate::pdu::{AuthType, ContextId};

/// The first octet says what the others are: what an authenticated client calls with, verification trailers and all; or
/// what somebody else says to the server, or to the client. What was called with arrives, whole but for a trailer that fits;
/// what nobody has protected is no call, and no answer to one.
///
/// # Panics
/// When that does not hold.
pub fn protected(octets: &[u8]) {
    let Some((how, octets)) = octets.split_first() else {
        return;
    };
    let protection = if how & 4 == 0 {
        Protection::Integrity
    } else {
        Protection::Privacy
    };
    let mut ends = Ends::bound(protection);
    match how & 3 {
        0 => drop(ends.call(octets)),
        1 => ends.server_hears(octets),
        _ => ends.client_hears(octets),
    }
}

struct Ends {
    client: ClientAssociation,
    server: ServerAssociation,
}

impl Ends {
    fn bound(protection: Protection) -> Self {
        let auth = BindAuth::new(AuthType::NTLM, protection, initiator());
        let bound = ClientAssociation::bind(INTERFACE, Some(auth), ClientConfig::default());
        let Ok(client) = bound else {
            panic!("NTLM begins")
        };
        let server = ServerAssociation::new(Box::new(Offer(Some(acceptor))), Limits::default());
        let mut ends = Self { client, server };
        ends.client_speaks();
        ends.server_speaks();
        ends.client_speaks();
        match ends.server.poll_event() {
            Some(ServerEvent::Identify(claim)) => {
                let verdict = Verdict::Hash(NtHash::from_password(&password()));
                assert_eq!(ends.server.resume(claim.resume(verdict)), Ok(()));
            }
            _ => panic!("a proof is judged"),
        }
        assert_eq!(ends.client.poll_event(), Some(ClientEvent::Bound));
        ends
    }

    /// What arrives of a call, and back again.
    fn call(&mut self, stub: &[u8]) -> Result<usize, ProtocolError> {
        let Ok(call_id) = self.client.call(ContextId(0), OPNUM, None, stub) else {
            return Err(ProtocolError::Closed);
        };
        while let Some(pdu) = self.client.poll_transmit() {
            if let Err(error) = self.server.receive(&pdu.octets) {
                let is_about_a_trailer = matches!(
                    error,
                    ProtocolError::Contradicted(_) | ProtocolError::Malformed(_)
                );
                assert!(is_about_a_trailer, "{error}");
                return Err(error);
            }
        }
        let Some(ServerEvent::Call(call)) = self.server.poll_event() else {
            panic!("a call arrives")
        };
        assert_eq!((call.call_id, call.opnum), (call_id, OPNUM));
        assert!(call.caller.is_some() && stub.starts_with(&call.stub.octets));
        self.server.respond(call_id, stub);
        self.server_speaks();
        match self.client.poll_event() {
            Some(ClientEvent::Response { stub: answer, .. }) => assert_eq!(answer.octets, stub),
            other => panic!("{other:?}"),
        }
        Ok(call.stub.octets.len())
    }

    fn server_hears(&mut self, octets: &[u8]) {
        for portion in octets.chunks(61) {
            let outcome = self.server.receive(portion);
            while let Some(event) = self.server.poll_event() {
                assert!(!matches!(event, ServerEvent::Call(_)), "nobody calls");
            }
            if outcome.is_err() {
                assert!(self.server.is_closed());
                return;
            }
        }
    }

    fn client_hears(&mut self, octets: &[u8]) {
        assert!(self.client.call(ContextId(0), OPNUM, None, &[]).is_ok());
        for portion in octets.chunks(61) {
            let outcome = self.client.receive(portion);
            while let Some(event) = self.client.poll_event() {
                assert!(!matches!(event, ClientEvent::Response { .. }), "{event:?}");
            }
            if outcome.is_err() {
                assert!(self.client.is_closed());
                return;
            }
        }
    }

    fn client_speaks(&mut self) {
        while let Some(pdu) = self.client.poll_transmit() {
            assert_eq!(self.server.receive(&pdu.octets), Ok(()));
        }
    }

    fn server_speaks(&mut self) {
        while let Some(pdu) = self.server.poll_transmit() {
            assert_eq!(self.client.receive(&pdu), Ok(()));
        }
    }
}

const OPNUM: u16 = 1;

fn initiator() -> Box<dyn Exchange> {
    let credentials = Credentials::Password {
        account: Account {
            domain: "DOMAIN".into(),
            user: "User".into(),
        },
        password: password(),
    };
    let entropy = ntlm::InitiatorEntropy {
        client_challenge: [0xaa; 8],
        exported_session_key: SecretKey::new([0x55; 16]),
    };
    let (spn, name, now) = ("host/SERVER", name("CLIENT"), FileTime::ZERO);
    Box::new(ntlm::Initiator::new(credentials, spn, name, entropy, now))
}

fn acceptor() -> Box<dyn Exchange> {
    let config = ntlm::AcceptorConfig::in_domain(name("SERVER"), name("DOMAIN"));
    Box::new(ntlm::Acceptor::new(&config, [0x77; 8], FileTime::ZERO))
}

fn password() -> Password {
    Password::new("Password".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the fuzzer starts from is what it is called.
    #[test]
    fn the_corpus_has_trailers_of_both_kinds() {
        let call = |seed: &[u8]| Ends::bound(Protection::Integrity).call(&seed[1..]);
        let fits = include_bytes!(
            "../../../../fuzz/corpus/rpc_protected/call-with-a-trailer-that-fits.bin"
        );
        assert_eq!(call(fits), Ok(4));
        let another = include_bytes!(
            "../../../../fuzz/corpus/rpc_protected/call-with-another-calls-trailer.bin"
        );
        let contradicted = ProtocolError::Contradicted("rpc_sec_vt_header2");
        assert_eq!(call(another), Err(contradicted));
    }
}
