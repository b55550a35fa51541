//! Why something did not work: one variant per reason, each with a stable code, an exit status and a remedy.

use cli::ExitStatus;
use wire::{NtStatus, Win32Error};

/// A reason. Its text says what is wrong, without the side and the step, which whoever reports it adds.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// No domain was named, and none is known.
    #[error("no domain is named")]
    NoDomain,
    /// What was given is no name of a domain.
    #[error("{domain} cannot be the name of a domain")]
    InvalidDomain {
        /// What was given.
        domain: String,
    },
    /// Nobody answered for the domain.
    #[error("no primary domain controller was found ({tried})")]
    PdcNotFound {
        /// What was asked, and what came of it.
        tried: String,
    },
    /// Nobody answered for the domain who is as wanted.
    #[error("no domain controller as wanted was found ({tried})")]
    DcNotFound {
        /// What was asked, and what came of it.
        tried: String,
    },
    /// The name has no address.
    #[error("the name has no address ({tried})")]
    HostNotFound {
        /// What was asked, and what came of it.
        tried: String,
    },
    /// There is a host, and nothing listens there.
    #[error("it refuses connections: no file service (SMB) is running there")]
    ConnectionRefused,
    /// The network says that there is no way.
    #[error("the network does not reach it")]
    NoRoute,
    /// No answer came in time.
    #[error("it did not answer in time")]
    TimedOut,
    /// The connection ended before the answer.
    #[error("it cut the connection")]
    ConnectionLost,
    /// The connection ended before anything was negotiated on it.
    #[error(
        "it closed the connection at once, as one does that speaks SMB 1 only or does not let this machine in"
    )]
    ClosedAtOnce,

    /// Wrong user name or password.
    #[error("it does not accept the user name and password")]
    LogonFailure,
    /// A domain's account cannot log on to a member whose channel is broken.
    #[error(
        "the domain accepts these credentials, and the computer does not: its channel to the domain is broken ({0})"
    )]
    DomainLogonAtMember(NtStatus),
    /// The user's account is disabled, expired, locked or restricted.
    #[error("it refuses this account: {0}")]
    LogonRefused(NtStatus),
    /// The clocks are too far apart.
    #[error("its clock and ours are too far apart")]
    ClockSkew,
    /// The server took the logon as a guest's.
    #[error("it let us in only as a guest, which proves nothing and permits nothing")]
    GuestLogon,

    /// The caller lacks the right.
    #[error("the account lacks the right to do this")]
    AccessDenied,

    /// The server cannot or will not sign.
    #[error("it does not sign its messages as it must")]
    NotSigned,
    /// The server wants what we cannot give, or the other way round.
    #[error("it offers no version of SMB 2 or 3 with the protection that is needed")]
    NoCommonDialect,
    /// The answer makes no sense.
    #[error("its answer is malformed: {0}")]
    Malformed(String),
    /// The answer was altered on the way.
    #[error("a message was altered, replayed or made with another key")]
    Altered,
    /// Another machine answers under this name.
    #[error("the machine that answers there is {answered}")]
    AnotherMachine {
        /// Who it says it is.
        answered: String,
    },
    /// The domain controller serves another domain.
    #[error("it is a domain controller of {answered}")]
    AnotherDomain {
        /// Which it serves.
        answered: String,
    },

    /// The domain has no account for the computer.
    #[error("the domain has no account for the computer")]
    AccountMissing,
    /// The account is there already.
    #[error("the account exists already")]
    AccountExists,
    /// The account is disabled.
    #[error("the computer's account is disabled")]
    AccountDisabled,
    /// The account is no workstation's.
    #[error("the account of this name is not that of a member computer")]
    AccountWrongType,
    /// The caller has created all the accounts that it may.
    #[error("the account may create no more computer accounts")]
    QuotaExceeded,
    /// The policy forbids to take over an account that somebody else created.
    #[error("the domain's policy forbids to reuse a computer account that somebody else created")]
    ReuseForbidden,
    /// The computer is a member of another domain.
    #[error("the computer is a member of {domain}")]
    MemberOfAnother {
        /// Of which.
        domain: String,
    },
    /// The computer is no member of a domain.
    #[error("the computer is not a member of a domain")]
    NotAMember,
    /// The computer is a domain controller.
    #[error("the computer is a domain controller")]
    DomainController,
    /// The computer does not offer the interface that the step needs.
    #[error("it does not offer {interface}")]
    NotOffered {
        /// Its name.
        interface: &'static str,
    },
    /// The interface is there, and this call of it is not.
    #[error("it does not offer the call {call}")]
    CallNotOffered {
        /// Its name in the specification.
        call: &'static str,
    },
    /// The call is there, and does not do this.
    #[error("its Netlogon service does not do {function}")]
    FunctionNotOffered {
        /// The function's name in the specification.
        function: &'static str,
    },
    /// The computer has no channel to the domain that it was asked about.
    #[error(
        "it has no secure channel to {domain}: it is no member of that domain, and trusts no domain of that name"
    )]
    NoChannel {
        /// Which domain.
        domain: String,
    },
    /// There is no account of that name.
    #[error("it has no user {name}")]
    UserMissing {
        /// The name.
        name: String,
    },
    /// The member cannot reach or find a domain controller.
    #[error("the computer itself finds no domain controller: {0}")]
    MemberFindsNoDc(Win32Error),
    /// A hash was given where the computer itself has to log on.
    #[error("the computer has to log on to the domain itself, for which it needs a password")]
    PasswordNeeded,
    /// The password does not fit into the call.
    #[error("the password is longer than {0} characters")]
    PasswordTooLong(usize),

    /// The channel is broken.
    #[error("the secure channel is broken: {0}")]
    ChannelBroken(NtStatus),
    /// A controller does not take the password that it has just given an account.
    #[error("it refuses a secure channel with the new account: {0}")]
    NewAccountRefused(NtStatus),
    /// The controller did not confirm the protection that the channel was to have.
    #[error("the secure channel does not have the protection that it must: {0}")]
    Downgraded(String),

    /// A service that was not stopped need not be started.
    #[error("it was not stopped")]
    NotStopped,
    /// The domain did not see a new password.
    #[error("the account still has its old password, although the computer reports a new one")]
    PasswordNotChanged,
    /// Any other status of the NT kind.
    #[error("{0}")]
    Status(NtStatus),
    /// Any other status of the Win32 kind.
    #[error("{0}")]
    Win32(Win32Error),
    /// An RPC fault.
    #[error("the call failed there with RPC fault {0:#010x}")]
    Fault(u32),
}

