//! Calls that this domain controller does not answer.

use msrpc::netlogon::{
    AccountDeltas, AccountSync, ComputeClientDigest, ComputeServerDigest, DatabaseDeltas,
    DatabaseRedo, DatabaseSync, DatabaseSync2, DsrAddressToSiteNames, DsrAddressToSiteNamesEx,
    DsrDeregisterDnsHostRecords, DsrGetDcSiteCoverage, DsrGetForestTrustInformation,
    GetForestTrustInformation, GetTimeServiceParentDomain, GetTrustRid, PasswordSet, SendToSam,
    SetServiceBits, UasLogoff, UasLogon,
};

use crate::Controller;

rpc::unsupported!(Controller:
    AccountDeltas, AccountSync, ComputeClientDigest, ComputeServerDigest, DatabaseDeltas,
    DatabaseRedo, DatabaseSync, DatabaseSync2, DsrAddressToSiteNames, DsrAddressToSiteNamesEx,
    DsrDeregisterDnsHostRecords, DsrGetDcSiteCoverage, DsrGetForestTrustInformation,
    GetForestTrustInformation, GetTimeServiceParentDomain, GetTrustRid, PasswordSet, SendToSam,
    SetServiceBits, UasLogoff, UasLogon,
);
