//! Binding, authentication and presentation contexts.

use auth::{AuthError, Protection};

use super::double::{Double, SESSION_KEY};
use super::pair::{Broken, LSARPC, Pair, SAMR, auth, server};
use crate::RpcStatus;
use crate::association::{
    BindAuth, BindRefusal, CallRefused, Caller, ClientAssociation, ClientConfig, ClientEvent,
    ProtocolError,
};
use crate::pdu::*;

#[test]
fn without_authentication() {
    let mut pair = Pair::bound(0, Protection::Integrity);
    assert_eq!(pair.server.assoc_group(), 7);
    let kept = BindTimeFeatures::KEEP_CONNECTION_ON_ORPHAN;
    assert_eq!(pair.client.features(), kept);
    assert_eq!(pair.echo(b"abc").unwrap(), b"cba");
}

/// Every number of legs, level, kind of provider, and outcome of the negotiation of header signing.
#[test]
fn with_authentication() {
    let providers = [AuthType::NTLM, AuthType::KERBEROS, AuthType::NETLOGON];
    let levels = [Protection::Integrity, Protection::Privacy];
    for tokens in [2, 3, 4] {
        for (auth_type, protection) in providers.iter().flat_map(|t| levels.map(|l| (*t, l))) {
            for header_signing in [false, true] {
                let auth = BindAuth {
                    auth_type,
                    header_signing,
                    ..auth(tokens, protection)
                };
                assert_authenticates(auth, tokens);
            }
        }
    }
}

fn assert_authenticates(auth: BindAuth, tokens: u8) {
    let caller = Caller {
        identity: Double::account(&auth.auth_type.to_string()),
        auth_type: auth.auth_type,
        protection: auth.protection,
        standing: None,
    };
    let mut pair = Pair::new(Some(auth), server(tokens, None));
    pair.portion = 1;
    pair.pump().unwrap();
    assert_eq!(pair.client.poll_event(), Some(ClientEvent::Bound));
    let call_id = pair.client.call(ContextId(0), 1, None, b"x").unwrap();
    pair.pump().unwrap();
    let call = pair.incoming();
    let authenticated = call.caller.unwrap();
    assert_eq!((call.call_id, &authenticated.caller), (call_id, &caller));
    pair.server.respond(call_id, b"y");
    pair.pump().unwrap();
    assert!(pair.client.poll_event().is_some());
    let ours = authenticated.session_key.as_ref();
    for key in [pair.client.session_key(), ours] {
        assert!(key.is_some_and(|key| *key.expose() == SESSION_KEY));
    }
}

/// The octets that a bystander sees.
#[test]
fn privacy_hides_the_stub_and_integrity_does_not() {
    for (protection, visible) in [(Protection::Integrity, true), (Protection::Privacy, false)] {
        let mut pair = Pair::bound(3, protection);
        let secret = b"the stub data";
        pair.client.call(ContextId(0), 1, None, secret).unwrap();
        let pdu = pair.client.poll_transmit().unwrap().octets;
        assert_eq!(pdu.windows(secret.len()).any(|w| w == secret), visible);
    }
}

#[test]
fn an_authentication_that_fails_is_told_from_a_lost_connection() {
    // The bind itself, a further leg, and the last leg, which has no answer of its own.
    for (tokens, fails_at) in [(2, 1), (4, 3)] {
        let auth = auth(tokens, Protection::Privacy);
        let mut pair = Pair::new(Some(auth), server(tokens, Some(fails_at)));
        let broken = Broken::Server(ProtocolError::Authentication(AuthError::Rejected));
        assert_eq!(pair.pump(), Err(broken));
        pair.deliver_last_words();
        let refusal = match fails_at {
            1 => BindRefusal::Nak(RejectReason::INVALID_CHECKSUM),
            _ => BindRefusal::Fault(RpcStatus::ACCESS_DENIED),
        };
        assert_eq!(
            pair.client.poll_event(),
            Some(ClientEvent::Refused(refusal))
        );
        assert!(pair.client.is_closed() && pair.server.is_closed());
    }

    let auth = auth(3, Protection::Privacy);
    let mut pair = Pair::new(Some(auth), server(3, Some(3)));
    pair.pump().unwrap();
    assert_eq!(pair.client.poll_event(), Some(ClientEvent::Bound));
    let call_id = pair.client.call(ContextId(0), 1, None, b"").unwrap();
    assert!(pair.pump().is_err());
    pair.deliver_last_words();
    assert_eq!(
        pair.client.poll_event(),
        Some(ClientEvent::Fault {
            call_id,
            status: RpcStatus::ACCESS_DENIED,
            executed: false
        })
    );
}

