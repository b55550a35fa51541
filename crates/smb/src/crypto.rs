//! Keys, signatures and encryption of SMB 2 and 3, [MS-SMB2] 3.1.4.

mod aead;
mod kdf;
mod keys;
mod preauth;
mod signing;

pub(crate) use aead::Aead;
pub(crate) use keys::{Encryption, SessionKeys};
pub(crate) use preauth::PreauthHash;
pub(crate) use signing::{Signer, Signing};

/// A message that does not fit its signature.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Forged;
