//! Logons by NTLM and SPNEGO, where somebody who knows accounts decides.

use auth::ntlm::{self, AcceptorConfig, InitiatorEntropy};
use auth::{
    Account, AuthError, Claim, Credentials, Exchange, Identity, NtHash, Protection, Verdict, spnego,
};
use wire::{FileTime, NtStatus, Password, SecretKey};

use super::pair::LOGON;
use crate::RpcStatus;
use crate::association::{
    BindAuth, BindRefusal, ClientAssociation, ClientConfig, ClientEvent, Limits, ProtocolError,
    ServerAssociation, ServerEvent, ServerPolicy,
};
use crate::pdu::*;

const NOW: FileTime = FileTime(0x01d0_0000_0000_0000);

struct Accounts;

impl ServerPolicy for Accounts {
    fn interfaces(&self) -> &[SyntaxId] {
        &[LOGON]
    }

    fn secondary_address(&self) -> &str {
        "49152"
    }

    fn acceptor(&mut self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        let config = AcceptorConfig {
            allow_anonymous: true,
            ..AcceptorConfig::in_domain("DC".parse().unwrap(), "DOMAIN".parse().unwrap())
        };
        let ntlm = Box::new(ntlm::Acceptor::new(&config, [3; 8], NOW));
        match auth_type {
            AuthType::SPNEGO => Some(Box::new(spnego::Acceptor::new(ntlm))),
            _ => Some(ntlm),
        }
    }

    fn join_group(&mut self, _: u32) -> Option<u32> {
        Some(1)
    }
}

fn client(auth_type: AuthType, credentials: Credentials) -> ClientAssociation {
    let entropy = InitiatorEntropy {
        client_challenge: [1; 8],
        exported_session_key: SecretKey::new([2; 16]),
    };
    let workstation = "CLIENT".parse().unwrap();
    let ntlm = ntlm::Initiator::new(credentials, "host/dc", workstation, entropy, NOW);
    let ntlm: Box<dyn Exchange> = Box::new(ntlm);
    let exchange = match auth_type {
        AuthType::SPNEGO => Box::new(spnego::Initiator::new(ntlm)),
        _ => ntlm,
    };
    let auth = BindAuth::new(auth_type, Protection::Privacy, exchange);
    ClientAssociation::bind(LOGON, Some(auth), ClientConfig::default()).unwrap()
}

fn root() -> Credentials {
    Credentials::Password {
        account: Account {
            domain: "DOMAIN".into(),
            user: "root".into(),
        },
        password: Password::new("secret".into()),
    }
}

fn hash(password: &str) -> Verdict {
    Verdict::Hash(NtHash::from_password(&Password::new(password.into())))
}

/// Carries PDUs until the server asks who that is.
fn until_claim(client: &mut ClientAssociation, server: &mut ServerAssociation) -> Claim {
    loop {
        if let Some(ServerEvent::Identify(claim)) = server.poll_event() {
            assert!(server.is_judging());
            return claim;
        }
        match client.poll_transmit() {
            Some(pdu) => server.receive(&pdu.octets).unwrap(),
            None => client.receive(&server.poll_transmit().unwrap()).unwrap(),
        }
    }
}

fn deliver(server: &mut ServerAssociation, client: &mut ClientAssociation) {
    while let Some(pdu) = server.poll_transmit() {
        client.receive(&pdu).unwrap();
    }
}

fn new_server() -> ServerAssociation {
    ServerAssociation::new(Box::new(Accounts), Limits::default())
}

#[test]
fn an_account_that_proves_itself_may_call() {
    for auth_type in [AuthType::NTLM, AuthType::SPNEGO] {
        let (mut client, mut server) = (client(auth_type, root()), new_server());
        let claim = until_claim(&mut client, &mut server);
        assert_eq!(
            (claim.domain.as_str(), claim.user.as_str()),
            ("DOMAIN", "root")
        );
        server.resume(claim.resume(hash("secret"))).unwrap();
        deliver(&mut server, &mut client);
        assert_eq!(client.poll_event(), Some(ClientEvent::Bound));
        let call_id = client.call(ContextId(0), 5, None, b"stub").unwrap();
        server
            .receive(&client.poll_transmit().unwrap().octets)
            .unwrap();
        let Some(ServerEvent::Call(call)) = server.poll_event() else {
            panic!("no call")
        };
        assert_eq!(call.call_id, call_id);
        assert_eq!(call.stub.octets, b"stub");
        assert_eq!(
            call.caller.unwrap().caller.identity,
            Identity::Account {
                domain: "DOMAIN".into(),
                user: "root".into(),
                workstation: "CLIENT".into(),
                sid: None,
                groups: Vec::new(),
            }
        );
    }
}

