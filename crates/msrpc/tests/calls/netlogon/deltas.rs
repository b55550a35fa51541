//! One delta of each type.

use msrpc::netlogon::*;
use msrpc::samr::{
    GroupAttributes, GroupMembership, LogonHours, PasswordProperties, SecurityDescriptor,
    SecurityInformation, UserAccountControl,
};
use ndr::{ShortBlob, UnicodeString};
use wire::SecretKey;

use crate::sample::{TIME, sid};

#[test]
fn there_is_one_of_each_type() {
    let types: Vec<_> = all().iter().map(|delta| delta.delta_type().0).collect();
    assert_eq!(types, (1..=23).collect::<Vec<_>>());
}

pub(crate) fn all() -> Vec<Delta> {
    let rid = 1104;
    let domain = || Some(sid("S-1-5-21-1-2-3"));
    let name = || Some("G$SECRET".into());
    vec![
        Delta::Domain {
            rid,
            change: Some(Box::new(domain_delta())),
        },
        Delta::Group {
            rid,
            change: Some(Box::new(group())),
        },
        Delta::DeleteGroup { rid },
        Delta::RenameGroup {
            rid,
            change: Some(Box::new(rename())),
        },
        Delta::User {
            rid,
            change: Some(Box::new(user())),
        },
        Delta::DeleteUser { rid },
        Delta::RenameUser {
            rid,
            change: Some(Box::new(rename())),
        },
        Delta::GroupMembers {
            rid,
            change: Some(Box::new(group_members())),
        },
        Delta::Alias {
            rid,
            change: Some(Box::new(alias())),
        },
        Delta::DeleteAlias { rid },
        Delta::RenameAlias {
            rid,
            change: Some(Box::new(rename())),
        },
        Delta::AliasMembers {
            rid,
            change: Some(Box::new(alias_members())),
        },
        Delta::LsaPolicy {
            sid: domain(),
            change: Some(Box::new(policy())),
        },
        Delta::LsaTrustedDomain {
            sid: domain(),
            change: Some(Box::new(trusted_domain())),
        },
        Delta::DeleteLsaTrustedDomain { sid: domain() },
        Delta::LsaAccount {
            sid: domain(),
            change: Some(Box::new(account())),
        },
        Delta::DeleteLsaAccount { sid: domain() },
        Delta::LsaSecret {
            name: name(),
            change: Some(Box::new(secret())),
        },
        Delta::DeleteLsaSecret { name: name() },
        Delta::DeleteGroupByName {
            rid,
            change: Some(Box::new(delete())),
        },
        Delta::DeleteUserByName {
            rid,
            change: Some(Box::new(delete())),
        },
        Delta::SerialNumberSkip {
            change: Some(42.into()),
        },
        Delta::Other(DeltaType(23)),
    ]
}

fn security() -> DeltaSecurity {
    #[rustfmt::skip]
    let descriptor = vec![
        1, 0, 0x04, 0x80,       // Revision, Sbz1, Control: self-relative, has a DACL
        0, 0, 0, 0,             // OffsetOwner
        0, 0, 0, 0,             // OffsetGroup
        0, 0, 0, 0,             // OffsetSacl
        20, 0, 0, 0,            // OffsetDacl
        2, 0, 8, 0, 0, 0, 0, 0, // an ACL without entries
    ];
    DeltaSecurity {
        information: SecurityInformation::DACL,
        descriptor: SecurityDescriptor {
            octets: descriptor.into(),
        },
    }
}

fn domain_delta() -> DeltaDomain {
    DeltaDomain {
        name: "DOM".into(),
        oem_information: "a comment".into(),
        force_logoff: i64::MIN.into(),
        min_password_length: 7,
        password_history_length: 24,
        max_password_age: (-36_288_000_000_000).into(),
        min_password_age: (-864_000_000_000).into(),
        modified_count: 42.into(),
        creation_time: TIME,
        security: security(),
        lockout_information: ShortBlob(Some(vec![1, 2, 3])),
        password_properties: PasswordProperties::COMPLEX,
        ..DeltaDomain::default()
    }
}

fn group() -> DeltaGroup {
    DeltaGroup {
        name: "Domain Users".into(),
        rid: 513,
        attributes: GroupAttributes::DEFAULT,
        admin_comment: "everybody".into(),
        security: security(),
        dummies: DeltaDummies::default(),
    }
}

fn rename() -> DeltaRename {
    DeltaRename {
        old_name: "old".into(),
        new_name: "new".into(),
        dummies: DeltaDummies::default(),
    }
}

