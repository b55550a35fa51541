//! The calls of Netlogon that only a domain controller answers: secure channels end there, and databases are there.

use msrpc::netlogon::{
    AccountDeltas, AccountSync, Authenticate, Authenticate2, Authenticate3, ComputeClientDigest,
    ComputeServerDigest, DatabaseDeltas, DatabaseRedo, DatabaseSync, DatabaseSync2,
    DsrAddressToSiteNames, DsrAddressToSiteNamesEx, DsrDeregisterDnsHostRecords,
    DsrGetDcSiteCoverage, DsrGetForestTrustInformation, EnumerateTrustedDomains,
    EnumerateTrustedDomainsEx, GetCapabilities, GetDomainInfo, GetForestTrustInformation,
    GetTimeServiceParentDomain, GetTrustInfo, GetTrustRid, PasswordGet, PasswordSet, PasswordSet2,
    ReqChallenge, SamLogoff, SamLogon, SamLogonEx, SamLogonWithFlags, SendToSam, SetServiceBits,
    TrustPasswordsGet, UasLogoff, UasLogon,
};

use super::Remote;

// Secure channels, [MS-NRPC] 3.5.4.4, and what is asked over them, 3.5.4.5.
rpc::unsupported!(Remote:
    ReqChallenge, Authenticate, Authenticate2, Authenticate3, GetCapabilities, SamLogon, SamLogonEx,
    SamLogonWithFlags, SamLogoff, PasswordSet, PasswordSet2, PasswordGet, TrustPasswordsGet, GetDomainInfo, SendToSam,
    GetTrustInfo, GetForestTrustInformation, DsrGetForestTrustInformation,
);

// Replication, 3.5.4.6, and what LAN Manager had.
rpc::unsupported!(Remote:
    DatabaseDeltas, DatabaseSync, DatabaseSync2, DatabaseRedo, AccountDeltas, AccountSync, UasLogon, UasLogoff,
);

// Trusts, sites and records in the DNS, which a controller knows.
rpc::unsupported!(Remote:
    EnumerateTrustedDomains, EnumerateTrustedDomainsEx, DsrAddressToSiteNames, DsrAddressToSiteNamesEx,
    DsrGetDcSiteCoverage, DsrDeregisterDnsHostRecords,
);

// For services of the same computer, which call no RPC here, 3.5.4.8.
rpc::unsupported!(Remote:
    SetServiceBits, GetTrustRid, GetTimeServiceParentDomain, ComputeClientDigest, ComputeServerDigest,
);
