//! The LDAP ping over UDP: [MS-ADTS] 6.3.3, RFC 4511, after RFC 1798.

use ldap::ber::check_nesting;
use rasn_ldap::{
    AttributeValueAssertion, Filter, LdapMessage, LdapResult, PartialAttribute, ProtocolOp,
    ResultCode, SearchRequest, SearchRequestDerefAliases, SearchRequestScope, SearchResultDone,
    SearchResultEntry,
};
use wire::{Guid, Malformed, Reader, Sid, Writer};

use super::dotted::DottedName;
use super::ping::NtVersion;

/// The filter of an LDAP ping, [MS-ADTS] 6.3.3.1: `(&(DnsDomain=…)(Host=…)(NtVer=…))`, in a search of the root DSE for
/// `Netlogon`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct LdapPing {
    /// `messageID`, which the answer repeats.
    pub id: u32,
    /// `DnsDomain`: the domain that must be served; without one the DC answers for its own.
    pub dns_domain: Option<DottedName>,
    /// `Host`: who asks.
    pub host: Option<DottedName>,
    /// `User`: the account that is to be known there.
    pub user: Option<String>,
    /// `AAC`: which kinds of account count.
    pub account_control: Option<u32>,
    /// `DomainGuid`.
    pub domain_guid: Option<Guid>,
    /// `DomainSid`.
    pub domain_sid: Option<Sid>,
    /// `NtVer`.
    pub version: NtVersion,
}

/// The answer to an LDAP ping, [MS-ADTS] 6.3.3.2.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LdapPong {
    /// `messageID` of the ping.
    pub id: u32,
    /// The value of `Netlogon`; none when the server does not serve what was asked for.
    pub netlogon: Option<Vec<u8>>,
}

/// Why a datagram is no LDAP ping, or no answer to one.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CldapError {
    /// Longer than a ping or an answer can be.
    #[error("an LDAP ping has at most {MAX_LEN} octets, and this has {0}")]
    TooLong(usize),
    /// Nested too deeply, or not in the definite-length encoding that RFC 4511 5.1 demands.
    #[error("the datagram is not in the encoding of LDAP")]
    Encoding,
    /// Not the LDAP messages that belong here.
    #[error("the datagram is not an LDAP ping or its answer")]
    Unexpected,
    /// An assertion of the filter has the wrong form, or stands there twice.
    #[error(transparent)]
    Assertion(#[from] Malformed),
    /// The server refused the search.
    #[error("the server refused the search with LDAP result {0:?}")]
    Refused(ResultCode),
}

impl LdapPing {
    /// The longest user name that is looked at, in octets.
    pub const MAX_USER: usize = 255;

    /// Reads a search request.
    ///
    /// # Errors
    /// [`CldapError`] with the reason.
    pub fn decode(bytes: &[u8]) -> Result<Self, CldapError> {
        let (message, rest) = decode_message(bytes)?;
        let ProtocolOp::SearchRequest(search) = message.protocol_op else {
            return Err(CldapError::Unexpected);
        };
        let wants_netlogon = search
            .attributes
            .iter()
            .any(|a| a.0.eq_ignore_ascii_case(NETLOGON));
        if !rest.is_empty() || !wants_netlogon || !search.base_object.0.is_empty() {
            return Err(CldapError::Unexpected);
        }
        let mut ping = Self {
            id: message.message_id,
            ..Self::default()
        };
        let mut version = None;
        match search.filter {
            Filter::And(parts) => {
                for part in parts.to_vec() {
                    ping.assert(part, &mut version)?;
                }
            }
            single => ping.assert(&single, &mut version)?,
        }
        // Windows takes a filter without NtVer for that of a client of its first directories.
        ping.version = version.unwrap_or(NtVersion::V5);
        Ok(ping)
    }

