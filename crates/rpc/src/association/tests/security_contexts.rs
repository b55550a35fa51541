//! Several security contexts on one association.

use auth::{Protection, Step};

use super::double::Double;
use super::pair::{LOGON, server};
use crate::RpcStatus;
use crate::association::shield::Shield;
use crate::association::{IncomingCall, Limits, ProtocolError, ServerAssociation, ServerEvent};
use crate::pdu::*;

/// A client that can have several, which [`ClientAssociation`](crate::association::ClientAssociation) has not.
struct Client {
    server: ServerAssociation,
    shields: Vec<Shield>,
}

const BOTH: BindTimeFeatures = BindTimeFeatures(3);

impl Client {
    /// Bound without authentication.
    fn anonymous(features: BindTimeFeatures) -> Self {
        let mut client = Self {
            server: server(2, None),
            shields: vec![],
        };
        let bind = Body::Bind(proposal(features));
        let flags = PduFlags::WHOLE.with(PduFlags::CONC_MPX);
        let bind = plain(flags, CallId(1), &bind);
        client.server.receive(&bind).unwrap();
        let ack = client.answer();
        assert_eq!(ack.header().kind, PduKind::BIND_ACK);
        client
    }

    /// Bound, with a security context.
    fn known(features: BindTimeFeatures, id: SecurityContextId) -> Self {
        let mut client = Self {
            server: server(2, None),
            shields: vec![],
        };
        let bind = Body::Bind(proposal(features));
        client.authenticate(&bind, id).unwrap();
        client
    }

    fn alter(&mut self, id: SecurityContextId) -> Result<(), ProtocolError> {
        let alter = Body::AlterContext(proposal(BindTimeFeatures::NONE));
        self.authenticate(&alter, id)
    }

    fn authenticate(
        &mut self,
        body: &Body<'_>,
        id: SecurityContextId,
    ) -> Result<(), ProtocolError> {
        let Ok(Step::Continue { token, next }) = Double::initiator(2).step(&[]) else {
            panic!("there is a first token")
        };
        let flags = PduFlags::WHOLE.with(PduFlags::CONC_MPX);
        self.server
            .receive(&with_token(flags, CallId(1), body, id, &token))?;
        let ack = self.answer();
        assert_eq!(ack.trailer().unwrap().context, id);
        let Ok(Step::Done { established, .. }) = next.step(ack.token()) else {
            panic!("there are two tokens")
        };
        self.shields.push(Shield {
            context: id,
            protection: Protection::Privacy,
            signs_headers: id.auth_type.signs_headers(false),
            security: established.security.unwrap(),
        });
        Ok(())
    }

    /// A request, protected by one of the contexts or by none.
    fn request(&mut self, shield: Option<usize>, flags: PduFlags, call_id: u32) -> Vec<u8> {
        let body = Body::Request(Request {
            alloc_hint: 0,
            context: ContextId(0),
            opnum: 26,
            object: None,
            stub: b"stub",
        });
        match shield {
            Some(index) => self.shields[index].protect(flags, CallId(call_id), &body),
            None => plain(flags, CallId(call_id), &body),
        }
    }

    fn call(&mut self, shield: Option<usize>, call_id: u32) -> Result<IncomingCall, ProtocolError> {
        let request = self.request(shield, PduFlags::WHOLE, call_id);
        self.server.receive(&request)?;
        match self.server.poll_event() {
            Some(ServerEvent::Call(call)) => Ok(call),
            _ => panic!("no call"),
        }
    }

    fn answer(&mut self) -> Frame {
        Frame::parse(self.server.poll_transmit().unwrap()).unwrap()
    }
}

fn proposal(features: BindTimeFeatures) -> Bind {
    let features = ContextElement {
        id: ContextId(1),
        interface: LOGON,
        transfer: vec![features.to_syntax()],
    };
    Bind {
        max_xmit_frag: 5840,
        max_recv_frag: 5840,
        assoc_group: 0,
        contexts: vec![ContextElement::ndr(ContextId(0), LOGON), features],
    }
}

