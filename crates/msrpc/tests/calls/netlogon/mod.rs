//! The calls of `netlogon` that only domain controllers make or answer. Those of members have their tests beside them.

pub(crate) mod deltas;
mod images;

use msrpc::netlogon::*;
use ndr::Counted;
use rpc::Interface;
use wire::{Guid, NtStatus, Win32Error};

use crate::exchange::{Exchange, exchange, secret_exchange};
use crate::sample::sid;

/// [MS-NRPC] 3.5.4: what has a number, and no declaration here.
const MISSING: [(u16, &str); 3] = [
    (47, "not used on the wire"),
    (
        48,
        "DsrUpdateReadOnlyServerDnsRecords: there are no read-only domain controllers",
    ),
    (
        49,
        "NetrChainSetClientAttributes: there are no read-only domain controllers",
    ),
];

#[test]
fn every_number_is_declared_or_known_to_be_missing() {
    for opnum in 0..=49 {
        let declared = Logon::CALLS.iter().any(|(call, _)| *call == opnum);
        let missing = MISSING.iter().any(|(call, _)| *call == opnum);
        assert!(declared != missing, "{opnum}: declared {declared}");
    }
    assert!(Logon::CALLS.iter().all(|(opnum, _)| *opnum <= 49));
}

/// What [`images`] judge instead of Samba 4.17, which knows no parameters of 22, 24, 25 and 35, sends a record in 10, and
/// allows no null as the last name in 41. The specification is clear about all of them.
pub(crate) const OTHERWISE_IN_SAMBA: [u16; 6] = [10, 22, 24, 25, 35, 41];

pub(crate) const AUTHENTICATOR: Authenticator = Authenticator {
    credential: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
    timestamp: 9,
};

pub(crate) fn exchanges() -> Vec<Exchange> {
    [
        uas(),
        replication(),
        digests(),
        services(),
        sites(),
        forests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What travels as octets inside calls, by the names that Samba has for it.
pub(crate) fn structures() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("netr_ChangeLogEntry", images::entry_with_a_sid().encode()),
        ("netr_ChangeLogEntry", images::entry_with_a_name().encode()),
        (
            "netr_USER_KEYS",
            images::keys().encode(1104).expose().to_vec(),
        ),
    ]
}

