//! `NL_AUTH_MESSAGE`, [MS-NRPC] 2.2.1.3.1: who wants to use which secure channel.

use wire::{Malformed, Reader, Writer};

/// A negotiate request, [MS-NRPC] 3.3.4.1.1: the names by which the server finds the session key.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NegotiateRequest {
    /// A: NetBIOS name of the domain.
    pub netbios_domain: Option<String>,
    /// B: NetBIOS name of the computer.
    pub netbios_computer: Option<String>,
    /// C: DNS name of the domain.
    pub dns_domain: Option<String>,
    /// D: DNS name of the computer.
    pub dns_host: Option<String>,
    /// E: NetBIOS name of the computer in UTF-8.
    pub netbios_computer_utf8: Option<String>,
}

impl NegotiateRequest {
    /// The computer's NetBIOS name, in whichever form it was sent.
    #[must_use]
    pub fn computer(&self) -> Option<&str> {
        self.netbios_computer_utf8
            .as_deref()
            .or(self.netbios_computer.as_deref())
    }

    /// The octets of the message.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let flags = [
            (DOMAIN_OEM, &self.netbios_domain),
            (COMPUTER_OEM, &self.netbios_computer),
            (DOMAIN_DNS, &self.dns_domain),
            (HOST_DNS, &self.dns_host),
            (COMPUTER_UTF8, &self.netbios_computer_utf8),
        ]
        .into_iter()
        .filter(|(_, name)| name.is_some())
        .fold(0, |flags, (flag, _)| flags | flag);

        let mut w = Writer::new();
        w.u32(REQUEST);
        w.u32(flags);
        for name in [&self.netbios_domain, &self.netbios_computer]
            .into_iter()
            .flatten()
        {
            w.bytes(name.as_bytes());
            w.u8(0);
        }
        for name in [&self.dns_domain, &self.dns_host].into_iter().flatten() {
            name.split('.')
                .for_each(|label| encode_label(label, &mut w));
            w.u8(0);
        }
        if let Some(name) = &self.netbios_computer_utf8 {
            encode_label(name, &mut w);
            w.u8(0);
        }
        w.into_vec()
    }

    /// Reads a message.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(message: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(message);
        expect_type(&mut r, REQUEST)?;
        let flags = r.u32("Flags")?;
        let has = |flag| flags & flag != 0;
        let request = Self {
            netbios_domain: has(DOMAIN_OEM)
                .then(|| decode_oem(&mut r, "NetbiosDomainName"))
                .transpose()?,
            netbios_computer: has(COMPUTER_OEM)
                .then(|| decode_oem(&mut r, "NetbiosComputerName"))
                .transpose()?,
            dns_domain: has(DOMAIN_DNS)
                .then(|| decode_compressed(message, &mut r, "DnsDomainName"))
                .transpose()?,
            dns_host: has(HOST_DNS)
                .then(|| decode_compressed(message, &mut r, "DnsHostName"))
                .transpose()?,
            netbios_computer_utf8: has(COMPUTER_UTF8)
                .then(|| decode_compressed(message, &mut r, "Utf8ComputerName"))
                .transpose()?,
        };
        Ok(request)
    }
}

/// A negotiate response, [MS-NRPC] 3.3.4.1.2: it says nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NegotiateResponse;

impl NegotiateResponse {
    /// The octets of the message.
    #[must_use]
    pub fn encode(self) -> Vec<u8> {
        let mut w = Writer::new();
        w.u32(RESPONSE);
        w.u32(0);
        // The specification has one NUL here; Windows and Samba send four octets.
        w.zeros(4);
        w.into_vec()
    }

    /// Reads a message; only its type means anything.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(message: &[u8]) -> Result<Self, Malformed> {
        expect_type(&mut Reader::new(message), RESPONSE).map(|()| Self)
    }
}

fn expect_type(r: &mut Reader<'_>, expected: u32) -> Result<(), Malformed> {
    match r.u32("MessageType")? {
        found if found == expected => Ok(()),
        other => Err(Malformed::Illegal {
            field: "MessageType",
            value: other.into(),
        }),
    }
}

