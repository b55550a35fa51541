//! Writing bytes that somebody else will read.

/// Grows a message. Writing cannot fail; multi-octet integers are little-endian unless the method says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// An empty message.
    #[must_use]
    pub const fn new() -> Self {
        Self { out: Vec::new() }
    }

    /// An empty message that will not be moved before it has so many octets.
    #[must_use]
    pub fn with_capacity(octets: usize) -> Self {
        Self {
            out: Vec::with_capacity(octets),
        }
    }

    /// Octets written so far.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing was written yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// What was written so far.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.out
    }

    /// The finished message.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.out
    }

    /// One octet.
    pub fn u8(&mut self, value: u8) {
        self.out.push(value);
    }

    /// 16 bits, little-endian.
    pub fn u16(&mut self, value: u16) {
        self.bytes(&value.to_le_bytes());
    }

    /// 32 bits, little-endian.
    pub fn u32(&mut self, value: u32) {
        self.bytes(&value.to_le_bytes());
    }

    /// 64 bits, little-endian.
    pub fn u64(&mut self, value: u64) {
        self.bytes(&value.to_le_bytes());
    }

    /// 16 bits in network order.
    pub fn u16_be(&mut self, value: u16) {
        self.bytes(&value.to_be_bytes());
    }

    /// 32 bits in network order.
    pub fn u32_be(&mut self, value: u32) {
        self.bytes(&value.to_be_bytes());
    }

    /// Octets as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// `count` octets of zero.
    pub fn zeros(&mut self, count: usize) {
        self.out.resize(self.out.len().saturating_add(count), 0);
    }

    /// Zeros up to the next multiple of `alignment` octets from the start of the message.
    // Inlined, where the alignment is mostly known: or else each field costs a division.
    #[inline]
    pub fn align(&mut self, alignment: usize) {
        let aligned = self.out.len().next_multiple_of(alignment.max(1));
        if aligned != self.out.len() {
            self.out.resize(aligned, 0);
        }
    }

    /// Overwrites the octets at `offset`, for a length that is known only afterwards. Octets past the end of what was
    /// written are not added.
    pub fn patch(&mut self, offset: usize, bytes: &[u8]) {
        for (slot, byte) in self.out.iter_mut().skip(offset).zip(bytes) {
            *slot = *byte;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_can_be_filled_in_afterwards() {
        let mut w = Writer::new();
        w.u16(0);
        w.u8(7);
        w.align(4);
        w.u32_be(0x0102_0304);
        w.patch(0, &8_u16.to_le_bytes());
        assert_eq!(w.into_vec(), [8, 0, 7, 0, 1, 2, 3, 4]);
    }
}
