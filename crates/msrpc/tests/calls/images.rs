//! One call of each family, octet by octet.

use msrpc::{lsarpc, samr};
use ndr::{ContextHandle, Leveled, Ref};
use wire::{Guid, NtStatus, Sid};

use crate::exchange::assert_image;

macro_rules! images {
    ($($(#[$attribute:meta])* $test:ident: $value:expr => [$($octet:expr),* $(,)?];)*) => {
        $(
            $(#[$attribute])*
            #[test]
            fn $test() {
                assert_image(&$value, &[$($octet),*]);
            }
        )*
    };
}

images! {
    samr_connect: samr::Connect5 {
        server_name: None,
        desired_access: samr::ServerAccess::CONNECT | samr::ServerAccess::LOOKUP_DOMAIN,
        revision_info: Leveled(samr::RevisionInfo::V1(samr::RevisionInfoV1 {
            revision: 3,
            supported_features: samr::SupportedFeatures(0),
        })),
    } => [
        0, 0, 0, 0, // ServerName: null
        0x21, 0, 0, 0, // DesiredAccess
        1, 0, 0, 0, // InVersion
        1, 0, 0, 0, // InRevisionInfo: tag
        3, 0, 0, 0, // Revision
        0, 0, 0, 0, // SupportedFeatures
    ];

    samr_enumerate: samr::EnumerationReply {
        enumeration_context: 2,
        buffer: Some(vec![
            samr::RidEnumeration { relative_id: 500, name: "root".into() },
            samr::RidEnumeration { relative_id: 1103, name: "M$".into() },
        ].into()),
        count_returned: 2,
        status: NtStatus::MORE_ENTRIES,
    } => [
        2, 0, 0, 0, // EnumerationContext
        0x00, 0x00, 2, 0, // Buffer: referent
        2, 0, 0, 0, // EntriesRead
        0x04, 0x00, 2, 0, // Buffer: referent
        2, 0, 0, 0, // maximum count
        0xf4, 0x01, 0, 0, // [0].RelativeId: 500
        8, 0, 8, 0, 0x08, 0x00, 2, 0, // [0].Name: Length, MaximumLength, referent
        0x4f, 0x04, 0, 0, // [1].RelativeId: 1103
        4, 0, 4, 0, 0x0c, 0x00, 2, 0, // [1].Name
        4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, // maximum count, offset, actual count
        b'r', 0, b'o', 0, b'o', 0, b't', 0,
        2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, // maximum count, offset, actual count
        b'M', 0, b'$', 0,
        2, 0, 0, 0, // CountReturned
        0x05, 0x01, 0, 0, // STATUS_MORE_ENTRIES
    ];

    samr_lookup: samr::LookupNamesInDomain {
        domain: samr::DomainHandle(HANDLE),
        names: vec!["M$".into()].into(),
    } => [
        0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // DomainHandle
        1, 0, 0, 0, // Count
        0xe8, 0x03, 0, 0, // maximum count: 1000, whatever Count is
        0, 0, 0, 0, 1, 0, 0, 0, // offset, actual count
        4, 0, 4, 0, 0x00, 0x00, 2, 0, // [0]: Length, MaximumLength, referent
        2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, // maximum count, offset, actual count
        b'M', 0, b'$', 0,
    ];

    samr_create_user: samr::CreateUser2InDomain {
        domain: samr::DomainHandle(HANDLE),
        name: "M$".into(),
        account_type: samr::UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
        desired_access: samr::UserAccess::MAXIMUM_ALLOWED,
    } => [
        0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // DomainHandle
        4, 0, 4, 0, 0x00, 0x00, 2, 0, // Name: Length, MaximumLength, referent
        2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, // maximum count, offset, actual count
        b'M', 0, b'$', 0,
        0x80, 0, 0, 0, // AccountType
        0, 0, 0, 2, // DesiredAccess
    ];

    samr_set_user: samr::SetInformationUser2 {
        user: samr::UserHandle(HANDLE),
        information: Leveled(samr::UserInfo::Control(
            samr::UserAccountControl::WORKSTATION_TRUST_ACCOUNT
                | samr::UserAccountControl::ACCOUNT_DISABLED,
        )),
    } => [
        0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // UserHandle
        16, 0, // UserInformationClass
        16, 0, // Buffer: tag
        0x81, 0, 0, 0, // UserAccountControl
    ];

    samr_logon_hours: samr::QueryInformationUserReply {
        buffer: Some(samr::UserInfo::LogonHours(samr::LogonHours::hourly([0xff; 21]))),
        status: NtStatus::SUCCESS,
    } => [
        0x00, 0x00, 2, 0, // Buffer: referent
        4, 0, 0, 0, // tag, padding
        168, 0, 0, 0, // UnitsPerWeek, padding
        0x04, 0x00, 2, 0, // LogonHours: referent
        0xec, 0x04, 0, 0, // maximum count: 1260, whatever UnitsPerWeek is
        0, 0, 0, 0, 21, 0, 0, 0, // offset, actual count
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, // the bits
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, // and padding
        0, 0, 0, 0, // STATUS_SUCCESS
    ];

    samr_group_members: samr::GetMembersInGroupReply {
        members: Some(samr::GroupMembers(vec![
            samr::GroupMembership {
                relative_id: 500,
                attributes: samr::GroupAttributes::DEFAULT,
            },
            samr::GroupMembership {
                relative_id: 1103,
                attributes: samr::GroupAttributes::MANDATORY,
            },
        ])),
        status: NtStatus::SUCCESS,
    } => [
        0x00, 0x00, 2, 0, // Members: referent
        2, 0, 0, 0, // MemberCount
        0x04, 0x00, 2, 0, // Members: referent
        0x08, 0x00, 2, 0, // Attributes: referent
        2, 0, 0, 0, 0xf4, 0x01, 0, 0, 0x4f, 0x04, 0, 0, // maximum count, 500, 1103
        2, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, // maximum count, attributes
        0, 0, 0, 0, // STATUS_SUCCESS
    ];

    samr_add_member_to_alias: samr::AddMemberToAlias {
        alias: samr::AliasHandle(HANDLE),
        member_id: Sid::builtin(),
    } => [
        0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // AliasHandle
        1, 0, 0, 0, // maximum count of SubAuthority
        1, 1, 0, 0, 0, 0, 0, 5, // Revision, SubAuthorityCount, IdentifierAuthority
        32, 0, 0, 0, // SubAuthority
    ];

    samr_display: samr::QueryDisplayInformationReply {
        total_available: 200,
        total_returned: 100,
        buffer: samr::DisplayInfo::Machine(vec![samr::DisplayMachine {
            index: 1,
            rid: 1103,
            account_control: samr::UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
            account_name: "M$".into(),
            admin_comment: ndr::UnicodeString::NULL,
        }].into()),
        status: NtStatus::SUCCESS,
    } => [
        200, 0, 0, 0, // TotalAvailable
        100, 0, 0, 0, // TotalReturned
        2, 0, 0, 0, // Buffer: tag, padding
        1, 0, 0, 0, // EntriesRead
        0x00, 0x00, 2, 0, // Buffer: referent
        1, 0, 0, 0, // maximum count
        1, 0, 0, 0, // Index
        0x4f, 0x04, 0, 0, // Rid
        0x80, 0, 0, 0, // AccountControl
        4, 0, 4, 0, 0x04, 0x00, 2, 0, // AccountName: Length, MaximumLength, referent
        0, 0, 0, 0, 0, 0, 0, 0, // AdminComment: null
        2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, // maximum count, offset, actual count
        b'M', 0, b'$', 0,
        0, 0, 0, 0, // STATUS_SUCCESS
    ];

    lsarpc_open_policy: lsarpc::OpenPolicy2 {
        system_name: None,
        object_attributes: lsarpc::ObjectAttributes {
            length: 24,
            security_quality_of_service: Some(lsarpc::SecurityQualityOfService {
                length: 12,
                impersonation_level: 2,
                context_tracking_mode: 1,
                effective_only: 0,
            }),
            ..lsarpc::ObjectAttributes::default()
        },
        desired_access: lsarpc::PolicyAccess::VIEW_LOCAL_INFORMATION,
    } => [
        0, 0, 0, 0, // SystemName: null
        24, 0, 0, 0, // Length
        0, 0, 0, 0, // RootDirectory: null
        0, 0, 0, 0, // ObjectName: null
        0, 0, 0, 0, // Attributes
        0, 0, 0, 0, // SecurityDescriptor: null
        0x00, 0x00, 2, 0, // SecurityQualityOfService: referent
        12, 0, 0, 0, // Length
        2, 0, 1, 0, // ImpersonationLevel, ContextTrackingMode, EffectiveOnly
        1, 0, 0, 0, // DesiredAccess
    ];

    lsarpc_primary_domain: lsarpc::QueryInformationPolicyReply {
        information: Some(lsarpc::PolicyInfo::PrimaryDomain(lsarpc::PolicyPrimaryDomInfo {
            name: "DOM".into(),
            sid: Some(Sid::builtin()),
        })),
        status: NtStatus::SUCCESS,
    } => [
        0x00, 0x00, 2, 0, // PolicyInformation: referent
        3, 0, 0, 0, // tag, padding
        6, 0, 6, 0, 0x04, 0x00, 2, 0, // Name: Length, MaximumLength, referent
        0x08, 0x00, 2, 0, // Sid: referent
        3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, // maximum count, offset, actual count
        b'D', 0, b'O', 0, b'M', 0, 0, 0, // and padding
        1, 0, 0, 0, // maximum count of SubAuthority
        1, 1, 0, 0, 0, 0, 0, 5, // Revision, SubAuthorityCount, IdentifierAuthority
        32, 0, 0, 0, // SubAuthority
        0, 0, 0, 0, // STATUS_SUCCESS
    ];

    lsarpc_lookup_sids: lsarpc::LookupSids {
        policy: lsarpc::PolicyHandle(HANDLE),
        sids: vec![Ref(Sid::builtin())].into(),
        translated_names: vec![].into(),
        lookup_level: lsarpc::LookupLevel::WKSTA,
        mapped_count: 0,
    } => [
        0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // PolicyHandle
        1, 0, 0, 0, // SidEnumBuffer: Entries
        0x00, 0x00, 2, 0, // SidInfo: referent
        1, 0, 0, 0, // maximum count
        0x04, 0x00, 2, 0, // [0].Sid: referent
        1, 0, 0, 0, // maximum count of SubAuthority
        1, 1, 0, 0, 0, 0, 0, 5, // Revision, SubAuthorityCount, IdentifierAuthority
        32, 0, 0, 0, // SubAuthority
        0, 0, 0, 0, // TranslatedNames: Entries
        0, 0, 0, 0, // Names: null
        1, 0, 0, 0, // LookupLevel, padding
        0, 0, 0, 0, // MappedCount
    ];

    lsarpc_query_secret: lsarpc::QuerySecretReply {
        encrypted_current_value: Some(Some(lsarpc::CipherValue {
            octets: vec![1, 2, 3, 4, 5, 6, 7, 8].into(),
        })),
        current_value_set_time: Some(lsarpc::LargeTime(9)),
        encrypted_old_value: Some(None),
        old_value_set_time: None,
        status: NtStatus::SUCCESS,
    } => [
        0x00, 0x00, 2, 0, // EncryptedCurrentValue: referent
        0x04, 0x00, 2, 0, // *EncryptedCurrentValue: referent
        8, 0, 0, 0, 8, 0, 0, 0, // Length, MaximumLength
        0x08, 0x00, 2, 0, // Buffer: referent
        8, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, // maximum count, offset, actual count
        1, 2, 3, 4, 5, 6, 7, 8,
        0x0c, 0x00, 2, 0, // CurrentValueSetTime: referent
        0, 0, 0, 0, // padding to 8 octets
        9, 0, 0, 0, 0, 0, 0, 0,
        0x10, 0x00, 2, 0, // EncryptedOldValue: referent
        0, 0, 0, 0, // *EncryptedOldValue: null
        0, 0, 0, 0, // OldValueSetTime: null
        0, 0, 0, 0, // STATUS_SUCCESS
    ];

    lsarpc_account_rights: lsarpc::EnumerateAccountRightsReply {
        user_rights: lsarpc::UserRightSet { user_rights: vec!["Se".into()].into() },
        status: NtStatus::SUCCESS,
    } => [
        1, 0, 0, 0, // Entries
        0x00, 0x00, 2, 0, // UserRights: referent
        1, 0, 0, 0, // maximum count
        4, 0, 4, 0, 0x04, 0x00, 2, 0, // [0]: Length, MaximumLength, referent
        2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, // maximum count, offset, actual count
        b'S', 0, b'e', 0,
        0, 0, 0, 0, // STATUS_SUCCESS
    ];

    lsarpc_trusted_domains: lsarpc::EnumerateTrustedDomainsReply {
        enumeration_context: 1,
        domains: vec![lsarpc::TrustInformation { name: "DOM".into(), sid: None }].into(),
        status: NtStatus::NO_MORE_ENTRIES,
    } => [
        1, 0, 0, 0, // EnumerationContext
        1, 0, 0, 0, // EntriesRead
        0x00, 0x00, 2, 0, // Information: referent
        1, 0, 0, 0, // maximum count
        6, 0, 6, 0, 0x04, 0x00, 2, 0, // [0].Name: Length, MaximumLength, referent
        0, 0, 0, 0, // [0].Sid: null
        3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, // maximum count, offset, actual count
        b'D', 0, b'O', 0, b'M', 0, 0, 0, // and padding
        0x1a, 0x00, 0x00, 0x80, // STATUS_NO_MORE_ENTRIES
    ];
}

const HANDLE: ContextHandle = ContextHandle {
    attributes: 0,
    uuid: Guid::from_bytes([7; 16]),
};
