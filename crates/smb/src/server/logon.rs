//! SESSION_SETUP and LOGOFF, [MS-SMB2] 3.3.5.5 and 3.3.5.6.

use auth::{AuthError, Established, Identity, Step};
use wire::NtStatus;

use super::connection::Connection;
use super::dispatch::Call;
use super::reply::{Handled, ReplyTo};
use super::session::{Logon, Mechanism, Valid};
use super::{EncryptionPolicy, Event, LogonId};
use crate::crypto::{PreauthHash, SessionKeys};
use crate::message::{
    LogoffRequest, LogoffResponse, SessionFlags, SessionSetupRequest, SessionSetupResponse,
    encode_body,
};
use crate::protection::{Protection, Role};

/// `SMB2_SESSION_FLAG_BINDING`: another connection's session.
const BINDING: u8 = 0x01;

/// What a step of the mechanism is taken for.
struct Leg {
    to: ReplyTo,
    preauth: PreauthHash,
    previous_session_id: u64,
}

impl Connection {
    /// Goes on after [`Event::Identify`], with what [`auth::Claim::resume`] returned. Nothing happens when the client
    /// has given the logon up in the meantime.
    pub fn resume(&mut self, logon: LogonId, judgement: Result<Step, AuthError>) {
        let judged = self.sessions.judged(logon);
        let session = judged.and_then(|id| self.sessions.get(id));
        let Some(Logon {
            preauth,
            mechanism:
                Mechanism::Judging {
                    to,
                    previous_session_id,
                    ..
                },
        }) = session.and_then(|session| session.logon.take())
        else {
            return;
        };
        let leg = Leg {
            to,
            preauth,
            previous_session_id,
        };
        self.proceed(leg, judgement);
    }

    /// A token of somebody who logs on, or does so again.
    pub(super) fn session_setup(&mut self, call: &mut Call<'_>) -> Handled {
        let request: SessionSetupRequest = call.body()?;
        if request.flags & BINDING != 0 {
            return Err(NtStatus::REQUEST_NOT_ACCEPTED.into()); // 3.3.5.5: no multichannel
        }
        let agreement = self.agreement()?;
        let connection_hash = agreement.preauth;
        if self.config.encryption == EncryptionPolicy::Required && agreement.cipher.is_none() {
            return Err(NtStatus::ACCESS_DENIED.into());
        }
        if call.to.session_id == 0 {
            let wanted = u64::from_le_bytes(self.random());
            let limits = &self.config.limits;
            call.to.session_id = self.sessions.create(wanted, limits)?;
        }
        let challenge = self.random();
        let session = self.sessions.get(call.to.session_id);
        let session = session.ok_or(NtStatus::USER_SESSION_DELETED)?;
        let (preauth, exchange) = match session.logon.take() {
            Some(Logon {
                preauth,
                mechanism: Mechanism::Awaiting(exchange),
            }) => (preauth, exchange),
            None => {
                let exchange = (self.config.acceptor)(challenge, call.now);
                (connection_hash, exchange)
            }
            judging => {
                session.logon = judging;
                return Err(NtStatus::REQUEST_NOT_ACCEPTED.into());
            }
        };
        let leg = Leg {
            to: call.to,
            preauth: preauth.then(call.part.octets),
            previous_session_id: request.previous_session_id,
        };
        self.proceed(leg, exchange.step(&request.token));
        Ok(None)
    }

    /// Ends a session, [MS-SMB2] 3.3.5.6.
    pub(super) fn log_off(&mut self, call: &Call<'_>) -> Handled {
        let LogoffRequest = call.body()?;
        let session_id = call.to.session_id;
        self.wind_up(session_id);
        // The session's key signs it.
        self.answer(&call.to, NtStatus::SUCCESS, &encode_body(&LogoffResponse));
        self.sessions.remove(session_id);
        Ok(None)
    }

    /// Does what the mechanism says, [MS-SMB2] 3.3.5.5.3.
    fn proceed(&mut self, leg: Leg, step: Result<Step, AuthError>) {
        match step {
            Ok(Step::Continue { token, next }) => {
                let body = encode_body(&SessionSetupResponse {
                    flags: SessionFlags::default(),
                    token,
                });
                let status = NtStatus::MORE_PROCESSING_REQUIRED;
                let heard = self.answer(&leg.to, status, &body);
                let preauth = leg.preauth.then(heard.unwrap_or_default());
                self.wait(&leg, preauth, Mechanism::Awaiting(next));
            }
            Ok(Step::Identify(claim)) => {
                self.last_logon = self.last_logon.saturating_add(1);
                let id = LogonId(self.last_logon);
                let mechanism = Mechanism::Judging {
                    id,
                    to: leg.to,
                    previous_session_id: leg.previous_session_id,
                };
                self.wait(&leg, leg.preauth, mechanism);
                self.report(Event::Identify { logon: id, claim });
            }
            Ok(Step::Done { token, established }) => {
                if let Err(status) = self.log_on(&leg, token.unwrap_or_default(), established) {
                    self.fail(&leg.to, status);
                }
            }
            Err(error) => self.fail(&leg.to, status_of(error)),
        }
    }

