//! The security contexts of an association, [MS-RPCE] 3.3.1.5.4: each with its own caller and its own keys.

use std::sync::Arc;

use auth::{AuthError, Exchange};

use super::authentication::Login;
use super::{Authenticated, CallId, ServerAssociation};
use crate::association::ProtocolError;
use crate::association::shield::{self, Shield};
use crate::pdu::{AuthType, BindTimeFeatures, Frame, PduKind, SecurityContextId};

/// The security contexts that a client has begun, few enough to look through.
#[derive(Default)]
pub(super) struct SecurityContexts {
    contexts: Vec<(SecurityContextId, SecurityContext)>,
}

/// How far a security context is.
pub(super) enum SecurityContext {
    /// The client has another leg of authentication to go.
    Unfinished(Login, Box<dyn Exchange>),
    /// `rpc_auth_3` did not prove what it should. It has no answer, so the first call gets it.
    Denied(AuthError),
    /// Calls are taken.
    Established(Shield, Arc<Authenticated>),
}

/// An authentication that awaits its next token.
pub(super) type Unfinished = (Login, Box<dyn Exchange>);

impl SecurityContexts {
    pub(super) fn insert(&mut self, id: SecurityContextId, context: SecurityContext) {
        self.contexts.push((id, context));
    }

    /// Whether there is one under which calls are taken.
    pub(super) fn is_established(&self) -> bool {
        let established = |context| matches!(context, &SecurityContext::Established(..));
        self.contexts
            .iter()
            .any(|(_, context)| established(context))
    }

    /// Whether a client has more to say before a context is finished.
    pub(super) fn is_unfinished(&self) -> bool {
        let unfinished = |context| matches!(context, &SecurityContext::Unfinished(..));
        self.contexts.iter().any(|(_, context)| unfinished(context))
    }

    /// What protects the answer to a call that came under this number.
    pub(super) fn shield(&mut self, number: u32) -> Option<&mut Shield> {
        self.contexts
            .iter_mut()
            .filter(|(id, _)| id.number == number)
            .find_map(|(_, context)| match context {
                SecurityContext::Established(shield, _) => Some(shield),
                _ => None,
            })
    }

    /// Takes out what the token of a further leg belongs to; `None` when it begins another context.
    pub(super) fn take_unfinished(
        &mut self,
        frame: &Frame,
        id: SecurityContextId,
    ) -> Result<Option<Unfinished>, ProtocolError> {
        let number = |(known, _): &(SecurityContextId, _)| known.number == id.number;
        let Some(index) = self.contexts.iter().position(number) else {
            return Ok(None);
        };
        match self.contexts.swap_remove(index).1 {
            SecurityContext::Unfinished(login, exchange) => {
                shield::token_of(login.context, frame)?;
                Ok(Some((login, exchange)))
            }
            // It is finished.
            _ => Err(ProtocolError::UnexpectedToken(frame.header().kind)),
        }
    }
}

/// Under whose name a PDU came.
#[derive(Clone, Default)]
pub(super) struct Sender {
    /// The number of the security context; `None` for a PDU without protection.
    pub(super) number: Option<u32>,
    pub(super) authenticated: Option<Arc<Authenticated>>,
}

impl Sender {
    pub(super) fn auth_type(&self) -> Option<AuthType> {
        let authenticated = self.authenticated.as_ref();
        authenticated.map(|authenticated| authenticated.caller.auth_type)
    }
}

impl ServerAssociation {
    /// Opens and verifies a PDU that carries stub data. Without a token it is nobody's, and nobody is who began the
    /// association without authentication.
    pub(super) fn open(&mut self, frame: &mut Frame) -> Result<Sender, ProtocolError> {
        let kind = frame.header().kind;
        let Some(trailer) = frame.trailer() else {
            return if self.anonymous {
                Ok(Sender::default())
            } else {
                Err(ProtocolError::Unprotected(kind))
            };
        };
        let number = trailer.context.number;
        let nobody_known = self.security.contexts.is_empty();
        let mut contexts = self.security.contexts.iter_mut();
        match contexts.find(|(id, _)| id.number == number) {
            None if nobody_known => Err(ProtocolError::UnexpectedToken(kind)),
            None => Err(ProtocolError::WrongSecurityContext(kind)),
            Some((_, SecurityContext::Unfinished(..))) => Err(ProtocolError::Unprotected(kind)),
            Some((_, SecurityContext::Denied(error))) => Err((*error).into()),
            Some((_, SecurityContext::Established(shield, authenticated))) => {
                let authenticated = Some(Arc::clone(authenticated));
                shield::open(Some(shield), frame)?;
                self.proven = true;
                Ok(Sender {
                    number: Some(number),
                    authenticated,
                })
            }
        }
    }

    /// Whether another security context may begin.
    pub(super) fn may_begin(&self, kind: PduKind) -> Result<(), ProtocolError> {
        let begun = self.security.contexts.len();
        let several = BindTimeFeatures::SECURITY_CONTEXT_MULTIPLEXING;
        if begun > 0 && !self.features.contains(several) {
            return Err(ProtocolError::UnexpectedToken(kind));
        }
        if begun >= self.limits.max_security_contexts {
            let limit = self.limits.max_security_contexts;
            return Err(ProtocolError::TooManySecurityContexts { limit });
        }
        Ok(())
    }

    /// Whether a request has to wait, because several calls at a time were not agreed and the one before is not answered:
    /// clients make another all the same, and Windows and Samba answer them in order.
    pub(super) fn has_to_wait(&self, frame: &Frame) -> bool {
        if self.multiplexed || self.calls.is_empty() {
            return false;
        }
        let trailer = frame.trailer();
        trailer.is_none_or(|trailer| trailer.context.auth_type.can_multiplex())
    }

    /// Sees that the sender may make another call before these are answered. What numbers the messages of both directions as
    /// one sequence could not even wait.
    pub(super) fn check_turn(&self, sender: &Sender, call_id: CallId) -> Result<(), ProtocolError> {
        let takes_turns = sender
            .auth_type()
            .is_some_and(|auth_type| !auth_type.can_multiplex());
        let mut calls = self.calls.values();
        if takes_turns && calls.any(|call| call.security == sender.number) {
            return Err(ProtocolError::NotMultiplexed(call_id));
        }
        Ok(())
    }
}
