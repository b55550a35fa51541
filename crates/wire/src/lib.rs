//! What every protocol here is made of: a checked [`Reader`] and [`Writer`], and the value types of the Windows protocols.
//!
//! Nothing in this crate does I/O, reads a clock or makes random numbers.
//!
//! | type | is |
//! |---|---|
//! | [`Reader`], [`Writer`], [`Malformed`] | bytes in, bytes out, and what was wrong with them |
//! | [`Guid`], [`Sid`], [`FileTime`] | [MS-DTYP] 2.3.4, 2.4.2, 2.3.3 |
//! | [`NtStatus`], [`Win32Error`] | the two error spaces, [MS-ERREF] 2.3 and 2.2 |
//! | [`NetbiosName`] | a computer or domain name of at most 15 octets |
//! | [`Password`], [`SecretBytes`], [`SecretKey`] | what never leaves the process in readable form |

mod filetime;
mod flags;
mod guid;
mod netbios;
mod reader;
mod secret;
mod sid;
mod status;
pub mod utf16;
mod win32;
mod writer;

pub use filetime::{FileTime, UtcTime};
pub use guid::{Guid, InvalidGuid};
pub use netbios::{InvalidName, NetbiosName};
pub use reader::{Malformed, Reader};
pub use secret::{Password, SecretBytes, SecretKey};
pub use sid::{InvalidSid, Sid};
pub use status::NtStatus;
pub use win32::Win32Error;
pub use writer::Writer;
