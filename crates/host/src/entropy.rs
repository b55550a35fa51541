//! Randomness for what this crate makes itself.

use wire::Password;

/// Random octets from the operating system.
#[expect(
    clippy::expect_used,
    reason = "without randomness no secret can be made; nothing was sent"
)]
pub fn fill(octets: &mut [u8]) {
    getrandom::fill(octets).expect("the operating system has random numbers");
}

/// As many as wanted.
#[must_use]
pub fn array<const N: usize>() -> [u8; N] {
    let mut octets = [0; N];
    fill(&mut octets);
    octets
}

/// A password for a machine that nobody will type.
#[must_use]
pub fn machine_password() -> Password {
    netlogon::machine_password(fill)
}
