//! Why a member has no channel.

use netlogon::SetupError;
use serde::Serialize;
use transport::{CallError, ChannelError};
use wire::{NtStatus, Win32Error};

use crate::Domain;

/// Why a member has no channel: one variant for each thing that an administrator would do something else about.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChannelFailure {
    /// The computer is no member of a domain.
    #[error("this computer is not a member of a domain")]
    NotJoined,
    /// The service was stopped.
    #[error("the Netlogon service is not running")]
    NotRunning,
    /// The service was paused.
    #[error("the Netlogon service is paused")]
    Paused,
    /// No domain controller was found.
    #[error("no domain controller was found for domain {domain}: {tried}")]
    NoController {
        /// Of which domain.
        domain: String,
        /// What was tried.
        tried: String,
    },
    /// A domain controller was found, and cannot be reached or does not answer.
    #[error("domain controller {controller} cannot be reached: {because}")]
    Unreachable {
        /// Which.
        controller: String,
        /// Why not.
        because: String,
    },
    /// The domain controller has another password for the account than any that is known here.
    #[error("domain controller {controller} has another password for this computer's account")]
    WrongPassword {
        /// Which.
        controller: String,
    },
    /// The domain controller has no account for the computer.
    #[error("domain controller {controller} has no account for this computer")]
    NoAccount {
        /// Which.
        controller: String,
    },
    /// The account may not be used: disabled, expired, of another kind.
    #[error("domain controller {controller} refused this computer's account: {status}")]
    AccountRefused {
        /// Which.
        controller: String,
        /// Its word for it.
        status: NtStatus,
    },
    /// Whoever answered could not prove to know the password, or lied about what was negotiated.
    #[error("whoever answers as {controller} is not to be trusted: {because}")]
    Impostor {
        /// Which.
        controller: String,
        /// What gave it away.
        because: String,
    },
    /// The domain controller cannot protect the channel as the policy has it.
    #[error("domain controller {controller} cannot protect the channel: {because}")]
    Unprotected {
        /// Which.
        controller: String,
        /// What it lacks.
        because: String,
    },
    /// The answer cannot be understood.
    #[error("domain controller {controller} does not keep to the protocol: {because}")]
    Protocol {
        /// Which.
        controller: String,
        /// How.
        because: String,
    },
    /// The computer's own secret cannot be read or written.
    #[error("the secret of this computer's account cannot be used: {because}")]
    Secret {
        /// Why not.
        because: String,
    },
}

impl ChannelFailure {
    /// What the failure of a set-up, or of a call over the channel, means.
    #[must_use]
    pub fn of(error: ChannelError, controller: &str) -> Self {
        let controller = controller.to_owned();
        let because = error.to_string();
        match error {
            ChannelError::Setup(SetupError::Refused(status)) => match status {
                NtStatus::ACCESS_DENIED => Self::WrongPassword { controller },
                NtStatus::NO_TRUST_SAM_ACCOUNT | NtStatus::NO_SUCH_USER => {
                    Self::NoAccount { controller }
                }
                NtStatus::DOWNGRADE_DETECTED => Self::Unprotected {
                    controller,
                    because,
                },
                status => Self::AccountRefused { controller, status },
            },
            ChannelError::Setup(
                SetupError::AesNotNegotiated
                | SetupError::StrongKeyNotNegotiated
                | SetupError::SecureRpcNotNegotiated
                | SetupError::NoAlgorithmOffered,
            ) => Self::Unprotected {
                controller,
                because,
            },
            ChannelError::Setup(_) | ChannelError::Capabilities(_) => Self::Impostor {
                controller,
                because,
            },
            ChannelError::Call(error) => match error {
                CallError::Lost(_) | CallError::TimedOut(_) | CallError::Interrupted => {
                    Self::Unreachable {
                        controller,
                        because,
                    }
                }
                CallError::Altered(_) | CallError::Authentication(_) => Self::Impostor {
                    controller,
                    because,
                },
                _ => Self::Protocol {
                    controller,
                    because,
                },
            },
            _ => Self::Protocol {
                controller,
                because,
            },
        }
    }

    /// Nobody who serves the domain was found.
    #[must_use]
    pub fn nobody(domain: &Domain) -> Self {
        Self::NoController {
            domain: domain.name.as_str().to_owned(),
            tried: "nobody answered".to_owned(),
        }
    }

