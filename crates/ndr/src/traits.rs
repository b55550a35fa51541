//! What a type must say about itself to be marshalled.

use crate::{Decoder, Encoder, Malformed};

/// A data type of C706 14.3.
///
/// A value is written in up to three parts, because the referents of embedded pointers follow the outermost
/// construction (C706 14.3.12.3), and the maximum count of a structure's last member, if that is a conformant array,
/// precedes the structure (C706 14.3.7.1). Reading has the same parts; [`Ndr::Pending`] is what is known in between,
/// so that no half-decoded value of the type itself exists.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no NDR representation",
    note = "derive `Ndr` for it; `CountedInline`, `CountedVaryingInline`, `ThenCount` and `InlineThenCount` are pairs of parameters and cannot be members"
)]
pub trait Ndr: Sized {
    /// Alignment in octets, C706 14.2.2; of a construction, the largest among its parts, 14.3.2.
    const ALIGN: usize;
    /// Whether a maximum count goes before it.
    const CONFORMANT: bool = false;
    /// What the inline part tells before the referents are read.
    type Pending;

    /// Writes the maximum count, if there is one.
    fn encode_conformance(&self, _encoder: &mut Encoder) {}

    /// Writes the value itself, with referent identifiers in place of what pointers point to.
    fn encode_inline(&self, encoder: &mut Encoder);

    /// Writes what embedded pointers point to.
    fn encode_referents(&self, _encoder: &mut Encoder) {}

    /// Reads the maximum count, if there is one, for [`Decoder::max_count`] to return.
    ///
    /// # Errors
    /// [`Malformed::Truncated`] at the end of the input.
    fn decode_conformance(_decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        Ok(())
    }

    /// Reads the value itself.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed>;

    /// Reads what embedded pointers point to, which completes the value.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed>;
}

/// What can be a parameter of a call: every [`Ndr`] type, and pairs of parameters that say one thing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a call",
    note = "derive `Ndr` for it"
)]
pub trait Param: Sized {
    /// Writes the parameter with everything that it points to.
    fn encode_param(&self, encoder: &mut Encoder);

    /// Reads the parameter with everything that it points to.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed>;
}

impl<T: Ndr> Param for T {
    fn encode_param(&self, encoder: &mut Encoder) {
        encoder.object(self);
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        decoder.object()
    }
}

/// The parameters of a request or reply, in the order of the IDL; the result of a call comes last in its reply.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of parameters",
    note = "derive `Params` for it"
)]
pub trait Params: Sized {
    /// Writes all parameters.
    fn encode(&self, encoder: &mut Encoder);

    /// Reads all parameters.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, Malformed>;
}

/// What `#[ndr(max = …)]` can limit.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no count, so `#[ndr(max = …)]` cannot limit it"
)]
pub trait Count {
    /// The number of elements, or of characters without a terminator; 0 for a null pointer.
    fn count(&self) -> usize;
}

/// Enforces `#[ndr(max = …)]`. That it comes after the allocation is no danger: no count gets past [`Decoder`] that
/// exceeds the octets there are.
#[doc(hidden)]
pub fn check_count(value: &impl Count, max: usize, field: &'static str) -> Result<(), Malformed> {
    let count = value.count();
    if count > max {
        return Err(Malformed::TooLarge {
            field,
            value: u64::try_from(count).unwrap_or(u64::MAX),
            limit: u64::try_from(max).unwrap_or(u64::MAX),
        });
    }
    Ok(())
}

/// The largest alignment.
#[doc(hidden)]
#[must_use]
pub const fn max_align(alignments: &[usize]) -> usize {
    match alignments {
        [] => 1,
        [first, rest @ ..] => {
            let rest = max_align(rest);
            if *first > rest { *first } else { rest }
        }
    }
}
