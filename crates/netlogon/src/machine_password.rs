//! New machine passwords.

use wire::Password;

/// A password for a machine that nobody will type: 120 characters, as Windows makes them, of the printable ASCII ones,
/// which every peer stores unchanged. `fill` fills its argument with random octets.
pub fn machine_password(mut fill: impl FnMut(&mut [u8])) -> Password {
    const FIRST: u8 = b'!';
    const COUNT: u8 = b'~' - FIRST + 1;
    // Octets from the last, incomplete run of COUNT are passed over, so that all characters are equally likely.
    const LIMIT: u8 = u8::MAX - u8::MAX % COUNT;
    let mut text = String::with_capacity(MACHINE_PASSWORD_LEN);
    while text.len() < MACHINE_PASSWORD_LEN {
        let mut octet = [0];
        fill(&mut octet);
        let [octet] = octet;
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
    fn machine_passwords_are_long_and_printable_and_use_all_characters() {
        let mut next = 0_u8;
        let password = machine_password(|octets| {
            octets.fill(next);
            next = next.wrapping_add(1);
        });
        let text = password.expose();
        assert_eq!(text.len(), 120);
        assert!(text.bytes().all(|octet| octet.is_ascii_graphic()));
        for character in '!'..='~' {
            assert!(text.contains(character), "{character}");
        }
    }
}
