//! `ntlm-server-1`: lines with a name and a value, then one with a dot; the answer has the same form. A value after two
//! colons is in base64.

use auth::Account;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cli::printable;
use local_client::{ClientError, PasswordLogon, ResponseLogon};
use wire::Password;
use zeroize::Zeroizing;

use super::{Dialogue, Rules, complain};
use crate::args::Hex;
use crate::domain::{Domain, Verdict, home, is_wanted};

pub(super) struct Server {
    rules: Rules,
    question: Question,
}

/// What was said so far.
#[derive(Default)]
struct Question {
    user: Option<String>,
    domain: Option<String>,
    challenge: Option<[u8; 8]>,
    nt_response: Option<Vec<u8>>,
    lm_response: Option<Vec<u8>>,
    password: Option<Password>,
    wants_key: bool,
}

/// A line that cannot be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
enum BadLine {
    #[error("Parameter not found!")]
    NoValue,
    #[error("Unknown request")]
    Unknown,
    #[error("The value is none of its kind!")]
    Value,
}

impl Dialogue for Server {
    async fn answer<D: Domain>(&mut self, domain: &D, line: &[u8]) -> Vec<String> {
        if line != b"." {
            let taken = self.question.take(line);
            return match taken {
                Ok(()) => Vec::new(),
                // The question goes on: its end has an answer of its own.
                Err(error) => vec![format!("Error: {error}"), ".".to_owned()],
            };
        }
        let question = std::mem::take(&mut self.question);
        let mut lines = self.judge(domain, question).await;
        lines.push(".".to_owned());
        lines
    }

    fn too_long(&mut self) -> String {
        self.question = Question::default();
        "Error: Query too long!".to_owned()
    }
}

impl Server {
    pub(super) fn new(rules: Rules) -> Self {
        Self {
            rules,
            question: Question::default(),
        }
    }

    async fn judge<D: Domain>(&self, domain: &D, question: Question) -> Vec<String> {
        // A password makes none.
        let wants_key = question.wants_key && question.password.is_none();
        let no = |why: &str| {
            let why = printable(why);
            vec![
                "Authenticated: No".to_owned(),
                format!("Authentication-Error: {why}"),
            ]
        };
        match self.ask(domain, question).await {
            None => vec!["Error: No username supplied!".to_owned()],
            Some(Ok(Ok(user))) if is_wanted(&user, &self.rules.groups) => {
                let mut lines = vec!["Authenticated: Yes".to_owned()];
                if wants_key {
                    let key = user.session_key.expose().iter();
                    let digits: String = key.map(|octet| format!("{octet:02X}")).collect();
                    lines.push(format!("User-Session-Key: {digits}"));
                }
                lines
            }
            Some(Ok(Ok(_))) => no("the account is in none of the groups that are let in"),
            Some(Ok(Err(failure))) => no(failure.message.as_deref().unwrap_or(&failure.reason)),
            Some(Err(error)) => {
                complain(&error);
                no("the Netlogon service does not answer")
            }
        }
    }

    /// Has it judged; nobody is, without a name and a proof.
    async fn ask<D: Domain>(
        &self,
        domain: &D,
        question: Question,
    ) -> Option<Result<Verdict, ClientError>> {
        let account = Account::parse(&question.user?).ok()?;
        let named = question.domain.or_else(|| self.rules.domain.clone());
        let home = match home(named.as_deref(), domain).await {
            Ok(home) => home,
            Err(error) => return Some(Err(error)),
        };
        let account = account.or_in_domain(&home);
        let workstation = self.rules.workstation.clone();
        Some(match (question.password, question.challenge) {
            (Some(password), _) => {
                let logon = PasswordLogon {
                    domain: account.domain,
                    user: account.user,
                    workstation,
                    password,
                };
                domain.check_password(logon).await
            }
            (None, challenge) => {
                let logon = ResponseLogon {
                    domain: account.domain,
                    user: account.user,
                    workstation,
                    challenge: challenge?,
                    nt_response: question.nt_response.unwrap_or_default(),
                    lm_response: question.lm_response.unwrap_or_default(),
                    mschapv2: self.rules.allow_mschapv2,
                };
                domain.log_on(logon).await
            }
        })
    }
}

impl Question {
    fn take(&mut self, line: &[u8]) -> Result<(), BadLine> {
        let line = std::str::from_utf8(line).map_err(|_| BadLine::NoValue)?;
        let (name, value) = line.split_once(':').ok_or(BadLine::NoValue)?;
        let value = value_of(value)?;
        let octets = || {
            value
                .parse()
                .map(|Hex(octets)| octets)
                .map_err(|_| BadLine::Value)
        };
        match name {
            "Username" => self.user = Some((*value).clone()),
            "NT-Domain" => self.domain = Some((*value).clone()),
            "Password" => self.password = Some(Password::new((*value).clone())),
            "LANMAN-Challenge" => {
                let challenge = octets()?.try_into();
                self.challenge = Some(challenge.map_err(|_| BadLine::Value)?);
            }
            "NT-Response" => self.nt_response = Some(octets()?),
            "LANMAN-Response" => self.lm_response = Some(octets()?),
            "Request-User-Session-Key" => self.wants_key = value.eq_ignore_ascii_case("yes"),
            // There is none: no controller of today makes it.
            "Request-LanMan-Session-Key" => {}
            _ => return Err(BadLine::Unknown),
        }
        Ok(())
    }
}

fn value_of(value: &str) -> Result<Zeroizing<String>, BadLine> {
    match value.strip_prefix(':') {
        Some(encoded) => {
            let octets = STANDARD.decode(encoded.trim()).map(Zeroizing::new);
            let octets = octets.map_err(|_| BadLine::Value)?;
            let text = std::str::from_utf8(&octets).map_err(|_| BadLine::Value)?;
            Ok(Zeroizing::new(text.to_owned()))
        }
        // The space after the colon, and only that: a password may begin with another.
        None => Ok(Zeroizing::new(
            value.strip_prefix(' ').unwrap_or(value).to_owned(),
        )),
    }
}
