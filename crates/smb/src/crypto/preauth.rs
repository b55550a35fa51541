//! Pre-authentication integrity of SMB 3.1.1, [MS-SMB2] 3.2.5.2 and 3.2.5.3: what was said before there were keys goes into the keys.

use sha2::{Digest, Sha512};

/// `PreauthIntegrityHashValue`, [MS-SMB2] 3.2.1.2 and 3.2.1.3: the running SHA-512 of all messages so far.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct PreauthHash([u8; 64]);

impl PreauthHash {
    /// Nothing was said yet.
    pub(crate) const fn new() -> Self {
        Self([0; 64])
    }

    /// The hash after one more message, from its header on.
    #[must_use]
    pub(crate) fn then(self, message: &[u8]) -> Self {
        Self(
            Sha512::new()
                .chain_update(self.0)
                .chain_update(message)
                .finalize()
                .into(),
        )
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

#[cfg(test)]
impl PreauthHash {
    pub(super) fn from_hex(hex: &str) -> Self {
        Self(super::keys::tests::unhex(hex))
    }
}
