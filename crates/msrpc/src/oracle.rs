//! What must hold for any octets from a peer, for fuzz targets and ordinary tests. Each function panics when it does not.

use rpc::{Call, Interface};
use wire::{Reader, SecretBytes, Win32Error};

use crate::epmapper::Tower;
use crate::eventlog::{EventLogRecord, UnwritableRecord};
use crate::netlogon::{ChangeLogEntry, UserKeys};
use crate::svcctl::{EnumServicesStatusReply, ServiceStatus, ServiceStatusProcess};
use crate::{dssetup, epmapper, eventlog, lsarpc, mgmt, netlogon, samr, srvsvc, svcctl, wkssvc};

/// The octets of a tower: what was read is read again after it was written.
///
/// # Panics
/// When that does not hold.
pub fn tower(octets: &[u8]) {
    if let Ok(tower) = Tower::decode(octets) {
        assert_eq!(Tower::decode(&tower.encode()), Ok(tower));
    }
}

/// The buffer of `ElfrReadELW`: what was read is read again after it was written.
///
/// # Panics
/// When that does not hold.
pub fn event_log_records(octets: &[u8]) {
    let mut r = Reader::new(octets);
    while let Ok(record) = EventLogRecord::decode(&mut r) {
        match record.encode() {
            Ok(written) => {
                let again = EventLogRecord::decode(&mut Reader::new(&written));
                assert_eq!(again, Ok(record));
            }
            // Its parts may overlap, and do so no more when they are written.
            Err(error) => assert_eq!(error, UnwritableRecord::TooLong),
        }
    }
}

/// The buffer of `NetrDatabaseRedo`: what was read is read again after it was written.
///
/// # Panics
/// When that does not hold.
pub fn change_log_entry(octets: &[u8]) {
    if let Ok(entry) = ChangeLogEntry::decode(octets) {
        assert_eq!(ChangeLogEntry::decode(&entry.encode()), Ok(entry));
    }
}

/// The relative identifier of an account and its decrypted private data: what was read is read again after it was written.
///
/// # Panics
/// When that does not hold.
pub fn user_keys(octets: &[u8]) {
    let Some((rid, data)) = octets.split_first_chunk() else {
        return;
    };
    let rid = u32::from_le_bytes(*rid);
    if let Ok(keys) = UserKeys::decode(&SecretBytes::new(data.to_vec()), rid) {
        let again = UserKeys::decode(&keys.encode(rid), rid);
        assert!(again == Ok(keys), "other keys were read again");
    }
}

/// The buffer of `REnumServicesStatusW` or `REnumServicesStatusExW`, whose first octet says how many services there are: there are that many, or none.
///
/// # Panics
/// When that does not hold.
pub fn services(octets: &[u8]) {
    let Some((count, buffer)) = octets.split_first() else {
        return;
    };
    let reply = EnumServicesStatusReply {
        buffer: buffer.to_vec().into(),
        bytes_needed: 0,
        services_returned: u32::from(*count),
        resume_index: None,
        status: Win32Error::NERR_Success,
    };
    if let Ok(services) = reply.services::<ServiceStatus>() {
        assert_eq!(services.len(), usize::from(*count));
    }
    if let Ok(services) = reply.services::<ServiceStatusProcess>() {
        assert_eq!(services.len(), usize::from(*count));
    }
}

