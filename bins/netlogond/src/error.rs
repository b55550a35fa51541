//! Why a command ended without what was asked for.

use std::io;
use std::path::PathBuf;

use cli::{ExitStatus, OwnNameError, PasswordError, printable};
use local_client::ClientError;
use locate::server::BindError;
use lsa::CannotListen;
use lsa::local::BadPassword;
use member::joining::JoinFailure;
use member::state::KeyError;
use member::{ChangeFailure, ChannelFailure, MembershipStoreError, NoSuchGroup};
use serde_json::{Value, json};
use store::StoreError;
use transport::TaskEnded;
use wire::NetbiosName;

use crate::config::{ConfigError, Invalid};
use crate::refusal::{
    Refusal, because, change_refusal, channel_refusal, failed, key_refusal, local_socket_refusal,
    membership_refusal, refusal, service_refusal, socket_refusal, told_refusal,
};

/// Why a command ended without what was asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Nothing was opened.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// The state directory cannot be used, or its file.
    #[error("{}: {error}", directory.display())]
    State {
        directory: PathBuf,
        error: StoreError,
    },
    /// The store refuses a change, or knows nothing of this name.
    #[error("{kind} {}: {error}", printable(name))]
    Refused {
        kind: &'static str,
        name: String,
        error: StoreError,
    },
    /// What is asked for is against the domain's rules.
    #[error("{}: {rule}", printable(name))]
    Rule { name: String, rule: Rule },
    /// A socket cannot be opened.
    #[error(transparent)]
    Listen(#[from] CannotListen),
    /// A socket of the locator cannot be opened.
    #[error(transparent)]
    Locate(#[from] BindError),
    /// Something that serves no longer does, although nobody told it to stop.
    #[error("the service stopped, because {0}")]
    Ended(TaskEnded),
    /// This machine could not join, or leave.
    #[error(transparent)]
    Join(#[from] JoinFailure),
    /// There is no key for the secret.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The membership cannot be read.
    #[error("{0}")]
    Membership(MembershipStoreError),
    /// There is no secure channel.
    #[error("{0}")]
    Channel(ChannelFailure),
    /// The password was not changed.
    #[error("{0}")]
    Change(ChangeFailure),
    /// The service says that it could not be done.
    #[error("{0}")]
    Told(local_client::Failure),
    /// The service cannot be asked.
    #[error("{0}")]
    Service(ClientError),
    /// The socket for programs of this machine cannot be opened.
    #[error("{}: {error}", path.display())]
    Socket { path: PathBuf, error: io::Error },
}

/// Why nothing was opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UsageError {
    /// As JSON; clap itself says it to people.
    #[error("{0}")]
    CommandLine(String),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("--listen: {0}")]
    Listen(Invalid),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(
        "no state directory is named; give it with --state DIR or the environment variable NETLOGOND_STATE"
    )]
    NoState,
    #[error("--listen and --config are for serving")]
    OnlyForServing,
    #[error("--domain and --name: a domain and its controller need two names")]
    SameName,
    #[error("{}: there is no right of this name", printable(.0))]
    NoSuchRight(String),
    #[error("the state directory is that of the machine {is}")]
    AnotherName { is: NetbiosName },
    #[error(transparent)]
    OwnName(#[from] OwnNameError),
    #[error("`socket.group` {}: {error}", printable(group))]
    Group { group: String, error: NoSuchGroup },
    #[error("the journal cannot be written to: {0}")]
    Log(io::Error),
    #[error("the program cannot start: {0}")]
    Runtime(io::Error),
}

/// A rule of the domain that a local administrator must keep, too.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum Rule {
    #[error(transparent)]
    Password(#[from] BadPassword),
    #[error("the policy does not allow passwords that anybody can guess")]
    NoDefaultPassword,
    #[error("it is the account of a computer or of another domain")]
    NoPerson,
    #[error("it is the account of a person")]
    NoComputer,
    #[error("the account of a domain controller can have no exception")]
    DomainController,
    #[error("it is this domain itself")]
    OwnDomain,
    #[error("a domain that is to be trusted needs its SID, --sid")]
    NoSid,
    #[error("the SID is none of a domain, which is S-1-5-21 and three numbers")]
    NoDomainSid,
}

impl Error {
    /// The exit status.
    pub(crate) fn exit(&self) -> ExitStatus {
        self.refusal().exit
    }

