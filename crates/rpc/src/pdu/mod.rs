//! The PDUs of the connection-oriented protocol, C706 12.6 with [MS-RPCE] 2.2.2.
//!
//! A [`Frame`] is one PDU with its header and authentication verifier split off and checked. What stands between them
//! is decoded by the type of the PDU, and [`Body`] is any of those types. `frag_length` and `auth_length` are fields of
//! none: whoever writes a PDU fills them in, and [`Frame::parse`] checks them against the octets that are there.
//!
//! Integers are read in the order that the sender's [`DataRepresentation`](ndr::DataRepresentation) names, and written little-endian.

mod bind;
mod bind_reply;
mod body;
mod call;
mod context;
mod fields;
mod frame;
mod header;
mod verifier;
mod write;

pub use bind::Bind;
pub use bind_reply::{BindAck, BindNak, RejectReason};
pub use body::Body;
pub use call::{Fault, Request, Response};
pub use context::{
    BindTimeFeatures, ContextElement, ContextId, ContextOutcome, ContextResult, ProviderReason,
    SyntaxId,
};
pub use fields::FieldReader;
pub use frame::Frame;
pub use header::{CallId, Header, PduFlags, PduKind, frame_len};
pub use verifier::{AuthLevel, AuthType, SecTrailer, SecurityContextId};
pub use write::{PAD, plain, stub_at, up_to_token, with_token};

#[cfg(test)]
mod tests;
