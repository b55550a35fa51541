//! What must hold for any octets from a peer. Called by the fuzz targets with octets of their making, and by tests here
//! with messages that were damaged.

mod protected;

use auth::Exchange;
use wire::Guid;

pub use protected::protected;

use crate::InterfaceVersion;
use crate::association::{
    ClientAssociation, ClientConfig, Limits, ServerAssociation, ServerEvent, ServerPolicy,
};
use crate::pdu::{self, AuthType, ContextId, Frame, SyntaxId};

/// One PDU: it is refused, or what was read from it can be written and read again and is then the same.
///
/// # Panics
/// When that does not hold.
pub fn pdu(octets: &[u8]) {
    let Ok(frame) = Frame::parse(octets.to_vec()) else {
        return;
    };
    let Ok(body) = frame.body() else {
        return;
    };
    let header = frame.header();
    let written = match frame.trailer() {
        None => pdu::plain(header.flags, header.call_id, &body),
        Some(trailer) => {
            let context = trailer.context;
            pdu::with_token(header.flags, header.call_id, &body, context, frame.token())
        }
    };
    // With our padding it may have become longer than a length field can say.
    if written.len() > usize::from(u16::MAX) {
        return;
    }
    let again = Frame::parse(written);
    let same = again.as_ref().is_ok_and(|again| {
        again.body().as_ref() == Ok(&body)
            && again.token() == frame.token()
            && again.trailer().map(|trailer| trailer.context)
                == frame.trailer().map(|trailer| trailer.context)
    });
    assert!(same, "{frame:?} became {again:?}");
}

/// A server's side of a connection: whatever it sends, the client neither panics nor goes on after an error.
///
/// # Panics
/// When that does not hold.
pub fn client(octets: &[u8]) {
    let bound = ClientAssociation::bind(INTERFACE, None, ClientConfig::default());
    let Ok(mut client) = bound else {
        return;
    };
    // Portions of an odd length, so that PDUs are cut anywhere.
    for portion in octets.chunks(61) {
        let outcome = client.receive(portion);
        while client.poll_event().is_some() {
            if let Ok(call_id) = client.call(ContextId(0), 0, None, portion) {
                client.cancel(call_id);
            }
        }
        while client.poll_transmit().is_some() {}
        if outcome.is_err() {
            assert!(client.is_closed() && client.receive(portion).is_err());
            return;
        }
    }
}

/// A client's side of a connection, likewise.
///
/// # Panics
/// When that does not hold.
pub fn server(octets: &[u8]) {
    let mut server = ServerAssociation::new(Box::new(Offer(None)), Limits::default());
    for portion in octets.chunks(61) {
        let outcome = server.receive(portion);
        while let Some(event) = server.poll_event() {
            if let ServerEvent::Call(call) = event {
                server.respond(call.call_id, &call.stub.octets);
            }
        }
        while let Some(pdu) = server.poll_transmit() {
            assert!(Frame::parse(pdu).is_ok_and(|frame| frame.body().is_ok()));
        }
        if outcome.is_err() {
            assert!(server.is_closed() && server.receive(portion).is_err());
            return;
        }
    }
}

/// Offers one interface, to anybody and to those whom the acceptor of NTLM, if there is one, lets in.
struct Offer(Option<fn() -> Box<dyn Exchange>>);

impl ServerPolicy for Offer {
    fn interfaces(&self) -> &[SyntaxId] {
        &[INTERFACE]
    }

    fn secondary_address(&self) -> &'static str {
        "135"
    }

    fn acceptor(&mut self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        let acceptor = self.0.filter(|_| auth_type == AuthType::NTLM)?;
        Some(acceptor())
    }

    fn join_group(&mut self, _: u32) -> Option<u32> {
        Some(1)
    }
}

const INTERFACE: SyntaxId = SyntaxId {
    uuid: Guid::from_u128(0xe1af8308_5d1f_11c9_91a4_08002b14a0fa),
    version: InterfaceVersion { major: 3, minor: 0 },
};

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::pdu::{
        Bind, BindAck, Body, CallId, ContextElement, ContextResult, PduFlags, ProviderReason,
        Request, Response,
    };

    /// A connection as it should be, from both sides.
    fn conversation() -> (Vec<u8>, Vec<u8>) {
        let whole = PduFlags::WHOLE.with(PduFlags::CONC_MPX);
        let bind = Body::Bind(Bind {
            max_xmit_frag: 5840,
            max_recv_frag: 5840,
            assoc_group: 0,
            contexts: vec![ContextElement::ndr(ContextId(0), INTERFACE)],
        });
        let stub = &[0x55; 40];
        let request = Body::Request(Request {
            alloc_hint: 40,
            context: ContextId(0),
            opnum: 3,
            object: None,
            stub,
        });
        let ack = Body::BindAck(BindAck {
            max_xmit_frag: 5840,
            max_recv_frag: 5840,
            assoc_group: 1,
            secondary_address: "135".into(),
            results: vec![
                ContextResult::ACCEPTED,
                ContextResult::rejected(ProviderReason::NOT_SPECIFIED),
            ],
        });
        let response = Body::Response(Response {
            alloc_hint: 40,
            context: ContextId(0),
            cancel_count: 0,
            stub,
        });
        let join = |first: &Body<'_>, second: &Body<'_>| {
            let mut both = pdu::plain(whole, CallId(1), first);
            for (flags, id) in [(PduFlags::WHOLE, 2), (PduFlags::FIRST_FRAG, 3)] {
                both.extend(pdu::plain(flags, CallId(id), second));
            }
            both
        };
        (join(&bind, &request), join(&ack, &response))
    }

    #[test]
    fn every_prefix() {
        let (from_client, from_server) = conversation();
        (0..=from_client.len()).for_each(|len| server(&from_client[..len]));
        (0..=from_server.len()).for_each(|len| client(&from_server[..len]));
    }

    proptest! {
        #[test]
        fn noise(octets in vec(any::<u8>(), 0..300)) {
            pdu(&octets);
            client(&octets);
            server(&octets);
        }

        #[test]
        fn damaged_conversations(damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
            let (mut from_client, mut from_server) = conversation();
            for (at, octet) in damage {
                let index = at.index(from_client.len());
                from_client[index] = octet;
                let index = at.index(from_server.len());
                from_server[index] = octet;
            }
            server(&from_client);
            client(&from_server);
            pdu(&from_client[..72]);
            pdu(&from_server[..84]);
        }
    }
}
