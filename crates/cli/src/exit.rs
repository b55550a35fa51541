//! One list of exit statuses for all programs.

use std::process::ExitCode;

/// The exit status of a program: the coarse class of a reason code. Scripts may rely on the numbers.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ExitStatus {
    /// What was asked for is so.
    Success,
    /// A side refused or failed for a reason that has no class of its own.
    Failed,
    /// The command line, a file or the environment is wrong; nothing was done.
    Usage,
    /// A side could not be found or reached, or did not answer in time.
    Unreachable,
    /// A side did not accept the credentials.
    Credentials,
    /// Whoever asks is known and lacks the right.
    Rights,
    /// The secure channel is broken.
    Broken,
    /// Nothing is known to be wrong, and this member cannot be asked for proof.
    Unproven,
    /// A side sent something that it must not send: malformed, altered, unsigned, or another machine's name.
    Protocol,
    /// The state file is damaged, another program's, or of a newer version. It is left as it is.
    State,
    /// Another process has what can be had once: a state directory, an address.
    InUse,
}

impl ExitStatus {
    /// Every status, in the order of its number.
    pub const ALL: [Self; 11] = [
        Self::Success,
        Self::Failed,
        Self::Usage,
        Self::Unreachable,
        Self::Credentials,
        Self::Rights,
        Self::Broken,
        Self::Unproven,
        Self::Protocol,
        Self::State,
        Self::InUse,
    ];

    /// Those of a program that asks others.
    pub const CLIENT: [Self; 9] = [
        Self::Success,
        Self::Failed,
        Self::Usage,
        Self::Unreachable,
        Self::Credentials,
        Self::Rights,
        Self::Broken,
        Self::Unproven,
        Self::Protocol,
    ];

    /// Those of a program that keeps something and serves it.
    pub const SERVICE: [Self; 10] = [
        Self::Success,
        Self::Failed,
        Self::Usage,
        Self::Unreachable,
        Self::Credentials,
        Self::Rights,
        Self::Broken,
        Self::Protocol,
        Self::State,
        Self::InUse,
    ];

    /// The number that the shell sees.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Unreachable => 3,
            Self::Credentials => 4,
            Self::Rights => 5,
            Self::Broken => 6,
            Self::Unproven => 7,
            Self::Protocol => 8,
            Self::State => 9,
            Self::InUse => 10,
        }
    }

    /// What the number means, for the man page.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Success => "what was asked for is so",
            Self::Failed => "it was refused or failed; the reason code says why",
            Self::Usage => "the command line, a file or the environment is wrong; nothing was done",
            Self::Unreachable => "a side could not be found or reached, or did not answer in time",
            Self::Credentials => "a side did not accept the credentials",
            Self::Rights => "whoever asks is known, and lacks the right",
            Self::Broken => "the secure channel is broken",
            Self::Unproven => {
                "nothing is known to be wrong, but this member cannot be asked for proof"
            }
            Self::Protocol => {
                "a side sent what it must not send: malformed, altered, unsigned, or as another machine"
            }
            Self::State => {
                "the state file is damaged, another program's, or of a newer version; it was left as it is"
            }
            Self::InUse => "another process has the state directory, or an address",
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_the_order_of_its_numbers_and_complete() {
        let codes: Vec<u8> = ExitStatus::ALL.iter().map(|status| status.code()).collect();
        assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
}
