//! One PDU from a peer, split and checked.

use std::ops::Range;

use wire::Malformed;

use super::body::{self, Body};
use super::fields::FieldReader;
use super::header::Header;
use super::verifier::SecTrailer;

/// A PDU whose header and verifier are checked and whose body, which may be sealed, is not decoded yet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Frame {
    octets: Vec<u8>,
    header: Header,
    verifier: Option<Verifier>,
}

/// `auth_verifier_co_t`, C706 13.2.6.1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Verifier {
    trailer: SecTrailer,
    /// Where the trailer begins, from the start of the PDU.
    at: usize,
}

impl Frame {
    /// Splits one PDU, all of it and nothing more.
    ///
    /// # Errors
    /// [`Malformed`] when a header field is illegal, the lengths contradict each other or the octets that are there, or
    /// the trailer is not aligned to 4 octets ([MS-RPCE] 2.2.2.11).
    pub fn parse(octets: Vec<u8>) -> Result<Self, Malformed> {
        let (header, frag_length, auth_length) = Header::decode(&octets)?;
        if usize::from(frag_length) != octets.len() {
            return Err(Malformed::Illegal {
                field: "frag_length",
                value: frag_length.into(),
            });
        }
        let verifier = match auth_length {
            0 => None,
            len => Some(Verifier::split(&octets, &header, len)?),
        };
        Ok(Self {
            octets,
            header,
            verifier,
        })
    }

    /// The common header.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The trailer, if the PDU has a verifier.
    #[must_use]
    pub fn trailer(&self) -> Option<&SecTrailer> {
        self.verifier.as_ref().map(|verifier| &verifier.trailer)
    }

    /// The authentication token; empty if the PDU has no verifier.
    #[must_use]
    pub fn token(&self) -> &[u8] {
        self.verifier
            .and_then(|verifier| self.octets.get(verifier.token_at()..))
            .unwrap_or_default()
    }

    /// Decodes the body, which must not be sealed any more.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn body(&self) -> Result<Body<'_>, Malformed> {
        let body = self.octets.get(Header::LEN..self.body_end());
        Body::decode(&self.header, body.unwrap_or_default())
    }

    /// What a signature covers and the token itself: the PDU up to its token, the range of it that may be sealed (stub
    /// data with padding), and the token. `None` without a verifier, or when the PDU is too short for its stub to begin.
    pub fn protected(&mut self) -> Option<(&mut [u8], Range<usize>, &[u8])> {
        let verifier = self.verifier?;
        let stub_at = body::stub_at(self.header.kind, self.header.flags);
        let sealed = stub_at..verifier.at;
        if sealed.is_empty() && sealed.start != sealed.end {
            return None;
        }
        let (message, token) = self.octets.split_at_mut_checked(verifier.token_at())?;
        Some((message, sealed, token))
    }

    fn body_end(&self) -> usize {
        match &self.verifier {
            None => self.octets.len(),
            Some(verifier) => verifier.at.saturating_sub(verifier.trailer.pad_len.into()),
        }
    }
}

impl Verifier {
    fn split(octets: &[u8], header: &Header, auth_length: u16) -> Result<Self, Malformed> {
        let illegal = |field, value| Malformed::Illegal { field, value };
        let at = octets
            .len()
            .checked_sub(usize::from(auth_length).saturating_add(SecTrailer::LEN))
            .filter(|at| *at >= Header::LEN)
            .ok_or_else(|| illegal("auth_length", auth_length.into()))?;
        if at % 4 != 0 {
            return Err(illegal("auth_length", auth_length.into()));
        }
        let mut r = FieldReader::new(octets, header.drep);
        r.skip(at, "body")?;
        let trailer = SecTrailer::decode(&mut r)?;
        let stub_at = body::stub_at(header.kind, header.flags);
        if usize::from(trailer.pad_len) > at.saturating_sub(stub_at) {
            return Err(illegal("auth_pad_length", trailer.pad_len.into()));
        }
        Ok(Self { trailer, at })
    }

    const fn token_at(&self) -> usize {
        self.at.saturating_add(SecTrailer::LEN)
    }
}
