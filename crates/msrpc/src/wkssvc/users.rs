//! Who is logged on at a computer.

use ndr::{Counted, Leveled, Ndr, Params, Unique, WideStr};
use wire::Win32Error;

/// `NetrWkstaUserEnum` request, [MS-WKST] 3.2.4.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct WkstaUserEnum {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// `UserInfo`: the level, and no entries.
    pub users: Leveled<WkstaUsers>,
    /// How many octets the caller would like at most; `u32::MAX` for all entries.
    pub preferred_maximum_length: u32,
    /// Where to go on.
    pub resume_handle: Unique<u32>,
}

/// `NetrWkstaUserEnum` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct WkstaUserEnumReply {
    /// `UserInfo`.
    pub users: Leveled<WkstaUsers>,
    /// How many users there are.
    pub total_entries: u32,
    /// Where to go on.
    pub resume_handle: Unique<u32>,
    /// The outcome.
    pub status: Win32Error,
}

/// `WKSTA_USER_ENUM_UNION`, [MS-WKST] 2.2.5.14.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u32)]
pub enum WkstaUsers {
    /// `WKSTA_USER_INFO_0_CONTAINER`, [MS-WKST] 2.2.5.12.
    #[ndr(case = 0)]
    Level0(Unique<Counted<WkstaUserInfo0>>),
    /// `WKSTA_USER_INFO_1_CONTAINER`, [MS-WKST] 2.2.5.13.
    #[ndr(case = 1)]
    Level1(Unique<Counted<WkstaUserInfo1>>),
    /// A level that is not known here.
    #[ndr(default)]
    Other(u32),
}

/// `WKSTA_USER_INFO_0`, [MS-WKST] 2.2.5.9.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct WkstaUserInfo0 {
    /// The user.
    pub username: Unique<WideStr>,
}

/// `WKSTA_USER_INFO_1`, [MS-WKST] 2.2.5.10.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct WkstaUserInfo1 {
    /// The user.
    pub username: Unique<WideStr>,
    /// The user's domain.
    pub logon_domain: Unique<WideStr>,
    /// Not used.
    pub other_domains: Unique<WideStr>,
    /// Who let the user in.
    pub logon_server: Unique<WideStr>,
}
