//! `netlogon`, [MS-NRPC]: setting the secure channel up, logging on over it, and asking about it.

mod authenticate;
mod control;
mod domain_info;
mod locator;
mod logon;
mod password;
#[cfg(test)]
mod testing;
mod trusts;
mod types;
mod validation;

pub use authenticate::*;
pub use control::*;
pub use domain_info::*;
pub use locator::*;
pub use logon::*;
pub use password::*;
pub use trusts::*;
pub use types::*;
pub use validation::*;

rpc::interface! {
    /// `logon`, [MS-NRPC] 3.5.4: the Netlogon Remote Protocol.
    pub Logon = "netlogon", 0x12345678_1234_abcd_ef00_01234567cffb, v 1 0, pipe "netlogon" {
        2 => SamLogon => SamLogonReply, "NetrLogonSamLogon";
        3 => SamLogoff => SamLogoffReply, "NetrLogonSamLogoff";
        4 => ReqChallenge => ReqChallengeReply, "NetrServerReqChallenge";
        5 => Authenticate => AuthenticateReply, "NetrServerAuthenticate";
        11 => GetDcName => NameReply, "NetrGetDCName";
        12 => LogonControl => LogonControlReply, "NetrLogonControl";
        13 => GetAnyDcName => NameReply, "NetrGetAnyDCName";
        14 => LogonControl2 => LogonControlReply, "NetrLogonControl2";
        15 => Authenticate2 => Authenticate2Reply, "NetrServerAuthenticate2";
        18 => LogonControl2Ex => LogonControlReply, "NetrLogonControl2Ex";
        19 => EnumerateTrustedDomains => EnumerateTrustedDomainsReply, "NetrEnumerateTrustedDomains";
        20 => DsrGetDcName => DsrGetDcNameReply, "DsrGetDcName";
        21 => GetCapabilities => GetCapabilitiesReply, "NetrLogonGetCapabilities";
        26 => Authenticate3 => Authenticate3Reply, "NetrServerAuthenticate3";
        27 => DsrGetDcNameEx => DsrGetDcNameReply, "DsrGetDcNameEx";
        28 => DsrGetSiteName => NameReply, "DsrGetSiteName";
        29 => GetDomainInfo => GetDomainInfoReply, "NetrLogonGetDomainInfo";
        30 => PasswordSet2 => PasswordSet2Reply, "NetrServerPasswordSet2";
        31 => PasswordGet => PasswordGetReply, "NetrServerPasswordGet";
        34 => DsrGetDcNameEx2 => DsrGetDcNameReply, "DsrGetDcNameEx2";
        36 => EnumerateTrustedDomainsEx => DomainTrustsReply, "NetrEnumerateTrustedDomainsEx";
        39 => SamLogonEx => SamLogonExReply, "NetrLogonSamLogonEx";
        40 => EnumerateDomainTrusts => DomainTrustsReply, "DsrEnumerateDomainTrusts";
        42 => TrustPasswordsGet => TrustPasswordsGetReply, "NetrServerTrustPasswordsGet";
        45 => SamLogonWithFlags => SamLogonWithFlagsReply, "NetrLogonSamLogonWithFlags";
        46 => GetTrustInfo => GetTrustInfoReply, "NetrServerGetTrustInfo";
    }
}