    /// Whether nobody has answered: asked again soon, somebody may.
    #[must_use]
    pub const fn is_silence(&self) -> bool {
        matches!(self, Self::NoController { .. } | Self::Unreachable { .. })
    }

    /// Whether another password might be let in.
    #[must_use]
    pub const fn is_about_the_password(&self) -> bool {
        matches!(self, Self::WrongPassword { .. })
    }

    /// Whether the account may have another name: some controllers do not tell one that is gone from a wrong password.
    #[must_use]
    pub const fn may_be_about_the_name(&self) -> bool {
        matches!(self, Self::WrongPassword { .. } | Self::NoAccount { .. })
    }

    /// The status that the event's data, `nltest` and local programs get.
    #[must_use]
    pub const fn status(&self) -> NtStatus {
        match self {
            Self::NotJoined => NtStatus::NO_TRUST_LSA_SECRET,
            Self::NotRunning | Self::Paused => NtStatus::NETLOGON_NOT_STARTED,
            Self::NoController { .. } | Self::Unreachable { .. } => NtStatus::NO_LOGON_SERVERS,
            Self::WrongPassword { .. } | Self::Impostor { .. } => NtStatus::ACCESS_DENIED,
            Self::NoAccount { .. } => NtStatus::NO_TRUST_SAM_ACCOUNT,
            Self::AccountRefused { status, .. } => *status,
            Self::Unprotected { .. } => NtStatus::DOWNGRADE_DETECTED,
            Self::Protocol { .. } => NtStatus::INVALID_NETWORK_RESPONSE,
            Self::Secret { .. } => NtStatus::NO_TRUST_LSA_SECRET,
        }
    }

    /// The Win32 error that tools get, [MS-NRPC] 3.4.5.3.1.
    #[must_use]
    pub const fn win32_status(&self) -> Win32Error {
        match self {
            Self::NotJoined | Self::Secret { .. } => Win32Error::ERROR_NO_TRUST_LSA_SECRET,
            Self::NotRunning | Self::Paused => Win32Error::ERROR_NETLOGON_NOT_STARTED,
            Self::NoController { .. } | Self::Unreachable { .. } => {
                Win32Error::ERROR_NO_LOGON_SERVERS
            }
            Self::WrongPassword { .. } => Win32Error::ERROR_ACCESS_DENIED,
            // A disabled account is as good as none, as Windows tells it.
            Self::NoAccount { .. } | Self::AccountRefused { .. } => {
                Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT
            }
            Self::Impostor { .. } | Self::Unprotected { .. } | Self::Protocol { .. } => {
                Win32Error::ERROR_TRUSTED_RELATIONSHIP_FAILURE
            }
        }
    }

    /// A stable code for it, the same in text, JSON and events.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotJoined => "not-joined",
            Self::NotRunning => "not-running",
            Self::Paused => "paused",
            Self::NoController { .. } => "no-controller",
            Self::Unreachable { .. } => "unreachable",
            Self::WrongPassword { .. } => "wrong-password",
            Self::NoAccount { .. } => "no-account",
            Self::AccountRefused { .. } => "account-refused",
            Self::Impostor { .. } => "impostor",
            Self::Unprotected { .. } => "unprotected",
            Self::Protocol { .. } => "protocol",
            Self::Secret { .. } => "secret",
        }
    }

    /// What to do about it, in one sentence.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NotJoined => "join it: netlogond member join",
            Self::NotRunning => "start the service",
            Self::Paused => "have the service continue",
            Self::NoController { .. } => {
                "check the name of the domain, DNS or WINS, and that a domain controller is up"
            }
            Self::Unreachable { .. } => "check the network and firewalls between here and there",
            Self::WrongPassword { .. } | Self::NoAccount { .. } => {
                "reset the channel: netdom member \\\\COMPUTER /joindomain"
            }
            Self::AccountRefused { .. } => "enable the account, then verify again",
            Self::Impostor { .. } => "find out who answers under that name; change no password",
            Self::Unprotected { .. } => "update the domain controller",
            Self::Protocol { .. } => "look at the log with RUST_LOG=debug",
            Self::Secret { .. } => "look at the disk and the key of the state directory",
        }
    }
}

impl Serialize for ChannelFailure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut value = serializer.serialize_struct("failure", 4)?;
        value.serialize_field("code", self.code())?;
        value.serialize_field("status", &format!("0x{:08X}", self.status().0))?;
        value.serialize_field("reason", &self.to_string())?;
        value.serialize_field("remedy", self.remedy())?;
        value.end()
    }
}
