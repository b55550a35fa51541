//! The state of writing.

use std::collections::BTreeMap;
use std::sync::Arc;

use wire::Writer;

use crate::Ndr;

/// Writes stub data: every integer at its alignment from the start, and in little-endian order.
#[derive(Debug)]
pub struct Encoder {
    out: Writer,
    referents: u32,
    /// Full pointers that were met: by address, the referent identifier and whether the referent was written.
    aliases: BTreeMap<usize, (u32, bool)>,
}

impl Encoder {
    // Not public: `aliases` knows values by their address, so one encoder must not outlive the value it writes.
    pub(crate) fn new() -> Self {
        Self {
            out: Writer::with_capacity(USUAL),
            referents: 0,
            aliases: BTreeMap::new(),
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.out.into_vec()
    }

    /// Pads with zeros up to a multiple of `alignment` octets from the start of the stub data.
    pub fn align(&mut self, alignment: usize) {
        self.out.align(alignment);
    }

    /// Octets as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.out.bytes(bytes);
    }

    /// One octet.
    pub fn u8(&mut self, value: u8) {
        self.out.u8(value);
    }

    /// 16 bits.
    pub fn u16(&mut self, value: u16) {
        self.align(2);
        self.out.u16(value);
    }

    /// 32 bits.
    pub fn u32(&mut self, value: u32) {
        self.align(4);
        self.out.u32(value);
    }

    /// 64 bits.
    pub fn u64(&mut self, value: u64) {
        self.align(8);
        self.out.u64(value);
    }

    /// A number of elements.
    pub fn count(&mut self, count: usize) {
        // Nobody has 2^32 elements in memory to send.
        self.u32(u32::try_from(count).unwrap_or(u32::MAX));
    }

    /// The inline parts of elements.
    pub fn elements<T: Ndr>(&mut self, items: &[T]) {
        items.iter().for_each(|item| item.encode_inline(self));
    }

    /// What the elements point to.
    pub fn element_referents<T: Ndr>(&mut self, items: &[T]) {
        items.iter().for_each(|item| item.encode_referents(self));
    }

    /// The referent identifier of a unique or reference pointer that is not null.
    pub fn referent(&mut self) {
        let id = self.next_referent();
        self.u32(id);
    }

    /// The referent identifier of null.
    pub fn null(&mut self) {
        self.u32(0);
    }

    /// A complete value, with everything it points to: a parameter, or what a pointer points to.
    pub fn object<T: Ndr>(&mut self, value: &T) {
        value.encode_conformance(self);
        value.encode_inline(self);
        value.encode_referents(self);
    }

    /// The referent identifier of a full pointer: the same one for the same referent.
    pub(crate) fn full_pointer<T>(&mut self, referent: &Arc<T>) {
        let address = Arc::as_ptr(referent).addr();
        let id = match self.aliases.get(&address) {
            Some((id, _)) => *id,
            None => {
                let id = self.next_referent();
                self.aliases.insert(address, (id, false));
                id
            }
        };
        self.u32(id);
    }

    /// What a full pointer points to, unless it was written before.
    pub(crate) fn full_referent<T: Ndr>(&mut self, referent: &Arc<T>) {
        let address = Arc::as_ptr(referent).addr();
        let Some((_, written @ false)) = self.aliases.get_mut(&address) else {
            return;
        };
        *written = true;
        self.object(&**referent);
    }

    /// As Windows numbers them; only zero and equality have a meaning.
    const fn next_referent(&mut self) -> u32 {
        let id = 0x0002_0000_u32.wrapping_add(self.referents.wrapping_mul(4));
        self.referents = self.referents.wrapping_add(1);
        id
    }
}

/// More than most parameters take, in octets.
const USUAL: usize = 1024;
