//! Which controllers of a domain have an account for a user, as NT's logon asked it: "who will?".

use std::net::SocketAddr;

use wire::NetbiosName;

use crate::codec::mailslot::MailslotName;
use crate::codec::ping::{LogonAnswer, PingResponse, PingText};
use crate::controller::Want;
use crate::domain::DomainName;
use crate::net::random;
use crate::{Attempt, LocateError, Locator, Outcome, Step};

/// What became of asking.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WhoWill {
    /// The mailslot that the answers were to go to.
    pub mailslot: String,
    /// The answers, in the order of their coming.
    pub answers: Vec<Willing>,
}

/// One controller's answer. Each name is its own word.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Willing {
    /// Its name, with backslashes.
    pub controller: String,
    /// Its domain.
    pub domain: String,
    /// The user that it speaks of.
    pub user: String,
    /// Whether it lets the user log on: it knows the account, and its Netlogon is not paused.
    pub will: bool,
}

impl Locator {
    /// Asks each controller of `domain` that can be found, by mailslot, whether it has an account for `user`.
    ///
    /// # Errors
    /// [`LocateError::NotFound`] if there is none, or none answers.
    pub async fn who_will(
        &self,
        domain: &NetbiosName,
        user: &PingText,
    ) -> Result<WhoWill, LocateError> {
        let name = DomainName::Netbios(domain.clone());
        let located = self.find(&name, Want::Any).await?;
        let addresses = located.candidates.iter().map(|controller| {
            SocketAddr::new(controller.address, controller.ports.netbios_datagram)
        });
        let targets: Vec<SocketAddr> = addresses.filter(SocketAddr::is_ipv4).collect();
        let mailslot = MailslotName::for_answer(random());
        let mut answers = Vec::new();
        let heard = |response: PingResponse| answers.extend(willing(&response));
        let asked = self
            .net
            .mailslot_who_will(&targets, domain, user.clone(), &mailslot, heard);
        match asked.await {
            Ok(()) if !answers.is_empty() => Ok(WhoWill {
                mailslot: mailslot.as_str().to_owned(),
                answers,
            }),
            outcome => {
                let mut tried = located.tried;
                tried.push(Attempt {
                    step: Step::MailslotPing,
                    server: targets.first().copied(),
                    outcome: outcome.err().unwrap_or(Outcome::Mismatch),
                });
                let domain = name;
                Err(LocateError::NotFound { domain, tried })
            }
        }
    }
}

/// An answer that speaks of a user.
fn willing(response: &PingResponse) -> Option<Willing> {
    let (controller, domain, user) = match response {
        PingResponse::Primary(_) => return None,
        PingResponse::SamLogon(response) => (
            response.computer.as_str(),
            response.domain.as_str(),
            response.user.as_str(),
        ),
        PingResponse::SamLogonEx(response) => (
            response.netbios_computer.as_str(),
            response.netbios_domain.as_str(),
            response.user.as_str(),
        ),
    };
    Some(Willing {
        controller: format!("\\\\{}", controller.trim_start_matches('\\')),
        domain: domain.to_owned(),
        user: user.to_owned(),
        will: response.answer() == LogonAnswer::Ready,
    })
}
