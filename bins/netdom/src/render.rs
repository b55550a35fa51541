//! What every way of showing results has to show.

use admin::{
    AccountReport, JoinReport, LeaveReport, Listing, MemberReport, Progress, RenameReport, Survey,
};

use crate::error::Error;

/// Shows progress and results: as text for a person, or as one JSON document for a program.
pub(crate) trait Render: Progress {
    /// A computer joined, or its channel was found to work.
    fn joined(&mut self, report: &JoinReport);
    /// A member's channel was verified.
    fn verified(&mut self, report: &MemberReport);
    /// Everything about a member.
    fn member(&mut self, report: &MemberReport);
    /// An account was created or deleted.
    fn account(&mut self, change: AccountChange, report: &AccountReport);
    /// A computer left its domain.
    fn left(&mut self, report: &LeaveReport);
    /// A computer has another name.
    fn renamed(&mut self, report: &RenameReport);
    /// A list of machines.
    fn listing(&mut self, listing: &Listing, kind: Kind);
    /// A list of members with the state of their channels.
    fn survey(&mut self, survey: &Survey);
    /// The command failed.
    fn failed(&mut self, error: &Error);
}

/// What became of an account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AccountChange {
    /// It is there and enabled.
    Created,
    /// It is gone.
    Deleted,
}

/// What a listed machine is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// A member.
    Member,
    /// A domain controller.
    Controller,
}
