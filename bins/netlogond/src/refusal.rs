//! The codes of what the store and the operating system refuse, and of how they fail.

mod member;

use std::io;

use cli::ExitStatus;
use store::StoreError;

pub(crate) use member::{
    change_refusal, channel_refusal, key_refusal, local_socket_refusal, membership_refusal,
    service_refusal, told_refusal,
};

/// What is known of a refusal besides its text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    /// Stable, for programs.
    pub(crate) code: &'static str,
    pub(crate) exit: ExitStatus,
    /// What there is to do; empty if the message says it.
    pub(crate) remedy: &'static str,
}

pub(crate) const fn because(code: &'static str, exit: ExitStatus, remedy: &'static str) -> Refusal {
    Refusal { code, exit, remedy }
}

pub(crate) const fn failed(code: &'static str) -> Refusal {
    because(code, ExitStatus::Failed, "")
}

const fn state(code: &'static str, remedy: &'static str) -> Refusal {
    because(code, ExitStatus::State, remedy)
}

/// The code, exit status and remedy of a refusal.
pub(crate) fn refusal(error: &StoreError) -> Refusal {
    match error {
        StoreError::DomainExists => because(
            "domain-exists",
            ExitStatus::Failed,
            "name another directory, or remove this one if what is in it is no longer needed; `netlogond member password` sets the password of a machine's Administrator",
        ),
        StoreError::NoDomain => because(
            "no-domain",
            ExitStatus::Usage,
            "`netlogond dc init` makes one, and `netlogond member join` or `netlogond member init` that of a member",
        ),
        StoreError::OfDomain | StoreError::OfMachine => because(
            "another-role",
            ExitStatus::Usage,
            "`netlogond dc` serves a domain controller's directory, `netlogond member` a member's",
        ),
        StoreError::OpenDirectory { .. } => because(
            "open-directory",
            ExitStatus::Usage,
            "`chmod 700` it, and see who could read it until now: it has the hashes of all passwords",
        ),
        StoreError::AlreadyServed => because(
            "already-served",
            ExitStatus::InUse,
            "end the other netlogond; commands such as `dc user` and `member status` work while it serves",
        ),
        StoreError::NotADatabase => state(
            "not-a-database",
            "it was left as it is; restore domain.db from a backup, or name another directory",
        ),
        StoreError::Foreign { .. } => state(
            "foreign",
            "it was left as it is; name the directory of a domain, or move the file away",
        ),
        StoreError::Newer { .. } => state(
            "newer",
            "it was left as it is; install the version of netlogond that wrote it, or a newer one",
        ),
        StoreError::Corrupt => state(
            "corrupt",
            "it was left as it is; restore domain.db (with domain.db-wal, if there is one) from a backup",
        ),
        StoreError::Busy => because(
            "busy",
            ExitStatus::InUse,
            "try again; if it stays so, look which process has domain.db open",
        ),
        StoreError::Full => because(
            "disk-full",
            ExitStatus::Failed,
            "make room on the file system of the state directory",
        ),
        StoreError::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => because(
            "access-denied",
            ExitStatus::Rights,
            "run this as the user that owns the state directory, such as `sudo -u netlogond`",
        ),
        StoreError::Io(_) | StoreError::SqliteIo { .. } => failed("io"),
        StoreError::Statement(_) => failed("internal"),
        error => content_refusal(error),
    }
}

/// The same of what is kept in the file.
fn content_refusal(error: &StoreError) -> Refusal {
    match error {
        StoreError::NameTaken => failed("name-taken"),
        StoreError::InvalidName => because(
            "invalid-name",
            ExitStatus::Usage,
            "a name has 1 to 256 characters, none of \"/\\[]:|<>+=;?,* and no space or period at its end",
        ),
        StoreError::NoSuchAccount => failed("no-such-account"),
        StoreError::NoSuchGroup => failed("no-such-group"),
        StoreError::NoSuchAlias => failed("no-such-alias"),
        StoreError::AlreadyMember => failed("already-member"),
        StoreError::NotAMember => failed("not-a-member"),
        StoreError::PrimaryGroup => failed("primary-group"),
        StoreError::BuiltInAccount => failed("built-in-account"),
        StoreError::QuotaExceeded => failed("quota-exceeded"),
        StoreError::RidsExhausted => failed("rids-exhausted"),
        StoreError::InvalidValue { .. } => because("invalid-value", ExitStatus::Usage, ""),
        StoreError::InHistory => failed("password-in-history"),
        StoreError::Conflict => because("conflict", ExitStatus::Failed, "try again"),
        StoreError::NoSuchRights => failed("no-such-rights"),
        StoreError::RightsExist => failed("rights-exist"),
        StoreError::NoSuchSecret => failed("no-such-secret"),
        StoreError::SecretExists => failed("secret-exists"),
        StoreError::NoSuchTrust => failed("no-such-trust"),
        StoreError::TrustExists => failed("trust-exists"),
        StoreError::NoSuchException => because(
            "no-such-exception",
            ExitStatus::Failed,
            "`netlogond dc exception list` shows those that there are",
        ),
        // `StoreError` may get reasons that this program does not know yet; their text says what they are.
        _ => failed("refused"),
    }
}

/// The same of a socket that cannot be opened.
pub(crate) fn socket_refusal(error: &io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::PermissionDenied => because(
            "port-forbidden",
            ExitStatus::Rights,
            "give the program the capability CAP_NET_BIND_SERVICE, as packaging/systemd/netlogond-dc.service does, or set \
             other ports in the settings",
        ),
        io::ErrorKind::AddrInUse => because(
            "address-in-use",
            ExitStatus::InUse,
            "end the other service that has this port, such as smbd or nmbd, or set another address or port",
        ),
        io::ErrorKind::AddrNotAvailable => because(
            "no-such-address",
            ExitStatus::Usage,
            "set an address that an interface of this machine has",
        ),
        _ => failed("cannot-listen"),
    }
}
