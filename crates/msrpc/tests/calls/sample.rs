//! Values that many samples share.

use msrpc::samr::StatusReply;
use ndr::ContextHandle;
use wire::{FileTime, Guid, NtStatus, Sid};

pub(crate) const fn handle(number: u8) -> ContextHandle {
    ContextHandle {
        attributes: 0,
        uuid: Guid::from_bytes([number; 16]),
    }
}

pub(crate) fn sid(text: &str) -> Sid {
    text.parse().unwrap()
}

pub(crate) const DONE: StatusReply = StatusReply {
    status: NtStatus::SUCCESS,
};

pub(crate) const TIME: FileTime = FileTime(0x01c2_3c1e_2b1a_8000);
