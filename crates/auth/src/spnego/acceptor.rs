//! The acceptor's half of the negotiation, RFC 4178 4 and 5.

use super::{MechType, MechTypes, NegState, NegTokenInit, NegTokenResp};
use crate::{AuthError, Established, Exchange, Step};

/// What a server says before it is asked, in the answer to SMB2 NEGOTIATE: a `NegTokenInit2` without hints, [MS-SPNG] 3.2.5.2.
#[must_use]
pub fn offer() -> Vec<u8> {
    NegTokenInit {
        mech_types: MechTypes::new(&[MechType::NTLMSSP]),
        mech_token: None,
    }
    .encode()
}

/// Takes NTLM out of whatever is offered.
pub struct Acceptor {
    ntlm: Box<dyn Exchange>,
}

impl Acceptor {
    /// Wraps an NTLM exchange that has not begun.
    #[must_use]
    pub const fn new(ntlm: Box<dyn Exchange>) -> Self {
        Self { ntlm }
    }
}

impl Exchange for Acceptor {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let NegTokenInit {
            mech_types,
            mech_token,
        } = NegTokenInit::decode(token)?;
        let position = mech_types.iter().position(|mech| mech == MechType::NTLMSSP);
        let preferred = match position {
            None => return Err(AuthError::NoCommonMechanism),
            Some(position) => position == 0,
        };
        let negotiation = Negotiation {
            mech_types,
            mic_required: !preferred,
            announced: false,
        };
        // An optimistic token is of the preferred mechanism, whichever that is.
        match mech_token.filter(|_| preferred) {
            Some(token) => negotiation.advance(self.ntlm.step(&token)?, None),
            None => Ok(negotiation.ask(None, self.ntlm)),
        }
    }
}

/// Awaits the mechanism's next token.
struct AwaitToken {
    ntlm: Box<dyn Exchange>,
    negotiation: Negotiation,
}

impl Exchange for AwaitToken {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let message = NegTokenResp::decode(token)?;
        if message.state == Some(NegState::REJECT) {
            return Err(AuthError::Rejected);
        }
        let token = message.response_token.ok_or(AuthError::TokenMissing)?;
        let step = self.ntlm.step(&token)?;
        self.negotiation.advance(step, message.mech_list_mic)
    }
}

/// What was negotiated, while the mechanism is at work.
struct Negotiation {
    mech_types: MechTypes,
    /// NTLM was not the initiator's first choice, so the list might have been altered to make us choose it, RFC 4178 5.
    mic_required: bool,
    /// Whether the initiator knows our choice.
    announced: bool,
}

impl Negotiation {
    /// Wraps what the mechanism wants to do next; `mic` came with the token that it answers.
    fn advance(self, step: Step, mic: Option<Vec<u8>>) -> Result<Step, AuthError> {
        match step {
            Step::Continue { token, next } => Ok(self.ask(Some(token), next)),
            Step::Identify(claim) => Ok(Step::Identify(
                claim.and_then(move |step| self.advance(step, mic)),
            )),
            Step::Done { token, established } => self.complete(token, established, mic),
        }
    }

    fn ask(mut self, response_token: Option<Vec<u8>>, ntlm: Box<dyn Exchange>) -> Step {
        let first = !std::mem::replace(&mut self.announced, true);
        let reply = NegTokenResp {
            // RFC 4178 4.2.2: request-mic is for the first reply only.
            state: Some(if first && self.mic_required {
                NegState::REQUEST_MIC
            } else {
                NegState::ACCEPT_INCOMPLETE
            }),
            supported_mech: first.then_some(MechType::NTLMSSP),
            response_token,
            mech_list_mic: None,
        };
        Step::Continue {
            token: reply.encode(),
            next: Box::new(AwaitToken {
                ntlm,
                negotiation: self,
            }),
        }
    }

    fn complete(
        self,
        response_token: Option<Vec<u8>>,
        mut established: Established,
        mic: Option<Vec<u8>>,
    ) -> Result<Step, AuthError> {
        // A null session has no key to make a MIC with, and nothing to protect.
        let mech_list_mic = match (&mut established.security, mic) {
            (Some(security), Some(mic)) => {
                security
                    .verify_mech_list_mic(self.mech_types.as_encoded(), &mic)
                    .map_err(|_| AuthError::MechListMicWrong)?;
                Some(security.mech_list_mic(self.mech_types.as_encoded()))
            }
            (Some(_), None) if self.mic_required => return Err(AuthError::MechListMicMissing),
            _ => None,
        };
        let reply = NegTokenResp {
            state: Some(NegState::ACCEPT_COMPLETED),
            supported_mech: None,
            response_token,
            mech_list_mic,
        };
        Ok(Step::Done {
            token: Some(reply.encode()),
            established,
        })
    }
}
