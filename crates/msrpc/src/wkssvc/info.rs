//! Who a computer is, and what it is a member of.

use ndr::{Ndr, Params, Unique, WideStr};
use wire::Win32Error;

use crate::reply::NullArm;

/// `NetrWkstaGetInfo` request, [MS-WKST] 3.2.4.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct WkstaGetInfo {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// 100, 101 or 102.
    pub level: u32,
}

/// `NetrWkstaGetInfo` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct WkstaGetInfoReply {
    /// What was asked for.
    pub info: WkstaInfo,
    /// The outcome.
    pub status: Win32Error,
}

/// `WKSTA_INFO`, [MS-WKST] 2.2.4.1.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u32)]
pub enum WkstaInfo {
    /// Level 100, open to every authenticated caller.
    #[ndr(case = 100)]
    Info100(Unique<WkstaInfo100>),
    /// Level 101.
    #[ndr(case = 101)]
    Info101(Unique<WkstaInfo101>),
    /// Level 102, for administrators.
    #[ndr(case = 102)]
    Info102(Unique<WkstaInfo102>),
    /// Level 502, which configures a redirector.
    #[ndr(case = 502)]
    Info502(NullArm),
    /// Another level, which is not answered.
    #[ndr(default)]
    Other(u32),
}

/// `WKSTA_INFO_100`, [MS-WKST] 2.2.5.1.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct WkstaInfo100 {
    /// 500 for Windows and what is like it.
    pub platform_id: u32,
    /// The computer's name.
    pub computer_name: Unique<WideStr>,
    /// The domain or workgroup.
    pub langroup: Unique<WideStr>,
    /// Major version of the operating system.
    pub ver_major: u32,
    /// Its minor version.
    pub ver_minor: u32,
}

/// `WKSTA_INFO_101`, [MS-WKST] 2.2.5.2.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct WkstaInfo101 {
    /// The members of level 100, which it begins with.
    pub info: WkstaInfo100,
    /// Not used.
    pub lanroot: Unique<WideStr>,
}

/// `WKSTA_INFO_102`, [MS-WKST] 2.2.5.3.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct WkstaInfo102 {
    /// The members of level 101, which it begins with.
    pub info: WkstaInfo101,
    /// How many users are active on the computer.
    pub logged_on_users: u32,
}

/// `NetrGetJoinInformation` request, [MS-WKST] 3.2.4.12.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetJoinInformation {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// Ignored on input.
    pub name_buffer: Unique<WideStr>,
}

/// `NetrGetJoinInformation` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetJoinInformationReply {
    /// The domain or workgroup.
    pub name_buffer: Unique<WideStr>,
    /// Which of the two.
    pub buffer_type: JoinStatus,
    /// The outcome.
    pub status: Win32Error,
}

crate::flags::values! {
    /// `NETSETUP_JOIN_STATUS`, [MS-WKST] 2.2.3.1.
    JoinStatus: u16 {
        /// `NetSetupUnknownStatus`.
        UNKNOWN = 0;
        /// `NetSetupUnjoined`.
        UNJOINED = 1;
        /// `NetSetupWorkgroupName`.
        WORKGROUP = 2;
        /// `NetSetupDomainName`.
        DOMAIN = 3;
    }
}

impl WkstaInfo {
    /// The part that all levels share; `None` when the server sent a null pointer, as it does with an error.
    #[must_use]
    pub fn common(&self) -> Option<&WkstaInfo100> {
        match self {
            Self::Info100(info) => info.as_ref(),
            Self::Info101(info) => info.as_ref().map(|info| &info.info),
            Self::Info102(info) => info.as_ref().map(|info| &info.info.info),
            Self::Info502(_) | Self::Other(_) => None,
        }
    }
}
