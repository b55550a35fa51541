//! Sorted lists for people to look at.

use ndr::{AnsiString, Counted, Ndr, Params, UnicodeString};
use wire::NtStatus;

use super::{DomainHandle, GroupAttributes, UserAccountControl};

/// `SamrQueryDisplayInformation` request, [MS-SAMR] 3.1.5.3.3.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryDisplayInformation {
    /// The domain.
    pub domain: DomainHandle,
    /// Which list.
    pub information_class: DisplayInformationClass,
    /// Where to start: 0 at first, then how many entries there were so far.
    pub index: u32,
    /// How many entries at most.
    pub entry_count: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `SamrQueryDisplayInformation2` request, [MS-SAMR] 3.1.5.3.2: the same.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryDisplayInformation2 {
    /// The domain.
    pub domain: DomainHandle,
    /// Which list.
    pub information_class: DisplayInformationClass,
    /// Where to start: 0 at first, then how many entries there were so far.
    pub index: u32,
    /// How many entries at most.
    pub entry_count: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `SamrQueryDisplayInformation3` request, [MS-SAMR] 3.1.5.3.1: the same.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryDisplayInformation3 {
    /// The domain.
    pub domain: DomainHandle,
    /// Which list.
    pub information_class: DisplayInformationClass,
    /// Where to start: 0 at first, then how many entries there were so far.
    pub index: u32,
    /// How many entries at most.
    pub entry_count: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// The reply of the three calls.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryDisplayInformationReply {
    /// How many octets the whole list would need.
    pub total_available: u32,
    /// How many octets of it are here.
    pub total_returned: u32,
    /// The entries.
    pub buffer: DisplayInfo,
    /// [`NtStatus::MORE_ENTRIES`] when another call brings more.
    pub status: NtStatus,
}

/// `SamrGetDisplayEnumerationIndex` request, [MS-SAMR] 3.1.5.3.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetDisplayEnumerationIndex {
    /// The domain.
    pub domain: DomainHandle,
    /// Which list: not one in the OEM code page.
    pub information_class: DisplayInformationClass,
    /// What the name that is looked for begins with.
    pub prefix: UnicodeString,
}

/// `SamrGetDisplayEnumerationIndex2` request, [MS-SAMR] 3.1.5.3.4: the same.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetDisplayEnumerationIndex2 {
    /// The domain.
    pub domain: DomainHandle,
    /// Which list: not one in the OEM code page.
    pub information_class: DisplayInformationClass,
    /// What the name that is looked for begins with.
    pub prefix: UnicodeString,
}

/// The reply of the two calls.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetDisplayEnumerationIndexReply {
    /// Where [`QueryDisplayInformation3`] is to start.
    pub index: u32,
    /// [`NtStatus::NO_MORE_ENTRIES`] if no name fits.
    pub status: NtStatus,
}

crate::flags::values! {
    /// `DOMAIN_DISPLAY_INFORMATION`, [MS-SAMR] 2.2.8.12.
    DisplayInformationClass: u16 {
        /// `DomainDisplayUser`: accounts of people.
        USER = 1;
        /// `DomainDisplayMachine`: accounts of computers.
        MACHINE = 2;
        /// `DomainDisplayGroup`: groups.
        GROUP = 3;
        /// `DomainDisplayOemUser`: names of people only.
        OEM_USER = 4;
        /// `DomainDisplayOemGroup`: names of groups only.
        OEM_GROUP = 5;
    }
}

/// `SAMPR_DISPLAY_INFO_BUFFER`, [MS-SAMR] 2.2.8.13.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum DisplayInfo {
    /// `SAMPR_DOMAIN_DISPLAY_USER_BUFFER`, [MS-SAMR] 2.2.8.7.
    #[ndr(case = 1)]
    User(Counted<DisplayUser>),
    /// `SAMPR_DOMAIN_DISPLAY_MACHINE_BUFFER`, [MS-SAMR] 2.2.8.8.
    #[ndr(case = 2)]
    Machine(Counted<DisplayMachine>),
    /// `SAMPR_DOMAIN_DISPLAY_GROUP_BUFFER`, [MS-SAMR] 2.2.8.9.
    #[ndr(case = 3)]
    Group(Counted<DisplayGroup>),
    /// `SAMPR_DOMAIN_DISPLAY_OEM_USER_BUFFER`, [MS-SAMR] 2.2.8.10.
    #[ndr(case = 4)]
    OemUser(Counted<DisplayOem>),
    /// `SAMPR_DOMAIN_DISPLAY_OEM_GROUP_BUFFER`, [MS-SAMR] 2.2.8.11.
    #[ndr(case = 5)]
    OemGroup(Counted<DisplayOem>),
}

/// `SAMPR_DOMAIN_DISPLAY_USER`, [MS-SAMR] 2.2.8.2.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DisplayUser {
    /// Its place in the list.
    pub index: u32,
    /// The relative identifier.
    pub rid: u32,
    /// What kind of account, and in what state.
    pub account_control: UserAccountControl,
    /// The account's name.
    pub account_name: UnicodeString,
    /// A comment.
    pub admin_comment: UnicodeString,
    /// The person's name.
    pub full_name: UnicodeString,
}

/// `SAMPR_DOMAIN_DISPLAY_MACHINE`, [MS-SAMR] 2.2.8.3.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DisplayMachine {
    /// Its place in the list.
    pub index: u32,
    /// The relative identifier.
    pub rid: u32,
    /// What kind of account, and in what state.
    pub account_control: UserAccountControl,
    /// The account's name, with its `$`.
    pub account_name: UnicodeString,
    /// A comment.
    pub admin_comment: UnicodeString,
}

/// `SAMPR_DOMAIN_DISPLAY_GROUP`, [MS-SAMR] 2.2.8.4.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DisplayGroup {
    /// Its place in the list.
    pub index: u32,
    /// The relative identifier.
    pub rid: u32,
    /// How a membership counts.
    pub attributes: GroupAttributes,
    /// The group's name.
    pub account_name: UnicodeString,
    /// A comment.
    pub admin_comment: UnicodeString,
}

/// `SAMPR_DOMAIN_DISPLAY_OEM_USER` and `SAMPR_DOMAIN_DISPLAY_OEM_GROUP`, [MS-SAMR] 2.2.8.5 and 2.2.8.6.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DisplayOem {
    /// Its place in the list.
    pub index: u32,
    /// The name in the server's OEM code page.
    pub account_name: AnsiString,
}
