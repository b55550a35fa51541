//! Asking for the PDC: `NETLOGON_LOGON_QUERY` and `NETLOGON_PRIMARY_RESPONSE`, [MS-ADTS] 6.3.1.4 and 6.3.1.5.

use wire::{Malformed, NetbiosName, Reader, Writer};

use super::text::PingText;
use super::{
    LOGON_PRIMARY_QUERY, LOGON_PRIMARY_RESPONSE, NtVersion, decode_trailer, encode_trailer,
};
use crate::codec::mailslot::{MailslotName, until_nul};

/// `NETLOGON_LOGON_QUERY`, [MS-ADTS] 6.3.1.4, with the operation `LOGON_PRIMARY_QUERY`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PrimaryQuery {
    /// `ComputerName` and `UnicodeComputerName`: who asks.
    pub computer: NetbiosName,
    /// `MailslotName`: where the answer is to go.
    pub reply_to: MailslotName,
    /// `NtVersion`.
    pub version: NtVersion,
}

/// `NETLOGON_PRIMARY_RESPONSE`, [MS-ADTS] 6.3.1.5.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PrimaryResponse {
    /// `PrimaryDCName` and `UnicodePrimaryDCName`: the PDC.
    pub computer: PingText,
    /// `UnicodeDomainName`: its domain.
    pub domain: PingText,
    /// `NtVersion`.
    pub version: NtVersion,
}

impl PrimaryQuery {
    pub(super) fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        until_nul(r, "ComputerName")?;
        let reply_to = until_nul(r, "MailslotName")?;
        let reply_to = MailslotName::new(reply_to).map_err(|_| Malformed::NotText {
            field: "MailslotName",
        })?;
        r.align(2, "MailslotName")?;
        let computer = PingText::decode(r, "UnicodeComputerName")?;
        let computer = NetbiosName::new(computer.as_str()).map_err(|_| Malformed::NotText {
            field: "UnicodeComputerName",
        })?;
        let version = decode_trailer(r)?;
        Ok(Self {
            computer,
            reply_to,
            version,
        })
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        w.u16(LOGON_PRIMARY_QUERY);
        ascii(w, self.computer.as_str());
        ascii(w, self.reply_to.as_str());
        w.align(2);
        PingText::from(&self.computer).encode(w);
        encode_trailer(w, self.version);
    }
}

impl PrimaryResponse {
    pub(super) fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        until_nul(r, "PrimaryDCName")?;
        r.align(2, "PrimaryDCName")?;
        let computer = PingText::decode(r, "UnicodePrimaryDCName")?;
        let domain = PingText::decode(r, "UnicodeDomainName")?;
        let version = decode_trailer(r)?;
        Ok(Self {
            computer,
            domain,
            version,
        })
    }

    pub(super) fn encode(&self, w: &mut Writer) {
        w.u16(LOGON_PRIMARY_RESPONSE);
        // A name that ASCII cannot hold is left to the Unicode field, which everybody reads.
        let plain = self.computer.as_str();
        ascii(
            w,
            if plain.is_ascii() && plain.len() <= NetbiosName::MAX_LEN {
                plain
            } else {
                ""
            },
        );
        w.align(2);
        self.computer.encode(w);
        self.domain.encode(w);
        // [MS-ADTS] has no padding here, but Samba refuses a message without it, and Windows looks for the rest from
        // the end.
        w.align(4);
        encode_trailer(w, self.version);
    }
}

fn ascii(w: &mut Writer, text: &str) {
    w.bytes(text.as_bytes());
    w.u8(0);
}

#[cfg(test)]
mod tests {
    use super::super::{PingRequest, PingResponse};
    use super::*;

    #[test]
    fn query_on_the_wire() {
        let query = PingRequest::Primary(PrimaryQuery {
            computer: "ADMIN".parse().unwrap(),
            reply_to: MailslotName::new("\\MAILSLOT\\A").unwrap(),
            version: NtVersion::V1,
        });
        let wire = [
            &[7, 0][..],                           // Opcode: LOGON_PRIMARY_QUERY
            b"ADMIN\0",                            // ComputerName
            b"\\MAILSLOT\\A\0",                    // MailslotName
            b"A\0D\0M\0I\0N\0\0\0",                // UnicodeComputerName
            &[1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], // NtVersion, LmNtToken, Lm20Token
        ]
        .concat();
        assert_eq!(query.encode(), wire);
        assert_eq!(PingRequest::decode(&wire), Ok(query));
        for len in 0..wire.len() {
            assert!(
                PingRequest::decode(&wire[..len]).is_err(),
                "prefix of {len}"
            );
        }
    }

    #[test]
    fn response_on_the_wire() {
        let response = PingResponse::Primary(PrimaryResponse {
            computer: PingText::new("PDC0").unwrap(),
            domain: PingText::new("DOM").unwrap(),
            version: NtVersion::V1,
        });
        let wire = [
            &[12, 0][..],                          // Opcode: LOGON_PRIMARY_RESPONSE
            b"PDC0\0\0",                           // PrimaryDCName and padding
            b"P\0D\0C\x000\0\0\0",                 // UnicodePrimaryDCName
            b"D\0O\0M\0\0\0",                      // UnicodeDomainName
            &[0, 0],                               // padding
            &[1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], // NtVersion, LmNtToken, Lm20Token
        ]
        .concat();
        assert_eq!(response.encode(), wire);
        assert_eq!(PingResponse::decode(&wire), Ok(response));
        for len in 0..wire.len() {
            assert!(
                PingResponse::decode(&wire[..len]).is_err(),
                "prefix of {len}"
            );
        }
    }

    // As nmbd of Samba 4.17 sends it: two octets align NtVersion.
    #[test]
    fn padding_before_the_version_is_tolerated() {
        let wire = [
            &[12, 0][..],
            b"DOMAINPDC\0",
            b"D\0O\0M\0A\0I\0N\0P\0D\0C\0\0\0",
            b"D\0O\0M\0A\0I\0N\0\0\0",
            &[0, 0],
            &[1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
        ]
        .concat();
        let response = PingResponse::decode(&wire).unwrap();
        assert_eq!(response.computer(), "DOMAINPDC".parse().ok());
        assert_eq!(response.domain(), "DOMAIN".parse().ok());
        assert_eq!(PingResponse::decode(&response.encode()), Ok(response));
    }
}
