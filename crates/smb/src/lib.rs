//! SMB 2.0.2 to 3.1.1 for named pipes on `IPC$`, [MS-SMB2]: messages in, messages out, and no I/O.
//!
//! SMB 1 is never spoken. Every message of an authenticated session is verified; what is not encrypted is signed.
//!
//! | module | is |
//! |---|---|
//! | [`message`] | the bodies of all messages, both directions, for client and server |
//! | [`client`] | negotiation, logon and session of a client |
//! | [`server`] | one client's connection to a server of pipes |
//! | [`framing`] | what goes around a message on a TCP connection |
//! | [`oracle`] | what fuzzing asserts |

pub mod client;
mod crypto;
mod dialect;
mod error;
pub mod framing;
mod header;
pub mod message;
pub mod oracle;
mod protection;
pub mod server;
mod transform;

pub use dialect::{Capabilities, Cipher, Dialect, SecurityMode, SigningAlgorithm};
pub use error::{LogonError, NegotiateError, ProtocolError, Refused, RequestError};
pub use header::{Addressee, Command, Flags, HEADER_LEN, Header, PROTOCOL_ID, UNSOLICITED};
pub use message::FileId;
pub use transform::{TRANSFORM_HEADER_LEN, TRANSFORM_PROTOCOL_ID, TransformHeader};

/// Octets of the longest message that either end of a pipe has to accept: 64 KiB with all that stands before them.
pub const MAX_MESSAGE_LEN: usize = 0x0001_0000 + 0x0000_1000;

/// Octets that one request transfers at most, either way: a pipe needs no more at once, and more would cost more than
/// one credit.
const MAX_TRANSFER: u32 = 0x0001_0000;