    /// The octets of a search request.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut parts = Vec::new();
        let mut push = |name: &str, value: Vec<u8>| {
            let assertion = AttributeValueAssertion::new(name.into(), value.into());
            parts.push(Filter::EqualityMatch(assertion));
        };
        if let Some(domain) = &self.dns_domain {
            push("DnsDomain", domain.as_str().into());
        }
        if let Some(host) = &self.host {
            push("Host", host.as_str().into());
        }
        if let Some(user) = &self.user {
            push("User", user.as_str().into());
        }
        if let Some(account_control) = self.account_control {
            push("AAC", account_control.to_le_bytes().into());
        }
        if let Some(guid) = self.domain_guid {
            push("DomainGuid", guid.to_bytes().into());
        }
        if let Some(sid) = &self.domain_sid {
            let mut w = Writer::new();
            sid.encode(&mut w);
            push("DomainSid", w.into_vec());
        }
        push("NtVer", self.version.0.to_le_bytes().into());
        encode_message(
            self.id,
            ProtocolOp::SearchRequest(SearchRequest::new(
                "".into(),
                SearchRequestScope::BaseObject,
                SearchRequestDerefAliases::NeverDerefAliases,
                0,
                0,
                false,
                Filter::And(parts.into()),
                vec![NETLOGON.into()],
            )),
        )
    }

    fn assert(&mut self, part: &Filter, version: &mut Option<NtVersion>) -> Result<(), CldapError> {
        let Filter::EqualityMatch(assertion) = part else {
            return Err(CldapError::Unexpected);
        };
        let value = assertion.assertion_value.as_ref();
        match assertion.attribute_desc.0.to_ascii_lowercase().as_str() {
            "dnsdomain" => once(
                &mut self.dns_domain,
                dotted(value, "DnsDomain")?,
                "DnsDomain",
            ),
            "host" => once(&mut self.host, dotted(value, "Host")?, "Host"),
            "user" => once(&mut self.user, user(value)?, "User"),
            "aac" => once(&mut self.account_control, u32_le(value, "AAC")?, "AAC"),
            "domainguid" => {
                let guid = whole(value, "DomainGuid", |r| Guid::decode(r, "DomainGuid"))?;
                once(&mut self.domain_guid, guid, "DomainGuid")
            }
            "domainsid" => once(
                &mut self.domain_sid,
                whole(value, "DomainSid", Sid::decode)?,
                "DomainSid",
            ),
            "ntver" => once(version, NtVersion(u32_le(value, "NtVer")?), "NtVer"),
            // [MS-ADTS] 6.3.3.1 lists all that there are, but a newer client's need not fail.
            _ => Ok(()),
        }
        .map_err(CldapError::from)
    }
}

impl LdapPong {
    /// Reads a search result: an entry with `Netlogon`, or just the end of an empty result.
    ///
    /// # Errors
    /// [`CldapError`] with the reason.
    pub fn decode(bytes: &[u8]) -> Result<Self, CldapError> {
        let (first, rest) = decode_message(bytes)?;
        let id = first.message_id;
        match first.protocol_op {
            ProtocolOp::SearchResEntry(entry) => {
                // The end of the result usually follows in the same datagram, and says nothing more.
                if !rest.is_empty() {
                    let (second, _) = decode_message(rest)?;
                    if second.message_id != id {
                        return Err(CldapError::Unexpected);
                    }
                }
                let netlogon = entry
                    .attributes
                    .iter()
                    .find(|attribute| attribute.r#type.0.eq_ignore_ascii_case(NETLOGON))
                    .and_then(|attribute| {
                        attribute.vals.to_vec().first().map(|value| value.to_vec())
                    });
                Ok(Self { id, netlogon })
            }
            ProtocolOp::SearchResDone(done) if done.0.result_code == ResultCode::Success => {
                Ok(Self { id, netlogon: None })
            }
            ProtocolOp::SearchResDone(done) => Err(CldapError::Refused(done.0.result_code)),
            _ => Err(CldapError::Unexpected),
        }
    }

    /// The octets of a search result.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if let Some(value) = &self.netlogon {
            let attribute =
                PartialAttribute::new(NETLOGON.into(), vec![value.clone().into()].into());
            let entry = SearchResultEntry::new("".into(), vec![attribute]);
            out.extend(encode_message(self.id, ProtocolOp::SearchResEntry(entry)));
        }
        let done = LdapResult::new(ResultCode::Success, "".into(), "".into());
        out.extend(encode_message(
            self.id,
            ProtocolOp::SearchResDone(SearchResultDone(done)),
        ));
        out
    }
}

