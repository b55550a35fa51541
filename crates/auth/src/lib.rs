//! Who is calling: NTLMv2 and SPNEGO, initiator and acceptor, behind one shape.
//!
//! An [`Exchange`] consumes the peer's tokens and says, each time, what the next [`Step`] is. When it is done it leaves an
//! [`Established`] context, whose [`MessageSecurity`] protects the messages of whoever ran the exchange (SMB takes only the
//! session key, DCE/RPC uses both). The Netlogon security provider in crate `netlogon` has the same shape. [`cipher`] has the old primitives below all of them.

pub mod cipher;
mod claim;
mod credentials;
mod error;
#[cfg(test)]
mod fixture;
pub mod ntlm;
pub mod oracle;
mod provider;
pub mod spnego;

pub use claim::{Claim, Verdict};
pub use credentials::{Account, Credentials, InvalidAccount, NtHash};
pub use error::AuthError;
pub use provider::{Altered, Established, Exchange, Identity, MessageSecurity, Protection, Step};