#[test]
fn an_authentication_type_that_is_not_offered_is_refused() {
    let mut other = auth(2, Protection::Privacy);
    other.auth_type = AuthType::SPNEGO;
    let mut pair = Pair::new(Some(other), server(2, None));
    let broken = Broken::Server(ProtocolError::AuthTypeRefused(9));
    assert_eq!(pair.pump(), Err(broken));
    pair.deliver_last_words();
    let reason = RejectReason::AUTHENTICATION_TYPE_NOT_RECOGNIZED;
    assert_eq!(
        pair.client.poll_event(),
        Some(ClientEvent::Refused(BindRefusal::Nak(reason)))
    );
}

/// CVE-2016-2118: a level that protects nothing must not be negotiable.
#[test]
fn levels_other_than_integrity_and_privacy_are_refused() {
    for level in 0..=u8::MAX {
        let mut server = server(2, None);
        let mut client = ClientAssociation::bind(
            LSARPC,
            Some(auth(2, Protection::Privacy)),
            ClientConfig::default(),
        )
        .unwrap();
        let mut bind = client.poll_transmit().unwrap().octets;
        let level_at = bind.len() - 41 - SecTrailer::LEN + 1;
        assert_eq!(bind[level_at], 6);
        bind[level_at] = level;
        match level {
            5 | 6 => assert_eq!(server.receive(&bind), Ok(())),
            _ => assert_eq!(
                server.receive(&bind),
                Err(ProtocolError::LevelRefused(level))
            ),
        }
        let answer = Frame::parse(server.poll_transmit().unwrap()).unwrap();
        let kind = match level {
            5 | 6 => PduKind::BIND_ACK,
            _ => PduKind::BIND_NAK,
        };
        assert_eq!(answer.header().kind, kind);
    }
}

#[test]
fn more_interfaces_can_be_added() {
    let mut pair = Pair::bound(3, Protection::Privacy);
    let lsarpc = pair.client.alter_context(LSARPC).unwrap();
    assert_eq!(
        pair.client.alter_context(SAMR),
        Err(CallRefused::Busy),
        "one at a time"
    );
    pair.pump().unwrap();
    let accepted = ClientEvent::ContextAccepted(lsarpc);
    assert_eq!(pair.client.poll_event(), Some(accepted));

    let samr = pair.client.alter_context(SAMR).unwrap();
    pair.pump().unwrap();
    let reason = BindRefusal::Interface(ProviderReason::ABSTRACT_SYNTAX_NOT_SUPPORTED);
    assert_eq!(
        pair.client.poll_event(),
        Some(ClientEvent::ContextRefused(samr, reason))
    );
    assert_eq!(
        pair.client.call(samr, 0, None, b""),
        Err(CallRefused::UnknownContext)
    );

    pair.client.call(lsarpc, 6, None, b"abc").unwrap();
    pair.pump().unwrap();
    assert_eq!(pair.incoming().interface, LSARPC);
    assert_eq!(pair.client.call(lsarpc, 6, None, b"").map(drop), Ok(()));
}

#[test]
fn an_interface_that_is_not_offered_is_refused() {
    let config = ClientConfig::default();
    let mut newer = LSARPC;
    newer.version.minor = 1;
    for interface in [SAMR, newer] {
        let mut pair = Pair::bound(0, Protection::Integrity);
        pair.server = server(2, None);
        pair.client = ClientAssociation::bind(interface, None, config).unwrap();
        pair.pump().unwrap();
        let reason = BindRefusal::Interface(ProviderReason::ABSTRACT_SYNTAX_NOT_SUPPORTED);
        assert_eq!(pair.client.poll_event(), Some(ClientEvent::Refused(reason)));
    }
}

#[test]
fn ndr64_is_refused_and_ndr_beside_it_is_not() {
    for (transfer, outcome) in [
        (
            vec![SyntaxId::NDR64],
            ContextResult::rejected(ProviderReason::TRANSFER_SYNTAXES_NOT_SUPPORTED),
        ),
        (
            vec![SyntaxId::NDR64, SyntaxId::NDR],
            ContextResult::ACCEPTED,
        ),
    ] {
        let bind = Body::Bind(Bind {
            max_xmit_frag: 5840,
            max_recv_frag: 5840,
            assoc_group: 7,
            contexts: vec![ContextElement {
                id: ContextId(3),
                interface: LSARPC,
                transfer,
            }],
        });
        let mut server = server(2, None);
        server
            .receive(&plain(PduFlags::WHOLE, CallId(1), &bind))
            .unwrap();
        let answer = Frame::parse(server.poll_transmit().unwrap()).unwrap();
        let Ok(Body::BindAck(ack)) = answer.body() else {
            panic!("{answer:?}")
        };
        assert_eq!(ack.results, [outcome]);
        assert_eq!(ack.secondary_address, "\\PIPE\\lsass");
    }
}
