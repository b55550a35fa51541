//! Pointers, C706 14.3.10 to 14.3.12.

use std::any::Any;
use std::sync::Arc;

use crate::{Count, Decoder, Encoder, Malformed, Ndr};

/// `[unique]` pointer: null, or its own referent.
pub type Unique<T> = Option<T>;

/// `[ref]` pointer inside a structure, array or union: never null. (As a parameter it is not represented at all.)
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Ref<T>(pub T);

/// `[ptr]` pointer: null, or a referent that other full pointers may share.
#[derive(Debug, Eq, Hash, PartialEq)]
pub struct Full<T>(pub Option<Arc<T>>);

impl<T: Ndr> Ndr for Option<T> {
    const ALIGN: usize = 4;
    /// Whether it is not null.
    type Pending = bool;

    fn encode_inline(&self, encoder: &mut Encoder) {
        match self {
            Some(_) => encoder.referent(),
            None => encoder.null(),
        }
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        if let Some(referent) = self {
            encoder.object(referent);
        }
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<bool, Malformed> {
        decoder.referent()
    }

    fn decode_referents(present: bool, decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        present.then(|| decoder.object()).transpose()
    }
}

impl<T: Count> Count for Option<T> {
    fn count(&self) -> usize {
        self.as_ref().map_or(0, Count::count)
    }
}

impl<T> From<T> for Ref<T> {
    fn from(referent: T) -> Self {
        Self(referent)
    }
}

impl<T: Ndr> Ndr for Ref<T> {
    const ALIGN: usize = 4;
    type Pending = ();

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.referent();
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        encoder.object(&self.0);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        if decoder.referent()? {
            Ok(())
        } else {
            Err(decoder.illegal(0_u32))
        }
    }

    fn decode_referents((): (), decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        decoder.object().map(Self)
    }
}

impl<T: Count> Count for Ref<T> {
    fn count(&self) -> usize {
        self.0.count()
    }
}

impl<T> Full<T> {
    /// The null pointer.
    pub const NULL: Self = Self(None);

    /// Points to `referent`; clones of the result are aliases.
    #[must_use]
    pub fn new(referent: T) -> Self {
        Self(Some(Arc::new(referent)))
    }
}

impl<T> Clone for Full<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Full<T> {
    fn default() -> Self {
        Self::NULL
    }
}

impl<T: Ndr + Any + Send + Sync> Ndr for Full<T> {
    const ALIGN: usize = 4;
    /// The referent identifier.
    type Pending = u32;

    fn encode_inline(&self, encoder: &mut Encoder) {
        match &self.0 {
            Some(referent) => encoder.full_pointer(referent),
            None => encoder.null(),
        }
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        if let Some(referent) = &self.0 {
            encoder.full_referent(referent);
        }
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<u32, Malformed> {
        decoder.u32()
    }

    fn decode_referents(id: u32, decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        match id {
            0 => Ok(Self::NULL),
            id => decoder
                .full_referent(id)
                .map(|referent| Self(Some(referent))),
        }
    }
}

/// No pointer on the wire: the way to keep a large arm of a union, or a type that contains itself, small in memory.
impl<T: Ndr> Ndr for Box<T> {
    const ALIGN: usize = T::ALIGN;
    const CONFORMANT: bool = T::CONFORMANT;
    type Pending = Box<T::Pending>;

    fn encode_conformance(&self, encoder: &mut Encoder) {
        (**self).encode_conformance(encoder);
    }

    fn encode_inline(&self, encoder: &mut Encoder) {
        (**self).encode_inline(encoder);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        (**self).encode_referents(encoder);
    }

    fn decode_conformance(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        T::decode_conformance(decoder)
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        T::decode_inline(decoder).map(Box::new)
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        T::decode_referents(*pending, decoder).map(Self::new)
    }
}