    fn wait(&mut self, leg: &Leg, preauth: PreauthHash, mechanism: Mechanism) {
        if let Some(session) = self.sessions.get(leg.to.session_id) {
            session.logon = Some(Logon { preauth, mechanism });
        }
    }

    /// Somebody has proven who it is.
    fn log_on(
        &mut self,
        leg: &Leg,
        token: Vec<u8>,
        established: Established,
    ) -> Result<(), NtStatus> {
        let session_id = leg.to.session_id;
        let logged_on = self.validate_logon(leg, established)?;
        let session = self.sessions.get(session_id);
        let session = session.ok_or(NtStatus::USER_SESSION_DELETED)?;
        let identity = logged_on.identity.clone();
        match &session.valid {
            // 3.3.5.5.2: the keys stay. So does what was opened, and therefore who has opened it.
            Some(valid) if same(&valid.identity, &identity) => {}
            Some(_) => return Err(NtStatus::ACCESS_DENIED),
            None => {
                session.valid = Some(logged_on);
                session.used = None;
            }
        }
        let mut flags = match identity {
            Identity::Anonymous => SessionFlags::IS_NULL,
            Identity::Account { .. } => SessionFlags::default(),
        };
        if self.config.encryption == EncryptionPolicy::Required {
            flags.0 |= SessionFlags::ENCRYPT_DATA.0;
        }
        let body = encode_body(&SessionSetupResponse { flags, token });
        self.answer(&leg.to, NtStatus::SUCCESS, &body);
        self.replace(leg.previous_session_id, session_id, &identity);
        Ok(())
    }

    /// The session with its keys.
    fn validate_logon(&self, leg: &Leg, established: Established) -> Result<Valid, NtStatus> {
        let Established {
            identity,
            session_key,
            ..
        } = established;
        if identity == Identity::Anonymous {
            // It has no key, so nothing of it could be encrypted.
            return match self.config.encryption {
                EncryptionPolicy::Required => Err(NtStatus::ACCESS_DENIED),
                EncryptionPolicy::Offered => Ok(Valid::new(identity, None, None)),
            };
        }
        let session_key = session_key.ok_or(NtStatus::ACCESS_DENIED)?;
        let agreement = self.agreement().map_err(|_| NtStatus::INVALID_PARAMETER)?;
        let keys = SessionKeys::derive(
            agreement.dialect,
            agreement.signing,
            agreement.cipher,
            &session_key,
            &leg.preauth,
        );
        let SessionKeys {
            signer,
            encryption,
            application,
        } = keys.ok_or(NtStatus::NOT_SUPPORTED)?;
        let protection = Protection::new(Role::Server, signer, encryption);
        Ok(Valid::new(identity, Some(protection), Some(application)))
    }

    /// `PreviousSessionId`, [MS-SMB2] 3.3.5.5.3: what the same account had left behind, here on the same connection.
    fn replace(&mut self, previous: u64, current: u64, identity: &Identity) {
        let left_behind = self.sessions.valid(previous);
        let is_same = left_behind.is_some_and(|valid| {
            *identity != Identity::Anonymous && same(&valid.identity, identity)
        });
        if previous != current && is_same {
            self.wind_up(previous);
            self.sessions.remove(previous);
        }
    }

    /// A logon that fails takes its session with it, also one that was valid until now, [MS-SMB2] 3.3.5.5.3.
    fn fail(&mut self, to: &ReplyTo, status: NtStatus) {
        self.wind_up(to.session_id);
        self.refuse(to, status);
        self.sessions.remove(to.session_id);
    }

    /// Answers all that waits in a session, and closes its pipes.
    pub(super) fn wind_up(&mut self, session_id: u64) {
        self.end_pipes(session_id, None, NtStatus::USER_SESSION_DELETED);
        let session = self.sessions.get(session_id);
        if let Some(Logon {
            mechanism: Mechanism::Judging { to, .. },
            ..
        }) = session.and_then(|session| session.logon.take())
        {
            self.refuse(&to, NtStatus::USER_SESSION_DELETED);
        }
    }
}

/// Whether two logons are one account's. The computer that it comes from proves nothing.
fn same(one: &Identity, other: &Identity) -> bool {
    match (one, other) {
        (Identity::Anonymous, Identity::Anonymous) => true,
        (
            Identity::Account { domain, user, .. },
            Identity::Account {
                domain: other_domain,
                user: other_user,
                ..
            },
        ) => {
            let eq = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
            eq(domain, other_domain) && eq(user, other_user)
        }
        _ => false,
    }
}

/// What a client is told of a logon that failed: why, if whoever knows the accounts says so, and otherwise as little as
/// possible.
const fn status_of(error: AuthError) -> NtStatus {
    match error {
        AuthError::Refused(status) if status.is_error() => status,
        AuthError::AnonymousRefused => NtStatus::ACCESS_DENIED,
        AuthError::Malformed(_) | AuthError::UnexpectedToken | AuthError::TokenMissing => {
            NtStatus::INVALID_PARAMETER
        }
        _ => NtStatus::LOGON_FAILURE,
    }
}
