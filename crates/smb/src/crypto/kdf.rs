//! Key derivation, [MS-SMB2] 3.1.4.2: SP800-108 in counter mode with HMAC-SHA256, r = 32.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use wire::SecretKey;
use zeroize::Zeroizing;

/// A key of `N` octets, of which HMAC-SHA256 gives at most 32 in the one block that is made here. `label` and `context`
/// contain their terminating zeros, where the specification gives them any.
pub(super) fn derive<const N: usize>(
    key: &SecretKey<16>,
    label: &[u8],
    context: &[u8],
) -> SecretKey<N> {
    const { assert!(N <= 32) };
    let bits = u32::try_from(N).unwrap_or_default().saturating_mul(8);
    let mut mac = hmac_sha256(key);
    mac.update(&1_u32.to_be_bytes()); // i
    mac.update(label);
    mac.update(&[0]);
    mac.update(context);
    mac.update(&bits.to_be_bytes()); // L
    let block = Zeroizing::new(<[u8; 32]>::from(mac.finalize().into_bytes()));
    let mut derived = Zeroizing::new([0; N]);
    derived
        .iter_mut()
        .zip(block.iter())
        .for_each(|(to, from)| *to = *from);
    SecretKey::new(*derived)
}

/// HMAC-SHA256, whose keys are as long as a block of the hash function; shorter ones are filled up with zeros.
pub(super) fn hmac_sha256(key: &SecretKey<16>) -> Hmac<Sha256> {
    let mut block = Zeroizing::new([0; 64]);
    block
        .iter_mut()
        .zip(key.expose())
        .for_each(|(to, from)| *to = *from);
    Hmac::new((&*block).into())
}
