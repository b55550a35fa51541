//! Reading bytes that somebody else wrote.

/// What is wrong with bytes that were to be decoded. Each reason names the field, as the specification spells it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// The bytes end before the field does.
    #[error("{field} needs {needed} octets and only {left} are left")]
    Truncated {
        /// The field that was to be read.
        field: &'static str,
        /// Its length in octets.
        needed: usize,
        /// What was left of the input.
        left: usize,
    },
    /// A count or length is larger than this decoder accepts.
    #[error("{field} is {value}, and the limit is {limit}")]
    TooLarge {
        /// The count or length.
        field: &'static str,
        /// What the peer sent.
        value: u64,
        /// What is accepted at most.
        limit: u64,
    },
    /// A field has a value that the specification does not allow there.
    #[error("{field} has the illegal value {value:#x}")]
    Illegal {
        /// The field.
        field: &'static str,
        /// What the peer sent.
        value: u64,
    },
    /// A character string is not valid in its encoding.
    #[error("{field} is not valid text")]
    NotText {
        /// The field.
        field: &'static str,
    },
    /// Octets follow where the message should have ended.
    #[error("{left} octets follow the end of {field}")]
    Trailing {
        /// The structure that had ended.
        field: &'static str,
        /// How many octets follow.
        left: usize,
    },
}

/// A cursor over bytes from a peer. Every read is checked and names its field; multi-octet integers are little-endian
/// unless the method says otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    consumed: usize,
}

impl<'a> Reader<'a> {
    /// Starts at the first octet of `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            consumed: 0,
        }
    }

    /// Octets read so far: the offset from where this reader started.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.consumed
    }

    /// Octets not read yet.
    #[must_use]
    pub const fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Whether everything was read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// All that is left, without consuming it.
    #[must_use]
    pub const fn peek(&self) -> &'a [u8] {
        self.rest
    }

    /// The next `len` octets.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when fewer are left.
    pub fn bytes(&mut self, len: usize, field: &'static str) -> Result<&'a [u8], Malformed> {
        let Some((head, tail)) = self.rest.split_at_checked(len) else {
            return Err(Malformed::Truncated {
                field,
                needed: len,
                left: self.rest.len(),
            });
        };
        self.rest = tail;
        self.consumed = self.consumed.saturating_add(len);
        Ok(head)
    }

    /// Everything that is left.
    pub const fn take_rest(&mut self) -> &'a [u8] {
        let rest = self.rest;
        self.consumed = self.consumed.saturating_add(rest.len());
        self.rest = &[];
        rest
    }

    /// The next `N` octets as an array.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when fewer are left.
    pub fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], Malformed> {
        let left = self.rest.len();
        let bytes = self.bytes(N, field)?;
        bytes.try_into().map_err(|_| Malformed::Truncated {
            field,
            needed: N,
            left,
        })
    }

    /// A reader over the next `len` octets, which this one then has behind it.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when fewer are left.
    pub fn sub(&mut self, len: usize, field: &'static str) -> Result<Self, Malformed> {
        Ok(Self::new(self.bytes(len, field)?))
    }

    /// Passes over `len` octets, whatever they are.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when fewer are left.
    pub fn skip(&mut self, len: usize, field: &'static str) -> Result<(), Malformed> {
        self.bytes(len, field).map(drop)
    }

    /// Passes over padding up to the next multiple of `alignment` octets from where this reader started.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when the input ends within the padding.
    // Inlined, where the alignment is mostly known: or else each field costs a division.
    #[inline]
    pub fn align(&mut self, alignment: usize, field: &'static str) -> Result<(), Malformed> {
        let padding = self
            .consumed
            .next_multiple_of(alignment.max(1))
            .saturating_sub(self.consumed);
        self.skip(padding, field)
    }

    /// One octet.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u8(&mut self, field: &'static str) -> Result<u8, Malformed> {
        self.array(field).map(u8::from_le_bytes)
    }

    /// 16 bits, little-endian.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u16(&mut self, field: &'static str) -> Result<u16, Malformed> {
        self.array(field).map(u16::from_le_bytes)
    }

    /// 32 bits, little-endian.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u32(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(u32::from_le_bytes)
    }

    /// 64 bits, little-endian.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u64(&mut self, field: &'static str) -> Result<u64, Malformed> {
        self.array(field).map(u64::from_le_bytes)
    }

    /// 16 bits in network order.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u16_be(&mut self, field: &'static str) -> Result<u16, Malformed> {
        self.array(field).map(u16::from_be_bytes)
    }

    /// 32 bits in network order.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u32_be(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(u32::from_be_bytes)
    }

    /// Asserts that the structure `field` ended exactly where the input does.
    ///
    /// # Errors
    /// [`Malformed::Trailing`] when octets are left.
    pub const fn finish(self, field: &'static str) -> Result<(), Malformed> {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(Malformed::Trailing { field, left }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_read_consumes_nothing_and_names_its_field() {
        let mut r = Reader::new(&[1, 2, 3]);
        assert_eq!(
            r.u32("frag_length"),
            Err(Malformed::Truncated {
                field: "frag_length",
                needed: 4,
                left: 3
            })
        );
        assert_eq!(r.position(), 0);
        assert_eq!(r.u16("x"), Ok(0x0201));
        assert_eq!(
            r.finish("pdu"),
            Err(Malformed::Trailing {
                field: "pdu",
                left: 1
            })
        );
    }

    #[test]
    fn alignment_counts_from_the_start_of_the_reader() {
        let mut r = Reader::new(&[1, 0, 0, 0, 5]);
        r.u8("a").unwrap();
        r.align(4, "padding").unwrap();
        assert_eq!((r.position(), r.u8("b")), (4, Ok(5)));
        assert!(
            r.align(4, "padding").is_err(),
            "padding that is not there is an error"
        );
    }

    #[test]
    fn a_length_of_usize_max_is_truncated_not_overflow() {
        let mut r = Reader::new(&[0; 8]);
        r.u8("a").unwrap();
        assert!(matches!(
            r.bytes(usize::MAX, "b"),
            Err(Malformed::Truncated { left: 7, .. })
        ));
    }
}