fn uas() -> Vec<Exchange> {
    let record_id = UasRecordId {
        computer_name: *b"BDC\0\0\0\0\0\0\0\0\0\0\0\0\0",
        time_created: 77,
        serial_number: 5,
    };
    vec![
        exchange(
            &UasLogon {
                server_name: Some("\\\\D".into()),
                user_name: "u".into(),
                workstation: "W".into(),
            },
            &UasLogonReply {
                validation: Some(UasValidation {
                    effective_name: Some("u".into()),
                    privilege: 1,
                    password_must_change: u32::MAX,
                    domain: Some("DOM".into()),
                    ..UasValidation::default()
                }),
                status: Win32Error::NERR_Success,
            },
        ),
        exchange(
            &UasLogoff {
                server_name: None,
                user_name: "u".into(),
                workstation: "W".into(),
            },
            &UasLogoffReply {
                information: UasLogoffInformation {
                    duration: 3600,
                    logon_count: 2,
                },
                status: Win32Error::NERR_Success,
            },
        ),
        exchange(
            &AccountDeltas {
                primary_name: Some("\\\\D".into()),
                computer_name: "BDC".into(),
                authenticator: AUTHENTICATOR,
                return_authenticator: Authenticator::default(),
                record_id,
                count: 1,
                level: 0,
                buffer_size: 6,
            },
            &AccountDeltasReply {
                return_authenticator: AUTHENTICATOR,
                buffer: vec![1, 2, 3, 4, 5, 6].into(),
                count_returned: 1,
                total_entries: 2,
                next_record_id: record_id,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &AccountSync {
                primary_name: None,
                computer_name: "BDC".into(),
                authenticator: AUTHENTICATOR,
                return_authenticator: Authenticator::default(),
                reference: 7,
                level: 0,
                buffer_size: 3,
                last_record_id: SurplusRecordId::default(),
            },
            &AccountSyncReply {
                return_authenticator: AUTHENTICATOR,
                buffer: vec![1, 2, 3].into(),
                count_returned: 1,
                total_entries: 2,
                next_reference: 8,
                last_record_id: record_id,
                status: NtStatus::SUCCESS,
            },
        ),
    ]
}

fn replication() -> Vec<Exchange> {
    let database_deltas = DatabaseDeltas {
        primary_name: "\\\\PDC".into(),
        computer_name: "BDC".into(),
        authenticator: AUTHENTICATOR,
        return_authenticator: Authenticator::default(),
        database: DatabaseId::SAM,
        modified_count: 41.into(),
        preferred_maximum_length: 0xffff,
    };
    let entry = ChangeLogEntry {
        serial_number: 42,
        rid: 1104,
        flags: ChangeLogFlags::IMMEDIATE,
        database: 0,
        delta_type: 5,
        object: ChangeLogObject::Rid,
    };
    let mut exchanges: Vec<_> = deltas::all()
        .into_iter()
        .map(|delta| {
            secret_exchange(
                &database_deltas,
                &DatabaseDeltasReply {
                    return_authenticator: AUTHENTICATOR,
                    modified_count: 42.into(),
                    deltas: Some(vec![delta].into()),
                    status: NtStatus::SUCCESS,
                },
            )
        })
        .collect();
    exchanges.extend([
        secret_exchange(
            &DatabaseSync {
                primary_name: "\\\\PDC".into(),
                computer_name: "BDC".into(),
                authenticator: AUTHENTICATOR,
                return_authenticator: Authenticator::default(),
                database: DatabaseId::LSA,
                sync_context: 0,
                preferred_maximum_length: 0xffff,
            },
            &DatabaseSyncReply {
                return_authenticator: AUTHENTICATOR,
                sync_context: 1104,
                deltas: Some(deltas::all().into()),
                status: NtStatus::MORE_ENTRIES,
            },
        ),
        secret_exchange(
            &DatabaseSync2 {
                primary_name: "\\\\PDC".into(),
                computer_name: "BDC".into(),
                authenticator: AUTHENTICATOR,
                return_authenticator: Authenticator::default(),
                database: DatabaseId::BUILTIN,
                restart_state: SyncState::GROUP_MEMBER,
                sync_context: 513,
                preferred_maximum_length: 0xffff,
            },
            &DatabaseSyncReply {
                return_authenticator: AUTHENTICATOR,
                sync_context: 0,
                deltas: Some(vec![].into()),
                status: NtStatus::SUCCESS,
            },
        ),
        secret_exchange(
            &DatabaseRedo {
                primary_name: "\\\\PDC".into(),
                computer_name: "BDC".into(),
                authenticator: AUTHENTICATOR,
                return_authenticator: Authenticator::default(),
                entry: entry.encode().into(),
            },
            &DatabaseRedoReply {
                return_authenticator: AUTHENTICATOR,
                deltas: None,
                status: NtStatus::ACCESS_DENIED,
            },
        ),
    ]);
    exchanges
}

fn digests() -> Vec<Exchange> {
    let reply = DigestReply {
        new_digest: [0xaa; 16],
        old_digest: [0xbb; 16],
        status: Win32Error::NERR_Success,
    };
    vec![
        exchange(
            &GetTrustRid {
                server_name: None,
                domain_name: Some("DOM".into()),
            },
            &GetTrustRidReply {
                rid: 1104,
                status: Win32Error::NERR_Success,
            },
        ),
        exchange(
            &ComputeServerDigest {
                server_name: Some("\\\\D".into()),
                rid: 1104,
                message: vec![1, 2, 3].into(),
            },
            &reply,
        ),
        exchange(
            &ComputeClientDigest {
                server_name: Some("\\\\D".into()),
                domain_name: None,
                message: vec![1, 2, 3].into(),
            },
            &reply,
        ),
    ]
}

fn services() -> Vec<Exchange> {
    vec![
        exchange(
            &PasswordSet {
                primary_name: None,
                account_name: "M$".into(),
                channel_type: SecureChannelType::WORKSTATION,
                computer_name: "M".into(),
                authenticator: AUTHENTICATOR,
                new_hash: EncryptedNtHash([0xcc; 16]),
            },
            &PasswordSet2Reply {
                return_authenticator: AUTHENTICATOR,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &SetServiceBits {
                server_name: None,
                of_interest: ServiceBits::TIME | ServiceBits::RELIABLE_TIME,
                running: ServiceBits::TIME,
            },
            &StatusReply {
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &SendToSam {
                primary_name: None,
                computer_name: "BDC".into(),
                authenticator: AUTHENTICATOR,
                message: vec![1, 2, 3, 4, 5].into(),
            },
            &SendToSamReply {
                return_authenticator: AUTHENTICATOR,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &GetTimeServiceParentDomain { server_name: None },
            &GetTimeServiceParentDomainReply {
                domain_name: Some("dom.example".into()),
                pdc_same_site: 1,
                status: Win32Error::NERR_Success,
            },
        ),
    ]
}

fn sites() -> Vec<Exchange> {
    let addresses: Vec<_> = [[10, 75, 0, 6], [10, 75, 0, 7]]
        .map(|address| SocketAddress([&[2, 0, 0, 0], &address[..], &[0; 8]].concat()))
        .into();
    let names = SiteNamesReply {
        sites: Some(Counted(vec![
            "Default-First-Site-Name".into(),
            ndr::UnicodeString::NULL,
        ])),
        status: Win32Error::NERR_Success,
    };
    vec![
        exchange(
            &DsrAddressToSiteNames {
                computer_name: None,
                addresses: addresses.clone().into(),
            },
            &names,
        ),
        exchange(
            &DsrAddressToSiteNamesEx {
                computer_name: None,
                addresses: addresses.into(),
            },
            &DsrAddressToSiteNamesExReply {
                sites: Some(SiteNamesEx(vec![
                    SiteNameEx {
                        site: "Default-First-Site-Name".into(),
                        subnet: "10.75.0.0/16".into(),
                    },
                    SiteNameEx::default(),
                ])),
                status: Win32Error::NERR_Success,
            },
        ),
        exchange(&DsrGetDcSiteCoverage { server_name: None }, &names),
        exchange(
            &DsrDeregisterDnsHostRecords {
                server_name: None,
                dns_domain_name: Some("dom.example".into()),
                domain_guid: Some(Guid::from_bytes([7; 16])),
                dsa_guid: None,
                dns_host_name: Some("pdc.dom.example".into()),
            },
            &Win32Reply {
                status: Win32Error::ERROR_NOT_SUPPORTED,
            },
        ),
    ]
}

fn forests() -> Vec<Exchange> {
    let domain = ForestTrustDomainInfo {
        sid: Some(sid("S-1-5-21-1-2-3")),
        dns_name: "dom.example".into(),
        netbios_name: "DOM".into(),
    };
    let information = ForestTrustInformation {
        records: [
            ForestTrustData::TopLevelName("dom.example".into()),
            ForestTrustData::TopLevelNameEx("no.dom.example".into()),
            ForestTrustData::DomainInfo(domain),
            ForestTrustData::Other(
                3,
                ForestTrustBinaryData {
                    octets: vec![1, 2, 3].into(),
                },
            ),
        ]
        .map(|data| {
            Some(ForestTrustRecord {
                flags: 1,
                time: 0x01c2_3c1e_2b1a_8000,
                data,
            })
        })
        .to_vec()
        .into(),
    };
    vec![
        exchange(
            &DsrGetForestTrustInformation {
                server_name: None,
                trusted_domain_name: Some("dom.example".into()),
                flags: ForestTrustFlags::UPDATE_TDO,
            },
            &DsrGetForestTrustInformationReply {
                information: Some(information.clone()),
                status: Win32Error::NERR_Success,
            },
        ),
        exchange(
            &GetForestTrustInformation {
                server_name: None,
                computer_name: "D".into(),
                authenticator: AUTHENTICATOR,
                flags: 0,
            },
            &GetForestTrustInformationReply {
                return_authenticator: AUTHENTICATOR,
                information: Some(information),
                status: NtStatus::SUCCESS,
            },
        ),
    ]
}
