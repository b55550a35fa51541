use msrpc::lsarpc::*;
use ndr::{Ref, UnicodeString};
use wire::NtStatus;

use super::POLICY;
use crate::exchange::{Exchange, exchange};
use crate::sample::sid;

pub(super) fn lookups() -> Vec<Exchange> {
    let mut all = names();
    all.extend(sids());
    all.push(exchange(
        &GetUserName {
            system_name: None,
            user_name: None,
            domain_name: Some(None),
        },
        &GetUserNameReply {
            user_name: Some("root".into()),
            domain_name: Some(Some("DOMAIN".into())),
            status: NtStatus::SUCCESS,
        },
    ));
    all
}

fn names() -> Vec<Exchange> {
    let names = || vec!["DOMAIN\\Domain Admins".into(), "nobody".into()].into();
    let ex2 = LookupNames3Reply {
        referenced_domains: referenced(),
        translated_sids: vec![
            TranslatedSidEx2 {
                sid_name_use: SidNameUse::GROUP,
                sid: Some(sid("S-1-5-21-1-2-3-512")),
                domain_index: 0,
                flags: TranslationFlags(0),
            },
            TranslatedSidEx2 {
                sid_name_use: SidNameUse::UNKNOWN,
                sid: None,
                domain_index: -1,
                flags: TranslationFlags::NOT_THE_PRINCIPAL,
            },
        ]
        .into(),
        mapped_count: 1,
        status: NtStatus::SOME_NOT_MAPPED,
    };
    vec![
        exchange(
            &LookupNames {
                policy: POLICY,
                names: names(),
                translated_sids: vec![].into(),
                lookup_level: LookupLevel::WKSTA,
                mapped_count: 0,
            },
            &LookupNamesReply {
                referenced_domains: referenced(),
                translated_sids: vec![
                    TranslatedSid {
                        sid_name_use: SidNameUse::GROUP,
                        relative_id: 512,
                        domain_index: 0,
                    },
                    TranslatedSid {
                        sid_name_use: SidNameUse::UNKNOWN,
                        relative_id: 0,
                        domain_index: -1,
                    },
                ]
                .into(),
                mapped_count: 1,
                status: NtStatus::SOME_NOT_MAPPED,
            },
        ),
        exchange(
            &LookupNames2 {
                policy: POLICY,
                names: names(),
                translated_sids: vec![].into(),
                lookup_level: LookupLevel::PDC,
                mapped_count: 0,
                lookup_options: LookupOptions(0),
                client_revision: ClientRevision::WINDOWS_2000,
            },
            &LookupNames2Reply {
                referenced_domains: referenced(),
                translated_sids: vec![
                    TranslatedSidEx {
                        sid_name_use: SidNameUse::GROUP,
                        relative_id: 512,
                        domain_index: 0,
                        flags: TranslationFlags(0),
                    },
                    TranslatedSidEx::default(),
                ]
                .into(),
                mapped_count: 1,
                status: NtStatus::SOME_NOT_MAPPED,
            },
        ),
        exchange(
            &LookupNames3 {
                policy: POLICY,
                names: names(),
                translated_sids: vec![].into(),
                lookup_level: LookupLevel::WKSTA,
                mapped_count: 0,
                lookup_options: LookupOptions::LOCAL_ONLY,
                client_revision: ClientRevision::WINDOWS_2000,
            },
            &ex2,
        ),
        exchange(
            &LookupNames4 {
                names: names(),
                translated_sids: vec![].into(),
                lookup_level: LookupLevel::GC,
                mapped_count: 0,
                lookup_options: LookupOptions(0),
                client_revision: ClientRevision::WINDOWS_2000,
            },
            &ex2,
        ),
    ]
}

fn sids() -> Vec<Exchange> {
    let sids = || {
        vec![
            Ref(sid("S-1-5-21-1-2-3-512")),
            Ref(sid("S-1-5-21-9-9-9-512")),
        ]
        .into()
    };
    let ex = LookupSidsExReply {
        referenced_domains: referenced(),
        translated_names: vec![
            TranslatedNameEx {
                sid_name_use: SidNameUse::GROUP,
                name: "Domain Admins".into(),
                domain_index: 0,
                flags: TranslationFlags(0),
            },
            TranslatedNameEx {
                sid_name_use: SidNameUse::UNKNOWN,
                name: UnicodeString::NULL,
                domain_index: -1,
                flags: TranslationFlags::LAST_VIEW,
            },
        ]
        .into(),
        mapped_count: 1,
        status: NtStatus::SOME_NOT_MAPPED,
    };
    vec![
        exchange(
            &LookupSids {
                policy: POLICY,
                sids: sids(),
                translated_names: vec![].into(),
                lookup_level: LookupLevel::WKSTA,
                mapped_count: 0,
            },
            &LookupSidsReply {
                referenced_domains: referenced(),
                translated_names: vec![
                    TranslatedName {
                        sid_name_use: SidNameUse::GROUP,
                        name: "Domain Admins".into(),
                        domain_index: 0,
                    },
                    TranslatedName::default(),
                ]
                .into(),
                mapped_count: 1,
                status: NtStatus::SOME_NOT_MAPPED,
            },
        ),
        exchange(
            &LookupSids2 {
                policy: POLICY,
                sids: sids(),
                translated_names: vec![].into(),
                lookup_level: LookupLevel::WKSTA,
                mapped_count: 0,
                lookup_options: LookupOptions(0),
                client_revision: ClientRevision::NT4,
            },
            &ex,
        ),
        exchange(
            &LookupSids3 {
                sids: sids(),
                translated_names: vec![].into(),
                lookup_level: LookupLevel::WKSTA,
                mapped_count: 0,
                lookup_options: LookupOptions(0),
                client_revision: ClientRevision::WINDOWS_2000,
            },
            &ex,
        ),
    ]
}

fn referenced() -> Option<ReferencedDomainList> {
    Some(ReferencedDomainList {
        domains: vec![TrustInformation {
            name: "DOMAIN".into(),
            sid: Some(sid("S-1-5-21-1-2-3")),
        }]
        .into(),
        max_entries: 32,
    })
}
