//! What a connection tells its owner.

use std::fmt;

use auth::{Claim, Identity};
use wire::SecretKey;

/// A logon whose claim is being judged.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct LogonId(pub(super) u64);

/// A session; of those of a connection that are there at the same time, no two are the same.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SessionId(pub(super) u64);

/// An open pipe; no two of a connection are the same, ever.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PipeId(pub(super) u64);

/// The name of a pipe, without `\PIPE\`. Names that differ in the case of ASCII letters only are the same.
#[derive(Clone, Debug)]
pub struct PipeName(String);

/// What a connection tells its owner.
pub enum Event {
    /// A name and a proof; what [`Claim::resume`] returns goes to [`Connection::resume`](super::Connection::resume).
    Identify {
        /// Which logon.
        logon: LogonId,
        /// The name and the proof.
        claim: Claim,
    },
    /// A client has opened a pipe.
    Opened {
        /// The pipe's name from now on.
        pipe: PipeId,
        /// The name as it is configured.
        name: PipeName,
        /// Who has opened it.
        identity: Identity,
        /// `Session.ApplicationKey`, [MS-SMB2] 3.3.1.8: what RPC calls over the pipe take for the session key; `None`
        /// in a null session.
        session_key: Option<SecretKey<16>>,
    },
    /// A client has written one message to a pipe.
    Received {
        /// Which pipe.
        pipe: PipeId,
        /// The message.
        octets: Vec<u8>,
    },
    /// A pipe is no more. Not said of one that [`Connection::close_pipe`](super::Connection::close_pipe) was called
    /// for.
    Closed {
        /// Which pipe.
        pipe: PipeId,
    },
}

impl PipeName {
    /// `lsarpc`, `samr`…
    #[must_use]
    pub const fn new(name: String) -> Self {
        Self(name)
    }

    /// The name as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a client means this pipe: as SMB 2 has it, with a leading backslash, or as a whole path.
    pub(super) fn is_called(&self, by: &str) -> bool {
        let relative = by.strip_prefix('\\').unwrap_or(by);
        let name = match relative.split_at_checked(PREFIX.len()) {
            Some((prefix, name)) if prefix.eq_ignore_ascii_case(PREFIX) => name,
            _ => relative,
        };
        name.eq_ignore_ascii_case(&self.0)
    }
}

const PREFIX: &str = r"PIPE\";

impl PartialEq for PipeName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for PipeName {}

impl fmt::Display for PipeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_has_one_name_in_three_forms() {
        let pipe = PipeName::new("lsarpc".into());
        for name in [
            "lsarpc",
            "LSARPC",
            r"\lsarpc",
            r"\PIPE\LsaRpc",
            r"pipe\lsarpc",
        ] {
            assert!(pipe.is_called(name), "{name}");
        }
        // CVE-2023-3961: what is opened is in the list, and no path leads elsewhere.
        for name in [
            "",
            r"\",
            "lsarpc2",
            "lsarp",
            r"\\lsarpc",
            r"..\lsarpc",
            r"PIPE\\lsarpc",
            "/lsarpc",
            "lsarpc\0",
            "ＬSARPC",
        ] {
            assert!(!pipe.is_called(name), "{name}");
        }
    }
}
