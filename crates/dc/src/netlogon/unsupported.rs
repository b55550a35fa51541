//! Calls that this domain controller does not answer.

use msrpc::netlogon::{
    ComputeClientDigest, ComputeServerDigest, DsrAddressToSiteNames, DsrAddressToSiteNamesEx,
    DsrDeregisterDnsHostRecords, DsrGetDcSiteCoverage, DsrGetForestTrustInformation,
    GetForestTrustInformation, GetTimeServiceParentDomain, GetTrustRid, SendToSam, SetServiceBits,
};

use crate::Controller;

rpc::unsupported!(Controller:
    ComputeClientDigest, ComputeServerDigest, DsrAddressToSiteNames, DsrAddressToSiteNamesEx,
    DsrDeregisterDnsHostRecords, DsrGetDcSiteCoverage, DsrGetForestTrustInformation,
    GetForestTrustInformation, GetTimeServiceParentDomain, GetTrustRid, SendToSam, SetServiceBits,
);
