//! When a user may log on.

use ndr::{ConformantVarying, Decoder, Encoder, Malformed, Ndr, Unique};

/// `SAMPR_LOGON_HOURS`, [MS-SAMR] 2.2.6.5: the week in units, and a bit for each unit in which the user may log on. How
/// many octets that takes follows from the number of units, so the two are made and checked together.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct LogonHours {
    units_per_week: u16,
    bits: Unique<Bits>,
}

/// `[size_is(1260), length_is((UnitsPerWeek + 7) / 8)] unsigned char *`.
type Bits = ConformantVarying<u8, 1260>;

impl LogonHours {
    /// The week in hours, which is what every known server has.
    #[must_use]
    pub fn hourly(bits: [u8; 21]) -> Self {
        Self {
            units_per_week: 168,
            bits: Some(bits.to_vec().into()),
        }
    }

    /// The week in any number of units; `None` if that takes another number of octets than there are.
    #[must_use]
    pub fn new(units_per_week: u16, bits: Option<Vec<u8>>) -> Option<Self> {
        let octets = usize::from(units_per_week.div_ceil(8));
        if octets > 1260 || bits.as_ref().is_some_and(|bits| bits.len() != octets) {
            return None;
        }
        Some(Self {
            units_per_week,
            bits: bits.map(Into::into),
        })
    }

    /// `UnitsPerWeek`: how many parts the week has.
    #[must_use]
    pub const fn units_per_week(&self) -> u16 {
        self.units_per_week
    }

    /// `LogonHours`: the bits; `None` restricts nothing.
    #[must_use]
    pub fn bits(&self) -> Option<&[u8]> {
        self.bits.as_ref().map(|bits| bits.0.as_slice())
    }
}

impl Ndr for LogonHours {
    const ALIGN: usize = 4;
    type Pending = (u16, bool);

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.align(Self::ALIGN);
        encoder.u16(self.units_per_week);
        self.bits.encode_inline(encoder);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        self.bits.encode_referents(encoder);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.align(Self::ALIGN)?;
        decoder.enter("UnitsPerWeek");
        let units_per_week = decoder.u16()?;
        decoder.enter("LogonHours");
        Ok((units_per_week, Unique::<Bits>::decode_inline(decoder)?))
    }

    fn decode_referents(
        (units_per_week, present): Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.enter("LogonHours");
        let bits = Unique::<Bits>::decode_referents(present, decoder)?;
        let octets = usize::from(units_per_week.div_ceil(8));
        if bits.as_ref().is_some_and(|bits| bits.0.len() != octets) {
            return Err(decoder.illegal(units_per_week));
        }
        Ok(Self {
            units_per_week,
            bits,
        })
    }
}