const fn id(auth_type: AuthType, number: u32) -> SecurityContextId {
    SecurityContextId {
        auth_type,
        level: AuthLevel::PRIVACY,
        number,
    }
}

const NTLM: SecurityContextId = id(AuthType::NTLM, 1);
const KERBEROS: SecurityContextId = id(AuthType::KERBEROS, 2);

/// Where a client that begins with [`NTLM`] has it.
fn index(id: SecurityContextId) -> usize {
    usize::from(id == KERBEROS)
}

fn user(call: &IncomingCall) -> Option<AuthType> {
    let authenticated = call.caller.as_ref()?;
    let auth_type = authenticated.caller.auth_type;
    let account = Double::account(&auth_type.to_string());
    assert_eq!(authenticated.caller.identity, account);
    assert!(authenticated.session_key.is_some());
    Some(auth_type)
}

#[test]
fn each_call_has_the_caller_of_its_context_and_is_answered_under_it() {
    let mut client = Client::anonymous(BOTH);
    client.alter(NTLM).unwrap();
    client.alter(KERBEROS).unwrap();
    let callers = [None, Some(NTLM), Some(KERBEROS)];
    for (call_id, caller) in (10..).zip(callers) {
        let shield = caller.map(index);
        let call = client.call(shield, call_id).unwrap();
        assert_eq!(user(&call), caller.map(|caller| caller.auth_type));
    }
    // In another order, which is no matter of the contexts.
    for (call_id, caller) in (10..).zip(callers).collect::<Vec<_>>().into_iter().rev() {
        client.server.respond(CallId(call_id), b"answer");
        let mut answer = client.answer();
        assert_eq!(answer.trailer().map(|trailer| trailer.context), caller);
        if let Some(caller) = caller {
            let shield = &mut client.shields[index(caller)];
            crate::association::shield::open(Some(shield), &mut answer).unwrap();
        }
        assert!(matches!(
            answer.body(),
            Ok(Body::Response(Response {
                stub: b"answer",
                ..
            }))
        ));
    }
}

/// Without `SecurityContextMultiplexingSupported` there is one.
#[test]
fn a_second_context_has_to_be_agreed_to() {
    let kept = BindTimeFeatures::KEEP_CONNECTION_ON_ORPHAN;
    let refused = Err(ProtocolError::UnexpectedToken(PduKind::ALTER_CONTEXT));
    let mut client = Client::known(kept, NTLM);
    assert_eq!(client.alter(KERBEROS), refused);

    let mut client = Client::anonymous(kept);
    client.alter(NTLM).unwrap();
    assert_eq!(client.alter(KERBEROS), refused);
}

#[test]
fn contexts_are_counted() {
    let limit = Limits::default().max_security_contexts;
    let mut client = Client::anonymous(BOTH);
    for number in (1..).take(limit) {
        client.alter(id(AuthType::NTLM, number)).unwrap();
    }
    let too_many = Err(ProtocolError::TooManySecurityContexts { limit });
    assert_eq!(client.alter(id(AuthType::NTLM, 99)), too_many);
    let fault = client.answer();
    assert!(
        matches!(fault.body(), Ok(Body::Fault(fault)) if fault.status == RpcStatus::PROTOCOL_ERROR)
    );
}

#[test]
fn a_finished_context_is_finished() {
    for auth_type in [AuthType::NTLM, AuthType::KERBEROS] {
        let mut client = Client::known(BOTH, NTLM);
        let refused = Err(ProtocolError::UnexpectedToken(PduKind::ALTER_CONTEXT));
        assert_eq!(client.alter(id(auth_type, NTLM.number)), refused);
    }
}

/// Who began with a name does not go on without one.
#[test]
fn a_call_without_protection_is_for_who_began_without() {
    let mut client = Client::known(BOTH, NTLM);
    client.alter(KERBEROS).unwrap();
    let refused = client.call(None, 10).map(drop);
    assert_eq!(refused, Err(ProtocolError::Unprotected(PduKind::REQUEST)));
}

