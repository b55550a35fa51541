//! Calls that Samba reads as the values they were written from, and writes again as the same octets, except for the
//! identifier of full pointers and room for a terminator in some `MaximumLength`s. Checked by hand with 4.17:
//! `ndrdump --validate samr samr_LookupNames in FILE`; a reply whose union depends on the request needs
//! `--context-file=REQUEST` too.

mod epmapper;
mod lsarpc;
mod netlogon;
mod samr;
mod services;

use ndr::ContextHandle;
use wire::Guid;

/// A handle with a different value in each octet.
const HANDLE: ContextHandle = ContextHandle {
    attributes: 0,
    uuid: Guid::from_u128(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10),
};