/// The `messageID` of any search request, which every search must be answered with.
#[must_use]
pub fn search_id(bytes: &[u8]) -> Option<u32> {
    let (message, rest) = decode_message(bytes).ok()?;
    let is_search = matches!(message.protocol_op, ProtocolOp::SearchRequest(_));
    (is_search && rest.is_empty()).then_some(message.message_id)
}

fn decode_message(bytes: &[u8]) -> Result<(LdapMessage, &[u8]), CldapError> {
    if bytes.len() > MAX_LEN {
        return Err(CldapError::TooLong(bytes.len()));
    }
    check_nesting(bytes, MAX_DEPTH).map_err(|_| CldapError::Encoding)?;
    rasn::ber::decode_with_remainder(bytes).map_err(|_| CldapError::Encoding)
}

fn encode_message(id: u32, operation: ProtocolOp) -> Vec<u8> {
    // Encoding fails for values that their type's constraints forbid, and these types have none. If it did, an empty
    // datagram would go out, which nobody answers.
    rasn::ber::encode(&LdapMessage::new(id, operation)).unwrap_or_default()
}

fn once<T>(slot: &mut Option<T>, value: T, field: &'static str) -> Result<(), Malformed> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(Malformed::Illegal { field, value: 2 }),
    }
}

fn dotted(value: &[u8], field: &'static str) -> Result<DottedName, Malformed> {
    let text = std::str::from_utf8(value).map_err(|_| Malformed::NotText { field })?;
    DottedName::new(text).map_err(|_| Malformed::NotText { field })
}

fn user(value: &[u8]) -> Result<String, Malformed> {
    if value.len() > LdapPing::MAX_USER {
        return Err(Malformed::TooLarge {
            field: "User",
            value: u64::try_from(value.len()).unwrap_or(u64::MAX),
            limit: 255,
        });
    }
    String::from_utf8(value.to_vec()).map_err(|_| Malformed::NotText { field: "User" })
}

fn u32_le(value: &[u8], field: &'static str) -> Result<u32, Malformed> {
    whole(value, field, |r| r.u32(field))
}

fn whole<T>(
    value: &[u8],
    field: &'static str,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, Malformed>,
) -> Result<T, Malformed> {
    let mut r = Reader::new(value);
    let read = read(&mut r)?;
    r.finish(field)?;
    Ok(read)
}

