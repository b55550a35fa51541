//! `squid-2.5-ntlmssp` and `gss-spnego`: the client's tokens come through the server, in base64.
//!
//! | line | is |
//! |---|---|
//! | `YR token` | a client begins |
//! | `KK token` | it goes on |
//! | `TT token` | what it gets; in `gss-spnego`, `TT token *` |
//! | `AF user` | it is let in; in `gss-spnego`, `AF token user`, or `AF * user` |
//! | `NA reason` | it is not; in `gss-spnego`, `NA * reason` |
//! | `BH reason` | nobody can judge: the server may ask another helper, and does not ask for another password |

use auth::ntlm::{Acceptor, AcceptorConfig};
use auth::{AuthError, Claim, Exchange, Step, Verdict, spnego};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cli::printable;
use local_client::{ClientError, FailureKind, LoggedOn, Pong, ResponseLogon};
use wire::NtStatus;

use super::{Dialogue, Rules, Surroundings, complain};
use crate::domain::{Domain, for_strangers, is_wanted, name};

/// Whether NTLM comes in SPNEGO.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wrapping {
    /// It does not.
    None,
    /// It does, or not: `Negotiate` allows both.
    Spnego,
}

pub(super) struct Ntlmssp<S> {
    rules: Rules,
    wrapping: Wrapping,
    surroundings: S,
    /// The client that has begun.
    waiting: Option<Box<dyn Exchange>>,
}

/// What the server is told.
enum Answer {
    Continue(Vec<u8>),
    LetIn {
        token: Option<Vec<u8>>,
        user: String,
    },
    Refused(NtStatus),
    Broken(String),
}

impl<S: Surroundings> Dialogue for Ntlmssp<S> {
    async fn answer<D: Domain>(&mut self, domain: &D, line: &[u8]) -> Vec<String> {
        let answer = self.next(domain, line).await;
        vec![self.line(answer)]
    }

    fn too_long(&mut self) -> String {
        self.waiting = None;
        "BH Query too long".to_owned()
    }
}

impl<S: Surroundings> Ntlmssp<S> {
    pub(super) const fn new(rules: Rules, wrapping: Wrapping, surroundings: S) -> Self {
        Self {
            rules,
            wrapping,
            surroundings,
            waiting: None,
        }
    }

    async fn next<D: Domain>(&mut self, domain: &D, line: &[u8]) -> Answer {
        // Whatever comes, what was waited for is over.
        let waiting = self.waiting.take();
        let Some((command, rest)) = line.split_first_chunk::<2>() else {
            return Answer::Broken("Query invalid".to_owned());
        };
        let token = match rest {
            [] => Vec::new(),
            [b' ', token @ ..] => match STANDARD.decode(token) {
                Ok(token) => token,
                Err(_) => return Answer::Refused(NtStatus::INVALID_PARAMETER),
            },
            _ => return Answer::Broken("Query invalid".to_owned()),
        };
        let exchange = match command {
            b"YR" => match self.acceptor(domain).await {
                Ok(acceptor) => acceptor,
                Err(answer) => return answer,
            },
            b"KK" => match waiting {
                Some(waiting) => waiting,
                None => return Answer::Refused(NtStatus::INVALID_PARAMETER),
            },
            _ => return Answer::Broken("Query unknown".to_owned()),
        };
        match exchange.step(&token) {
            Ok(Step::Continue { token, next }) => {
                self.waiting = Some(next);
                Answer::Continue(token)
            }
            Ok(Step::Identify(claim)) => self.judge(domain, claim).await,
            // A null session: it has no name that the server could go by.
            Ok(Step::Done { .. }) => Answer::Refused(NtStatus::ACCESS_DENIED),
            Err(error) => Answer::Refused(status(error)),
        }
    }

    async fn acceptor<D: Domain>(&self, domain: &D) -> Result<Box<dyn Exchange>, Answer> {
        let pong = domain.ping().await.map_err(|error| {
            complain(&error);
            Answer::Broken("the Netlogon service does not answer".to_owned())
        })?;
        let config = self.config(&pong).ok_or_else(|| {
            Answer::Broken("this computer is not a member of a domain".to_owned())
        })?;
        let (challenge, now) = (self.surroundings.challenge(), self.surroundings.now());
        let ntlm = Box::new(Acceptor::new(&config, challenge, now));
        Ok(match self.wrapping {
            Wrapping::None => ntlm,
            Wrapping::Spnego => Box::new(spnego::AnyAcceptor::new(ntlm)),
        })
    }