#[test]
fn an_account_that_does_not_is_told_so() {
    for verdict in [
        || hash("something else"),
        || Verdict::Refused(NtStatus::NO_SUCH_USER),
    ] {
        let (mut client, mut server) = (client(AuthType::SPNEGO, root()), new_server());
        let claim = until_claim(&mut client, &mut server);
        assert!(matches!(
            server.resume(claim.resume(verdict())),
            Err(ProtocolError::Authentication(_))
        ));
        assert!(server.is_closed());
        deliver(&mut server, &mut client);
        let refusal = BindRefusal::Fault(RpcStatus::ACCESS_DENIED);
        assert_eq!(client.poll_event(), Some(ClientEvent::Refused(refusal)));
    }
}

/// After `rpc_auth_3`, a client goes on without waiting. What it sends is kept until it is known who it is, and no more
/// than a few PDUs of it.
#[test]
fn what_comes_during_the_judgement_waits() {
    let (mut client, mut server) = (client(AuthType::NTLM, root()), new_server());
    let claim = until_claim(&mut client, &mut server);
    assert_eq!(client.poll_event(), Some(ClientEvent::Bound));
    client.call(ContextId(0), 5, None, b"early").unwrap();
    server
        .receive(&client.poll_transmit().unwrap().octets)
        .unwrap();
    assert!(server.poll_event().is_none());
    server.resume(claim.resume(hash("secret"))).unwrap();
    assert!(matches!(server.poll_event(), Some(ServerEvent::Call(_))));
}

#[test]
fn a_call_that_waited_for_a_refusal_gets_it() {
    let (mut client, mut server) = (client(AuthType::NTLM, root()), new_server());
    let claim = until_claim(&mut client, &mut server);
    client.poll_event();
    let call_id = client.call(ContextId(0), 5, None, b"early").unwrap();
    server
        .receive(&client.poll_transmit().unwrap().octets)
        .unwrap();
    let refused = claim.resume(Verdict::Refused(NtStatus::ACCOUNT_DISABLED));
    assert_eq!(
        server.resume(refused),
        Err(ProtocolError::Authentication(AuthError::Refused(
            NtStatus::ACCOUNT_DISABLED
        )))
    );
    assert!(server.poll_event().is_none(), "it is not called");
    deliver(&mut server, &mut client);
    assert_eq!(
        client.poll_event(),
        Some(ClientEvent::Fault {
            call_id,
            status: RpcStatus::ACCESS_DENIED,
            executed: false
        })
    );
}

#[test]
fn a_client_that_does_not_wait_is_cut_off() {
    let (mut client, mut server) = (client(AuthType::NTLM, root()), new_server());
    until_claim(&mut client, &mut server);
    let flood = [0; 4096];
    let outcomes: Vec<_> = (0..8).map(|_| server.receive(&flood)).collect();
    assert!(outcomes.contains(&Err(ProtocolError::Impatient)));
    assert!(server.is_closed());
}

/// A null session has no keys, and so cannot have the protection that was asked for.
#[test]
fn anonymous_logons_protect_nothing() {
    let (mut client, mut server) = (client(AuthType::NTLM, Credentials::Anonymous), new_server());
    server
        .receive(&client.poll_transmit().unwrap().octets)
        .unwrap();
    assert_eq!(
        client.receive(&server.poll_transmit().unwrap()),
        Err(ProtocolError::NoKeys)
    );
    let auth3 = client.poll_transmit().unwrap();
    assert_eq!(server.receive(&auth3.octets), Err(ProtocolError::NoKeys));
}