/// A NUL-terminated name in the code page of the sender. Nobody knows which that is, so it has to be ASCII; a computer
/// with another name sends it in UTF-8 as well.
fn decode_oem(r: &mut Reader<'_>, field: &'static str) -> Result<String, Malformed> {
    let left = r.remaining();
    let len = r
        .peek()
        .iter()
        .position(|octet| *octet == 0)
        .ok_or(Malformed::Truncated {
            field,
            needed: left.saturating_add(1),
            left,
        })?;
    let name = r.bytes(len, field)?;
    r.skip(1, field)?;
    if !name.is_ascii() {
        return Err(Malformed::NotText { field });
    }
    text(name, field)
}

/// A label of RFC 1035 4.1.4. One that is too long is cut, and then names nobody.
fn encode_label(label: &str, w: &mut Writer) {
    let octets = label.as_bytes();
    let octets = octets.get(..MAX_LABEL).unwrap_or(octets);
    // A length of zero would end the name.
    if let Ok(len @ 1..) = u8::try_from(octets.len()) {
        w.u8(len);
        w.bytes(octets);
    }
}

/// A name of RFC 1035 4.1.4. Pointers count from the start of the message, and each must point before the one that it
/// stands at, so that there is an end.
fn decode_compressed<'a>(
    message: &'a [u8],
    r: &mut Reader<'a>,
    field: &'static str,
) -> Result<String, Malformed> {
    let mut name = Vec::new();
    let mut start = r.position();
    // `None` while the name is still where it began.
    let mut elsewhere: Option<Reader<'a>> = None;
    loop {
        let at = elsewhere.as_mut().unwrap_or(r);
        let length = at.u8(field)?;
        match length {
            0 => break,
            1..=0x3f => {
                let label = at.bytes(length.into(), field)?;
                if !name.is_empty() {
                    name.push(b'.');
                }
                name.extend_from_slice(label);
                if name.len() > MAX_NAME {
                    return Err(Malformed::TooLarge {
                        field,
                        value: u64::try_from(name.len()).unwrap_or(u64::MAX),
                        limit: 255,
                    });
                }
            }
            0xc0.. => {
                let low = at.u8(field)?;
                let offset = usize::from(u16::from_be_bytes([length & 0x3f, low]));
                let target = message.get(offset..).filter(|_| offset < start);
                let Some(target) = target else {
                    return Err(Malformed::Illegal {
                        field,
                        value: u64::try_from(offset).unwrap_or(u64::MAX),
                    });
                };
                start = offset;
                elsewhere = Some(Reader::new(target));
            }
            _ => {
                return Err(Malformed::Illegal {
                    field,
                    value: length.into(),
                });
            }
        }
    }
    text(&name, field)
}

fn text(octets: &[u8], field: &'static str) -> Result<String, Malformed> {
    str::from_utf8(octets)
        .map(str::to_owned)
        .map_err(|_| Malformed::NotText { field })
}

const REQUEST: u32 = 0;
const RESPONSE: u32 = 1;

const DOMAIN_OEM: u32 = 0x01;
const COMPUTER_OEM: u32 = 0x02;
const DOMAIN_DNS: u32 = 0x04;
const HOST_DNS: u32 = 0x08;
const COMPUTER_UTF8: u32 = 0x10;

