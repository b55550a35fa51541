//! Who is connected to a computer.

use ndr::{Counted, Leveled, Ndr, Params, Unique, WideStr};
use wire::Win32Error;

/// `NetrSessionEnum` request, [MS-SRVS] 3.1.4.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SessionEnum {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// Only sessions from this computer: `\\NAME`.
    #[ndr(max = 1023)]
    pub client_name: Unique<WideStr>,
    /// Only sessions of this user.
    #[ndr(max = 1023)]
    pub user_name: Unique<WideStr>,
    /// `InfoStruct`: the level, and no entries.
    pub info: Leveled<SessionInfo>,
    /// How many octets the caller would like at most; `u32::MAX` for all entries.
    pub preferred_maximum_length: u32,
    /// Where to go on.
    pub resume_handle: Unique<u32>,
}

/// `NetrSessionEnum` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SessionEnumReply {
    /// `InfoStruct`.
    pub info: Leveled<SessionInfo>,
    /// How many sessions there are.
    pub total_entries: u32,
    /// Where to go on.
    pub resume_handle: Unique<u32>,
    /// The outcome.
    pub status: Win32Error,
}

/// `SESSION_ENUM_UNION`, [MS-SRVS] 2.2.3.4.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u32)]
pub enum SessionInfo {
    /// `SESSION_INFO_0_CONTAINER`, [MS-SRVS] 2.2.4.16.
    #[ndr(case = 0)]
    Level0(Unique<Counted<SessionInfo0>>),
    /// `SESSION_INFO_1_CONTAINER`, [MS-SRVS] 2.2.4.17, for administrators. Samba knows this level and not the other.
    #[ndr(case = 1)]
    Level1(Unique<Counted<SessionInfo1>>),
    /// `SESSION_INFO_2_CONTAINER`, [MS-SRVS] 2.2.4.18, for administrators.
    #[ndr(case = 2)]
    Level2(Unique<Counted<SessionInfo2>>),
    /// `SESSION_INFO_10_CONTAINER`, [MS-SRVS] 2.2.4.19, which many servers give to others, too.
    #[ndr(case = 10)]
    Level10(Unique<Counted<SessionInfo10>>),
    /// `SESSION_INFO_502_CONTAINER`, [MS-SRVS] 2.2.4.20, for administrators.
    #[ndr(case = 502)]
    Level502(Unique<Counted<SessionInfo502>>),
    /// Another level, which is not answered.
    #[ndr(default)]
    Other(u32),
}

/// `SESSION_INFO_0`, [MS-SRVS] 2.2.4.11.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct SessionInfo0 {
    /// `sesi0_cname`: the client's computer.
    pub client_name: Unique<WideStr>,
}

/// `SESSION_INFO_1`, [MS-SRVS] 2.2.4.12.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct SessionInfo1 {
    /// `sesi1_cname`: the client's computer.
    pub client_name: Unique<WideStr>,
    /// `sesi1_username`.
    pub user_name: Unique<WideStr>,
    /// How many files, devices and pipes it has open.
    pub opens: u32,
    /// How many seconds it has existed.
    pub seconds: u32,
    /// How many seconds it has been idle.
    pub idle_seconds: u32,
    /// How the user logged on.
    pub user_flags: SessionFlags,
}

/// `SESSION_INFO_2`, [MS-SRVS] 2.2.4.13.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct SessionInfo2 {
    /// The members of level 1, which it begins with.
    pub info: SessionInfo1,
    /// `sesi2_cltype_name`: what kind of client it is.
    pub client_type: Unique<WideStr>,
}

/// `SESSION_INFO_502`, [MS-SRVS] 2.2.4.15.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct SessionInfo502 {
    /// The members of level 2, which it begins with.
    pub info: SessionInfo2,
    /// `sesi502_transport`: over what the client is connected.
    pub transport: Unique<WideStr>,
}

/// `SESSION_INFO_10`, [MS-SRVS] 2.2.4.14.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
pub struct SessionInfo10 {
    /// `sesi10_cname`: the client's computer.
    pub client_name: Unique<WideStr>,
    /// `sesi10_username`.
    pub user_name: Unique<WideStr>,
    /// How many seconds it has existed.
    pub seconds: u32,
    /// How many seconds it has been idle.
    pub idle_seconds: u32,
}

/// `NetrSessionDel` request, [MS-SRVS] 3.1.4.6: ends sessions.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SessionDel {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// From this computer only, as `NetrSessionEnum` names it.
    #[ndr(max = 1023)]
    pub client_name: Unique<WideStr>,
    /// Of this user only.
    #[ndr(max = 1023)]
    pub user_name: Unique<WideStr>,
}

crate::flags::flags! {
    /// `sesi1_user_flags`, [MS-SRVS] 2.2.4.12.
    SessionFlags: u32 {
        /// `SESS_GUEST`: as a guest.
        GUEST = 0x0000_0001;
        /// `SESS_NOENCRYPTION`: without encrypting the password.
        NO_ENCRYPTION = 0x0000_0002;
    }
}
