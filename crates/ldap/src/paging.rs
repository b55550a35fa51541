//! Results in pages, RFC 2696.

use rasn::prelude::*;
use rasn_ldap::Control;

use crate::ber::NotBer;

/// Which page of a search's results a client wants.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Page {
    /// How many entries it takes.
    pub size: u32,
    /// Where the page begins: what came with the one before, or nothing.
    pub cookie: Vec<u8>,
}

/// `realSearchControlValue`.
#[derive(AsnType, Decode, Encode)]
struct Value {
    size: u32,
    cookie: OctetString,
}

/// `pagedResultsControl`.
pub const OID: &str = "1.2.840.113556.1.4.319";

impl Page {
    /// Reads the value of a client's control.
    ///
    /// # Errors
    /// [`NotBer`] for anything else.
    pub fn decode(octets: &[u8]) -> Result<Self, NotBer> {
        match rasn::ber::decode_with_remainder::<Value>(octets) {
            Ok((Value { size, cookie }, [])) => Ok(Self {
                size,
                cookie: cookie.to_vec(),
            }),
            _ => Err(NotBer),
        }
    }

    /// The control of a client.
    #[must_use]
    pub fn control(&self) -> Control {
        control(self.size, &self.cookie)
    }
}

/// The control of an answer, whose cookie is where the next page begins; without one it was the last.
pub(crate) fn answer(next: &[u8]) -> Control {
    // "the number of entries ... may be zero to indicate that the server has no such estimate".
    control(0, next)
}

fn control(size: u32, cookie: &[u8]) -> Control {
    let cookie = cookie.to_vec().into();
    // As with messages: nothing forbids a value of these types.
    let value = rasn::ber::encode(&Value { size, cookie }).unwrap_or_default();
    let oid = OID.as_bytes().to_vec();
    Control::new(oid.into(), false, Some(value.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_on_the_wire() {
        let page = Page {
            size: 1000,
            cookie: vec![7, 8],
        };
        let wire = [
            0x30, 8, // realSearchControlValue
            0x02, 2, 0x03, 0xe8, // size
            0x04, 2, 7, 8, // cookie
        ];
        let control = page.control();
        assert_eq!(&control.control_type[..], OID.as_bytes());
        assert_eq!(control.control_value.as_deref(), Some(&wire[..]));
        assert_eq!(Page::decode(&wire), Ok(page));
        for end in 0..wire.len() {
            assert_eq!(Page::decode(&wire[..end]), Err(NotBer));
        }
        assert_eq!(Page::decode(&[&wire[..], &[0]].concat()), Err(NotBer));
        let negative = [0x30, 5, 0x02, 1, 0xff, 0x04, 0];
        assert_eq!(Page::decode(&negative), Err(NotBer));
    }
}
