//! `lsarpc`: SIDs, pointers in arrays, and secrets.

use ndr::{ContextHandle, Counted, CountedVarying, Ndr, Params, UnicodeString, Unique};
use wire::{Guid, NtStatus, Sid};

use super::HANDLE;
use crate::image;

/// `LsarLookupSids` request, [MS-LSAT] 3.1.4.11.
#[derive(Params, PartialEq)]
struct LookupSids {
    policy: ContextHandle,
    sids: Counted<Unique<Sid>>,
    translated: Counted<TranslatedName>,
    level: u16,
    mapped: u32,
}

/// `LSAPR_TRANSLATED_NAME`, [MS-LSAT].
#[derive(Ndr, PartialEq)]
struct TranslatedName {
    kind: u16,
    name: UnicodeString,
    domain_index: i32,
}

#[test]
fn lsa_lookup_sids_in() {
    let request = LookupSids {
        policy: HANDLE,
        sids: vec![
            Some("S-1-5-32-544".parse().unwrap()),
            None,
            Some("S-1-1-0".parse().unwrap()),
        ]
        .into(),
        translated: vec![].into(),
        level: 1,
        mapped: 0,
    };
    image(
        &request,
        &[
            0, 0, 0, 0, // handle: attributes
            0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
            0x0f, 0x10, // uuid
            3, 0, 0, 0, // SidEnumBuffer: Entries
            0x00, 0x00, 0x02, 0x00, // SidInfo: referent
            3, 0, 0, 0, // maximum count
            0x04, 0x00, 0x02, 0x00, // SidInfo[0]: referent
            0, 0, 0, 0, // SidInfo[1]: null
            0x08, 0x00, 0x02, 0x00, // SidInfo[2]: referent
            2, 0, 0, 0, // SID: maximum count
            1, 2, // Revision, SubAuthorityCount
            0, 0, 0, 0, 0, 5, // IdentifierAuthority
            0x20, 0x00, 0x00, 0x00, // SubAuthority
            0x20, 0x02, 0x00, 0x00, // SubAuthority
            1, 0, 0, 0, // SID: maximum count
            1, 1, // Revision, SubAuthorityCount
            0, 0, 0, 0, 0, 1, // IdentifierAuthority
            0, 0, 0, 0, // SubAuthority
            0, 0, 0, 0, // TranslatedNames: Entries
            0, 0, 0, 0, // Names: null
            1, 0, // LookupLevel
            0, 0, // padding
            0, 0, 0, 0, // MappedCount
        ],
    );
}

/// `LsarQueryInformationPolicy2` reply, [MS-LSAD] 3.1.4.4.3.
#[derive(Params, PartialEq)]
struct QueryInformationPolicy2Reply {
    information: Unique<PolicyInformation>,
    status: NtStatus,
}

/// `LSAPR_POLICY_INFORMATION`, [MS-LSAD].
#[derive(Ndr, PartialEq)]
#[ndr(tag = u16)]
enum PolicyInformation {
    #[ndr(case = 12)]
    DnsDomain(DnsDomainInfo),
}

/// `LSAPR_POLICY_DNS_DOMAIN_INFO`, [MS-LSAD].
#[derive(Ndr, PartialEq)]
struct DnsDomainInfo {
    name: UnicodeString,
    dns_domain_name: UnicodeString,
    dns_forest_name: UnicodeString,
    domain_guid: Guid,
    sid: Unique<Sid>,
}

#[test]
fn lsa_query_info_policy2_out() {
    let reply = QueryInformationPolicy2Reply {
        information: Some(PolicyInformation::DnsDomain(DnsDomainInfo {
            name: "DOM".into(),
            dns_domain_name: "dom.x".into(),
            dns_forest_name: UnicodeString::NULL,
            domain_guid: Guid::from_u128(0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10),
            sid: Some("S-1-5-21-1-2-3".parse().unwrap()),
        })),
        status: NtStatus(0),
    };
    image(
        &reply,
        &[
            0x00, 0x00, 0x02, 0x00, // PolicyInformation: referent
            0x0c, 0x00, // tag: PolicyDnsDomainInformation
            0, 0, // padding
            6, 0, 6, 0, // Name: Length, MaximumLength
            0x04, 0x00, 0x02, 0x00, // referent
            0x0a, 0x00, 0x0a, 0x00, // DnsDomainName: Length, MaximumLength
            0x08, 0x00, 0x02, 0x00, // referent
            0, 0, 0, 0, // DnsForestName: Length, MaximumLength
            0, 0, 0, 0, // null
            0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
            0x0f, 0x10, // DomainGuid
            0x0c, 0x00, 0x02, 0x00, // Sid: referent
            3, 0, 0, 0, // Name: maximum count
            0, 0, 0, 0, // offset
            3, 0, 0, 0, // actual count
            b'D', 0, b'O', 0, b'M', 0, // "DOM"
            0, 0, // padding
            5, 0, 0, 0, // DnsDomainName: maximum count
            0, 0, 0, 0, // offset
            5, 0, 0, 0, // actual count
            b'd', 0, b'o', 0, b'm', 0, b'.', 0, b'x', 0, // "dom.x"
            0, 0, // padding
            4, 0, 0, 0, // SID: maximum count
            1, 4, // Revision, SubAuthorityCount
            0, 0, 0, 0, 0, 5, // IdentifierAuthority
            0x15, 0x00, 0x00, 0x00, // SubAuthority
            1, 0, 0, 0, // SubAuthority
            2, 0, 0, 0, // SubAuthority
            3, 0, 0, 0, // SubAuthority
            0, 0, 0, 0, // status
        ],
    );
}

/// `LsarSetSecret` request, [MS-LSAD] 3.1.4.6.3.
#[derive(Params, PartialEq)]
struct SetSecret {
    secret: ContextHandle,
    current: Unique<CountedVarying<u8>>,
    old: Unique<CountedVarying<u8>>,
}

#[test]
fn lsa_set_secret_in() {
    let request = SetSecret {
        secret: HANDLE,
        current: Some(vec![0xde, 0xad, 0xbe].into()),
        old: None,
    };
    image(
        &request,
        &[
            0, 0, 0, 0, // handle: attributes
            0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
            0x0f, 0x10, // uuid
            0x00, 0x00, 0x02, 0x00, // EncryptedCurrentValue: referent
            3, 0, 0, 0, // Length
            3, 0, 0, 0, // MaximumLength
            0x04, 0x00, 0x02, 0x00, // Buffer: referent
            3, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            3, 0, 0, 0, // actual count
            0xde, 0xad, 0xbe, // octets
            0,    // padding
            0, 0, 0, 0, // EncryptedOldValue: null
        ],
    );
}
