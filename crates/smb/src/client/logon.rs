//! SESSION_SETUP, [MS-SMB2] 3.2.4.2.3 and 3.2.5.3: the tokens of a security mechanism, then the keys.

use auth::{Established, Exchange, Identity, Step};
use wire::NtStatus;

use super::link::{Incoming, Link, Response};
use super::negotiation::{Agreement, Negotiated};
use super::tree::{LoggedOn, TreeConnect};
use super::{EncryptionPolicy, Handshake, Progress};
use crate::crypto::{PreauthHash, SessionKeys};
use crate::dialect::Capabilities;
use crate::error::{LogonError, ProtocolError};
use crate::header::Command;
use crate::message::{Body, SessionFlags, SessionSetupRequest, SessionSetupResponse, encode_body};

/// Awaits a SESSION_SETUP response.
pub struct Logon {
    link: Link,
    agreement: Agreement,
    preauth: PreauthHash,
    mechanism: Mechanism,
    /// `\\server\IPC$`, which comes next.
    path: String,
}

/// How far the security mechanism is.
enum Mechanism {
    /// It awaits a token.
    Awaiting(Box<dyn Exchange>),
    /// It awaits nothing: our last token proved us, or did not, and the server has to say so.
    Finished(Established),
}

impl Logon {
    pub(super) fn start(
        negotiated: Negotiated,
        exchange: Box<dyn Exchange>,
        path: String,
    ) -> Result<Progress, LogonError> {
        let Negotiated {
            link,
            agreement,
            preauth,
        } = negotiated;
        match exchange.step(&[])? {
            Step::Continue { token, next } => {
                let mechanism = Mechanism::Awaiting(next);
                Self {
                    link,
                    agreement,
                    preauth,
                    mechanism,
                    path,
                }
                .send(token)
            }
            Step::Done {
                token: Some(token),
                established,
            } => {
                let mechanism = Mechanism::Finished(established);
                Self {
                    link,
                    agreement,
                    preauth,
                    mechanism,
                    path,
                }
                .send(token)
            }
            Step::Done { token: None, .. } | Step::Identify(_) => Err(LogonError::OutOfStep),
        }
    }

    /// Takes a message from the server.
    pub(super) fn receive(mut self, message: &[u8]) -> Result<Progress, LogonError> {
        let response = match self.link.receive(message)? {
            Incoming::Final(response) => response,
            Incoming::Interim(_) | Incoming::Unsolicited => {
                return Ok(Progress::Wait(Handshake::Logon(self)));
            }
        };
        if response.header.status == NtStatus::MORE_PROCESSING_REQUIRED {
            self.go_on(message, &response)
        } else {
            self.finish(message, &response)
        }
    }

    fn send(mut self, token: Vec<u8>) -> Result<Progress, LogonError> {
        let request = SessionSetupRequest {
            flags: 0,
            security_mode: self.agreement.said.security_mode,
            capabilities: Capabilities::default(),
            previous_session_id: 0,
            token,
        };
        let (_, message) = self
            .link
            .request(Command::SESSION_SETUP, &encode_body(&request))?;
        self.preauth = self.preauth.then(&message);
        Ok(Progress::Send {
            message,
            next: Handshake::Logon(self),
        })
    }

    /// `STATUS_MORE_PROCESSING_REQUIRED`.
    fn go_on(mut self, message: &[u8], response: &Response) -> Result<Progress, LogonError> {
        self.adopt_session(response)?;
        self.preauth = self.preauth.then(message);
        let body = SessionSetupResponse::decode(&response.body).map_err(ProtocolError::from)?;
        let Mechanism::Awaiting(exchange) = self.mechanism else {
            return Err(LogonError::OutOfStep);
        };
        let (token, mechanism) = match exchange.step(&body.token)? {
            Step::Continue { token, next } => (token, Mechanism::Awaiting(next)),
            Step::Done {
                token: Some(token),
                established,
            } => (token, Mechanism::Finished(established)),
            Step::Done { token: None, .. } | Step::Identify(_) => {
                return Err(LogonError::OutOfStep);
            }
        };
        Self { mechanism, ..self }.send(token)
    }

    /// The server's last word, which does not go into the pre-authentication hash.
    fn finish(mut self, message: &[u8], response: &Response) -> Result<Progress, LogonError> {
        let body: SessionSetupResponse = response.success()?;
        self.adopt_session(response)?;
        let established = match self.mechanism {
            Mechanism::Finished(established) => established,
            Mechanism::Awaiting(exchange) => match exchange.step(&body.token) {
                Ok(Step::Done {
                    token: None,
                    established,
                }) => established,
                Ok(_) => return Err(LogonError::OutOfStep),
                // Who did not believe us has no key to end the mechanism with, and says so here.
                Err(_) if body.flags.contains(SessionFlags::IS_GUEST) => {
                    return Err(LogonError::GuestLogon);
                }
                Err(error) => return Err(error.into()),
            },
        };
        if established.identity == Identity::Anonymous {
            return finish_anonymous(self.link, self.agreement, body.flags, self.path);
        }
        if body.flags.contains(SessionFlags::IS_GUEST) {
            return Err(LogonError::GuestLogon);
        }
        if body.flags.contains(SessionFlags::IS_NULL) {
            return Err(LogonError::NullSession);
        }
        let session_key = established.session_key.ok_or(LogonError::NoSessionKey)?;
        let Agreement {
            dialect,
            signing,
            cipher,
            ..
        } = self.agreement;
        let SessionKeys {
            signer,
            encryption,
            application,
        } = SessionKeys::derive(dialect, signing, cipher, &session_key, &self.preauth)
            .ok_or(ProtocolError::CannotProtect)?;
        self.link.sign_with(signer, encryption);
        // Whoever sent this knows the session key, and heard the same negotiation as we did.
        self.link.verify(message, &response.header)?;
        if wants_encryption(&self.agreement, body.flags) && !self.link.encrypt() {
            return Err(LogonError::EncryptionUnavailable);
        }
        let logged_on = LoggedOn {
            link: self.link,
            agreement: self.agreement,
            application_key: Some(application),
        };
        TreeConnect::start(logged_on, self.path)
    }

    /// The server names the session in its first response; after that, the name stays.
    fn adopt_session(&mut self, response: &Response) -> Result<(), ProtocolError> {
        let named = response.header.session_id;
        if self.link.session_id == 0 {
            self.link.session_id = named;
        }
        if self.link.session_id == named {
            Ok(())
        } else {
            Err(ProtocolError::WrongSession(named))
        }
    }
}

/// An anonymous session has no key that anybody does not know: nothing is signed, and nothing can be encrypted.
fn finish_anonymous(
    link: Link,
    agreement: Agreement,
    flags: SessionFlags,
    path: String,
) -> Result<Progress, LogonError> {
    if wants_encryption(&agreement, flags) {
        return Err(LogonError::EncryptionUnavailable);
    }
    TreeConnect::start(
        LoggedOn {
            link,
            agreement,
            application_key: None,
        },
        path,
    )
}

fn wants_encryption(agreement: &Agreement, flags: SessionFlags) -> bool {
    agreement.encryption == EncryptionPolicy::Always || flags.contains(SessionFlags::ENCRYPT_DATA)
}
