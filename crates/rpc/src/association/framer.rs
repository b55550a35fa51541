//! From a stream to PDUs.

use super::ProtocolError;
use crate::pdu::{Frame, frame_len};

/// Collects octets until they are a PDU.
pub(super) struct Framer {
    buffer: Vec<u8>,
    max_fragment: u16,
}

impl Framer {
    pub(super) const fn new(max_fragment: u16) -> Self {
        Self {
            buffer: Vec::new(),
            max_fragment,
        }
    }

    pub(super) fn push(&mut self, octets: &[u8]) {
        self.buffer.extend_from_slice(octets);
    }

    /// Octets that are not taken out yet.
    pub(super) const fn buffered(&self) -> usize {
        self.buffer.len()
    }

    /// The next PDU, if all of it is there.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, ProtocolError> {
        match frame_len(&self.buffer, self.max_fragment)? {
            Some(len) if len <= self.buffer.len() => {
                let rest = self.buffer.split_off(len);
                let octets = std::mem::replace(&mut self.buffer, rest);
                Ok(Some(Frame::parse(octets)?))
            }
            _ => Ok(None),
        }
    }
}
