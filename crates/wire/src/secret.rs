//! What must never be seen: no type here has `Debug`, `Display`, `Clone` or `Serialize`; each compares in constant time
//! and is wiped when dropped.

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::utf16;

/// A password as a person or a file gave it, or as a machine made it.
///
/// ```compile_fail
/// let password = wire::Password::new("secret".into());
/// println!("{password:?}"); // a secret has no Debug
/// ```
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Password(String);

impl Password {
    /// Takes a password over; the caller's copy is this one.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The characters, for the encoder that needs them.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it has no characters.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The UTF-16LE octets, which is what Windows hashes and encrypts.
    #[must_use]
    pub fn to_utf16le(&self) -> SecretBytes {
        // `utf16::encode` would leave behind the buffers that it outgrew.
        let mut bytes = Zeroizing::new(Vec::with_capacity(self.0.len().saturating_mul(2)));
        self.0
            .encode_utf16()
            .for_each(|unit| bytes.extend_from_slice(&unit.to_le_bytes()));
        SecretBytes::new(std::mem::take(&mut *bytes))
    }

    /// A second copy, made on purpose.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }
}

/// A secret of any length.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretBytes(Vec<u8>);

impl SecretBytes {
    /// Takes the octets over.
    #[must_use]
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The octets, for the function that needs them.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The text, if these octets are UTF-16LE.
    #[must_use]
    pub fn to_password(&self) -> Option<Password> {
        utf16::decode(&self.0, "password").ok().map(Password::new)
    }
}

impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Password {}

impl PartialEq for SecretBytes {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SecretBytes {}

/// A key or hash of a fixed length.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretKey<const N: usize>([u8; N]);

impl<const N: usize> SecretKey<N> {
    /// Takes the octets over.
    #[must_use]
    pub const fn new(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// The octets, for the function that needs them.
    #[must_use]
    pub const fn expose(&self) -> &[u8; N] {
        &self.0
    }

    /// A second copy, made on purpose: a session hands its key to each pipe that is opened over it.
    #[must_use]
    pub const fn duplicate(&self) -> Self {
        Self(self.0)
    }
}

impl<const N: usize> PartialEq for SecretKey<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl<const N: usize> Eq for SecretKey<N> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_compare_by_content() {
        assert!(SecretKey::new([1_u8; 16]) == SecretKey::new([1; 16]));
        assert!(SecretKey::new([1_u8; 16]) != SecretKey::new([2; 16]));
        assert!(SecretBytes::new(vec![1, 2]) != SecretBytes::new(vec![1]));
        assert!(Password::new("é".into()).to_utf16le() == SecretBytes::new(vec![0xe9, 0]));
    }
}
