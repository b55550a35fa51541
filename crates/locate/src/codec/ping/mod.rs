//! What a domain controller is asked and what it answers: [MS-ADTS] 6.3.1. The messages travel in a mailslot write
//! ([MS-ADTS] 6.3.5), and the answers as well in the LDAP attribute `Netlogon` (6.3.3).

mod flags;
mod primary;
mod request;
mod required;
mod response;
mod response_ex;
mod text;

pub use flags::{DsFlags, NtVersion};
pub use primary::{PrimaryQuery, PrimaryResponse};
pub use request::SamLogonRequest;
pub use response::{DirectoryPart, LogonAnswer, SamLogonResponse};
pub use response_ex::SamLogonResponseEx;
pub use text::{InvalidPingText, PingText};

use wire::{Malformed, NetbiosName, Reader, Writer};

/// What is written to `\MAILSLOT\NET\NETLOGON`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PingRequest {
    /// Where is the PDC?
    Primary(PrimaryQuery),
    /// Who can log somebody on?
    SamLogon(SamLogonRequest),
}

/// What a domain controller answers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PingResponse {
    /// `NETLOGON_PRIMARY_RESPONSE`.
    Primary(PrimaryResponse),
    /// `NETLOGON_SAM_LOGON_RESPONSE_NT40` and `NETLOGON_SAM_LOGON_RESPONSE`, which begin alike.
    SamLogon(SamLogonResponse),
    /// `NETLOGON_SAM_LOGON_RESPONSE_EX`.
    SamLogonEx(SamLogonResponseEx),
}

impl PingRequest {
    /// Reads the data of a mailslot write.
    ///
    /// # Errors
    /// [`Malformed`] for another operation code or a field out of bounds.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        match r.u16(OPCODE)? {
            LOGON_PRIMARY_QUERY => PrimaryQuery::decode(&mut r).map(Self::Primary),
            LOGON_SAM_LOGON_REQUEST => SamLogonRequest::decode(&mut r).map(Self::SamLogon),
            other => Err(Malformed::Illegal {
                field: OPCODE,
                value: u64::from(other),
            }),
        }
    }

    /// The data of a mailslot write.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::new();
        match self {
            Self::Primary(query) => query.encode(&mut w),
            Self::SamLogon(request) => request.encode(&mut w),
        }
        w.into_vec()
    }
}

impl PingResponse {
    /// Reads the data of a mailslot write or the value of the attribute `Netlogon`.
    ///
    /// # Errors
    /// [`Malformed`] for another operation code or a field out of bounds.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let opcode = r.u16(OPCODE)?;
        match opcode {
            LOGON_PRIMARY_RESPONSE => PrimaryResponse::decode(&mut r).map(Self::Primary),
            19..=21 => SamLogonResponse::decode(opcode, bytes, &mut r).map(Self::SamLogon),
            23..=25 => SamLogonResponseEx::decode(opcode, bytes, &mut r).map(Self::SamLogonEx),
            other => Err(Malformed::Illegal {
                field: OPCODE,
                value: u64::from(other),
            }),
        }
    }

    /// The data of a mailslot write or the value of the attribute `Netlogon`.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::new();
        match self {
            Self::Primary(response) => response.encode(&mut w),
            Self::SamLogon(response) => response.encode(&mut w),
            Self::SamLogonEx(response) => response.encode(&mut w),
        }
        w.into_vec()
    }

    /// The NetBIOS name of the answering computer, if it is one.
    #[must_use]
    pub fn computer(&self) -> Option<NetbiosName> {
        match self {
            Self::Primary(response) => response.computer.as_str(),
            Self::SamLogon(response) => response.computer.as_str(),
            Self::SamLogonEx(response) => response.netbios_computer.as_str(),
        }
        .parse()
        .ok()
    }

    /// The NetBIOS name of the domain that it serves, if it is one.
    #[must_use]
    pub fn domain(&self) -> Option<NetbiosName> {
        match self {
            Self::Primary(response) => response.domain.as_str(),
            Self::SamLogon(response) => response.domain.as_str(),
            Self::SamLogonEx(response) => response.netbios_domain.as_str(),
        }
        .parse()
        .ok()
    }

    /// `DS_FLAG Options`; a message of an NT4-style domain has none.
    #[must_use]
    pub fn flags(&self) -> Option<DsFlags> {
        match self {
            Self::Primary(_) => None,
            Self::SamLogon(response) => response.directory.as_ref().map(|part| part.flags),
            Self::SamLogonEx(response) => Some(response.flags),
        }
    }

    /// What the DC says about itself and the user.
    #[must_use]
    pub const fn answer(&self) -> LogonAnswer {
        match self {
            Self::Primary(_) => LogonAnswer::Ready,
            Self::SamLogon(response) => response.answer,
            Self::SamLogonEx(response) => response.answer,
        }
    }
}

/// `NtVersion`, `LmNtToken` and `Lm20Token`, which end every message. Samba aligns them to four octets from its
/// beginning, where [MS-ADTS] has no padding.
fn decode_trailer(r: &mut Reader<'_>) -> Result<NtVersion, Malformed> {
    let padding = r.remaining().saturating_sub(TRAILER_LEN);
    if padding <= MAX_PADDING {
        r.skip(padding, "padding before NtVersion")?;
    }
    let version = NtVersion(r.u32("NtVersion")?);
    for field in ["LmNtToken", "Lm20Token"] {
        let token = r.u16(field)?;
        if token != TOKEN {
            return Err(Malformed::Illegal {
                field,
                value: u64::from(token),
            });
        }
    }
    Ok(version)
}

fn encode_trailer(w: &mut Writer, version: NtVersion) {
    w.u32(version.0);
    w.u16(TOKEN);
    w.u16(TOKEN);
}

/// The name of the first field, [MS-ADTS] 6.3.1.3.
const OPCODE: &str = "Opcode";
/// [MS-ADTS] 6.3.1.3.
const LOGON_PRIMARY_QUERY: u16 = 7;
/// [MS-ADTS] 6.3.1.3.
const LOGON_PRIMARY_RESPONSE: u16 = 12;
/// [MS-ADTS] 6.3.1.3.
const LOGON_SAM_LOGON_REQUEST: u16 = 18;
/// `NtVersion`, `LmNtToken` and `Lm20Token`, in octets.
const TRAILER_LEN: usize = 8;
/// What an alignment to four octets can take.
const MAX_PADDING: usize = 3;
/// The one value of both tokens.
const TOKEN: u16 = 0xffff;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    // Each octet of the shortest datagrams matters most (facts: "0–64-octet datagrams").
    proptest! {
        #[test]
        fn any_request_octets_are_read_or_refused(opcode in 0_u8..32, rest in proptest::collection::vec(any::<u8>(), 0..64)) {
            crate::oracle::ping_request(&[&[opcode, 0], &rest[..]].concat());
        }

        #[test]
        fn any_response_octets_are_read_or_refused(opcode in 0_u8..32, rest in proptest::collection::vec(any::<u8>(), 0..64)) {
            crate::oracle::ping_response(&[&[opcode, 0], &rest[..]].concat());
        }
    }
}
