//! Whether a name may be one.

use ndr::{Params, Unique, WideStr};

/// `NetprNameValidate` request, [MS-SRVS] 3.1.4.25.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct NameValidate {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// The name.
    pub name: WideStr,
    /// Of what.
    pub name_type: NameType,
    /// 0, or 0x80000000 for the rules of LAN Manager 2.
    pub flags: u32,
}

crate::flags::values! {
    /// `NameType`, [MS-SRVS] 2.2.2.8.
    NameType: u32 {
        /// `NAMETYPE_USER`.
        USER = 1;
        /// `NAMETYPE_PASSWORD`.
        PASSWORD = 2;
        /// `NAMETYPE_GROUP`.
        GROUP = 3;
        /// `NAMETYPE_COMPUTER`.
        COMPUTER = 4;
        /// `NAMETYPE_EVENT`.
        EVENT = 5;
        /// `NAMETYPE_DOMAIN`.
        DOMAIN = 6;
        /// `NAMETYPE_SERVICE`.
        SERVICE = 7;
        /// `NAMETYPE_NET`.
        NET = 8;
        /// `NAMETYPE_SHARE`.
        SHARE = 9;
        /// `NAMETYPE_MESSAGE`.
        MESSAGE = 10;
        /// `NAMETYPE_MESSAGEDEST`.
        MESSAGE_DESTINATION = 11;
        /// `NAMETYPE_SHAREPASSWORD`.
        SHARE_PASSWORD = 12;
        /// `NAMETYPE_WORKGROUP`.
        WORKGROUP = 13;
    }
}