/// The attribute that is no attribute of any object.
const NETLOGON: &str = "Netlogon";
/// More than nine names of 255 octets and their frame.
const MAX_LEN: usize = 4096;
/// A ping nests four deep, an answer five; others that are well-formed must at least be read to be refused.
const MAX_DEPTH: usize = 8;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample() -> LdapPing {
        LdapPing {
            id: 5,
            dns_domain: DottedName::new("d.x").ok(),
            version: NtVersion::V5EX,
            ..LdapPing::default()
        }
    }

    #[test]
    fn ping_on_the_wire() {
        let wire = [
            &[0x30, 69, 0x02, 1, 5][..], // LDAPMessage, messageID
            &[0x63, 64],                 // [APPLICATION 3] SearchRequest
            &[0x04, 0],                  // baseObject: the root DSE
            &[0x0a, 1, 0, 0x0a, 1, 0],   // scope: base, derefAliases: never
            &[0x02, 1, 0, 0x02, 1, 0],   // sizeLimit, timeLimit
            &[0x01, 1, 0],               // typesOnly: no
            &[0xa0, 33],                 // filter: and, a set, which rasn sorts
            &[0xa3, 13, 0x04, 5],        // equalityMatch, attributeDesc
            b"NtVer\x04\x04\x04\0\0\0",  // and assertionValue: four octets, little-endian
            &[0xa3, 16, 0x04, 9],        // equalityMatch, attributeDesc
            b"DnsDomain\x04\x03d.x",     // and assertionValue
            &[0x30, 10, 0x04, 8],        // attributes
            b"Netlogon",
        ]
        .concat();
        assert_eq!(sample().encode(), wire);
        assert_eq!(LdapPing::decode(&wire), Ok(sample()));
        for len in 0..wire.len() {
            assert!(LdapPing::decode(&wire[..len]).is_err(), "prefix of {len}");
        }
    }

    #[test]
    fn every_assertion_round_trips() {
        let full = LdapPing {
            id: u32::from(u16::MAX),
            dns_domain: DottedName::new("corp.example").ok(),
            host: DottedName::new("ADMIN").ok(),
            user: Some("user@x".into()),
            account_control: Some(0x200),
            domain_guid: Some(Guid::from_u128(7)),
            domain_sid: "S-1-5-21-1-2-3".parse().ok(),
            version: NtVersion::V5EX.with(NtVersion::PDC),
        };
        assert_eq!(LdapPing::decode(&full.encode()), Ok(full));
    }

    #[test]
    fn answers_round_trip() {
        for netlogon in [None, Some(vec![]), Some(vec![23, 0, 1])] {
            let pong = LdapPong { id: 9, netlogon };
            let wire = pong.encode();
            assert_eq!(LdapPong::decode(&wire), Ok(pong));
            assert!(LdapPing::decode(&wire).is_err());
        }
        assert!(LdapPong::decode(&sample().encode()).is_err());
        assert!(LdapPong::decode(&[]).is_err());
    }

    #[test]
    fn a_refusal_is_named() {
        let done = LdapResult::new(ResultCode::Busy, "".into(), "".into());
        let wire = encode_message(1, ProtocolOp::SearchResDone(SearchResultDone(done)));
        assert_eq!(
            LdapPong::decode(&wire),
            Err(CldapError::Refused(ResultCode::Busy))
        );
    }

    #[test]
    fn deep_indefinite_and_long_datagrams_are_refused() {
        let mut deep = vec![0x04, 0];
        for _ in 0..12 {
            let length = u8::try_from(deep.len()).unwrap();
            deep.splice(0..0, [0xa2, length]);
        }
        assert_eq!(LdapPing::decode(&deep), Err(CldapError::Encoding));
        assert_eq!(
            LdapPing::decode(&[0x30, 0x80].repeat(2000)),
            Err(CldapError::Encoding)
        );
        assert_eq!(LdapPing::decode(&[0; 4097]), Err(CldapError::TooLong(4097)));
    }

    #[test]
    fn long_users_and_domains_are_refused() {
        let ping = LdapPing {
            user: Some("u".repeat(256)),
            ..sample()
        };
        assert!(matches!(
            LdapPing::decode(&ping.encode()),
            Err(CldapError::Assertion(Malformed::TooLarge { .. }))
        ));
        let ping = LdapPing {
            user: Some("u".repeat(130)),
            ..sample()
        };
        assert_eq!(LdapPing::decode(&ping.encode()), Ok(ping));
    }

    proptest! {
        #[test]
        fn any_octets_are_read_or_refused(wire in proptest::collection::vec(any::<u8>(), 0..128)) {
            crate::oracle::cldap(&wire);
        }

        #[test]
        fn any_octet_can_be_wrong(at in 0_usize..60, octet: u8) {
            let mut wire = sample().encode();
            if let Some(slot) = wire.get_mut(at) {
                *slot = octet;
            }
            crate::oracle::cldap(&wire);
        }
    }
}
