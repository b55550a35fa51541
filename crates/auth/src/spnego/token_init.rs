//! `NegTokenInit`, what an initiator begins with; and `NegTokenInit2`, with which a server of Windows begins.

use wire::{Malformed, Reader};

use super::der::{
    APPLICATION_0, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, context, element, expect, only,
    optional,
};
use super::{MechType, MechTypes};

/// `NegTokenInit`, RFC 4178 4.2.1, and `NegTokenInit2`, [MS-SPNG] 2.2.1, whose hints are checked and forgotten. `reqFlags`
/// is obsolete and passed over; a `mechListMIC` so early has nothing to be made with, and is passed over too.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NegTokenInit {
    /// `mechTypes`.
    pub mech_types: MechTypes,
    /// `mechToken`: the first one of the most preferred mechanism.
    pub mech_token: Option<Vec<u8>>,
}

impl NegTokenInit {
    /// Reads a whole token in its GSS-API frame.
    ///
    /// # Errors
    /// [`Malformed`] with the field that is wrong.
    pub fn decode(token: &[u8]) -> Result<Self, Malformed> {
        let mut frame = Reader::new(only(token, APPLICATION_0, "InitialContextToken")?);
        let this_mech = expect(&mut frame, OBJECT_IDENTIFIER, "thisMech")?;
        if MechType(this_mech) != MechType::SPNEGO {
            return Err(Malformed::Illegal {
                field: "thisMech",
                value: u64::try_from(this_mech.len()).unwrap_or(u64::MAX),
            });
        }
        let choice = only(frame.take_rest(), context(0), "negTokenInit")?;
        let mut r = Reader::new(only(choice, SEQUENCE, "NegTokenInit")?);

        let mech_types = expect(&mut r, context(0), "mechTypes")?;
        let mech_types = MechTypes::decode(mech_types)?;
        optional(&mut r, context(1), "reqFlags")?;
        let mech_token = optional(&mut r, context(2), "mechToken")?
            .map(|octets| only(octets, OCTET_STRING, "mechToken"))
            .transpose()?
            .map(<[u8]>::to_vec);
        // `mechListMIC` of the RFC, or `negHints` and then `mechListMIC` of Windows.
        optional(&mut r, context(3), "negHints")?;
        optional(&mut r, context(4), "mechListMIC")?;
        r.finish("NegTokenInit")?;
        Ok(Self {
            mech_types,
            mech_token,
        })
    }

    /// The token in its GSS-API frame.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mech_types = element(context(0), &[self.mech_types.as_encoded()]);
        let mech_token = self.mech_token.as_ref().map_or_else(Vec::new, |token| {
            element(context(2), &[&element(OCTET_STRING, &[token])])
        });
        let init = element(SEQUENCE, &[&mech_types, &mech_token]);
        element(
            APPLICATION_0,
            &[&MechType::SPNEGO.encode(), &element(context(0), &[&init])],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMAGE: [u8; 46] = [
        0x60, 0x2c, // InitialContextToken
        0x06, 0x06, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02, // thisMech: SPNEGO
        0xa0, 0x22, 0x30, 0x20, // negTokenInit: NegTokenInit
        0xa0, 0x19, 0x30, 0x17, // mechTypes
        0x06, 0x09, 0x2a, 0x86, 0x48, 0x82, 0xf7, 0x12, 0x01, 0x02, 0x02, // MS Kerberos
        0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a, // NTLMSSP
        0xa2, 0x03, 0x04, 0x01, 0x55, // mechToken
    ];

    /// `NegTokenInit2` as a Windows server answers SMB2 NEGOTIATE with.
    const WITH_HINTS: [u8; 74] = [
        0x60, 0x48, // InitialContextToken
        0x06, 0x06, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x02, // thisMech: SPNEGO
        0xa0, 0x3e, 0x30, 0x3c, // negTokenInit: NegTokenInit2
        0xa0, 0x0e, 0x30, 0x0c, // mechTypes
        0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a, // NTLMSSP
        0xa3, 0x2a, 0x30, 0x28, 0xa0, 0x26, 0x1b, 0x24, // negHints: hintName
        0x6e, 0x6f, 0x74, 0x5f, 0x64, 0x65, 0x66, 0x69, 0x6e, 0x65, 0x64,
        0x5f, // "not_defined_
        0x69, 0x6e, 0x5f, 0x52, 0x46, 0x43, 0x34, 0x31, 0x37, 0x38, 0x40,
        0x70, // in_RFC4178@p
        0x6c, 0x65, 0x61, 0x73, 0x65, 0x5f, 0x69, 0x67, 0x6e, 0x6f, 0x72,
        0x65, // lease_ignore"
    ];

    #[test]
    fn wire_image() {
        let token = NegTokenInit {
            mech_types: MechTypes::new(&[MechType::MS_KERBEROS, MechType::NTLMSSP]),
            mech_token: Some(vec![0x55]),
        };
        assert_eq!(token.encode(), IMAGE);
        assert_eq!(NegTokenInit::decode(&IMAGE).as_ref(), Ok(&token));
        assert!(
            token
                .mech_types
                .iter()
                .eq([MechType::MS_KERBEROS, MechType::NTLMSSP])
        );
        for end in 0..IMAGE.len() {
            assert!(NegTokenInit::decode(&IMAGE[..end]).is_err(), "{end} octets");
        }
    }

    #[test]
    fn hints_are_passed_over() {
        let token = NegTokenInit::decode(&WITH_HINTS).unwrap();
        assert!(token.mech_types.iter().eq([MechType::NTLMSSP]));
        assert_eq!(token.mech_token, None);
    }

    #[test]
    fn another_mechanism_s_frame_and_trailing_octets_are_refused() {
        let mut image = IMAGE;
        image[9] = 3;
        assert!(matches!(
            NegTokenInit::decode(&image),
            Err(Malformed::Illegal {
                field: "thisMech",
                ..
            })
        ));
        let trailing = [&IMAGE[..], &[0]].concat();
        assert!(matches!(
            NegTokenInit::decode(&trailing),
            Err(Malformed::Trailing { left: 1, .. })
        ));
    }
}
