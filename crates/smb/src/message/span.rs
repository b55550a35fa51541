//! Where a variable part of a body is.

use wire::{Malformed, Reader};

use crate::header::HEADER_LEN;

/// Offset from the start of the header, and length, of a variable part.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) offset: u32,
    pub(super) len: u32,
}

impl Span {
    /// The octets of `body` that this names, if they lie behind the `fixed` octets of its fixed part.
    pub(super) fn of<'a>(
        self,
        body: &'a [u8],
        fixed: usize,
        field: &'static str,
    ) -> Result<&'a [u8], Malformed> {
        if self.len == 0 {
            return Ok(&[]); // the offset of nothing may be anything
        }
        let illegal = Malformed::Illegal {
            field,
            value: self.offset.into(),
        };
        let start = usize::try_from(self.offset)
            .ok()
            .and_then(|offset| offset.checked_sub(HEADER_LEN))
            .filter(|start| *start >= fixed)
            .ok_or(illegal)?;
        let mut r = Reader::new(body);
        r.skip(start, field)?;
        r.bytes(usize::try_from(self.len).unwrap_or(usize::MAX), field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: [u8; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    fn span(offset: u32, len: u32) -> Result<&'static [u8], Malformed> {
        Span { offset, len }.of(&BODY, 8, "Buffer")
    }

    #[test]
    fn only_what_lies_behind_the_fixed_part_and_within_the_body_is_given_out() {
        assert_eq!(span(72, 4), Ok(&BODY[8..]));
        assert_eq!(span(0, 0), Ok(&BODY[..0]));
        for (offset, len) in [(0, 1), (63, 1), (71, 1), (72, 5), (77, 1)] {
            assert!(span(offset, len).is_err(), "{offset}, {len}");
        }
        for (offset, len) in [(u32::MAX, 1), (72, u32::MAX), (u32::MAX, u32::MAX)] {
            assert!(span(offset, len).is_err(), "{offset}, {len}");
        }
    }
}
