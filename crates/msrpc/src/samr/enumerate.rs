//! Who is in a domain, page by page.

use ndr::{Counted, Params, Unique};
use wire::NtStatus;

use super::{DomainHandle, RidEnumeration, UserAccountControl};

/// `SamrEnumerateUsersInDomain` request, [MS-SAMR] 3.1.5.2.5.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumerateUsersInDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// Zero at first, then what the last reply returned.
    pub enumeration_context: u32,
    /// Only accounts with one of these bits; 0 for all.
    pub user_account_control: UserAccountControl,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `SamrEnumerateGroupsInDomain` request, [MS-SAMR] 3.1.5.2.3.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumerateGroupsInDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// Zero at first, then what the last reply returned.
    pub enumeration_context: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `SamrEnumerateAliasesInDomain` request, [MS-SAMR] 3.1.5.2.4.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumerateAliasesInDomain {
    /// The domain.
    pub domain: DomainHandle,
    /// Zero at first, then what the last reply returned.
    pub enumeration_context: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// The reply of the four enumerations, of domains, users, groups and aliases.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumerationReply {
    /// Where to go on.
    pub enumeration_context: u32,
    /// `SAMPR_ENUMERATION_BUFFER`, [MS-SAMR] 2.2.7.10: names, and relative identifiers, which mean nothing for domains.
    pub buffer: Unique<Counted<RidEnumeration>>,
    /// How many there are in `buffer`.
    pub count_returned: u32,
    /// [`NtStatus::MORE_ENTRIES`] when another call brings more.
    pub status: NtStatus,
}
