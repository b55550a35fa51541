//! The security context of an association, at work.

use auth::{MessageSecurity, Protection};

use super::ProtocolError;
use crate::pdu::{
    Body, CallId, Frame, PduFlags, SecTrailer, SecurityContextId, stub_at, up_to_token, with_token,
};

/// Signs, or signs and seals, each PDU that carries stub data, [MS-RPCE] 3.3.1.5.2.2.
pub(super) struct Shield {
    pub(super) context: SecurityContextId,
    pub(super) protection: Protection,
    /// Whether signatures cover the headers too.
    pub(super) signs_headers: bool,
    pub(super) security: Box<dyn MessageSecurity>,
}

impl Shield {
    /// Octets that protection adds to a PDU, padding aside.
    pub(super) fn overhead(&self) -> usize {
        SecTrailer::LEN.saturating_add(self.security.token_len(self.protection))
    }

    /// Writes a protected PDU. Sequence numbers count calls of this function, so the PDUs go out in its order.
    pub(super) fn protect(&mut self, flags: PduFlags, call_id: CallId, body: &Body<'_>) -> Vec<u8> {
        let token_len = self.security.token_len(self.protection);
        let mut pdu = up_to_token(flags, call_id, body, self.context, token_len);
        let sealed = stub_at(body)..pdu.len().saturating_sub(SecTrailer::LEN);
        let token = if self.signs_headers {
            self.security.protect(self.protection, &mut pdu, sealed)
        } else {
            let stub = pdu.get_mut(sealed).unwrap_or_default();
            self.security.protect(self.protection, stub, 0..stub.len())
        };
        debug_assert_eq!(token.len(), token_len, "auth_length is written already");
        pdu.extend_from_slice(&token);
        pdu
    }

    fn open(&mut self, frame: &mut Frame) -> Result<(), ProtocolError> {
        token_of(self.context, frame)?;
        let (message, sealed, token) = frame.protected().ok_or(ProtocolError::Altered)?;
        let opened = if self.signs_headers {
            self.security
                .unprotect(self.protection, message, sealed, token)
        } else {
            let stub = message.get_mut(sealed).unwrap_or_default();
            let all = 0..stub.len();
            self.security.unprotect(self.protection, stub, all, token)
        };
        opened.map_err(|auth::Altered| ProtocolError::Altered)
    }
}

/// Writes a PDU that carries a token of the authentication.
pub(super) fn carry(
    max_fragment: u16,
    flags: PduFlags,
    call_id: CallId,
    body: &Body<'_>,
    context: SecurityContextId,
    token: &[u8],
) -> Result<Vec<u8>, ProtocolError> {
    let pdu = with_token(flags, call_id, body, context, token);
    if pdu.len() > max_fragment.into() {
        return Err(ProtocolError::TokenTooLong(token.len()));
    }
    Ok(pdu)
}

/// Opens and verifies a PDU that carries stub data; where there is no security context, there is to be no token.
pub(super) fn open(shield: Option<&mut Shield>, frame: &mut Frame) -> Result<(), ProtocolError> {
    match shield {
        Some(shield) => shield.open(frame),
        None => no_token(frame),
    }
}

/// Opens and verifies a PDU that peers do not protect even where they could: a fault, `co_cancel`
/// and `orphaned`. None of them can do more than end a call, which whoever forges it could do anyway.
pub(super) fn open_if_protected(
    shield: Option<&mut Shield>,
    frame: &mut Frame,
) -> Result<(), ProtocolError> {
    match frame.trailer() {
        Some(_) => open(shield, frame),
        None => Ok(()),
    }
}

/// Refuses a PDU that has no token of this context.
pub(super) fn token_of(context: SecurityContextId, frame: &Frame) -> Result<(), ProtocolError> {
    let kind = frame.header().kind;
    match frame.trailer() {
        None => Err(ProtocolError::Unprotected(kind)),
        Some(trailer) if trailer.context != context => {
            Err(ProtocolError::WrongSecurityContext(kind))
        }
        Some(_) => Ok(()),
    }
}

/// Refuses a token where the PDU has no use for one.
pub(super) fn no_token(frame: &Frame) -> Result<(), ProtocolError> {
    let kind = frame.header().kind;
    match frame.trailer() {
        Some(_) => Err(ProtocolError::UnexpectedToken(kind)),
        None => Ok(()),
    }
}
