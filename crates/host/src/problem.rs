//! What was wrong, and where.

use serde::Serialize;

use crate::Reason;

/// Where something went wrong.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "side", content = "name")]
pub enum Side {
    /// This machine: its command line, files and name services.
    Here,
    /// A domain controller.
    Pdc(String),
    /// The computer that the command is about.
    Member(String),
}

/// What was wrong in a step, before the step is known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// At which side.
    pub side: Side,
    /// Why.
    pub reason: Reason,
}

impl Side {
    /// A problem at this side.
    #[must_use]
    pub fn problem(&self, reason: Reason) -> Problem {
        Problem {
            side: self.clone(),
            reason,
        }
    }
}