#[test]
fn no_request_is_of_two_callers() {
    for (first, second) in [(0, Some(1)), (1, Some(0)), (0, None)] {
        let mut client = Client::anonymous(BOTH);
        client.alter(NTLM).unwrap();
        client.alter(KERBEROS).unwrap();
        let begin = client.request(Some(first), PduFlags::FIRST_FRAG, 10);
        client.server.receive(&begin).unwrap();
        let end = client.request(second, PduFlags::LAST_FRAG, 10);
        let outcome = client.server.receive(&end);
        let refused = Err(ProtocolError::WrongSecurityContext(PduKind::REQUEST));
        assert_eq!(outcome, refused);
        assert!(client.server.poll_event().is_none());
    }
}

/// Neither by another number nor by another kind can a message come under another name.
#[test]
fn no_context_speaks_for_another() {
    let trailer_at = Request::stub_at(false) + 16;
    for (at, value, expected) in [
        (4, 2, ProtocolError::Altered),
        (4, 3, ProtocolError::WrongSecurityContext(PduKind::REQUEST)),
        (0, 10, ProtocolError::WrongSecurityContext(PduKind::REQUEST)),
    ] {
        let mut client = Client::anonymous(BOTH);
        client.alter(id(AuthType::KERBEROS, 1)).unwrap();
        client.alter(KERBEROS).unwrap();
        // The other one has received two already, and so awaits another number.
        client.call(Some(1), 10).unwrap();
        let mut request = client.request(Some(0), PduFlags::WHOLE, 11);
        request[trailer_at + at] = value;
        assert_eq!(client.server.receive(&request), Err(expected));
    }
}

/// Netlogon's bind says a name, and proves nothing.
#[test]
fn a_bind_proves_nothing() {
    let mut client = Client::known(BOTH, id(AuthType::NETLOGON, 1));
    assert!(client.server.is_idle() && !client.server.is_authenticated());
    client.call(Some(0), 10).unwrap();
    assert!(client.server.is_authenticated());
}

#[test]
fn others_call_while_one_is_not_finished() {
    // Its shield is for any server of the same provider, and this one wants four tokens.
    let mut client = Client::known(BOTH, NTLM);
    client.server = server(4, None);
    let bind = Body::Bind(proposal(BOTH));
    let token = |number: u8| vec![number; 40 + usize::from(number)];
    let flags = PduFlags::WHOLE;
    let first = with_token(flags, CallId(1), &bind, NTLM, &token(1));
    client.server.receive(&first).unwrap();
    assert!(!client.server.is_idle());
    client.answer();
    let alter = Body::AlterContext(proposal(BindTimeFeatures::NONE));
    let other = with_token(flags, CallId(2), &alter, KERBEROS, &token(1));
    client.server.receive(&other).unwrap();
    client.answer();
    let third = with_token(flags, CallId(1), &alter, NTLM, &token(3));
    client.server.receive(&third).unwrap();
    assert!(!client.server.is_idle());
    client.answer();
    let unfinished = client.request(Some(0), PduFlags::WHOLE, 9);
    let mut early = unfinished.clone();
    early[Request::stub_at(false) + 16 + 4] = 2;
    client.server.receive(&unfinished).unwrap();
    assert!(matches!(
        client.server.poll_event(),
        Some(ServerEvent::Call(_))
    ));
    client.server.respond(CallId(9), b"");
    let refused = Err(ProtocolError::Unprotected(PduKind::REQUEST));
    assert_eq!(client.server.receive(&early), refused);
}

/// Netlogon numbers what goes both ways as one sequence.
#[test]
fn a_netlogon_context_takes_turns() {
    let mut client = Client::anonymous(BOTH);
    client.alter(id(AuthType::NETLOGON, 1)).unwrap();
    client.alter(KERBEROS).unwrap();
    client.call(Some(0), 10).unwrap();
    client.call(Some(1), 11).unwrap();
    client.call(Some(1), 12).unwrap();
    let refused = client.call(Some(0), 13).map(drop);
    assert_eq!(refused, Err(ProtocolError::NotMultiplexed(CallId(13))));
}