const MAX_LABEL: usize = 63;
const MAX_NAME: usize = 255;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn full() -> (NegotiateRequest, Vec<u8>) {
        let request = NegotiateRequest {
            netbios_domain: Some("DOM".into()),
            netbios_computer: Some("M1".into()),
            dns_domain: Some("dom.example".into()),
            dns_host: Some("m1.dom.example".into()),
            netbios_computer_utf8: Some("M1".into()),
        };
        #[rustfmt::skip]
        let image = [
            &[0x00, 0x00, 0x00, 0x00][..],          // MessageType: negotiate request
            &[0x1f, 0x00, 0x00, 0x00],              // Flags: all five names
            b"DOM\0",                               // A
            b"M1\0",                                // B
            b"\x03dom\x07example\0",                // C
            b"\x02m1\x03dom\x07example\0",          // D
            b"\x02M1\0",                            // E
        ].concat();
        (request, image)
    }

    #[test]
    fn all_names() {
        let (request, image) = full();
        assert_eq!(request.encode(), image);
        assert_eq!(NegotiateRequest::decode(&image), Ok(request));
    }

    #[test]
    fn every_prefix_is_refused() {
        let (_, image) = full();
        for len in 0..image.len() {
            assert!(NegotiateRequest::decode(&image[..len]).is_err(), "{len}");
        }
    }

    #[test]
    fn compressed_names_are_followed() {
        #[rustfmt::skip]
        let image = [
            &[0x00, 0x00, 0x00, 0x00][..],          // MessageType
            &[0x1c, 0x00, 0x00, 0x00],              // Flags: C, D, E
            b"\x03dom\x07example\0",                // C, at offset 8
            b"\x02m1\xc0\x08",                      // D, whose rest is C
            b"\xc0\x08",                            // E, which is all of C
        ].concat();
        let request = NegotiateRequest::decode(&image).unwrap();
        assert_eq!(request.dns_host.as_deref(), Some("m1.dom.example"));
        assert_eq!(request.computer(), Some("dom.example"));
    }

    #[test]
    fn hostile_names_are_refused() {
        let with_host = |name: &[u8]| {
            let image = [&[0, 0, 0, 0, 8, 0, 0, 0][..], name].concat();
            NegotiateRequest::decode(&image)
        };
        // A pointer to itself, forward, out of the message, and a pair that point at each other.
        assert!(with_host(b"\xc0\x08").is_err());
        assert!(with_host(b"\xc0\x0a\x01a\0").is_err());
        assert!(with_host(b"\xff\xff").is_err());
        assert!(with_host(b"\x01a\xc0\x0c\xc0\x08").is_err());
        // A reserved label type, text that is none, a name without end.
        assert!(with_host(b"\x41a\0").is_err());
        assert!(with_host(b"\x01\xff\0").is_err());
        assert!(matches!(
            with_host(&b"\x3f".repeat(0x140)),
            Err(Malformed::TooLarge { .. })
        ));
    }

    #[test]
    fn a_computer_name_in_an_unknown_code_page_is_refused() {
        let image = [0, 0, 0, 0, 2, 0, 0, 0, 0x84, 0];
        assert_eq!(
            NegotiateRequest::decode(&image),
            Err(Malformed::NotText {
                field: "NetbiosComputerName"
            })
        );
    }

    #[test]
    fn responses() {
        let image = NegotiateResponse.encode();
        assert_eq!(image, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert!(NegotiateResponse::decode(&image).is_ok());
        assert!(NegotiateResponse::decode(&image[..3]).is_err());
        assert!(NegotiateResponse::decode(&full().1).is_err());
    }

    proptest! {
        #[test]
        fn names_survive(
            domain in proptest::option::of("[A-Z][A-Z0-9-]{0,14}"),
            computer in proptest::option::of("[A-Z][A-Z0-9-]{0,14}"),
            dns in proptest::option::of("[a-z]{1,9}(\\.[a-zä]{1,9}){0,4}"),
        ) {
            let request = NegotiateRequest {
                netbios_domain: domain,
                netbios_computer: computer.clone(),
                dns_domain: dns.clone(),
                dns_host: dns,
                netbios_computer_utf8: computer,
            };
            prop_assert_eq!(NegotiateRequest::decode(&request.encode()), Ok(request));
        }

        #[test]
        fn no_input_is_trouble(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = NegotiateRequest::decode(&octets);
            let mut request = vec![0, 0, 0, 0, 0x1f, 0, 0, 0];
            request.extend(&octets);
            let _ = NegotiateRequest::decode(&request);
        }
    }
}