/// Declares a function for each interface. Its calls stand here once more because [`rpc::interface!`] knows them only as
/// types; a test sees that none is missing.
macro_rules! oracles {
    ($($(#[$doc:meta])* $name:ident: $interface:ty { $($call:ty)* })*) => {
        $(
            $(#[$doc])*
            ///
            /// The octets are the operation number, 0 for the request or 1 for the reply, and the stub data; what was read
            /// is read again after it was written.
            ///
            /// # Panics
            /// When that does not hold.
            pub fn $name(octets: &[u8]) {
                let [opnum, direction, stub @ ..] = octets else {
                    return;
                };
                match u16::from(*opnum) {
                    $(<$call as Call>::OPNUM => exchange::<$call>(*direction, stub),)*
                    opnum => assert!(!declares::<$interface>(opnum), "operation {opnum} is not here"),
                }
            }
        )*
    };
}

fn exchange<C: Call>(direction: u8, stub: &[u8]) {
    match direction {
        0 => ndr::oracle::<C>(stub),
        1 => ndr::oracle::<C::Reply>(stub),
        _ => {}
    }
}

fn declares<I: Interface>(opnum: u16) -> bool {
    I::CALLS.iter().any(|(declared, _)| *declared == opnum)
}

oracles! {
    /// [`mod@dssetup`].
    dssetup: dssetup::Dssetup { dssetup::GetPrimaryDomainInformation }

    /// [`mod@epmapper`].
    epmapper: epmapper::Epmapper { epmapper::Lookup epmapper::Map epmapper::LookupHandleFree }

    /// [`mod@eventlog`].
    eventlog: eventlog::Eventlog {
        eventlog::ClearElf eventlog::CloseEl eventlog::DeregisterEventSource
        eventlog::NumberOfRecords eventlog::OldestRecord eventlog::OpenEl
        eventlog::RegisterEventSource eventlog::ReadEl eventlog::ReportEvent
        eventlog::BackupElf eventlog::FlushEl eventlog::GetLogInformation
    }

    /// [`mod@lsarpc`].
    lsarpc: lsarpc::Lsarpc {
        lsarpc::Delete lsarpc::CloseTrustedDomainEx lsarpc::QueryDomainInformationPolicy
        lsarpc::SetDomainInformationPolicy
        lsarpc::Close lsarpc::EnumeratePrivileges lsarpc::OpenPolicy lsarpc::QueryInformationPolicy
        lsarpc::SetInformationPolicy lsarpc::EnumerateAccounts lsarpc::CreateTrustedDomain
        lsarpc::EnumerateTrustedDomains lsarpc::LookupNames lsarpc::LookupSids lsarpc::CreateSecret
        lsarpc::OpenTrustedDomain lsarpc::QueryInfoTrustedDomain lsarpc::OpenSecret
        lsarpc::SetSecret lsarpc::QuerySecret lsarpc::LookupPrivilegeValue
        lsarpc::LookupPrivilegeName lsarpc::DeleteObject lsarpc::EnumerateAccountRights
        lsarpc::AddAccountRights lsarpc::RemoveAccountRights lsarpc::DeleteTrustedDomain
        lsarpc::StorePrivateData lsarpc::RetrievePrivateData lsarpc::OpenPolicy2 lsarpc::GetUserName
        lsarpc::QueryInformationPolicy2 lsarpc::SetInformationPolicy2
        lsarpc::EnumerateTrustedDomainsEx lsarpc::LookupSids2 lsarpc::LookupNames2
        lsarpc::LookupNames3 lsarpc::LookupSids3 lsarpc::LookupNames4
        lsarpc::QuerySecurityObject lsarpc::SetSecurityObject lsarpc::CreateAccount
        lsarpc::OpenAccount lsarpc::EnumeratePrivilegesAccount
        lsarpc::AddPrivilegesToAccount lsarpc::RemovePrivilegesFromAccount
        lsarpc::GetSystemAccessAccount lsarpc::SetSystemAccessAccount
        lsarpc::SetInformationTrustedDomain lsarpc::LookupPrivilegeDisplayName
        lsarpc::EnumerateAccountsWithUserRight lsarpc::QueryTrustedDomainInfo
        lsarpc::SetTrustedDomainInfo lsarpc::QueryTrustedDomainInfoByName
        lsarpc::SetTrustedDomainInfoByName lsarpc::CreateTrustedDomainEx
        lsarpc::OpenTrustedDomainByName lsarpc::CreateTrustedDomainEx2
    }

    /// [`mod@mgmt`].
    mgmt: mgmt::Mgmt {
        mgmt::InqIfIds mgmt::InqStats mgmt::IsServerListening mgmt::StopServerListening
        mgmt::InqPrincName
    }

    /// [`mod@netlogon`].
    netlogon: netlogon::Logon {
        netlogon::UasLogon netlogon::UasLogoff netlogon::SamLogon netlogon::SamLogoff
        netlogon::ReqChallenge netlogon::Authenticate netlogon::PasswordSet netlogon::DatabaseDeltas
        netlogon::DatabaseSync netlogon::AccountDeltas netlogon::AccountSync netlogon::GetDcName
        netlogon::LogonControl netlogon::GetAnyDcName netlogon::LogonControl2
        netlogon::Authenticate2 netlogon::DatabaseSync2 netlogon::DatabaseRedo
        netlogon::LogonControl2Ex netlogon::EnumerateTrustedDomains netlogon::DsrGetDcName
        netlogon::GetCapabilities netlogon::SetServiceBits netlogon::GetTrustRid
        netlogon::ComputeServerDigest netlogon::ComputeClientDigest netlogon::Authenticate3
        netlogon::DsrGetDcNameEx netlogon::DsrGetSiteName netlogon::GetDomainInfo
        netlogon::PasswordSet2 netlogon::PasswordGet netlogon::SendToSam
        netlogon::DsrAddressToSiteNames netlogon::DsrGetDcNameEx2
        netlogon::GetTimeServiceParentDomain netlogon::EnumerateTrustedDomainsEx
        netlogon::DsrAddressToSiteNamesEx netlogon::DsrGetDcSiteCoverage netlogon::SamLogonEx
        netlogon::EnumerateDomainTrusts netlogon::DsrDeregisterDnsHostRecords
        netlogon::TrustPasswordsGet netlogon::DsrGetForestTrustInformation
        netlogon::GetForestTrustInformation netlogon::SamLogonWithFlags netlogon::GetTrustInfo
    }

    /// [`mod@samr`].
    samr: samr::Samr {
        samr::CloseHandle samr::SetSecurityObject samr::QuerySecurityObject
        samr::LookupDomainInSamServer samr::EnumerateDomainsInSamServer samr::OpenDomain
        samr::QueryInformationDomain samr::SetInformationDomain samr::CreateGroupInDomain
        samr::EnumerateGroupsInDomain samr::EnumerateUsersInDomain samr::CreateAliasInDomain
        samr::EnumerateAliasesInDomain samr::GetAliasMembership samr::LookupNamesInDomain
        samr::LookupIdsInDomain samr::OpenGroup samr::QueryInformationGroup
        samr::SetInformationGroup samr::AddMemberToGroup samr::DeleteGroup
        samr::RemoveMemberFromGroup samr::GetMembersInGroup samr::OpenAlias
        samr::QueryInformationAlias samr::SetInformationAlias samr::DeleteAlias
        samr::AddMemberToAlias samr::RemoveMemberFromAlias samr::GetMembersInAlias samr::OpenUser
        samr::DeleteUser samr::QueryInformationUser samr::SetInformationUser samr::GetGroupsForUser
        samr::QueryDisplayInformation samr::GetUserDomainPasswordInformation
        samr::QueryInformationDomain2 samr::QueryInformationUser2 samr::QueryDisplayInformation2
        samr::CreateUser2InDomain samr::QueryDisplayInformation3 samr::UnicodeChangePasswordUser2
        samr::GetDomainPasswordInformation samr::Connect2 samr::SetInformationUser2 samr::Connect5
        samr::RidToSid samr::Connect samr::Connect3 samr::Connect4 samr::CreateUserInDomain
        samr::SetMemberAttributesOfGroup samr::ChangePasswordUser samr::GetDisplayEnumerationIndex
        samr::RemoveMemberFromForeignDomain samr::GetDisplayEnumerationIndex2
        samr::AddMultipleMembersToAlias samr::RemoveMultipleMembersFromAlias
        samr::OemChangePasswordUser2 samr::UnicodeChangePasswordUser3
        samr::UnicodeChangePasswordUser4 samr::ValidatePassword
    }

    /// [`mod@srvsvc`].
    srvsvc: srvsvc::Srvsvc {
        srvsvc::SessionEnum srvsvc::SessionDel srvsvc::ShareEnum srvsvc::ShareGetInfo
        srvsvc::ServerGetInfo srvsvc::RemoteTod srvsvc::NameValidate srvsvc::ShareEnumSticky
    }

    /// [`mod@svcctl`].
    svcctl: svcctl::Svcctl {
        svcctl::CloseServiceHandle svcctl::ControlService svcctl::QueryServiceStatus
        svcctl::ChangeServiceConfig svcctl::EnumServicesStatus svcctl::OpenScManager
        svcctl::OpenService svcctl::QueryServiceConfig svcctl::StartService
        svcctl::QueryServiceObjectSecurity svcctl::SetServiceObjectSecurity
        svcctl::EnumDependentServices svcctl::QueryServiceConfig2
        svcctl::QueryServiceStatusEx svcctl::EnumServicesStatusEx
        svcctl::GetServiceDisplayName svcctl::GetServiceKeyName
    }

    /// [`mod@wkssvc`].
    wkssvc: wkssvc::Wkssvc {
        wkssvc::WkstaGetInfo wkssvc::WkstaUserEnum wkssvc::GetJoinInformation wkssvc::JoinDomain2
        wkssvc::UnjoinDomain2
        wkssvc::RenameMachineInDomain2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_operation_is_missing() {
        let oracles: [fn(&[u8]); 10] = [
            dssetup, epmapper, eventlog, lsarpc, mgmt, netlogon, samr, srvsvc, svcctl, wkssvc,
        ];
        for (oracle, opnum) in oracles
            .iter()
            .flat_map(|oracle| (0..=u8::MAX).map(move |opnum| (oracle, opnum)))
        {
            oracle(&[opnum, 0]);
            oracle(&[opnum, 1]);
        }
    }
}
