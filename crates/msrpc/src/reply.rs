//! What comes back from calls of more than one interface.

use ndr::Params;
use wire::{NtStatus, Win32Error};

/// The reply of every call that returns nothing but an `NTSTATUS`.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct StatusReply {
    /// The outcome.
    pub status: NtStatus,
}

/// The reply of every call that returns nothing but a Win32 error code, which `NET_API_STATUS` is, too.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct Win32Reply {
    /// The outcome.
    pub status: Win32Error,
}
