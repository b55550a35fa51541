//! `squid-2.5-basic`: a line with a user and a password, each escaped as in a URL; `OK`, `ERR`, or `BH` where nobody can
//! judge at the moment.

use auth::Account;
use cli::printable;
use local_client::PasswordLogon;
use wire::Password;
use zeroize::Zeroizing;

use super::{Dialogue, Rules, complain};
use crate::domain::{Domain, home, is_wanted};

pub(super) struct Basic {
    pub(super) rules: Rules,
}

impl Dialogue for Basic {
    async fn answer<D: Domain>(&mut self, domain: &D, line: &[u8]) -> Vec<String> {
        vec![self.judge(domain, line).await]
    }

    fn too_long(&mut self) -> String {
        "ERR".to_owned()
    }
}

impl Basic {
    async fn judge<D: Domain>(&self, domain: &D, line: &[u8]) -> String {
        let Some((account, password)) = fields(line) else {
            return "ERR".to_owned();
        };
        let verdict = async {
            let account = account.or_in_domain(&home(self.rules.domain.as_deref(), domain).await?);
            let logon = PasswordLogon {
                domain: account.domain,
                user: account.user,
                workstation: self.rules.workstation.clone(),
                password,
            };
            domain.check_password(logon).await
        };
        match verdict.await {
            Ok(Ok(user)) if is_wanted(&user, &self.rules.groups) => "OK".to_owned(),
            Ok(Err(failure)) => match failure.message {
                Some(message) => format!("BH message={}", quoted(&message)),
                None => "ERR".to_owned(),
            },
            Ok(Ok(_)) => "ERR".to_owned(),
            Err(error) => {
                complain(&error);
                format!(
                    "BH message={}",
                    quoted("the Netlogon service does not answer")
                )
            }
        }
    }
}

/// A text with spaces in an answer, as Squid 3.4 and later read it.
fn quoted(text: &str) -> String {
    let text = printable(text);
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn fields(line: &[u8]) -> Option<(Account, Password)> {
    let space = line.iter().position(|octet| *octet == b' ')?;
    let (user, password) = line.split_at(space);
    let account = Account::parse(std::str::from_utf8(&unescaped(user)).ok()?).ok()?;
    let password = unescaped(password.get(1..)?);
    let password = Password::new(std::str::from_utf8(&password).ok()?.to_owned());
    Some((account, password))
}

/// RFC 1738 2.2: `%` and two hexadecimal digits are an octet. What is no such escape stays as it is.
fn unescaped(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut octets = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let escape = (*first == b'%')
            .then(|| after.split_first_chunk::<2>())
            .flatten();
        match escape.and_then(|(digits, after)| Some((octet(*digits)?, after))) {
            Some((octet, after)) => {
                octets.push(octet);
                rest = after;
            }
            None => {
                octets.push(*first);
                rest = after;
            }
        }
    }
    octets
}

fn octet(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    u8::try_from((high? << 4) | low?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_password_are_unescaped_and_split_at_the_first_space() {
        let (account, password) = fields(b"DOM%5calice p%25%20w d%2").unwrap();
        assert_eq!(
            (account.to_string().as_str(), password.expose()),
            ("DOM\\alice", "p% w d%2")
        );
        for wrong in [&b"alice"[..], b"", b" x", b"%ff x", b"alice %ff"] {
            assert!(fields(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn an_answer_is_one_line_whatever_is_in_it() {
        assert_eq!(quoted("a \"b\"\nc\\"), "\"a \\\"b\\\"\\\\u{a}c\\\\\"");
    }
}
