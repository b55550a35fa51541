use msrpc::samr::*;
use ndr::{Counted, Leveled, Ref, UnicodeString};
use wire::NtStatus;

use crate::exchange::{Exchange, exchange};
use crate::sample::{DONE, TIME, handle, sid};

pub(super) fn domain() -> Vec<Exchange> {
    let general = DomainGeneralInformation {
        force_logoff: i64::MIN.into(),
        oem_information: "comment".into(),
        domain_name: "DOMAIN".into(),
        replica_source_node_name: UnicodeString::NULL,
        domain_modified_count: 77.into(),
        domain_server_state: DomainServerEnableState::ENABLED,
        domain_server_role: DomainServerRole::PRIMARY,
        uas_compatibility_required: 1,
        user_count: 10,
        group_count: 5,
        alias_count: 2,
    };
    let lockout = DomainLockoutInformation {
        lockout_duration: -18_000_000_000,
        lockout_observation_window: -18_000_000_000,
        lockout_threshold: 5,
    };
    let levels = [
        DomainInfo::Password(DomainPasswordInformation {
            min_password_length: 7,
            password_history_length: 24,
            password_properties: PasswordProperties::COMPLEX,
            max_password_age: (-36_288_000_000_000).into(),
            min_password_age: (-864_000_000_000).into(),
        }),
        DomainInfo::General(general.clone()),
        DomainInfo::Logoff(i64::MIN.into()),
        DomainInfo::Oem("comment".into()),
        DomainInfo::Name("DOMAIN".into()),
        DomainInfo::Replication("".into()),
        DomainInfo::ServerRole(DomainServerRole::PRIMARY),
        DomainInfo::Modified(DomainModifiedInformation {
            domain_modified_count: 77.into(),
            creation_time: TIME,
        }),
        DomainInfo::State(DomainServerEnableState::ENABLED),
        DomainInfo::General2(DomainGeneralInformation2 { general, lockout }),
        DomainInfo::Lockout(lockout),
        DomainInfo::Modified2(DomainModifiedInformation2 {
            domain_modified_count: 77.into(),
            creation_time: TIME,
            modified_count_at_last_promotion: 1.into(),
        }),
    ];
    let mut all = Vec::new();
    for info in levels {
        let reply = QueryInformationDomainReply {
            buffer: Some(info.clone()),
            status: NtStatus::SUCCESS,
        };
        let information_class = DomainInformationClass(ndr::Union::tag(&info));
        let domain = DomainHandle(handle(2));
        all.extend([
            exchange(
                &QueryInformationDomain {
                    domain,
                    information_class,
                },
                &reply,
            ),
            exchange(
                &QueryInformationDomain2 {
                    domain,
                    information_class,
                },
                &reply,
            ),
            exchange(
                &SetInformationDomain {
                    domain,
                    information: Leveled(info),
                },
                &DONE,
            ),
        ]);
    }
    let rules = GetDomainPasswordInformationReply {
        password_information: UserDomainPasswordInformation {
            min_password_length: 7,
            password_properties: PasswordProperties::COMPLEX,
        },
        status: NtStatus::SUCCESS,
    };
    all.extend([
        exchange(
            &GetDomainPasswordInformation {
                unused: Some("\\\\PDC".into()),
            },
            &rules,
        ),
        exchange(
            &GetUserDomainPasswordInformation {
                user: UserHandle(handle(3)),
            },
            &rules,
        ),
    ]);
    all
}

pub(super) fn enumerations_and_lookups() -> Vec<Exchange> {
    let domain = DomainHandle(handle(2));
    vec![
        exchange(
            &EnumerateUsersInDomain {
                domain,
                enumeration_context: 17,
                user_account_control: UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
                preferred_maximum_length: u32::MAX,
            },
            &enumeration(),
        ),
        exchange(
            &EnumerateGroupsInDomain {
                domain,
                enumeration_context: 0,
                preferred_maximum_length: u32::MAX,
            },
            &enumeration(),
        ),
        exchange(
            &EnumerateAliasesInDomain {
                domain,
                enumeration_context: 0,
                preferred_maximum_length: u32::MAX,
            },
            &EnumerationReply {
                enumeration_context: 0,
                buffer: Some(Counted(vec![])),
                count_returned: 0,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &LookupNamesInDomain {
                domain,
                names: vec!["MEMBER$".into(), "nobody".into()].into(),
            },
            &LookupNamesInDomainReply {
                relative_ids: vec![1103, 0].into(),
                uses: vec![SidNameUse::USER, SidNameUse::UNKNOWN].into(),
                status: NtStatus::SOME_NOT_MAPPED,
            },
        ),
        exchange(
            &LookupIdsInDomain {
                domain,
                relative_ids: vec![512, 513].into(),
            },
            &LookupIdsInDomainReply {
                names: vec!["Domain Admins".into(), "Domain Users".into()].into(),
                uses: vec![SidNameUse::GROUP, SidNameUse::GROUP].into(),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &GetAliasMembership {
                domain,
                sids: vec![
                    Ref(sid("S-1-5-21-1-2-3-512")),
                    Ref(sid("S-1-5-21-1-2-3-1103")),
                ]
                .into(),
            },
            &GetAliasMembershipReply {
                membership: vec![544].into(),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &RidToSid {
                object: domain.into(),
                rid: 512,
            },
            &RidToSidReply {
                sid: Some(sid("S-1-5-21-1-2-3-512")),
                status: NtStatus::SUCCESS,
            },
        ),
    ]
}

pub(super) fn enumeration() -> EnumerationReply {
    EnumerationReply {
        enumeration_context: 2,
        buffer: Some(
            vec![
                RidEnumeration {
                    relative_id: 500,
                    name: "root".into(),
                },
                RidEnumeration {
                    relative_id: 1103,
                    name: "M$".into(),
                },
            ]
            .into(),
        ),
        count_returned: 2,
        status: NtStatus::MORE_ENTRIES,
    }
}