impl Reason {
    /// The stable code, the same in text, JSON and the man page.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoDomain => "no-domain",
            Self::InvalidDomain { .. } => "invalid-domain",
            Self::PdcNotFound { .. } => "pdc-not-found",
            Self::DcNotFound { .. } => "dc-not-found",
            Self::HostNotFound { .. } => "host-not-found",
            Self::ConnectionRefused => "connection-refused",
            Self::NoRoute => "no-route",
            Self::TimedOut => "timed-out",
            Self::ConnectionLost => "connection-lost",
            Self::ClosedAtOnce => "closed-at-once",
            Self::LogonFailure => "logon-failure",
            Self::DomainLogonAtMember(_) => "domain-logon-at-member",
            Self::LogonRefused(_) => "logon-refused",
            Self::ClockSkew => "clock-skew",
            Self::GuestLogon => "guest-logon",
            Self::AccessDenied => "access-denied",
            Self::NotSigned => "not-signed",
            Self::NoCommonDialect => "no-common-dialect",
            Self::Malformed(_) => "malformed-answer",
            Self::Altered => "altered-message",
            Self::AnotherMachine { .. } => "another-machine",
            Self::AnotherDomain { .. } => "another-domain",
            Self::AccountMissing => "account-missing",
            Self::AccountExists => "account-exists",
            Self::AccountDisabled => "account-disabled",
            Self::AccountWrongType => "account-wrong-type",
            Self::QuotaExceeded => "quota-exceeded",
            Self::ReuseForbidden => "reuse-forbidden",
            Self::MemberOfAnother { .. } => "member-of-another-domain",
            Self::NotAMember => "not-a-member",
            Self::DomainController => "domain-controller",
            Self::NotOffered { .. } => "not-offered",
            Self::CallNotOffered { .. } => "call-not-offered",
            Self::FunctionNotOffered { .. } => "function-not-offered",
            Self::NoChannel { .. } => "no-such-channel",
            Self::UserMissing { .. } => "user-missing",
            Self::MemberFindsNoDc(_) => "member-finds-no-dc",
            Self::PasswordNeeded => "password-needed",
            Self::PasswordTooLong(_) => "password-too-long",
            Self::ChannelBroken(_) => "channel-broken",
            Self::NewAccountRefused(_) => "new-account-refused",
            Self::Downgraded(_) => "channel-downgraded",
            Self::NotStopped => "not-stopped",
            Self::PasswordNotChanged => "password-not-changed",
            Self::Status(_) => "nt-status",
            Self::Win32(_) => "win32-error",
            Self::Fault(_) => "rpc-fault",
        }
    }

    /// The class of the reason.
    #[must_use]
    pub const fn exit(&self) -> ExitStatus {
        match self {
            Self::NoDomain
            | Self::InvalidDomain { .. }
            | Self::PasswordNeeded
            | Self::PasswordTooLong(_) => ExitStatus::Usage,
            Self::PdcNotFound { .. }
            | Self::DcNotFound { .. }
            | Self::HostNotFound { .. }
            | Self::ConnectionRefused
            | Self::NoRoute
            | Self::TimedOut
            | Self::ConnectionLost
            | Self::ClosedAtOnce
            | Self::MemberFindsNoDc(_) => ExitStatus::Unreachable,
            Self::LogonFailure
            | Self::DomainLogonAtMember(_)
            | Self::LogonRefused(_)
            | Self::ClockSkew => ExitStatus::Credentials,
            Self::AccessDenied | Self::QuotaExceeded | Self::ReuseForbidden => ExitStatus::Rights,
            Self::ChannelBroken(_) => ExitStatus::Broken,
            Self::GuestLogon
            | Self::NotSigned
            | Self::NoCommonDialect
            | Self::Malformed(_)
            | Self::Altered
            | Self::Downgraded(_)
            | Self::AnotherMachine { .. }
            | Self::AnotherDomain { .. } => ExitStatus::Protocol,
            Self::AccountMissing
            | Self::AccountExists
            | Self::AccountDisabled
            | Self::AccountWrongType
            | Self::NewAccountRefused(_)
            | Self::MemberOfAnother { .. }
            | Self::NotAMember
            | Self::DomainController
            | Self::NotOffered { .. }
            | Self::CallNotOffered { .. }
            | Self::FunctionNotOffered { .. }
            | Self::NoChannel { .. }
            | Self::UserMissing { .. }
            | Self::NotStopped
            | Self::PasswordNotChanged
            | Self::Status(_)
            | Self::Win32(_)
            | Self::Fault(_) => ExitStatus::Failed,
        }
    }

    /// Whether another controller may do better, because this one was not even reached.
    #[must_use]
    pub const fn is_about_reaching(&self) -> bool {
        matches!(
            self,
            Self::HostNotFound { .. }
                | Self::ConnectionRefused
                | Self::NoRoute
                | Self::TimedOut
                | Self::ConnectionLost
                | Self::ClosedAtOnce
        )
    }

    /// Whether what was asked for may have been done all the same, because the answer that would tell is missing.
    #[must_use]
    pub const fn leaves_undecided(&self) -> bool {
        matches!(
            self,
            Self::TimedOut | Self::ConnectionLost | Self::Altered | Self::Malformed(_)
        )
    }

    /// What to do about it.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one table, a line for each reason")]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NoDomain | Self::InvalidDomain { .. } => "name it with /domain:DOMAIN",
            Self::PdcNotFound { .. } => {
                "check DNS and WINS on this machine, or name the controller with /server:PDC"
            }
            Self::DcNotFound { .. } => {
                "check DNS and WINS on this machine, or ask a controller with /server:DC"
            }
            Self::HostNotFound { .. } => {
                "check the name, DNS and WINS, or give its address in the settings file (--config)"
            }
            Self::ConnectionRefused => "check that the machine is up and TCP port 445 is open",
            Self::NoRoute => "check the network and its firewalls for TCP port 445",
            Self::TimedOut => {
                "check that the machine is up and not overloaded; /timeout waits longer"
            }
            Self::ClosedAtOnce => {
                "allow SMB 2.0.2 or later on that machine, and this one's address (`hosts allow`)"
            }
            Self::ConnectionLost => "try again; if it stays so, look into that machine's log",
            Self::LogonFailure => "check the user name, its domain part and the password",
            Self::DomainLogonAtMember(_) => {
                "give a local administrator of the computer with /usero and /passwordo"
            }
            Self::LogonRefused(_) => "use another account, or have this one unlocked or enabled",
            Self::ClockSkew => "set both clocks",
            Self::GuestLogon => {
                "check the user name: that machine takes unknown ones for guests (`map to guest`)"
            }
            Self::AccessDenied => {
                "use an administrator: of the domain for /userd, of the computer for /usero"
            }
            Self::NotSigned => {
                "allow SMB signing on that machine; if it is allowed there, somebody is between"
            }
            Self::NoCommonDialect => "allow SMB 2.0.2 or later on that machine",
            Self::Malformed(_) => "check that the machine is what it should be, and report this",
            Self::Altered => "somebody or something between is changing messages: find it first",
            Self::AnotherMachine { .. } => {
                "correct the name's address in DNS, WINS or the file of /config"
            }
            Self::AnotherDomain { .. } => "check /domain and /server",
            Self::AccountMissing => {
                "create it and repair the channel with `netdom member \\\\NAME /joindomain`"
            }
            Self::AccountExists => {
                "nothing to do, or repair the channel with `netdom member \\\\NAME /joindomain`; if no such account is listed, rename the object in Active Directory that has its name"
            }
            Self::AccountDisabled => {
                "find out who disabled it and why; then repeat the command with /enable"
            }
            Self::AccountWrongType => {
                "rename the computer, or remove the other account of that name"
            }
            Self::QuotaExceeded => "use a domain administrator, or have the account created first",
            Self::ReuseForbidden => "use the account that created it, or a domain administrator",
            Self::MemberOfAnother { .. } => {
                "check /domain; if it shall move, take it out of its domain first with `netdom remove`"
            }
            Self::NotAMember => "join it with `netdom join`",
            Self::DomainController => {
                "this works on members; a controller's channel is not reset so"
            }
            Self::NotOffered { .. } => "start the service on that machine, or work there locally",
            Self::CallNotOffered { .. } | Self::FunctionNotOffered { .. } => {
                "ask another kind of server: not every Netlogon service does everything"
            }
            Self::NoChannel { .. } => {
                "name the domain that the machine is a member of, or one that it trusts"
            }
            Self::UserMissing { .. } => "check the name; a computer's account ends with $",
            Self::MemberFindsNoDc(_) => {
                "check DNS or WINS on that computer, or pin the controller with /server:PDC"
            }
            Self::PasswordNeeded => "give the password of the account for /userd",
            Self::PasswordTooLong(_) => "use an account with a shorter password",
            Self::ChannelBroken(_) => "repair it with `netdom member \\\\NAME /joindomain`",
            Self::NewAccountRefused(_) => "look into its log, delete the account and add it again",
            Self::Downgraded(_) => {
                "use a controller that has AES; if this one has it, somebody between weakens the negotiation"
            }
            Self::NotStopped => "restart NETLOGON on the computer itself if it is needed",
            Self::PasswordNotChanged => {
                "wait until the domain controllers have replicated, then repeat the command"
            }
            Self::Status(_) | Self::Win32(_) | Self::Fault(_) => {
                "look up the code, and that machine's log at this time"
            }
        }
    }

    /// The reason behind a status that a call returned.
    #[must_use]
    pub const fn of_status(status: NtStatus) -> Self {
        match status {
            NtStatus::ACCESS_DENIED => Self::AccessDenied,
            NtStatus::LOGON_FAILURE | NtStatus::WRONG_PASSWORD | NtStatus::NO_SUCH_USER => {
                Self::LogonFailure
            }
            NtStatus::ACCOUNT_DISABLED
            | NtStatus::ACCOUNT_EXPIRED
            | NtStatus::ACCOUNT_LOCKED_OUT
            | NtStatus::ACCOUNT_RESTRICTION
            | NtStatus::INVALID_LOGON_HOURS
            | NtStatus::INVALID_WORKSTATION
            | NtStatus::LOGON_TYPE_NOT_GRANTED
            | NtStatus::NTLM_BLOCKED
            | NtStatus::PASSWORD_EXPIRED
            | NtStatus::PASSWORD_MUST_CHANGE => Self::LogonRefused(status),
            NtStatus::TIME_DIFFERENCE_AT_DC => Self::ClockSkew,
            NtStatus::USER_EXISTS => Self::AccountExists,
            NtStatus::DS_MACHINE_ACCOUNT_QUOTA_EXCEEDED => Self::QuotaExceeded,
            status => Self::Status(status),
        }
    }

    /// The reason behind a Win32 error that a call returned.
    #[must_use]
    pub const fn of_win32(error: Win32Error) -> Self {
        match error {
            Win32Error::ERROR_ACCESS_DENIED => Self::AccessDenied,
            Win32Error::ERROR_LOGON_FAILURE | Win32Error::ERROR_INVALID_PASSWORD => {
                Self::LogonFailure
            }
            Win32Error::ERROR_TIME_SKEW => Self::ClockSkew,
            Win32Error::NERR_UserExists => Self::AccountExists,
            Win32Error::NERR_SetupNotJoined => Self::NotAMember,
            Win32Error::NERR_SetupDomainController => Self::DomainController,
            Win32Error::NERR_AccountReuseBlockedByPolicy => Self::ReuseForbidden,
            Win32Error::ERROR_DS_MACHINE_ACCOUNT_QUOTA_EXCEEDED => Self::QuotaExceeded,
            Win32Error::ERROR_NO_SUCH_DOMAIN
            | Win32Error::ERROR_NO_LOGON_SERVERS
            | Win32Error::ERROR_DOMAIN_CONTROLLER_NOT_FOUND
            | Win32Error::NERR_DCNotFound => Self::MemberFindsNoDc(error),
            error => Self::Win32(error),
        }
    }
}

