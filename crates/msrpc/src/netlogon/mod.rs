//! `netlogon`, [MS-NRPC]: setting the secure channel up, logging on over it, and asking about it.

mod authenticate;
mod change_log;
mod control;
mod delta;
mod digest;
mod domain_info;
mod forest_trust;
mod locator;
mod logon;
mod password;
mod replication;
mod services;
mod sites;
#[cfg(test)]
mod testing;
mod trusts;
mod types;
mod uas;
mod validation;

pub use crate::reply::{StatusReply, Win32Reply};
pub use authenticate::*;
pub use change_log::*;
pub use control::*;
pub use delta::*;
pub use digest::*;
pub use domain_info::*;
pub use forest_trust::*;
pub use locator::*;
pub use logon::*;
pub use password::*;
pub use replication::*;
pub use services::*;
pub use sites::*;
pub use trusts::*;
pub use types::*;
pub use uas::*;
pub use validation::*;

rpc::interface! {
    /// `logon`, [MS-NRPC] 3.5.4: the Netlogon Remote Protocol.
    pub Logon = "netlogon", 0x12345678_1234_abcd_ef00_01234567cffb, v 1 0, pipe "netlogon" {
        0 => UasLogon => UasLogonReply, "NetrLogonUasLogon";
        1 => UasLogoff => UasLogoffReply, "NetrLogonUasLogoff";
        2 => SamLogon => SamLogonReply, "NetrLogonSamLogon";
        3 => SamLogoff => SamLogoffReply, "NetrLogonSamLogoff";
        4 => ReqChallenge => ReqChallengeReply, "NetrServerReqChallenge";
        5 => Authenticate => AuthenticateReply, "NetrServerAuthenticate";
        6 => PasswordSet => PasswordSet2Reply, "NetrServerPasswordSet";
        7 => DatabaseDeltas => DatabaseDeltasReply, "NetrDatabaseDeltas";
        8 => DatabaseSync => DatabaseSyncReply, "NetrDatabaseSync";
        9 => AccountDeltas => AccountDeltasReply, "NetrAccountDeltas";
        10 => AccountSync => AccountSyncReply, "NetrAccountSync";
        11 => GetDcName => NameReply, "NetrGetDCName";
        12 => LogonControl => LogonControlReply, "NetrLogonControl";
        13 => GetAnyDcName => NameReply, "NetrGetAnyDCName";
        14 => LogonControl2 => LogonControlReply, "NetrLogonControl2";
        15 => Authenticate2 => Authenticate2Reply, "NetrServerAuthenticate2";
        16 => DatabaseSync2 => DatabaseSyncReply, "NetrDatabaseSync2";
        17 => DatabaseRedo => DatabaseRedoReply, "NetrDatabaseRedo";
        18 => LogonControl2Ex => LogonControlReply, "NetrLogonControl2Ex";
        19 => EnumerateTrustedDomains => EnumerateTrustedDomainsReply, "NetrEnumerateTrustedDomains";
        20 => DsrGetDcName => DsrGetDcNameReply, "DsrGetDcName";
        21 => GetCapabilities => GetCapabilitiesReply, "NetrLogonGetCapabilities";
        22 => SetServiceBits => StatusReply, "NetrLogonSetServiceBits";
        23 => GetTrustRid => GetTrustRidReply, "NetrLogonGetTrustRid";
        24 => ComputeServerDigest => DigestReply, "NetrLogonComputeServerDigest";
        25 => ComputeClientDigest => DigestReply, "NetrLogonComputeClientDigest";
        26 => Authenticate3 => Authenticate3Reply, "NetrServerAuthenticate3";
        27 => DsrGetDcNameEx => DsrGetDcNameReply, "DsrGetDcNameEx";
        28 => DsrGetSiteName => NameReply, "DsrGetSiteName";
        29 => GetDomainInfo => GetDomainInfoReply, "NetrLogonGetDomainInfo";
        30 => PasswordSet2 => PasswordSet2Reply, "NetrServerPasswordSet2";
        31 => PasswordGet => PasswordGetReply, "NetrServerPasswordGet";
        32 => SendToSam => SendToSamReply, "NetrLogonSendToSam";
        33 => DsrAddressToSiteNames => SiteNamesReply, "DsrAddressToSiteNamesW";
        34 => DsrGetDcNameEx2 => DsrGetDcNameReply, "DsrGetDcNameEx2";
        35 => GetTimeServiceParentDomain => GetTimeServiceParentDomainReply, "NetrLogonGetTimeServiceParentDomain";
        36 => EnumerateTrustedDomainsEx => DomainTrustsReply, "NetrEnumerateTrustedDomainsEx";
        37 => DsrAddressToSiteNamesEx => DsrAddressToSiteNamesExReply, "DsrAddressToSiteNamesExW";
        38 => DsrGetDcSiteCoverage => SiteNamesReply, "DsrGetDcSiteCoverageW";
        39 => SamLogonEx => SamLogonExReply, "NetrLogonSamLogonEx";
        40 => EnumerateDomainTrusts => DomainTrustsReply, "DsrEnumerateDomainTrusts";
        41 => DsrDeregisterDnsHostRecords => Win32Reply, "DsrDeregisterDnsHostRecords";
        42 => TrustPasswordsGet => TrustPasswordsGetReply, "NetrServerTrustPasswordsGet";
        43 => DsrGetForestTrustInformation => DsrGetForestTrustInformationReply, "DsrGetForestTrustInformation";
        44 => GetForestTrustInformation => GetForestTrustInformationReply, "NetrGetForestTrustInformation";
        45 => SamLogonWithFlags => SamLogonWithFlagsReply, "NetrLogonSamLogonWithFlags";
        46 => GetTrustInfo => GetTrustInfoReply, "NetrServerGetTrustInfo";
    }
}
