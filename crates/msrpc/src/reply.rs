//! What comes back from calls of more than one interface.

use ndr::{Decoder, Encoder, Malformed, Ndr, Params};
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

/// The arm of a level whose structure is not known here: a pointer that is null, which is what a server sends beside
/// `ERROR_INVALID_LEVEL`. Without it a client would take the error for the pointer.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct NullArm;

impl Ndr for NullArm {
    const ALIGN: usize = 4;
    type Pending = Self;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.null();
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        match decoder.u32()? {
            0 => Ok(Self),
            referent => Err(decoder.illegal(referent)),
        }
    }

    fn decode_referents(pending: Self, _: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}
