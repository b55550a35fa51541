//! From names to identifiers and back.

use ndr::{ContextHandle, Counted, CountedVaryingInline, Params, Ref, UnicodeString, Unique};
use wire::{NtStatus, Sid};

use super::{DomainHandle, SidNameUse};

/// `SamrLookupNamesInDomain` request, [MS-SAMR] 3.1.5.11.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNamesInDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// Account names, at most 1000.
    pub names: CountedVaryingInline<UnicodeString, 1000>,
}

/// `SamrLookupNamesInDomain` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNamesInDomainReply {
    /// One for each name, 0 for one that was not found.
    pub relative_ids: Counted<u32>,
    /// What each is.
    pub uses: Counted<SidNameUse>,
    /// [`NtStatus::SOME_NOT_MAPPED`] and [`NtStatus::NONE_MAPPED`] tell that some were not found.
    pub status: NtStatus,
}

/// `SamrLookupIdsInDomain` request, [MS-SAMR] 3.1.5.11.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupIdsInDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// Relative identifiers, at most 1000.
    pub relative_ids: CountedVaryingInline<u32, 1000>,
}

/// `SamrLookupIdsInDomain` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupIdsInDomainReply {
    /// One for each identifier, empty for one that was not found.
    pub names: Counted<UnicodeString>,
    /// What each is.
    pub uses: Counted<SidNameUse>,
    /// [`NtStatus::SOME_NOT_MAPPED`] and [`NtStatus::NONE_MAPPED`] tell that some were not found.
    pub status: NtStatus,
}

/// `SamrGetAliasMembership` request, [MS-SAMR] 3.1.5.9.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetAliasMembership {
    /// The domain whose aliases are searched.
    pub domain: DomainHandle,
    /// `SAMPR_PSID_ARRAY`, [MS-SAMR] 2.2.7.6: an account and the groups it is in.
    #[ndr(max = 1024)]
    pub sids: Counted<Ref<Sid>>,
}

/// `SamrGetAliasMembership` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetAliasMembershipReply {
    /// The relative identifiers of the aliases that have one of the SIDs as member.
    pub membership: Counted<u32>,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrRidToSid` request, [MS-SAMR] 3.1.5.13.5.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct RidToSid {
    /// A domain, or an object of it.
    pub object: ContextHandle,
    /// The relative identifier.
    pub rid: u32,
}

/// `SamrRidToSid` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RidToSidReply {
    /// The SID.
    pub sid: Unique<Sid>,
    /// The outcome.
    pub status: NtStatus,
}
