//! The codes of what stands in a member's way.

use std::io;

use cli::ExitStatus;
use local_client::ClientError;
use member::state::KeyError;
use member::{ChangeFailure, ChannelFailure, MembershipStoreError};

use super::{Refusal, because, failed, state};

/// The code, exit status and remedy of a key that cannot be used.
pub(crate) const fn key_refusal(error: &KeyError) -> Refusal {
    match error {
        KeyError::Missing(_) => because(
            "key-missing",
            ExitStatus::State,
            "bring the key back from where it is kept, or remove the membership: `netlogond member leave` needs it, too",
        ),
        KeyError::Open { .. } => because(
            "open-key",
            ExitStatus::Usage,
            "`chmod 600` it, and see who could read it until now: the machine's password is sealed under it",
        ),
        KeyError::NoKey(_) => because(
            "no-key",
            ExitStatus::Usage,
            "name another file; `head -c 32 /dev/urandom` makes a key",
        ),
        _ => failed("io"),
    }
}

/// The same of a membership that cannot be read.
pub(crate) const fn membership_refusal(error: &MembershipStoreError) -> Refusal {
    match error {
        MembershipStoreError::Full => because(
            "disk-full",
            ExitStatus::Failed,
            "make room on the file system of the state directory",
        ),
        MembershipStoreError::WrongKey => state("wrong-key", "give the key that it was made with"),
        MembershipStoreError::Corrupt(_) => state(
            "corrupt",
            "it was left as it is; restore the state directory, or name another and join anew",
        ),
        _ => failed("io"),
    }
}

/// The same of a channel.
pub(crate) fn channel_refusal(failure: &ChannelFailure) -> Refusal {
    channel_code(failure.code(), failure.remedy())
}

/// The same of a password that was not changed.
pub(crate) fn change_refusal(failure: &ChangeFailure) -> Refusal {
    match failure {
        ChangeFailure::NoChannel(failure) => channel_refusal(failure),
        ChangeFailure::NotWritten(error) => membership_refusal(error),
        _ => failed("not-changed"),
    }
}

/// The same of what the service says.
pub(crate) fn told_refusal(failure: &local_client::Failure) -> Refusal {
    channel_code(&failure.code, "")
}

/// The exit statuses of [`ChannelFailure::code`], by which the service names the reasons, too.
fn channel_code(code: &str, remedy: &'static str) -> Refusal {
    let classes = [
        ("not-joined", ExitStatus::Failed),
        ("not-running", ExitStatus::Failed),
        ("paused", ExitStatus::Failed),
        ("no-controller", ExitStatus::Unreachable),
        ("unreachable", ExitStatus::Unreachable),
        ("wrong-password", ExitStatus::Broken),
        ("no-account", ExitStatus::Broken),
        ("account-refused", ExitStatus::Broken),
        ("impostor", ExitStatus::Protocol),
        ("unprotected", ExitStatus::Protocol),
        ("protocol", ExitStatus::Protocol),
        ("secret", ExitStatus::State),
        ("not-changed", ExitStatus::Failed),
        ("forbidden", ExitStatus::Rights),
    ];
    let class = classes.into_iter().find(|(known, _)| *known == code);
    class.map_or(failed("refused"), |(code, exit)| {
        because(code, exit, remedy)
    })
}

/// The same of a service that cannot be asked.
pub(crate) const fn service_refusal(error: &ClientError) -> Refusal {
    match error {
        ClientError::NotConnected { .. } => because(
            "service-not-reached",
            ExitStatus::Unreachable,
            "run this as root or as the service's user, with the settings that the service has (--config)",
        ),
        ClientError::TimedOut(_) | ClientError::Lost(_) => because(
            "service-silent",
            ExitStatus::Unreachable,
            "look into the service's log",
        ),
        ClientError::NotDone(_) => because(
            "forbidden",
            ExitStatus::Rights,
            "run this as root or as the service's user",
        ),
        _ => because("service-protocol", ExitStatus::Protocol, ""),
    }
}

/// The same of the socket for programs of this machine.
pub(crate) fn local_socket_refusal(error: &io::Error) -> Refusal {
    let remedy = "make its directory (systemd does, by RuntimeDirectory=), or set `socket.path`";
    match error.kind() {
        io::ErrorKind::PermissionDenied => because("socket-forbidden", ExitStatus::Rights, remedy),
        _ => because("cannot-listen", ExitStatus::Failed, remedy),
    }
}
