//! The initiator's half of the negotiation, RFC 4178 4 and 5.

use super::{MechType, MechTypes, NegState, NegTokenInit, NegTokenResp};
use crate::{AuthError, Established, Exchange, Step};

/// Offers NTLM and nothing else, with its first token.
pub struct Initiator {
    ntlm: Box<dyn Exchange>,
}

impl Initiator {
    /// Wraps an NTLM exchange that has not begun.
    #[must_use]
    pub const fn new(ntlm: Box<dyn Exchange>) -> Self {
        Self { ntlm }
    }
}

impl Exchange for Initiator {
    /// `token` is empty, or the server's `NegTokenInit2` if it sent one unasked, as in SMB2 NEGOTIATE. That offer is not
    /// protected, so all it can do is to end a hopeless attempt early.
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        if !token.is_empty() {
            let offer = NegTokenInit::decode(token)?;
            if !offer
                .mech_types
                .iter()
                .any(|mech| mech == MechType::NTLMSSP)
            {
                return Err(AuthError::NoCommonMechanism);
            }
        }
        let Step::Continue { token, next } = self.ntlm.step(&[])? else {
            // NTLM takes three messages.
            return Err(AuthError::WrongState);
        };
        let mech_types = MechTypes::new(&[MechType::NTLMSSP]);
        let init = NegTokenInit {
            mech_types: mech_types.clone(),
            mech_token: Some(token),
        };
        Ok(Step::Continue {
            token: init.encode(),
            next: Box::new(AwaitChoice {
                ntlm: next,
                mech_types,
            }),
        })
    }
}

/// Awaits the acceptor's choice, with the answer of the mechanism that was offered.
struct AwaitChoice {
    ntlm: Box<dyn Exchange>,
    mech_types: MechTypes,
}

impl Exchange for AwaitChoice {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let answer = NegTokenResp::decode(token)?;
        match answer.state {
            Some(NegState::ACCEPT_INCOMPLETE | NegState::REQUEST_MIC) => {}
            Some(NegState::REJECT) => return Err(AuthError::Rejected),
            _ => return Err(AuthError::WrongState),
        }
        if answer.supported_mech != Some(MechType::NTLMSSP) {
            return Err(AuthError::MechanismChanged);
        }
        let challenge = answer.response_token.ok_or(AuthError::TokenMissing)?;
        let Step::Done {
            token,
            mut established,
        } = self.ntlm.step(&challenge)?
        else {
            return Err(AuthError::WrongState);
        };
        // RFC 4178 5 leaves the MIC open to both sides when the first choice was taken; Windows and Samba send it.
        let mech_list_mic = established
            .security
            .as_mut()
            .map(|security| security.mech_list_mic(self.mech_types.as_encoded()));
        let response = NegTokenResp {
            response_token: token,
            mech_list_mic,
            ..NegTokenResp::default()
        };
        Ok(Step::Continue {
            token: response.encode(),
            next: Box::new(AwaitCompletion {
                established,
                mech_types: self.mech_types,
            }),
        })
    }
}

/// Awaits the acceptor's last word.
struct AwaitCompletion {
    established: Established,
    mech_types: MechTypes,
}

impl Exchange for AwaitCompletion {
    fn step(mut self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let answer = NegTokenResp::decode(token)?;
        match answer.state {
            Some(NegState::ACCEPT_COMPLETED) => {}
            Some(NegState::REJECT) => return Err(AuthError::Rejected),
            _ => return Err(AuthError::WrongState),
        }
        if answer
            .supported_mech
            .is_some_and(|mech| mech != MechType::NTLMSSP)
        {
            return Err(AuthError::MechanismChanged);
        }
        if answer.response_token.is_some_and(|token| !token.is_empty()) {
            return Err(AuthError::UnexpectedToken);
        }
        if let Some(security) = &mut self.established.security {
            // Ours was sent, so the acceptor's is due; without it, nothing says that ours arrived.
            let mic = answer.mech_list_mic.ok_or(AuthError::MechListMicMissing)?;
            security
                .verify_mech_list_mic(self.mech_types.as_encoded(), &mic)
                .map_err(|_| AuthError::MechListMicWrong)?;
        }
        Ok(Step::Done {
            token: None,
            established: self.established,
        })
    }
}