    fn config(&self, pong: &Pong) -> Option<AcceptorConfig> {
        let computer = pong.computer.parse().ok()?;
        let domain = pong.domain.as_ref()?.parse().ok()?;
        Some(AcceptorConfig {
            // A client that says that it sends a code has to, whatever the rules are: that it does is part of its proof,
            // so nobody in between can take both out.
            allow_missing_mic: !self.rules.require_mic,
            identity_only: true,
            ..AcceptorConfig::in_domain(computer, domain)
        })
    }

    async fn judge<D: Domain>(&self, domain: &D, claim: Claim) -> Answer {
        let logon = ResponseLogon {
            domain: claim.domain.clone(),
            user: claim.user.clone(),
            workstation: claim.workstation.clone(),
            challenge: claim.server_challenge,
            nt_response: claim.nt_response.clone(),
            lm_response: claim.lm_response.clone(),
            mschapv2: false,
        };
        let user = match domain.log_on(logon).await {
            Ok(Ok(user)) => user,
            Ok(Err(failure)) if failure.kind == FailureKind::Refused => {
                return Answer::Refused(failure.status);
            }
            Ok(Err(failure)) => {
                let why = failure.message.as_deref().unwrap_or(&failure.reason);
                return Answer::Broken(format!("{} {why}", name(failure.status)));
            }
            // A response of any length is the client's affair, and not the service's.
            Err(ClientError::TooLong(_)) => return Answer::Refused(NtStatus::INVALID_PARAMETER),
            Err(error) => {
                complain(&error);
                return Answer::Broken("the Netlogon service does not answer".to_owned());
            }
        };
        // The integrity code can only be verified with the key, and so only now.
        let verdict = Verdict::SessionBaseKey(user.session_key.duplicate());
        match claim.resume(verdict) {
            Ok(Step::Done { token, .. }) if is_wanted(&user, &self.rules.groups) => {
                match account(&user) {
                    Some(user) => Answer::LetIn { token, user },
                    None => Answer::Broken("the account's name cannot be passed on".to_owned()),
                }
            }
            Ok(_) => Answer::Refused(NtStatus::ACCESS_DENIED),
            Err(error) => Answer::Refused(status(error)),
        }
    }

    fn line(&self, answer: Answer) -> String {
        let (is_spnego, encode) = (self.wrapping == Wrapping::Spnego, |token| {
            STANDARD.encode(token)
        });
        match answer {
            Answer::Continue(token) if is_spnego => format!("TT {} *", encode(token)),
            Answer::Continue(token) => format!("TT {}", encode(token)),
            Answer::LetIn { token, user } if is_spnego => {
                let token = token.map_or_else(|| "*".to_owned(), encode);
                format!("AF {token} {user}")
            }
            Answer::LetIn { user, .. } => format!("AF {user}"),
            Answer::Refused(status) => {
                let star = if is_spnego { "* " } else { "" };
                format!("NA {star}{}", name(for_strangers(status)))
            }
            Answer::Broken(why) => format!("BH {}", printable(&why)),
        }
    }
}

/// The account as the server is told it: as the domain has it, not as the client wrote it. A name that would not be one
/// word of a line is none.
fn account(user: &LoggedOn) -> Option<String> {
    let account = format!("{}\\{}", user.domain, user.user);
    let is_plain = printable(&account) == account && !account.contains('\u{2028}');
    is_plain.then_some(account)
}

fn status(error: AuthError) -> NtStatus {
    match error {
        AuthError::Refused(status) => status,
        AuthError::AnonymousRefused => NtStatus::ACCESS_DENIED,
        AuthError::NtlmV1Refused | AuthError::LmRefused => NtStatus::NTLM_BLOCKED,
        AuthError::WrongProof => NtStatus::LOGON_FAILURE,
        _ => NtStatus::INVALID_PARAMETER,
    }
}