impl Reason {
    /// One of each, for the manual: codes, texts and remedies come from here, so that it cannot go stale.
    #[must_use]
    pub fn one_of_each() -> Vec<Self> {
        let name = || "NAME".to_owned();
        let tried = || "what was asked".to_owned();
        vec![
            Self::NoDomain,
            Self::InvalidDomain { domain: name() },
            Self::PdcNotFound { tried: tried() },
            Self::DcNotFound { tried: tried() },
            Self::HostNotFound { tried: tried() },
            Self::ConnectionRefused,
            Self::NoRoute,
            Self::TimedOut,
            Self::ConnectionLost,
            Self::ClosedAtOnce,
            Self::LogonFailure,
            Self::DomainLogonAtMember(NtStatus::LOGON_FAILURE),
            Self::LogonRefused(NtStatus::ACCOUNT_LOCKED_OUT),
            Self::ClockSkew,
            Self::GuestLogon,
            Self::AccessDenied,
            Self::NotSigned,
            Self::NoCommonDialect,
            Self::Malformed(tried()),
            Self::Altered,
            Self::AnotherMachine { answered: name() },
            Self::AnotherDomain { answered: name() },
            Self::AccountMissing,
            Self::AccountExists,
            Self::AccountDisabled,
            Self::AccountWrongType,
            Self::QuotaExceeded,
            Self::ReuseForbidden,
            Self::MemberOfAnother { domain: name() },
            Self::NotAMember,
            Self::DomainController,
            Self::NotOffered {
                interface: "wkssvc",
            },
            Self::CallNotOffered {
                call: "DsrGetDcNameEx2",
            },
            Self::FunctionNotOffered {
                function: "NETLOGON_CONTROL_REPLICATE",
            },
            Self::NoChannel { domain: name() },
            Self::UserMissing { name: name() },
            Self::MemberFindsNoDc(Win32Error::ERROR_NO_SUCH_DOMAIN),
            Self::PasswordNeeded,
            Self::PasswordTooLong(256),
            Self::ChannelBroken(NtStatus::NO_TRUST_SAM_ACCOUNT),
            Self::NewAccountRefused(NtStatus::ACCESS_DENIED),
            Self::Downgraded(tried()),
            Self::NotStopped,
            Self::PasswordNotChanged,
            Self::Status(NtStatus::UNSUCCESSFUL),
            Self::Win32(Win32Error::ERROR_INVALID_PARAMETER),
            Self::Fault(0x1c01_0003),
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_code_is_its_own_and_tells_what_to_do() {
        let reasons = Reason::one_of_each();
        let codes: HashSet<&str> = reasons.iter().map(Reason::code).collect();
        assert_eq!(codes.len(), reasons.len());
        for reason in &reasons {
            assert!(
                reason.exit() != ExitStatus::Success && !reason.remedy().is_empty(),
                "{reason}"
            );
        }
    }
}
