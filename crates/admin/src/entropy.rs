//! Randomness for what this crate makes itself.

use wire::Password;

/// Random octets from the operating system.
#[expect(
    clippy::expect_used,
    reason = "without randomness no secret can be made; nothing was sent"
)]
pub(crate) fn fill(octets: &mut [u8]) {
    getrandom::fill(octets).expect("the operating system has random numbers");
}

/// As many as wanted.
pub(crate) fn array<const N: usize>() -> [u8; N] {
    let mut octets = [0; N];
    fill(&mut octets);
    octets
}

/// A password for a machine that nobody will type: 120 characters, as Windows makes them, of the printable ASCII ones,
/// which every peer stores unchanged.
pub(crate) fn machine_password() -> Password {
    const FIRST: u8 = b'!';
    const COUNT: u8 = b'~' - FIRST + 1;
    // Octets from the last, incomplete run of COUNT are passed over, so that all characters are equally likely.
    const LIMIT: u8 = u8::MAX - u8::MAX % COUNT;
    let mut text = String::with_capacity(MACHINE_PASSWORD_LEN);
    while text.len() < MACHINE_PASSWORD_LEN {
        let [octet] = array();
        if octet < LIMIT {
            text.push(char::from(FIRST + octet % COUNT));
        }
    }
    Password::new(text)
}

const MACHINE_PASSWORD_LEN: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_passwords_are_long_printable_and_never_the_same() {
        let (one, other) = (machine_password(), machine_password());
        assert_eq!(one.expose().len(), 120);
        assert!(one.expose().bytes().all(|b| b.is_ascii_graphic()));
        assert_ne!(one.expose(), other.expose());
    }
}
