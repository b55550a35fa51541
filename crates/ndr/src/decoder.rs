//! The state of reading.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

use wire::Reader;

use crate::{DataRepresentation, Malformed, Ndr};

/// Reads stub data from a peer: every integer at its alignment from the start, in the order that the peer uses.
///
/// What it allocates is bounded by a constant times the octets there are: a count is compared with them before
/// anything is read ([`Decoder::elements`]), and pointers nest no deeper than [`Decoder::MAX_DEPTH`].
#[derive(Debug)]
pub struct Decoder<'a> {
    input: Reader<'a>,
    representation: DataRepresentation,
    field: &'static str,
    max_count: u32,
    depth: usize,
    /// Full pointers that were met: by referent identifier, the referent, or nothing while it is being read.
    aliases: BTreeMap<u32, Option<Arc<dyn Any + Send + Sync>>>,
}

impl<'a> Decoder<'a> {
    /// How deep pointers may nest. Only values of a type that contains itself could go so far.
    pub const MAX_DEPTH: usize = 64;

    pub(crate) const fn new(stub: &'a [u8], representation: DataRepresentation) -> Self {
        Self {
            input: Reader::new(stub),
            representation,
            field: "stub data",
            max_count: 0,
            depth: 0,
            aliases: BTreeMap::new(),
        }
    }

    /// Asserts that nothing is left but padding to a multiple of 8 octets, the largest alignment there is.
    pub(crate) fn finish(self) -> Result<(), Malformed> {
        let position = self.input.position();
        let left = self.input.remaining();
        if left <= position.next_multiple_of(8).saturating_sub(position) {
            return Ok(());
        }
        Err(Malformed::Trailing {
            field: "stub data",
            left,
        })
    }

    /// Passes over all that is left, where a specification says that it is ignored.
    ///
    /// # Errors
    /// None, as there is always as much as there is.
    pub fn ignore_rest(&mut self) -> Result<(), Malformed> {
        let left = self.input.remaining();
        self.input.skip(left, self.field)
    }

    /// Names what is read next, for errors.
    pub const fn enter(&mut self, field: &'static str) {
        self.field = field;
    }

    /// What is being read.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// The error for a value that may not stand there.
    #[must_use]
    pub fn illegal(&self, value: impl Into<u64>) -> Malformed {
        Malformed::Illegal {
            field: self.field,
            value: value.into(),
        }
    }

    /// Passes over padding, whatever it contains, up to a multiple of `alignment` octets from the start of the stub
    /// data.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn align(&mut self, alignment: usize) -> Result<(), Malformed> {
        self.input.align(alignment, self.field)
    }

    /// One octet.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u8(&mut self) -> Result<u8, Malformed> {
        self.input.u8(self.field)
    }

    /// 16 bits.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u16(&mut self) -> Result<u16, Malformed> {
        self.integer(u16::from_le_bytes, u16::from_be_bytes)
    }

    /// 32 bits.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u32(&mut self) -> Result<u32, Malformed> {
        self.integer(u32::from_le_bytes, u32::from_be_bytes)
    }

    /// 64 bits.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn u64(&mut self) -> Result<u64, Malformed> {
        self.integer(u64::from_le_bytes, u64::from_be_bytes)
    }

    /// Exactly `N` octets.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] when fewer are left.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.input.array(self.field)
    }

    /// A referent identifier: whether the unique pointer is not null.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn referent(&mut self) -> Result<bool, Malformed> {
        Ok(self.u32()? != 0)
    }

    /// Reads a maximum count. It precedes everything inline of the construction it belongs to, and there is at most
    /// one at a time.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    pub fn read_max_count(&mut self) -> Result<(), Malformed> {
        self.max_count = self.u32()?;
        Ok(())
    }

    /// The maximum count that was read last.
    #[must_use]
    pub const fn max_count(&self) -> u32 {
        self.max_count
    }

    /// The inline parts of `count` elements.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at once when there are fewer octets than elements, and when one of them is not there.
    pub fn elements<T: Ndr>(&mut self, count: u32) -> Result<Vec<T::Pending>, Malformed> {
        const { assert!(!T::CONFORMANT, "elements have one size, C706 14.3.3") }
        let left = self.input.remaining();
        let needed = usize::try_from(count).unwrap_or(usize::MAX);
        if needed > left {
            return Err(Malformed::Truncated {
                field: self.field,
                needed,
                left,
            });
        }
        let mut elements = Vec::with_capacity(needed.min(ROOM));
        for _ in 0..count {
            elements.push(T::decode_inline(self)?);
        }
        Ok(elements)
    }

    /// Completes elements by what they point to.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    pub fn element_referents<T: Ndr>(
        &mut self,
        pending: Vec<T::Pending>,
    ) -> Result<Vec<T>, Malformed> {
        let field = self.field;
        pending
            .into_iter()
            .map(|element| {
                self.field = field;
                T::decode_referents(element, self)
            })
            .collect()
    }

    /// A complete value, with everything it points to: a parameter, or what a pointer points to.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    pub fn object<T: Ndr>(&mut self) -> Result<T, Malformed> {
        if self.depth >= Self::MAX_DEPTH {
            return Err(Malformed::TooLarge {
                field: self.field,
                value: u64::try_from(self.depth).unwrap_or(u64::MAX),
                limit: u64::try_from(Self::MAX_DEPTH).unwrap_or(u64::MAX),
            });
        }
        self.depth = self.depth.saturating_add(1);
        T::decode_conformance(self)?;
        let pending = T::decode_inline(self)?;
        let value = T::decode_referents(pending, self)?;
        self.depth = self.depth.saturating_sub(1);
        Ok(value)
    }

    /// What the full pointer with identifier `id` points to: read here, or met before.
    pub(crate) fn full_referent<T>(&mut self, id: u32) -> Result<Arc<T>, Malformed>
    where
        T: Ndr + Any + Send + Sync,
    {
        match self.aliases.get(&id) {
            Some(Some(referent)) => Arc::clone(referent)
                .downcast()
                .map_err(|_| self.illegal(id)),
            // It points to what it is a part of. No interface has cycles, and an `Arc` would never be freed.
            Some(None) => Err(self.illegal(id)),
            None => {
                self.aliases.insert(id, None);
                let referent = Arc::new(self.object::<T>()?);
                let shared: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&referent);
                self.aliases.insert(id, Some(shared));
                Ok(referent)
            }
        }
    }

    fn integer<const N: usize, T>(
        &mut self,
        little: fn([u8; N]) -> T,
        big: fn([u8; N]) -> T,
    ) -> Result<T, Malformed> {
        self.align(N)?;
        let octets = self.array()?;
        Ok(match self.representation {
            DataRepresentation::LittleEndian => little(octets),
            DataRepresentation::BigEndian => big(octets),
        })
    }
}

/// Elements for which there is room at once, in a list that says that it has more.
const ROOM: usize = 256;
