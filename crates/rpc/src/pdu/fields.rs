//! Integers in the byte order that their sender chose.

use ndr::DataRepresentation;
use wire::{Guid, Malformed, Reader};

/// A [`Reader`] that knows the sender's integer order. It counts from the first octet of the PDU's body, which is a
/// multiple of 8 octets from the start of the PDU, so its alignment is that of the PDU.
#[derive(Clone, Copy, Debug)]
pub struct FieldReader<'a> {
    octets: Reader<'a>,
    order: DataRepresentation,
}

impl<'a> FieldReader<'a> {
    /// Starts at the first octet of `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8], order: DataRepresentation) -> Self {
        Self {
            octets: Reader::new(bytes),
            order,
        }
    }

    /// One octet.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input, as for all that follow.
    pub fn u8(&mut self, field: &'static str) -> Result<u8, Malformed> {
        self.octets.u8(field)
    }

    /// 16 bits.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn u16(&mut self, field: &'static str) -> Result<u16, Malformed> {
        match self.order {
            DataRepresentation::BigEndian => self.octets.u16_be(field),
            DataRepresentation::LittleEndian => self.octets.u16(field),
        }
    }

    /// 32 bits.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn u32(&mut self, field: &'static str) -> Result<u32, Malformed> {
        match self.order {
            DataRepresentation::BigEndian => self.octets.u32_be(field),
            DataRepresentation::LittleEndian => self.octets.u32(field),
        }
    }

    /// A UUID, whose first three fields are integers.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn guid(&mut self, field: &'static str) -> Result<Guid, Malformed> {
        Ok(Guid {
            data1: self.u32(field)?,
            data2: self.u16(field)?,
            data3: self.u16(field)?,
            data4: self.octets.array(field)?,
        })
    }

    /// The next `len` octets.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn bytes(&mut self, len: usize, field: &'static str) -> Result<&'a [u8], Malformed> {
        self.octets.bytes(len, field)
    }

    /// Passes over `len` octets, whatever they are.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn skip(&mut self, len: usize, field: &'static str) -> Result<(), Malformed> {
        self.octets.skip(len, field)
    }

    /// Passes over padding up to the next multiple of `alignment` octets.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn align(&mut self, alignment: usize, field: &'static str) -> Result<(), Malformed> {
        self.octets.align(alignment, field)
    }

    /// Everything that is left.
    pub const fn take_rest(&mut self) -> &'a [u8] {
        self.octets.take_rest()
    }

    /// Asserts that nothing but padding is left: senders align the verifier or the end of a PDU to up to 16 octets, and
    /// not all of them count that in `auth_pad_length`.
    ///
    /// # Errors
    /// [`Malformed::Trailing`] when more is left than padding can be.
    pub const fn finish_padded(self, field: &'static str) -> Result<(), Malformed> {
        match self.octets.remaining() {
            0..16 => Ok(()),
            left => Err(Malformed::Trailing { field, left }),
        }
    }
}
