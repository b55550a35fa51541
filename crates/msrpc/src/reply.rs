//! What comes back from calls of more than one interface.

use ndr::Params;
use wire::NtStatus;

/// The reply of every call that returns nothing but an `NTSTATUS`.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct StatusReply {
    /// The outcome.
    pub status: NtStatus,
}
