//! Integers, and the value types of `wire`.

use wire::{FileTime, Guid, NtStatus, SecretKey, Sid, Win32Error};

use crate::{Decoder, Encoder, Malformed, Ndr};

macro_rules! integers {
    ($($type:ty as $wire:ident, $align:literal;)*) => {
        $(
            impl Ndr for $type {
                const ALIGN: usize = $align;
                type Pending = Self;

                fn encode_inline(&self, encoder: &mut Encoder) {
                    encoder.$wire($wire::from_ne_bytes(self.to_ne_bytes()));
                }

                fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
                    decoder.$wire().map(|bits| Self::from_ne_bytes(bits.to_ne_bytes()))
                }

                fn decode_referents(pending: Self, _: &mut Decoder<'_>) -> Result<Self, Malformed> {
                    Ok(pending)
                }
            }
        )*
    };
}

integers! {
    u8 as u8, 1;
    u16 as u16, 2;
    u32 as u32, 4;
    u64 as u64, 8;
    i16 as u16, 2;
    i32 as u32, 4;
    i64 as u64, 8;
}

macro_rules! codes {
    ($($type:ident)*) => {
        $(
            impl Ndr for $type {
                const ALIGN: usize = 4;
                type Pending = Self;

                fn encode_inline(&self, encoder: &mut Encoder) {
                    encoder.u32(self.0);
                }

                fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
                    decoder.u32().map(Self)
                }

                fn decode_referents(pending: Self, _: &mut Decoder<'_>) -> Result<Self, Malformed> {
                    Ok(pending)
                }
            }
        )*
    };
}

codes! { NtStatus Win32Error }

/// As `FILETIME` and `OLD_LARGE_INTEGER`: two `ULONG`s, the low half first whatever the byte order.
impl Ndr for FileTime {
    const ALIGN: usize = 4;
    type Pending = Self;

    fn encode_inline(&self, encoder: &mut Encoder) {
        let [a, b, c, d, high @ ..] = self.0.to_le_bytes();
        encoder.u32(u32::from_le_bytes([a, b, c, d]));
        encoder.u32(u32::from_le_bytes(high));
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let low = decoder.u32()?;
        let high = decoder.u32()?;
        Ok(Self(u64::from(high) << 32 | u64::from(low)))
    }

    fn decode_referents(pending: Self, _: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

impl Ndr for Guid {
    const ALIGN: usize = 4;
    type Pending = Self;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.u32(self.data1);
        encoder.u16(self.data2);
        encoder.u16(self.data3);
        encoder.bytes(&self.data4);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            data1: decoder.u32()?,
            data2: decoder.u16()?,
            data3: decoder.u16()?,
            data4: decoder.array()?,
        })
    }

    fn decode_referents(pending: Self, _: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

/// As `RPC_SID`, [MS-DTYP] 2.4.2.3, whose maximum count is `SubAuthorityCount` once more.
impl Ndr for Sid {
    const ALIGN: usize = 4;
    const CONFORMANT: bool = true;
    type Pending = Self;

    fn encode_conformance(&self, encoder: &mut Encoder) {
        encoder.count(self.sub_authorities().len());
    }

    fn encode_inline(&self, encoder: &mut Encoder) {
        let [_, _, authority @ ..] = self.authority().to_be_bytes();
        let count = u8::try_from(self.sub_authorities().len()).unwrap_or(u8::MAX);
        encoder.align(4);
        encoder.u8(SID_REVISION);
        encoder.u8(count);
        encoder.bytes(&authority);
        encoder.elements(self.sub_authorities());
    }

    fn decode_conformance(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        decoder.read_max_count()
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        decoder.align(4)?;
        let [revision, count, a, b, c, d, e, f] = decoder.array()?;
        if revision != SID_REVISION {
            return Err(decoder.illegal(revision));
        }
        if u32::from(count) != decoder.max_count() {
            return Err(decoder.illegal(count));
        }
        let sub_authorities = decoder.elements::<u32>(count.into())?;
        let authority = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
        Self::new(authority, &sub_authorities).map_err(|_| decoder.illegal(count))
    }

    fn decode_referents(pending: Self, _: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

/// As `[u8; N]`.
impl<const N: usize> Ndr for SecretKey<N> {
    const ALIGN: usize = 1;
    type Pending = Self;

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.bytes(self.expose());
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        decoder.array().map(Self::new)
    }

    fn decode_referents(pending: Self, _: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

/// [MS-DTYP] 2.4.2.3: "SHOULD be set to 0x01"; there is no other.
const SID_REVISION: u8 = 1;