fn user() -> DeltaUser {
    let keys = UserKeys {
        nt: Some(SecretKey::new([0xaa; 16])),
        ..UserKeys::default()
    };
    DeltaUser {
        user_name: "user".into(),
        full_name: "A User".into(),
        user_id: 1104,
        primary_group_id: 513,
        home_directory: UnicodeString::NULL,
        home_directory_drive: UnicodeString::NULL,
        script_path: "logon.cmd".into(),
        admin_comment: "".into(),
        work_stations: UnicodeString::NULL,
        last_logon: TIME,
        last_logoff: TIME,
        logon_hours: LogonHours::hourly([0xff; 21]),
        bad_password_count: 1,
        logon_count: 2,
        password_last_set: TIME,
        account_expires: TIME,
        user_account_control: UserAccountControl::NORMAL_ACCOUNT,
        encrypted_nt_hash: SecretKey::new([0xbb; 16]),
        encrypted_lm_hash: SecretKey::new([0xcc; 16]),
        nt_password_present: 1,
        lm_password_present: 0,
        password_expired: 0,
        user_comment: UnicodeString::NULL,
        parameters: ShortBlob(Some(vec![4, 5])),
        country_code: 49,
        code_page: 850,
        private_data: PrivateInfo {
            sensitive: 0,
            data: SecretOctets(keys.encode(1104)),
        },
        security: security(),
        profile_path: UnicodeString::NULL,
        dummy_strings: Default::default(),
        last_bad_password_high: 6,
        dummy_longs: [0; 3],
    }
}

fn group_members() -> DeltaGroupMembers {
    DeltaGroupMembers {
        members: DeltaMembers(
            [500, 1104]
                .map(|relative_id| GroupMembership {
                    relative_id,
                    attributes: GroupAttributes::DEFAULT,
                })
                .into(),
        ),
        dummy_longs: [0; 4],
    }
}

fn alias() -> DeltaAlias {
    DeltaAlias {
        name: "Administrators".into(),
        rid: 544,
        security: security(),
        comment: "may do everything".into(),
        ..DeltaAlias::default()
    }
}

fn alias_members() -> DeltaAliasMembers {
    DeltaAliasMembers {
        members: vec![
            Some(sid("S-1-5-21-1-2-3-500")),
            Some(sid("S-1-5-21-1-2-3-512")),
        ]
        .into(),
        dummy_longs: [0; 4],
    }
}

fn policy() -> DeltaPolicy {
    DeltaPolicy {
        maximum_log_size: 8192,
        audit_retention_period: 8533315.into(),
        auditing_mode: 1,
        auditing_options: AuditingOptions(vec![0, 1, 2, 3, 0, 1, 2]),
        primary_domain_name: "DOM".into(),
        primary_domain_sid: Some(sid("S-1-5-21-1-2-3")),
        quota_limits: quotas(),
        modified_count: 42.into(),
        creation_time: TIME,
        security: security(),
        dummies: DeltaDummies::default(),
    }
}

fn quotas() -> QuotaLimits {
    QuotaLimits {
        paged_pool: 1,
        non_paged_pool: 2,
        minimum_working_set: 3,
        maximum_working_set: 4,
        page_file: 5,
        ..QuotaLimits::default()
    }
}

fn trusted_domain() -> DeltaTrustedDomain {
    DeltaTrustedDomain {
        name: "OTHER".into(),
        controllers: vec!["\\\\A".into(), "\\\\B".into()].into(),
        security: security(),
        posix_offset: 7,
        ..DeltaTrustedDomain::default()
    }
}

fn account() -> DeltaAccount {
    let privileges = ["SeChangeNotifyPrivilege", "SeShutdownPrivilege"];
    DeltaAccount {
        privileges: DeltaPrivileges {
            control: 0,
            privileges: privileges
                .map(|name| DeltaPrivilege {
                    attributes: 3,
                    name: name.into(),
                })
                .into(),
        },
        quota_limits: quotas(),
        system_access: 2,
        security: security(),
        dummies: DeltaDummies::default(),
    }
}

fn secret() -> DeltaSecret {
    let value = |octets: &[u8]| EncryptedSecret {
        octets: octets.to_vec().into(),
    };
    DeltaSecret {
        current: value(&[1, 2, 3, 4, 5]),
        current_set: TIME,
        old: value(&[6, 7]),
        old_set: TIME,
        security: security(),
        dummies: DeltaDummies::default(),
    }
}

fn delete() -> DeltaDelete {
    DeltaDelete {
        account_name: Some("gone".into()),
        dummies: DeltaDummies::default(),
    }
}
