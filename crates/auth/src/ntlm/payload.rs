//! What the three messages have in common: a fixed part with the lengths and offsets of what follows in any order.

use wire::{Malformed, Reader, Writer};

/// `Signature`, [MS-NLMP] 2.2.1: how every NTLM message begins.
pub const SIGNATURE: [u8; 8] = *b"NTLMSSP\0";

/// `VERSION`, [MS-NLMP] 2.2.2.10, for debugging only: Windows 7's, whose NTLM revision is current.
pub(super) const VERSION: [u8; 8] = [6, 1, 0xb1, 0x1d, 0, 0, 0, 15];

/// The longest name that is read or written, in octets; user principal names in Active Directory have up to 1024
/// characters.
pub(super) const MAX_NAME: usize = 2048;

/// The longest target information or response that is read or written, in octets: five names and a service name fit.
pub(super) const MAX_BLOB: usize = 16_384;

/// Reads `Signature` and `MessageType`.
pub(super) fn expect_header(r: &mut Reader<'_>, message_type: u32) -> Result<(), Malformed> {
    let signature = r.array("Signature")?;
    if signature != SIGNATURE {
        return Err(Malformed::Illegal {
            field: "Signature",
            value: u64::from_be_bytes(signature),
        });
    }
    let value = r.u32("MessageType")?;
    if value != message_type {
        return Err(Malformed::Illegal {
            field: "MessageType",
            value: value.into(),
        });
    }
    Ok(())
}

/// `Len`, `MaxLen` and `BufferOffset` of one field, [MS-NLMP] 2.2.1. An empty one lies nowhere, whatever its offset.
#[derive(Clone, Copy)]
pub(super) struct Field {
    name: &'static str,
    len: usize,
    offset: usize,
}

impl Field {
    pub(super) fn decode(
        r: &mut Reader<'_>,
        name: &'static str,
        limit: usize,
    ) -> Result<Self, Malformed> {
        let len = r.u16(name)?;
        let _max_len = r.u16(name)?;
        let offset = r.u32(name)?;
        if usize::from(len) > limit {
            return Err(too_large(name, usize::from(len), limit));
        }
        Ok(Self {
            name,
            len: len.into(),
            // An offset that does not fit lies outside the message as well.
            offset: usize::try_from(offset).unwrap_or(usize::MAX),
        })
    }

    pub(super) fn encode(self, w: &mut Writer) {
        // `Payload::push` checked that both fit.
        let len = u16::try_from(self.len).unwrap_or(u16::MAX);
        w.u16(len);
        w.u16(len);
        w.u32(u32::try_from(self.offset).unwrap_or(u32::MAX));
    }

    const fn end(self) -> usize {
        self.offset.saturating_add(self.len)
    }

    const fn overlaps(self, other: Self) -> bool {
        self.offset < other.end() && other.offset < self.end()
    }
}

/// Where the first field that is not empty begins: the end of the message's fixed part, which grew over the years.
pub(super) fn fixed_len(message: &[u8], fields: &[Field]) -> usize {
    fields
        .iter()
        .filter(|field| field.len > 0)
        .map(|field| field.offset)
        .min()
        .unwrap_or(message.len())
}

/// The octets of each field. Fields that overlap, or lie in the fixed part or outside of the message, have no honest
/// sender.
pub(super) fn locate<const N: usize>(
    message: &[u8],
    least_fixed_len: usize,
    fields: [Field; N],
) -> Result<[&[u8]; N], Malformed> {
    let mut located = [&[][..]; N];
    let mut seen: &[Field] = &[];
    for (count, (field, slot)) in fields.iter().zip(&mut located).enumerate() {
        if field.len > 0 {
            *slot = message
                .get(field.offset..field.end())
                .ok_or(Malformed::Truncated {
                    field: field.name,
                    needed: field.len,
                    left: message.len().saturating_sub(field.offset),
                })?;
            if field.offset < least_fixed_len || seen.iter().any(|other| other.overlaps(*field)) {
                return Err(Malformed::Illegal {
                    field: field.name,
                    value: u64::try_from(field.offset).unwrap_or(u64::MAX),
                });
            }
        }
        seen = fields.get(..=count).unwrap_or_default();
    }
    Ok(located)
}

/// Collects what follows the fixed part.
pub(super) struct Payload {
    offset: usize,
    octets: Vec<u8>,
}

impl Payload {
    pub(super) const fn after(fixed_len: usize) -> Self {
        Self {
            offset: fixed_len,
            octets: Vec::new(),
        }
    }

    /// Appends a field.
    ///
    /// # Errors
    /// [`Malformed::TooLarge`] for one that a peer with our limits would not read.
    pub(super) fn push(
        &mut self,
        name: &'static str,
        octets: &[u8],
        limit: usize,
    ) -> Result<Field, Malformed> {
        if octets.len() > limit {
            return Err(too_large(name, octets.len(), limit));
        }
        let field = Field {
            name,
            len: octets.len(),
            offset: self.offset.saturating_add(self.octets.len()),
        };
        self.octets.extend_from_slice(octets);
        Ok(field)
    }

    pub(super) fn finish(self, mut w: Writer) -> Vec<u8> {
        w.bytes(&self.octets);
        w.into_vec()
    }
}

fn too_large(field: &'static str, value: usize, limit: usize) -> Malformed {
    Malformed::TooLarge {
        field,
        value: u64::try_from(value).unwrap_or(u64::MAX),
        limit: u64::try_from(limit).unwrap_or(u64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: [u8; 8] = [0, 0, 0, 0, 4, 5, 6, 7];

    fn field(name: &'static str, offset: usize, len: usize) -> Field {
        Field { name, len, offset }
    }

    fn refused(a: Field, b: Field) -> Malformed {
        locate(&MESSAGE, 4, [a, b]).unwrap_err()
    }

    #[test]
    fn fields_may_come_in_any_order_and_empty_ones_lie_nowhere() {
        let fields = [field("a", 6, 2), field("b", 4, 2), field("c", 99, 0)];
        assert_eq!(locate(&MESSAGE, 4, fields), Ok([&[6, 7][..], &[4, 5], &[]]));
        assert_eq!(fixed_len(&MESSAGE, &fields), 4);
    }

    #[test]
    fn fields_that_overlap_or_leave_the_payload_are_refused() {
        assert_eq!(
            refused(field("a", 4, 2), field("b", 5, 2)),
            Malformed::Illegal {
                field: "b",
                value: 5
            }
        );
        assert_eq!(
            refused(field("a", 5, 1), field("b", 4, 4)),
            Malformed::Illegal {
                field: "b",
                value: 4
            }
        );
        assert_eq!(
            refused(field("a", 3, 2), field("b", 6, 1)),
            Malformed::Illegal {
                field: "a",
                value: 3
            }
        );
        assert_eq!(
            refused(field("a", 4, 2), field("b", 7, 2)),
            Malformed::Truncated {
                field: "b",
                needed: 2,
                left: 1
            }
        );
        assert_eq!(
            refused(field("a", usize::MAX, 2), field("b", 7, 1)),
            Malformed::Truncated {
                field: "a",
                needed: 2,
                left: 0
            }
        );
    }
}