    /// The reason code.
    pub(crate) fn reason(&self) -> &'static str {
        self.refusal().code
    }

    /// What there is to do, if that is not obvious.
    pub(crate) fn remedy(&self) -> Option<&'static str> {
        let remedy = self.refusal().remedy;
        (!remedy.is_empty()).then_some(remedy)
    }

    fn refusal(&self) -> Refusal {
        match self {
            Self::Usage(_) => because("usage", ExitStatus::Usage, ""),
            Self::State { error, .. } | Self::Refused { error, .. } => refusal(error),
            Self::Rule { rule, .. } => rule.refusal(),
            Self::Join(failure) => {
                let reason = &failure.reason;
                because(reason.code(), reason.exit(), reason.remedy())
            }
            Self::Key(error) => key_refusal(error),
            Self::Membership(error) => membership_refusal(error),
            Self::Channel(failure) => channel_refusal(failure),
            Self::Change(failure) => change_refusal(failure),
            Self::Told(failure) => told_refusal(failure),
            Self::Service(error) => service_refusal(error),
            Self::Socket { error, .. } => local_socket_refusal(error),
            Self::Ended(ended) => because(
                if ended.crashed { "crashed" } else { "stopped" },
                ExitStatus::Failed,
                "start it again, as systemd does; it is a fault of this program, and what stands before it in the log tells more",
            ),
            Self::Listen(CannotListen { error, .. }) | Self::Locate(BindError { error, .. }) => {
                socket_refusal(error)
            }
        }
    }

    /// The message, its code and the remedy, for a person.
    pub(crate) fn told(&self) -> String {
        match (self, self.remedy()) {
            (Self::Usage(_), _) => self.to_string(),
            (_, None) => format!("{self} [{}]", self.reason()),
            (_, Some(remedy)) => format!("{self} [{}]. To do: {remedy}", self.reason()),
        }
    }

    /// As JSON.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "reason": self.reason(), "message": self.to_string(), "remedy": self.remedy() })
    }
}

impl Rule {
    const fn refusal(self) -> Refusal {
        match self {
            Self::Password(BadPassword::TooShort) => failed_by_policy("password-too-short"),
            Self::Password(BadPassword::InHistory) => failed_by_policy("password-in-history"),
            Self::Password(BadPassword::TooRecent) => failed_by_policy("password-too-recent"),
            Self::Password(_) => failed_by_policy("password-too-simple"),
            Self::NoDefaultPassword => because(
                "default-password-not-allowed",
                ExitStatus::Failed,
                "`netlogond dc policy set --default-password true` allows them",
            ),
            Self::NoPerson => failed("not-a-person"),
            Self::NoComputer => failed("not-a-computer"),
            Self::DomainController => failed("domain-controller"),
            Self::OwnDomain => because("own-domain", ExitStatus::Usage, ""),
            Self::NoSid => because("sid-needed", ExitStatus::Usage, ""),
            Self::NoDomainSid => because("no-domain-sid", ExitStatus::Usage, ""),
        }
    }
}

const fn failed_by_policy(code: &'static str) -> Refusal {
    because(
        code,
        ExitStatus::Failed,
        "`netlogond dc policy show` tells the rules",
    )
}

/// Says what the store was asked about.
pub(crate) trait About<T> {
    fn about(self, kind: &'static str, name: &str) -> Result<T, Error>;
}

impl<T> About<T> for Result<T, StoreError> {
    fn about(self, kind: &'static str, name: &str) -> Result<T, Error> {
        self.map_err(|error| Error::Refused {
            kind,
            name: name.to_owned(),
            error,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error as IoError, ErrorKind};

    use super::*;

    #[test]
    fn a_port_that_needs_a_right_names_the_socket_and_the_capability() {
        let error = Error::Listen(CannotListen {
            service: "SMB",
            address: "0.0.0.0:445".parse().unwrap(),
            error: IoError::from(ErrorKind::PermissionDenied),
        });
        assert_eq!(error.exit(), ExitStatus::Rights);
        let told = error.told();
        for part in [
            "SMB",
            "0.0.0.0:445",
            "[port-forbidden]",
            "CAP_NET_BIND_SERVICE",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }

    #[test]
    fn names_are_escaped_in_messages() {
        let failed: Result<(), StoreError> = Err(StoreError::NoSuchAccount);
        let error = failed.about("user", "evil\u{1b}[2J").unwrap_err();
        assert_eq!(
            error.told(),
            "user evil\\u{1b}[2J: there is no such account [no-such-account]"
        );
    }
}
