//! From a stream to PDUs.

use super::ProtocolError;
use crate::pdu::{Frame, frame_len};

/// Collects octets until they are a PDU.
pub(super) struct Framer {
    buffer: Vec<u8>,
    /// Where in the buffer those begin that are not taken out yet.
    at: usize,
    max_fragment: u16,
}

impl Framer {
    pub(super) const fn new(max_fragment: u16) -> Self {
        Self {
            buffer: Vec::new(),
            at: 0,
            max_fragment,
        }
    }

    pub(super) fn push(&mut self, octets: &[u8]) {
        // Once for each portion, and not for each PDU in it: a portion can have thousands of the shortest.
        self.buffer.drain(..self.at);
        self.at = 0;
        self.buffer.extend_from_slice(octets);
    }

    /// Octets that are not taken out yet.
    pub(super) const fn buffered(&self) -> usize {
        self.buffer.len().saturating_sub(self.at)
    }

    /// The next PDU, if all of it is there.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, ProtocolError> {
        let rest = self.buffer.get(self.at..).unwrap_or_default();
        let len = match frame_len(rest, self.max_fragment)? {
            Some(len) if len <= rest.len() => len,
            _ => return Ok(None),
        };
        let (octets, after) = rest.split_at(len);
        let octets = if !after.is_empty() {
            self.at = self.at.saturating_add(len);
            octets.to_vec()
        } else if self.at == 0 {
            std::mem::take(&mut self.buffer)
        } else {
            let octets = octets.to_vec();
            // An association that waits has no buffer.
            (self.buffer, self.at) = (Vec::new(), 0);
            octets
        };
        Ok(Some(Frame::parse(octets)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdu::{Body, CallId, PduFlags, plain};

    /// A client may send thousands of the shortest PDUs at once. To move what is left for each would be work that grows
    /// with the square of their number.
    #[test]
    fn what_is_left_stays_where_it_is() {
        let cancel = |id| plain(PduFlags::WHOLE, CallId(id), &Body::CoCancel);
        let mut framer = Framer::new(5840);
        let next = |framer: &mut Framer| framer.next().unwrap().map(|f| f.header().call_id);
        let all: Vec<u8> = (0..4).flat_map(cancel).collect();
        framer.push(&all[..all.len() - 1]);
        let place = framer.buffer.as_ptr();
        for id in 0..3 {
            assert_eq!(next(&mut framer), Some(CallId(id)));
            assert_eq!(framer.buffer.as_ptr(), place);
        }
        assert_eq!((next(&mut framer), framer.buffered()), (None, 15));
        framer.push(&all[all.len() - 1..]);
        framer.push(&cancel(4));
        assert_eq!(next(&mut framer), Some(CallId(3)));
        assert_eq!(next(&mut framer), Some(CallId(4)));
        assert_eq!((next(&mut framer), framer.buffer.capacity()), (None, 0));
    }
}
