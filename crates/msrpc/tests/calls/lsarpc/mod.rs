mod account;
mod lookup;
mod trust;

use msrpc::lsarpc::*;
use ndr::{ContextHandle, Leveled, Ref, UnicodeString};
use wire::{Guid, NtStatus};

use crate::exchange::{Exchange, assert_complete, exchange};
use crate::sample::{DONE, TIME, handle, sid};

#[test]
fn every_call_has_an_exchange() {
    assert_complete::<Lsarpc>(&exchanges());
}

pub(crate) fn exchanges() -> Vec<Exchange> {
    let mut all = policy();
    all.extend(lookup::lookups());
    all.extend(secrets());
    all.extend(trusted_domains());
    all.extend(accounts_and_privileges());
    all.extend(account::account_objects());
    all.extend(trust::trusts_by_name());
    all
}

fn policy() -> Vec<Exchange> {
    let opened = OpenPolicyReply {
        policy: POLICY,
        status: NtStatus::SUCCESS,
    };
    let mut all = vec![
        exchange(
            &OpenPolicy {
                system_name: Some(u16::from(b'\\')),
                object_attributes: ObjectAttributes::default(),
                desired_access: PolicyAccess::MAXIMUM_ALLOWED,
            },
            &opened,
        ),
        exchange(
            &OpenPolicy2 {
                system_name: Some("\\\\PDC".into()),
                object_attributes: ObjectAttributes {
                    length: 24,
                    security_quality_of_service: Some(SecurityQualityOfService {
                        length: 12,
                        impersonation_level: 2,
                        context_tracking_mode: 1,
                        effective_only: 0,
                    }),
                    ..ObjectAttributes::default()
                },
                desired_access: PolicyAccess::VIEW_LOCAL_INFORMATION | PolicyAccess::LOOKUP_NAMES,
            },
            &opened,
        ),
        exchange(
            &Close::new(POLICY),
            &CloseReply {
                handle: ContextHandle::NIL,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &DeleteObject::new(SECRET),
            &DeleteObjectReply {
                handle: ContextHandle::NIL,
                status: NtStatus::SUCCESS,
            },
        ),
    ];
    for info in policy_levels() {
        let reply = QueryInformationPolicyReply {
            information: Some(info.clone()),
            status: NtStatus::SUCCESS,
        };
        let information_class = PolicyInformationClass(ndr::Union::tag(&info));
        all.extend([
            exchange(
                &QueryInformationPolicy {
                    policy: POLICY,
                    information_class,
                },
                &reply,
            ),
            exchange(
                &QueryInformationPolicy2 {
                    policy: POLICY,
                    information_class,
                },
                &reply,
            ),
            exchange(
                &SetInformationPolicy {
                    policy: POLICY,
                    information: Leveled(info.clone()),
                },
                &DONE,
            ),
            exchange(
                &SetInformationPolicy2 {
                    policy: POLICY,
                    information: Leveled(info),
                },
                &DONE,
            ),
        ]);
    }
    all.extend(domain_policy());
    all
}

/// And the numbers between, which have no use.
fn domain_policy() -> Vec<Exchange> {
    let handle = POLICY.into();
    let mut all = vec![
        exchange(&Delete { handle }, &DONE),
        exchange(
            &CloseTrustedDomainEx { handle },
            &CloseReply {
                handle,
                status: NtStatus::NOT_IMPLEMENTED,
            },
        ),
    ];
    let efs = PolicyDomainEfsInfo {
        info_length: 3,
        efs_blob: Some(vec![1, 2, 3].into()),
    };
    let tickets = PolicyDomainKerberosTicketInfo {
        authentication_options: 0x80,
        max_service_ticket_age: 1,
        max_ticket_age: 2,
        max_renew_age: 3,
        max_clock_skew: 4,
        reserved: 0,
    };
    for info in [
        PolicyDomainInfo::Efs(efs),
        PolicyDomainInfo::KerberosTicket(tickets),
    ] {
        let information_class = PolicyDomainInformationClass(ndr::Union::tag(&info));
        all.extend([
            exchange(
                &QueryDomainInformationPolicy {
                    policy: POLICY,
                    information_class,
                },
                &QueryDomainInformationPolicyReply {
                    information: Some(info.clone()),
                    status: NtStatus::SUCCESS,
                },
            ),
            exchange(
                &SetDomainInformationPolicy {
                    policy: POLICY,
                    information_class,
                    information: Some(info),
                },
                &DONE,
            ),
        ]);
    }
    all
}

fn policy_levels() -> Vec<PolicyInfo> {
    let account_domain = PolicyAccountDomInfo {
        domain_name: "MEMBER".into(),
        domain_sid: Some(sid("S-1-5-21-4-5-6")),
    };
    let dns_domain = PolicyDnsDomainInfo {
        name: "DOMAIN".into(),
        dns_domain_name: "domain.example".into(),
        dns_forest_name: "domain.example".into(),
        domain_guid: Guid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
        sid: Some(sid("S-1-5-21-1-2-3")),
    };
    vec![
        PolicyInfo::AuditLog(PolicyAuditLogInfo {
            percent_full: 1,
            maximum_log_size: 8192,
            retention_period: 8_533_315,
            full_shutdown_in_progress: 0,
            time_to_shutdown: 0,
            next_audit_record_id: 0,
        }),
        PolicyInfo::AuditEvents(PolicyAuditEventsInfo {
            auditing_mode: 1,
            options: AuditOptions(vec![0, 1, 2, 3, 0, 0, 0]),
        }),
        PolicyInfo::AuditFullQuery(PolicyAuditFullQueryInfo {
            shut_down_on_full: 0,
            log_is_full: 1,
        }),
        PolicyInfo::PrimaryDomain(PolicyPrimaryDomInfo {
            name: "DOMAIN".into(),
            sid: Some(sid("S-1-5-21-1-2-3")),
        }),
        PolicyInfo::PrimaryDomain(PolicyPrimaryDomInfo {
            name: "WORKGROUP".into(),
            sid: None,
        }),
        PolicyInfo::PdAccount(UnicodeString::NULL),
        PolicyInfo::AccountDomain(account_domain.clone()),
        PolicyInfo::LsaServerRole(PolicyLsaServerRole::PRIMARY),
        PolicyInfo::ReplicaSource(PolicyReplicaSrceInfo {
            replica_source: "PDC".into(),
            replica_account_name: UnicodeString::NULL,
        }),
        PolicyInfo::DnsDomain(dns_domain.clone()),
        PolicyInfo::DnsDomainInt(dns_domain),
        PolicyInfo::LocalAccountDomain(account_domain),
    ]
}

fn secrets() -> Vec<Exchange> {
    let opened = OpenSecretReply {
        secret: SECRET,
        status: NtStatus::SUCCESS,
    };
    let value = CipherValue {
        octets: vec![7; 24].into(),
    };
    let time = Some(LargeTime::from(TIME));
    vec![
        exchange(
            &CreateSecret {
                policy: POLICY,
                secret_name: "$MACHINE.ACC".into(),
                desired_access: SecretAccess::SET_VALUE,
            },
            &opened,
        ),
        exchange(
            &OpenSecret {
                policy: POLICY,
                secret_name: "$MACHINE.ACC".into(),
                desired_access: SecretAccess::SET_VALUE | SecretAccess::QUERY_VALUE,
            },
            &opened,
        ),
        exchange(
            &SetSecret {
                secret: SECRET,
                encrypted_current_value: Some(value.clone()),
                encrypted_old_value: None,
            },
            &DONE,
        ),
        exchange(
            &QuerySecret {
                secret: SECRET,
                encrypted_current_value: Some(None),
                current_value_set_time: Some(LargeTime(0)),
                encrypted_old_value: None,
                old_value_set_time: None,
            },
            &QuerySecretReply {
                encrypted_current_value: Some(Some(value.clone())),
                current_value_set_time: time,
                encrypted_old_value: None,
                old_value_set_time: None,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &StorePrivateData {
                policy: POLICY,
                key_name: "$MACHINE.ACC".into(),
                encrypted_data: Some(value.clone()),
            },
            &DONE,
        ),
        exchange(
            &RetrievePrivateData {
                policy: POLICY,
                key_name: "$MACHINE.ACC".into(),
                encrypted_data: None,
            },
            &RetrievePrivateDataReply {
                encrypted_data: Some(value),
                status: NtStatus::SUCCESS,
            },
        ),
    ]
}

fn trusted_domains() -> Vec<Exchange> {
    let trusted_domain = TrustedDomainHandle(handle(3));
    let opened = OpenTrustedDomainReply {
        trusted_domain,
        status: NtStatus::SUCCESS,
    };
    let trusted_domain_sid = sid("S-1-5-21-7-8-9");
    let mut all = vec![
        exchange(
            &EnumerateTrustedDomains {
                policy: POLICY,
                enumeration_context: 0,
                preferred_maximum_length: 0xffff,
            },
            &EnumerateTrustedDomainsReply {
                enumeration_context: 1,
                domains: vec![trust()].into(),
                status: NtStatus::MORE_ENTRIES,
            },
        ),
        exchange(
            &EnumerateTrustedDomainsEx {
                policy: POLICY,
                enumeration_context: 1,
                preferred_maximum_length: 0xffff,
            },
            &EnumerateTrustedDomainsExReply {
                enumeration_context: 1,
                domains: vec![trust_ex()].into(),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &CreateTrustedDomain {
                policy: POLICY,
                information: trust(),
                desired_access: TrustedDomainAccess::SET_AUTH,
            },
            &opened,
        ),
        exchange(
            &OpenTrustedDomain {
                policy: POLICY,
                trusted_domain_sid: trusted_domain_sid.clone(),
                desired_access: TrustedDomainAccess::QUERY_DOMAIN_NAME,
            },
            &opened,
        ),
        exchange(
            &DeleteTrustedDomain {
                policy: POLICY,
                trusted_domain_sid,
            },
            &DONE,
        ),
    ];
    let value = || {
        Some(CipherValue {
            octets: vec![7; 16].into(),
        })
    };
    let levels = [
        TrustedDomainInfo::Name("OTHER".into()),
        TrustedDomainInfo::PosixOffset(0x4000_0000),
        TrustedDomainInfo::Password(TrustedPasswordInfo {
            password: value(),
            old_password: value(),
        }),
        TrustedDomainInfo::Basic(trust()),
        TrustedDomainInfo::Ex(trust_ex()),
        TrustedDomainInfo::SupportedEncryptionTypes(0x18),
    ];
    all.extend(levels.map(|info| {
        exchange(
            &QueryInfoTrustedDomain {
                trusted_domain,
                information_class: TrustedInformationClass(ndr::Union::tag(&info)),
            },
            &QueryInfoTrustedDomainReply {
                information: Some(info),
                status: NtStatus::SUCCESS,
            },
        )
    }));
    all
}

fn accounts_and_privileges() -> Vec<Exchange> {
    let account_sid = sid("S-1-5-32-544");
    let user_rights = UserRightSet {
        user_rights: vec![
            "SeMachineAccountPrivilege".into(),
            "SeNetworkLogonRight".into(),
        ]
        .into(),
    };
    let value = Luid {
        low_part: 6,
        high_part: 0,
    };
    vec![
        exchange(
            &EnumerateAccounts {
                policy: POLICY,
                enumeration_context: 0,
                preferred_maximum_length: 8192,
            },
            &EnumerateAccountsReply {
                enumeration_context: 2,
                accounts: vec![Ref(account_sid.clone()), Ref(sid("S-1-1-0"))].into(),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &EnumerateAccountRights {
                policy: POLICY,
                account_sid: account_sid.clone(),
            },
            &EnumerateAccountRightsReply {
                user_rights: user_rights.clone(),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &AddAccountRights {
                policy: POLICY,
                account_sid: account_sid.clone(),
                user_rights: user_rights.clone(),
            },
            &DONE,
        ),
        exchange(
            &RemoveAccountRights {
                policy: POLICY,
                account_sid,
                all_rights: 0,
                user_rights,
            },
            &DONE,
        ),
        exchange(
            &EnumeratePrivileges {
                policy: POLICY,
                enumeration_context: 0,
                preferred_maximum_length: 0xffff,
            },
            &EnumeratePrivilegesReply {
                enumeration_context: 1,
                privileges: vec![PolicyPrivilegeDef {
                    name: "SeMachineAccountPrivilege".into(),
                    local_value: value,
                }]
                .into(),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &LookupPrivilegeValue {
                policy: POLICY,
                name: "SeMachineAccountPrivilege".into(),
            },
            &LookupPrivilegeValueReply {
                value,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &LookupPrivilegeName {
                policy: POLICY,
                value,
            },
            &LookupPrivilegeNameReply {
                name: Some("SeMachineAccountPrivilege".into()),
                status: NtStatus::SUCCESS,
            },
        ),
    ]
}

fn trust() -> TrustInformation {
    TrustInformation {
        name: "OTHER".into(),
        sid: Some(sid("S-1-5-21-7-8-9")),
    }
}

fn trust_ex() -> TrustedDomainInformationEx {
    TrustedDomainInformationEx {
        name: "other.example".into(),
        flat_name: "OTHER".into(),
        sid: Some(sid("S-1-5-21-7-8-9")),
        trust_direction: TrustDirection::INBOUND | TrustDirection::OUTBOUND,
        trust_type: TrustType::UPLEVEL,
        trust_attributes: TrustAttributes::NON_TRANSITIVE,
    }
}

const POLICY: PolicyHandle = PolicyHandle(handle(1));
const SECRET: SecretHandle = SecretHandle(handle(2));
