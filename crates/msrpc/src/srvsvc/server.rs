//! What a computer is, as its server service tells it.

use ndr::{Ndr, Params, Unique, WideStr};
use wire::Win32Error;

use crate::reply::NullArm;

/// `NetrServerGetInfo` request, [MS-SRVS] 3.1.4.17.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ServerGetInfo {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// 100, 101 or 102.
    pub level: u32,
}

/// `NetrServerGetInfo` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ServerGetInfoReply {
    /// What was asked for.
    pub info: ServerInfo,
    /// The outcome.
    pub status: Win32Error,
}

/// `SERVER_INFO`, [MS-SRVS] 2.2.3.7: the levels that say what a computer is. The others configure a file server, and no
/// tool here asks for them.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u32)]
pub enum ServerInfo {
    /// Level 100.
    #[ndr(case = 100)]
    Info100(Unique<ServerInfo100>),
    /// Level 101, open to every authenticated caller.
    #[ndr(case = 101)]
    Info101(Unique<ServerInfo101>),
    /// Level 102, for administrators and server operators.
    #[ndr(case = 102)]
    Info102(Unique<ServerInfo102>),
    /// Level 103, which adds what a server is capable of.
    #[ndr(case = 103)]
    Info103(NullArm),
    /// Level 502.
    #[ndr(case = 502)]
    Info502(NullArm),
    /// Level 503.
    #[ndr(case = 503)]
    Info503(NullArm),
    /// Another level, which is not answered.
    #[ndr(default)]
    Other(u32),
}

/// `SERVER_INFO_100`, [MS-SRVS] 2.2.4.40.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct ServerInfo100 {
    /// 500 for Windows and what is like it.
    pub platform_id: u32,
    /// The computer's name.
    pub name: Unique<WideStr>,
}

/// `SERVER_INFO_101`, [MS-SRVS] 2.2.4.41.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct ServerInfo101 {
    /// The members of level 100, which it begins with.
    pub info: ServerInfo100,
    /// Major version of the operating system.
    pub version_major: u32,
    /// Its minor version.
    pub version_minor: u32,
    /// What runs on the computer.
    pub server_type: ServerType,
    /// A description for people.
    pub comment: Unique<WideStr>,
}

/// `SERVER_INFO_102`, [MS-SRVS] 2.2.4.42.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct ServerInfo102 {
    /// The members of level 101, which it begins with.
    pub info: ServerInfo101,
    /// How many users can be logged on at a time.
    pub users: u32,
    /// `sv102_disc`: after how many idle minutes a session is disconnected; -1 for never.
    pub disconnect_minutes: i32,
    /// Whether browse lists leave it out: 0 or 1.
    pub hidden: u32,
    /// `sv102_announce`: seconds between announcements.
    pub announce: u32,
    /// `sv102_anndelta`: by how many milliseconds they vary.
    pub announce_delta: u32,
    /// Not used.
    pub licenses: u32,
    /// Not used.
    pub user_path: Unique<WideStr>,
}

crate::flags::flags! {
    /// Software type flags, [MS-SRVS] 2.2.2.7: those that say what a computer is to its domain.
    ServerType: u32 {
        /// `SV_TYPE_WORKSTATION`.
        WORKSTATION = 0x0000_0001;
        /// `SV_TYPE_SERVER`.
        SERVER = 0x0000_0002;
        /// `SV_TYPE_DOMAIN_CTRL`: the primary domain controller.
        DOMAIN_CTRL = 0x0000_0008;
        /// `SV_TYPE_DOMAIN_BAKCTRL`: any other domain controller.
        DOMAIN_BAKCTRL = 0x0000_0010;
        /// `SV_TYPE_TIME_SOURCE`.
        TIME_SOURCE = 0x0000_0020;
        /// `SV_TYPE_DOMAIN_MEMBER`: the member of a LAN Manager domain.
        DOMAIN_MEMBER = 0x0000_0100;
        /// `SV_TYPE_PRINTQ_SERVER`.
        PRINTQ_SERVER = 0x0000_0200;
        /// `SV_TYPE_XENIX_SERVER`: a Unix.
        XENIX_SERVER = 0x0000_0800;
        /// `SV_TYPE_NT`.
        NT = 0x0000_1000;
        /// `SV_TYPE_SERVER_NT`: Windows NT, and no domain controller.
        SERVER_NT = 0x0000_8000;
        /// `SV_TYPE_DOMAIN_MASTER`: the domain master browser.
        DOMAIN_MASTER = 0x0008_0000;
    }
}

impl ServerInfo {
    /// The part that all levels share; `None` when the server sent a null pointer, as it does with an error.
    #[must_use]
    pub fn common(&self) -> Option<&ServerInfo100> {
        match self {
            Self::Info100(info) => info.as_ref(),
            Self::Info101(info) => info.as_ref().map(|info| &info.info),
            Self::Info102(info) => info.as_ref().map(|info| &info.info.info),
            Self::Info103(_) | Self::Info502(_) | Self::Info503(_) | Self::Other(_) => None,
        }
    }

    /// Version and type; `None` at level 100, too.
    #[must_use]
    pub fn version(&self) -> Option<&ServerInfo101> {
        match self {
            Self::Info101(info) => info.as_ref(),
            Self::Info102(info) => info.as_ref().map(|info| &info.info),
            _ => None,
        }
    }
}
