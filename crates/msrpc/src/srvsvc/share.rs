//! What a computer shares.

use ndr::{Counted, Leveled, Ndr, Params, Unique, WideStr};
use wire::Win32Error;

use crate::reply::NullArm;

/// `NetrShareEnum` request, [MS-SRVS] 3.1.4.8.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ShareEnum {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// `InfoStruct`: the level, and no entries.
    pub info: Leveled<ShareInfos>,
    /// How many octets the caller would like at most; `u32::MAX` for all entries.
    pub preferred_maximum_length: u32,
    /// Where to go on.
    pub resume_handle: Unique<u32>,
}

/// `NetrShareEnumSticky` request, [MS-SRVS] 3.1.4.9: as `NetrShareEnum`, of those that are there after a restart.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ShareEnumSticky {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// `InfoStruct`: the level, and no entries.
    pub info: Leveled<ShareInfos>,
    /// How many octets the caller would like at most; `u32::MAX` for all entries.
    pub preferred_maximum_length: u32,
    /// Where to go on.
    pub resume_handle: Unique<u32>,
}

/// `NetrShareEnum` and `NetrShareEnumSticky` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ShareEnumReply {
    /// `InfoStruct`.
    pub info: Leveled<ShareInfos>,
    /// How many shares there are.
    pub total_entries: u32,
    /// Where to go on.
    pub resume_handle: Unique<u32>,
    /// The outcome.
    pub status: Win32Error,
}

/// `NetrShareGetInfo` request, [MS-SRVS] 3.1.4.10.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ShareGetInfo {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// The share.
    #[ndr(max = 1023)]
    pub net_name: WideStr,
    /// 0, 1, 2, 501, 502 and others.
    pub level: u32,
}

/// `NetrShareGetInfo` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ShareGetInfoReply {
    /// What was asked for.
    pub info: ShareInfo,
    /// The outcome.
    pub status: Win32Error,
}

/// `SHARE_ENUM_UNION`, [MS-SRVS] 2.2.3.5, without the levels of clusters.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u32)]
pub enum ShareInfos {
    /// `SHARE_INFO_0_CONTAINER`.
    #[ndr(case = 0)]
    Level0(Unique<Counted<ShareInfo0>>),
    /// `SHARE_INFO_1_CONTAINER`.
    #[ndr(case = 1)]
    Level1(Unique<Counted<ShareInfo1>>),
    /// `SHARE_INFO_2_CONTAINER`, for administrators.
    #[ndr(case = 2)]
    Level2(Unique<Counted<ShareInfo2>>),
    /// `SHARE_INFO_501_CONTAINER`.
    #[ndr(case = 501)]
    Level501(Unique<Counted<ShareInfo501>>),
    /// `SHARE_INFO_502_CONTAINER`, for administrators.
    #[ndr(case = 502)]
    Level502(Unique<Counted<ShareInfo502>>),
    /// A level that is not known here.
    #[ndr(default)]
    Other(u32),
}

/// `SHARE_INFO`, [MS-SRVS] 2.2.3.6, likewise.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u32)]
pub enum ShareInfo {
    /// Level 0.
    #[ndr(case = 0)]
    Info0(Unique<ShareInfo0>),
    /// Level 1.
    #[ndr(case = 1)]
    Info1(Unique<ShareInfo1>),
    /// Level 2, for administrators.
    #[ndr(case = 2)]
    Info2(Unique<ShareInfo2>),
    /// Level 501.
    #[ndr(case = 501)]
    Info501(Unique<ShareInfo501>),
    /// Level 502, for administrators.
    #[ndr(case = 502)]
    Info502(Unique<ShareInfo502>),
    /// Level 503, of clusters.
    #[ndr(case = 503)]
    Info503(NullArm),
    /// Level 1005, of caches.
    #[ndr(case = 1005)]
    Info1005(NullArm),
    /// A level that is not known here.
    #[ndr(default)]
    Other(u32),
}

/// `SHARE_INFO_0`, [MS-SRVS] 2.2.4.22.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ShareInfo0 {
    /// The share's name.
    pub net_name: Unique<WideStr>,
}

/// `SHARE_INFO_1`, [MS-SRVS] 2.2.4.23.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ShareInfo1 {
    /// The share's name.
    pub net_name: Unique<WideStr>,
    /// What is shared.
    pub share_type: ShareType,
    /// A description for people.
    pub remark: Unique<WideStr>,
}

/// `SHARE_INFO_2`, [MS-SRVS] 2.2.4.24.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ShareInfo2 {
    /// The members of level 1, which it begins with.
    pub info: ShareInfo1,
    /// Not used.
    pub permissions: u32,
    /// How many may use it at a time; `u32::MAX` for any number.
    pub max_uses: u32,
    /// How many do.
    pub current_uses: u32,
    /// Where it is.
    pub path: Unique<WideStr>,
    /// Not used.
    pub password: Unique<WideStr>,
}

/// `SHARE_INFO_501`, [MS-SRVS] 2.2.4.25.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ShareInfo501 {
    /// The members of level 1, which it begins with.
    pub info: ShareInfo1,
    /// How clients may cache it.
    pub flags: u32,
}

/// `SHARE_INFO_502_I`, [MS-SRVS] 2.2.4.26.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ShareInfo502 {
    /// The members of level 2, which it begins with.
    pub info: ShareInfo2,
    /// A self-relative descriptor.
    #[ndr(max = 262_144)]
    pub security_descriptor: Counted<u8>,
}

crate::flags::flags! {
    /// Share types, [MS-SRVS] 2.2.2.4.
    ShareType: u32 {
        /// `STYPE_DISKTREE`.
        DISK_TREE = 0x0000_0000;
        /// `STYPE_PRINTQ`.
        PRINT_QUEUE = 0x0000_0001;
        /// `STYPE_IPC`.
        IPC = 0x0000_0003;
        /// `STYPE_SPECIAL`: for administrators and services.
        SPECIAL = 0x8000_0000;
    }
}
