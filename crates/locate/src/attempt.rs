//! What was tried, and what came of it.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};

use wire::Malformed;

use crate::codec::cldap::CldapError;
use crate::domain::DomainName;

/// One question that was asked, or not asked, of one server.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Attempt {
    /// What was asked.
    pub step: Step,
    /// Who was asked; nobody in particular where the system's DNS or a whole network was.
    pub server: Option<SocketAddr>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What was asked.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// The SRV records of this name.
    DnsSrv(String),
    /// The addresses of this name.
    DnsAddress(String),
    /// This NetBIOS name at a WINS server.
    Wins(String),
    /// This NetBIOS name by broadcast.
    Broadcast(String),
    /// An LDAP ping.
    LdapPing,
    /// A mailslot ping.
    MailslotPing,
    /// A mailslot ping to everybody within reach.
    MailslotBroadcast,
    /// The names of a node.
    NodeStatus,
}

/// What came of an attempt.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// A good answer.
    Answered,
    /// Nobody is configured who could be asked.
    NotConfigured,
    /// The name does not fit into such a question.
    NotApplicable,
    /// The name does not exist: NXDOMAIN, or a negative name query response.
    NoSuchName,
    /// The name exists, but without what was asked for.
    NoRecords,
    /// Nobody answered in time.
    Unanswered,
    /// The host said that nobody listens there.
    Refused,
    /// The server failed, with this code of its protocol.
    ServerFailure(u16),
    /// The octets of the answer are wrong.
    Malformed(Malformed),
    /// The LDAP answer is wrong.
    Ldap(CldapError),
    /// The answer is that to another question.
    Mismatch,
    /// The server serves another domain.
    WrongDomain(String),
    /// The server serves the domain, but is not its PDC.
    NotPdc,
    /// The server's Netlogon is paused.
    Paused,
    /// The node does not hold the name that was looked for.
    NameNotHeld,
    /// This system could not send or receive.
    Network(io::ErrorKind),
    /// The DNS library failed in a way that fits nowhere above.
    DnsProtocol,
}

/// Why no domain controller was found.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LocateError {
    /// Nobody who was asked knows one.
    #[error("no domain controller of {domain} was found{}", listed(tried))]
    NotFound {
        /// The domain.
        domain: DomainName,
        /// What was tried.
        tried: Vec<Attempt>,
    },
    /// The named server has no address.
    #[error(transparent)]
    Server(#[from] ResolveError),
    /// The named server serves another domain.
    #[error("{server} is a domain controller of {serves}, not of {domain}")]
    WrongDomain {
        /// The address that was asked.
        server: IpAddr,
        /// The domain that it says it serves.
        serves: String,
        /// The domain that it should serve.
        domain: DomainName,
    },
}

/// Why a name has no address.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{name} has no address{}", listed(tried))]
pub struct ResolveError {
    /// The name.
    pub name: String,
    /// What was tried.
    pub tried: Vec<Attempt>,
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.step.fmt(f)?;
        if let Some(server) = self.server {
            write!(f, " at {server}")?;
        }
        write!(f, ": {}", self.outcome)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DnsSrv(name) => write!(f, "DNS SRV {name}"),
            Self::DnsAddress(name) => write!(f, "DNS {name}"),
            Self::Wins(name) => write!(f, "WINS {name}"),
            Self::Broadcast(name) => write!(f, "NetBIOS broadcast {name}"),
            Self::LdapPing => f.write_str("LDAP ping"),
            Self::MailslotPing => f.write_str("mailslot ping"),
            Self::MailslotBroadcast => f.write_str("mailslot broadcast"),
            Self::NodeStatus => f.write_str("NetBIOS node status"),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered => f.write_str("answered"),
            Self::NotConfigured => f.write_str("none configured"),
            Self::NotApplicable => f.write_str("not possible with this name"),
            Self::NoSuchName => f.write_str("no such name"),
            Self::NoRecords => f.write_str("no such records"),
            Self::Unanswered => f.write_str("no answer"),
            Self::Refused => f.write_str("nobody listens there"),
            Self::ServerFailure(code) => write!(f, "server failure {code}"),
            Self::Malformed(reason) => write!(f, "wrong answer: {reason}"),
            Self::Ldap(reason) => write!(f, "wrong answer: {reason}"),
            Self::Mismatch => f.write_str("answer to another question"),
            Self::WrongDomain(domain) => write!(f, "serves {domain}"),
            Self::NotPdc => f.write_str("is not the PDC"),
            Self::Paused => f.write_str("is paused"),
            Self::NameNotHeld => f.write_str("does not hold the name"),
            Self::Network(kind) => write!(f, "{kind}"),
            Self::DnsProtocol => f.write_str("DNS failed"),
        }
    }
}

fn listed(tried: &[Attempt]) -> String {
    let separators = std::iter::once(": ").chain(std::iter::repeat("; "));
    tried
        .iter()
        .zip(separators)
        .map(|(attempt, separator)| format!("{separator}{attempt}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_failing_hop_can_be_read() {
        let error = LocateError::NotFound {
            domain: "DOMAIN".parse().unwrap(),
            tried: vec![
                Attempt {
                    step: Step::Wins("DOMAIN<1B>".into()),
                    server: None,
                    outcome: Outcome::NotConfigured,
                },
                Attempt {
                    step: Step::LdapPing,
                    server: Some(([10, 0, 0, 1], 389).into()),
                    outcome: Outcome::Unanswered,
                },
            ],
        };
        assert_eq!(
            error.to_string(),
            "no domain controller of DOMAIN was found: WINS DOMAIN<1B>: none configured; LDAP ping at 10.0.0.1:389: no answer"
        );
    }
}
