//! Bodies of the SMB 2 messages, [MS-SMB2] 2.2.3 to 2.2.40: requests and responses, each with both directions, so that
//! client and server share them.
//!
//! Offsets within a body count from the start of the header before it; a decoder refuses those that point into the
//! fixed part or past the end.

mod close;
mod create;
mod error;
mod ioctl;
mod negotiate;
mod negotiate_context;
mod pipe_wait;
mod query_info;
mod read;
mod session_setup;
mod set_info;
mod simple;
mod span;
mod tree;
mod validate;
mod write;

use wire::{Malformed, Reader, Writer};

pub use close::{CloseRequest, CloseResponse};
pub use create::{CreateRequest, CreateResponse, FileId, FileTimes};
pub use error::{ErrorContext, ErrorResponse};
pub use ioctl::{ControlCode, IoctlRequest, IoctlResponse};
pub use negotiate::{NegotiateRequest, NegotiateResponse};
pub use negotiate_context::{HashAlgorithm, NegotiateContext};
pub use pipe_wait::PipeWait;
pub use query_info::{InfoClass, QueryInfoRequest, QueryInfoResponse};
pub use read::{ReadRequest, ReadResponse};
pub use session_setup::{SessionFlags, SessionSetupRequest, SessionSetupResponse};
pub use set_info::{SetInfoRequest, SetInfoResponse};
pub use simple::{
    CancelRequest, EchoRequest, EchoResponse, LogoffRequest, LogoffResponse, TreeDisconnectRequest,
    TreeDisconnectResponse,
};
pub use tree::{ShareFlags, ShareType, TreeConnectRequest, TreeConnectResponse};
pub use validate::{ValidateNegotiateInfoRequest, ValidateNegotiateInfoResponse};
pub use write::{WriteRequest, WriteResponse};

use crate::header::{Command, HEADER_LEN, Header};
use span::Span;

/// What follows a header.
pub trait Body: Sized {
    /// The command whose request or response it is.
    const COMMAND: Command;

    /// Writes the body to an empty writer.
    fn encode(&self, w: &mut Writer);

    /// Reads all that follows the header.
    ///
    /// # Errors
    /// [`Malformed`], naming the field.
    fn decode(body: &[u8]) -> Result<Self, Malformed>;
}

/// The octets of a body.
#[must_use]
pub fn encode_body(body: &impl Body) -> Vec<u8> {
    let mut w = Writer::new();
    body.encode(&mut w);
    w.into_vec()
}

/// A message: header and body, not yet signed or encrypted.
#[must_use]
pub fn join_message(header: &Header, body: &[u8]) -> Vec<u8> {
    let mut w = Writer::new();
    header.encode(&mut w);
    w.bytes(body);
    w.into_vec()
}

/// Header and body of a message.
///
/// # Errors
/// [`Malformed`] when it has no SMB 2 header.
pub fn split_message(message: &[u8]) -> Result<(Header, &[u8]), Malformed> {
    let mut r = Reader::new(message);
    let header = Header::decode(&mut r)?;
    Ok((header, r.take_rest()))
}

/// Reads `StructureSize`, which each body has, with its own legal value.
fn structure_size(r: &mut Reader<'_>, expected: u16) -> Result<(), Malformed> {
    let value = r.u16("StructureSize")?;
    if value == expected {
        Ok(())
    } else {
        Err(Malformed::Illegal {
            field: "StructureSize",
            value: value.into(),
        })
    }
}

/// A length in a field of 32 bits. What is sent is bounded far below that before it is encoded.
fn len32(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// A length in a field of 16 bits.
fn len16(bytes: &[u8]) -> u16 {
    u16::try_from(bytes.len()).unwrap_or(u16::MAX)
}

/// The offset, from the start of the header, of what is written to a body of `written` octets next.
fn offset32(written: usize) -> u32 {
    u32::try_from(HEADER_LEN.saturating_add(written)).unwrap_or(u32::MAX)
}

/// The same for a field of 16 bits.
fn offset16(written: usize) -> u16 {
    u16::try_from(HEADER_LEN.saturating_add(written)).unwrap_or(u16::MAX)
}

#[cfg(test)]
pub(crate) mod testing {
    use std::fmt::Debug;

    use super::*;

    /// Asserts that `body` and `bytes` are each other's image, and that no part of the bytes is another body.
    #[track_caller]
    pub(crate) fn assert_wire<B: Body + Debug + PartialEq>(body: &B, bytes: &[u8]) {
        assert_eq!(encode_body(body), bytes, "encoded");
        assert_eq!(B::decode(bytes).as_ref(), Ok(body), "decoded");
        assert_no_prefix_is_another(bytes, body, B::decode);
    }

    /// A prefix is an error, unless all that it lacks is padding.
    #[track_caller]
    pub(crate) fn assert_no_prefix_is_another<T: Debug + PartialEq>(
        bytes: &[u8],
        whole: &T,
        decode: impl Fn(&[u8]) -> Result<T, Malformed>,
    ) {
        for len in 0..bytes.len() {
            if let Ok(short) = decode(&bytes[..len]) {
                assert_eq!(&short, whole, "prefix of {len} octets");
                assert!(
                    bytes[len..].iter().all(|octet| *octet == 0),
                    "padding at {len}"
                );
            }
        }
    }

    /// Asserts that a body survives the wire.
    pub(crate) fn assert_round_trip<B: Body + Debug + PartialEq>(body: &B) {
        assert_eq!(B::decode(&encode_body(body)).as_ref(), Ok(body));
    }
}
