//! Messages out of a stream: bare, RFC 4511 5.2.1, or in buffers that a SASL mechanism protects, RFC 4422 3.7.

use auth::{MessageSecurity, Protection};
use wire::Reader;

use crate::Ended;
use crate::ber::{NotBer, element_len};

/// The longest message that a client may send, in octets. The longest that one needs is that of a logon.
pub const MAX_MESSAGE: usize = 65_536;

/// Both directions of one client's stream.
pub(crate) struct Frames {
    received: Vec<u8>,
    layer: Option<Layer>,
}

/// What protects the stream, and what came out of it that is no whole message yet.
struct Layer {
    security: Box<dyn MessageSecurity>,
    protection: Protection,
    opened: Vec<u8>,
}

impl Frames {
    pub(crate) const fn new() -> Self {
        Self {
            received: Vec::new(),
            layer: None,
        }
    }

    pub(crate) fn receive(&mut self, octets: &[u8]) {
        self.received.extend_from_slice(octets);
    }

    /// From now on, both directions are protected.
    pub(crate) fn protect(&mut self, security: Box<dyn MessageSecurity>) {
        self.layer = Some(Layer {
            protection: security.agreed(),
            security,
            opened: Vec::new(),
        });
    }

    /// Whether both directions are protected.
    pub(crate) const fn is_protected(&self) -> bool {
        self.layer.is_some()
    }

    /// The next message, once it is there as a whole.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, Ended> {
        let Some(layer) = &mut self.layer else {
            return take_message(&mut self.received);
        };
        loop {
            if let Some(message) = take_message(&mut layer.opened)? {
                return Ok(Some(message));
            }
            match take_buffer(&mut self.received)? {
                Some(buffer) => layer.open(buffer)?,
                None => return Ok(None),
            }
        }
    }

    /// What goes over the wire for these octets.
    pub(crate) fn send(&mut self, mut octets: Vec<u8>) -> Vec<u8> {
        let Some(layer) = &mut self.layer else {
            return octets;
        };
        let body = 0..octets.len();
        let token = layer.security.protect(layer.protection, &mut octets, body);
        let length = token.len().saturating_add(octets.len());
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        [&length.to_be_bytes(), token.as_slice(), &octets].concat()
    }
}

impl Layer {
    /// `GSS_Unwrap` of NTLM, [MS-NLMP] 3.4.7: the signature, then what it covers.
    fn open(&mut self, mut buffer: Vec<u8>) -> Result<(), Ended> {
        let token_len = self.security.token_len(self.protection);
        if buffer.len() < token_len {
            return Err(Ended::Altered);
        }
        let mut message = buffer.split_off(token_len);
        let body = 0..message.len();
        self.security
            .unprotect(self.protection, &mut message, body, &buffer)
            .map_err(|_| Ended::Altered)?;
        self.opened.append(&mut message);
        Ok(())
    }
}

/// Takes a message off the front, if it is there as a whole.
fn take_message(octets: &mut Vec<u8>) -> Result<Option<Vec<u8>>, Ended> {
    // Told from the first octet, before a length is believed that is none.
    if octets.first().is_some_and(|tag| *tag != SEQUENCE) {
        return Err(Ended::NotLdap);
    }
    let length = match element_len(octets) {
        Ok(Some(length)) => length,
        Ok(None) => return Ok(None),
        Err(NotBer) => return Err(Ended::NotLdap),
    };
    if length > MAX_MESSAGE {
        return Err(Ended::TooLong);
    }
    Ok(take(octets, length))
}

/// Takes a protected buffer off the front: its length, then its content.
fn take_buffer(octets: &mut Vec<u8>) -> Result<Option<Vec<u8>>, Ended> {
    let Ok(length) = Reader::new(octets).u32_be("length") else {
        return Ok(None);
    };
    let length = usize::try_from(length).map_err(|_| Ended::TooLong)?;
    if length > MAX_BUFFER {
        return Err(Ended::TooLong);
    }
    let buffer = take(octets, length.saturating_add(LENGTH));
    Ok(buffer.map(|mut buffer| buffer.split_off(LENGTH)))
}

fn take(octets: &mut Vec<u8>, length: usize) -> Option<Vec<u8>> {
    if octets.len() < length {
        return None;
    }
    Some(octets.drain(..length).collect())
}

/// The tag of a message.
const SEQUENCE: u8 = 0x30;
/// A message and what protects it.
const MAX_BUFFER: usize = MAX_MESSAGE + 64;
/// The length of a buffer, in octets.
const LENGTH: usize = 4;
