//! `NegTokenResp`, every token but the first.

use wire::{Malformed, Reader};

use super::MechType;
use super::der::{
    ENUMERATED, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, context, element, only, optional,
};

/// `NegTokenResp`, RFC 4178 4.2.2.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NegTokenResp<'a> {
    /// `negState`.
    pub state: Option<NegState>,
    /// `supportedMech`: the acceptor's choice.
    pub supported_mech: Option<MechType<'a>>,
    /// `responseToken`: the mechanism's.
    pub response_token: Option<Vec<u8>>,
    /// `mechListMIC`.
    pub mech_list_mic: Option<Vec<u8>>,
}

/// `negState`, RFC 4178 4.2.2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NegState(pub u8);

impl NegState {
    /// `accept-completed`.
    pub const ACCEPT_COMPLETED: Self = Self(0);
    /// `accept-incomplete`.
    pub const ACCEPT_INCOMPLETE: Self = Self(1);
    /// `reject`.
    pub const REJECT: Self = Self(2);
    /// `request-mic`: accept-incomplete, and the list of mechanisms must be protected.
    pub const REQUEST_MIC: Self = Self(3);
}

impl<'a> NegTokenResp<'a> {
    /// Reads a whole token.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(token: &'a [u8]) -> Result<Self, Malformed> {
        let choice = only(token, context(1), "negTokenResp")?;
        let mut r = Reader::new(only(choice, SEQUENCE, "NegTokenResp")?);
        let state = field(&mut r, 0, ENUMERATED, "negState")?
            .map(NegState::decode)
            .transpose()?;
        let supported_mech = field(&mut r, 1, OBJECT_IDENTIFIER, "supportedMech")?.map(MechType);
        let response_token = field(&mut r, 2, OCTET_STRING, "responseToken")?;
        let mech_list_mic = field(&mut r, 3, OCTET_STRING, "mechListMIC")?;
        r.finish("NegTokenResp")?;
        Ok(Self {
            state,
            supported_mech,
            response_token: response_token.map(<[u8]>::to_vec),
            mech_list_mic: mech_list_mic.map(<[u8]>::to_vec),
        })
    }

    /// The token.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let field = |number, tag, octets: Option<&[u8]>| {
            octets.map_or_else(Vec::new, |octets| {
                element(context(number), &[&element(tag, &[octets])])
            })
        };
        let state = self.state.map(|state| [state.0]);
        let parts = [
            field(0, ENUMERATED, state.as_ref().map(<[u8; 1]>::as_slice)),
            field(1, OBJECT_IDENTIFIER, self.supported_mech.map(|mech| mech.0)),
            field(2, OCTET_STRING, self.response_token.as_deref()),
            field(3, OCTET_STRING, self.mech_list_mic.as_deref()),
        ];
        element(context(1), &[&element(SEQUENCE, &[&parts.concat()])])
    }
}

impl NegState {
    fn decode(octets: &[u8]) -> Result<Self, Malformed> {
        match *octets {
            [state @ 0..=3] => Ok(Self(state)),
            _ => Err(Malformed::Illegal {
                field: "negState",
                value: octets.last().copied().unwrap_or_default().into(),
            }),
        }
    }
}

fn field<'a>(
    r: &mut Reader<'a>,
    number: u8,
    tag: u8,
    name: &'static str,
) -> Result<Option<&'a [u8]>, Malformed> {
    optional(r, context(number), name)?
        .map(|octets| only(octets, tag, name))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMAGE: [u8; 33] = [
        0xa1, 0x1f, 0x30, 0x1d, // negTokenResp: NegTokenResp
        0xa0, 0x03, 0x0a, 0x01, 0x01, // negState: accept-incomplete
        0xa1, 0x0c, 0x06, 0x0a, // supportedMech
        0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a, // NTLMSSP
        0xa2, 0x03, 0x04, 0x01, 0x55, // responseToken
        0xa3, 0x03, 0x04, 0x01, 0x66, // mechListMIC
    ];

    #[test]
    fn wire_image() {
        let token = NegTokenResp {
            state: Some(NegState::ACCEPT_INCOMPLETE),
            supported_mech: Some(MechType::NTLMSSP),
            response_token: Some(vec![0x55]),
            mech_list_mic: Some(vec![0x66]),
        };
        assert_eq!(token.encode(), IMAGE);
        assert_eq!(NegTokenResp::decode(&IMAGE), Ok(token));
        for end in 0..IMAGE.len() {
            assert!(NegTokenResp::decode(&IMAGE[..end]).is_err(), "{end} octets");
        }
    }

    #[test]
    fn every_field_is_optional_and_none_comes_twice() {
        let empty = [0xa1, 0x02, 0x30, 0x00];
        assert_eq!(NegTokenResp::decode(&empty), Ok(NegTokenResp::default()));
        let state = [0xa0, 0x03, 0x0a, 0x01, 0x01];
        let twice = [&[0xa1, 0x0c, 0x30, 0x0a][..], &state, &state].concat();
        assert!(matches!(
            NegTokenResp::decode(&twice),
            Err(Malformed::Trailing { left: 5, .. })
        ));
        let unknown_state = [0xa1, 0x07, 0x30, 0x05, 0xa0, 0x03, 0x0a, 0x01, 0x04];
        assert!(matches!(
            NegTokenResp::decode(&unknown_state),
            Err(Malformed::Illegal {
                field: "negState",
                value: 4
            })
        ));
    }
}
