//! `samr`, [MS-SAMR]: accounts, groups and aliases of a SAM server, remotely.
//!
//! A job is a walk down the objects: [`Connect5`] gives a server, [`OpenDomain`] a domain of it, [`CreateUser2InDomain`],
//! [`OpenUser`], [`OpenGroup`] or [`OpenAlias`] an account, and [`CloseHandle`] gives each back.

mod access;
mod alias;
mod change_password;
mod connect;
mod display;
mod domain;
mod enumerate;
mod group;
mod logon_hours;
mod lookup;
mod password;
mod password_aes;
mod security;
mod types;
mod user;
mod user_all;
mod user_info;
mod validate_password;

pub use access::*;
pub use alias::*;
pub use change_password::*;
pub use connect::*;
pub use display::*;
pub use domain::*;
pub use enumerate::*;
pub use group::*;
pub use logon_hours::*;
pub use lookup::*;
pub use password::*;
pub use password_aes::*;
pub use security::*;
pub use types::*;
pub use user::*;
pub use user_all::*;
pub use user_info::*;
pub use validate_password::*;

pub use crate::reply::StatusReply;

rpc::interface! {
    /// `samr`, [MS-SAMR] 1.9 and 3.1.5: the Security Account Manager.
    pub Samr = "samr", 0x12345778_1234_abcd_ef00_0123456789ac, v 1 0, pipe "samr" {
        0 => Connect => Connect2Reply, "SamrConnect";
        1 => CloseHandle => CloseHandleReply, "SamrCloseHandle";
        2 => SetSecurityObject => StatusReply, "SamrSetSecurityObject";
        3 => QuerySecurityObject => QuerySecurityObjectReply, "SamrQuerySecurityObject";
        5 => LookupDomainInSamServer => LookupDomainInSamServerReply, "SamrLookupDomainInSamServer";
        6 => EnumerateDomainsInSamServer => EnumerationReply, "SamrEnumerateDomainsInSamServer";
        7 => OpenDomain => OpenDomainReply, "SamrOpenDomain";
        8 => QueryInformationDomain => QueryInformationDomainReply, "SamrQueryInformationDomain";
        9 => SetInformationDomain => StatusReply, "SamrSetInformationDomain";
        10 => CreateGroupInDomain => CreateGroupInDomainReply, "SamrCreateGroupInDomain";
        11 => EnumerateGroupsInDomain => EnumerationReply, "SamrEnumerateGroupsInDomain";
        12 => CreateUserInDomain => CreateUserInDomainReply, "SamrCreateUserInDomain";
        13 => EnumerateUsersInDomain => EnumerationReply, "SamrEnumerateUsersInDomain";
        14 => CreateAliasInDomain => CreateAliasInDomainReply, "SamrCreateAliasInDomain";
        15 => EnumerateAliasesInDomain => EnumerationReply, "SamrEnumerateAliasesInDomain";
        16 => GetAliasMembership => GetAliasMembershipReply, "SamrGetAliasMembership";
        17 => LookupNamesInDomain => LookupNamesInDomainReply, "SamrLookupNamesInDomain";
        18 => LookupIdsInDomain => LookupIdsInDomainReply, "SamrLookupIdsInDomain";
        19 => OpenGroup => OpenGroupReply, "SamrOpenGroup";
        20 => QueryInformationGroup => QueryInformationGroupReply, "SamrQueryInformationGroup";
        21 => SetInformationGroup => StatusReply, "SamrSetInformationGroup";
        22 => AddMemberToGroup => StatusReply, "SamrAddMemberToGroup";
        23 => DeleteGroup => DeleteGroupReply, "SamrDeleteGroup";
        24 => RemoveMemberFromGroup => StatusReply, "SamrRemoveMemberFromGroup";
        25 => GetMembersInGroup => GetMembersInGroupReply, "SamrGetMembersInGroup";
        26 => SetMemberAttributesOfGroup => StatusReply, "SamrSetMemberAttributesOfGroup";
        27 => OpenAlias => OpenAliasReply, "SamrOpenAlias";
        28 => QueryInformationAlias => QueryInformationAliasReply, "SamrQueryInformationAlias";
        29 => SetInformationAlias => StatusReply, "SamrSetInformationAlias";
        30 => DeleteAlias => DeleteAliasReply, "SamrDeleteAlias";
        31 => AddMemberToAlias => StatusReply, "SamrAddMemberToAlias";
        32 => RemoveMemberFromAlias => StatusReply, "SamrRemoveMemberFromAlias";
        33 => GetMembersInAlias => GetMembersInAliasReply, "SamrGetMembersInAlias";
        34 => OpenUser => OpenUserReply, "SamrOpenUser";
        35 => DeleteUser => DeleteUserReply, "SamrDeleteUser";
        36 => QueryInformationUser => QueryInformationUserReply, "SamrQueryInformationUser";
        37 => SetInformationUser => StatusReply, "SamrSetInformationUser";
        38 => ChangePasswordUser => StatusReply, "SamrChangePasswordUser";
        39 => GetGroupsForUser => GetGroupsForUserReply, "SamrGetGroupsForUser";
        40 => QueryDisplayInformation => QueryDisplayInformationReply, "SamrQueryDisplayInformation";
        41 => GetDisplayEnumerationIndex => GetDisplayEnumerationIndexReply, "SamrGetDisplayEnumerationIndex";
        44 => GetUserDomainPasswordInformation => GetDomainPasswordInformationReply,
            "SamrGetUserDomainPasswordInformation";
        45 => RemoveMemberFromForeignDomain => StatusReply, "SamrRemoveMemberFromForeignDomain";
        46 => QueryInformationDomain2 => QueryInformationDomainReply, "SamrQueryInformationDomain2";
        47 => QueryInformationUser2 => QueryInformationUserReply, "SamrQueryInformationUser2";
        48 => QueryDisplayInformation2 => QueryDisplayInformationReply, "SamrQueryDisplayInformation2";
        49 => GetDisplayEnumerationIndex2 => GetDisplayEnumerationIndexReply, "SamrGetDisplayEnumerationIndex2";
        50 => CreateUser2InDomain => CreateUser2InDomainReply, "SamrCreateUser2InDomain";
        51 => QueryDisplayInformation3 => QueryDisplayInformationReply, "SamrQueryDisplayInformation3";
        52 => AddMultipleMembersToAlias => StatusReply, "SamrAddMultipleMembersToAlias";
        53 => RemoveMultipleMembersFromAlias => StatusReply, "SamrRemoveMultipleMembersFromAlias";
        54 => OemChangePasswordUser2 => StatusReply, "SamrOemChangePasswordUser2";
        55 => UnicodeChangePasswordUser2 => StatusReply, "SamrUnicodeChangePasswordUser2";
        56 => GetDomainPasswordInformation => GetDomainPasswordInformationReply,
            "SamrGetDomainPasswordInformation";
        57 => Connect2 => Connect2Reply, "SamrConnect2";
        58 => SetInformationUser2 => StatusReply, "SamrSetInformationUser2";
        61 => Connect3 => Connect2Reply, "SamrConnect3";
        62 => Connect4 => Connect2Reply, "SamrConnect4";
        63 => UnicodeChangePasswordUser3 => UnicodeChangePasswordUser3Reply, "SamrUnicodeChangePasswordUser3";
        64 => Connect5 => Connect5Reply, "SamrConnect5";
        65 => RidToSid => RidToSidReply, "SamrRidToSid";
        67 => ValidatePassword => ValidatePasswordReply, "SamrValidatePassword";
        73 => UnicodeChangePasswordUser4 => StatusReply, "SamrUnicodeChangePasswordUser4";
    }
}
