//! `wkssvc`, [MS-WKST]: what a computer is a member of, and how it is told to join, leave and change its name.

mod info;
mod join;
mod password;
mod users;

pub use crate::reply::{NullArm, Win32Reply};
pub use info::*;
pub use join::*;
pub use password::*;
pub use users::*;

rpc::interface! {
    /// `wkssvc`, [MS-WKST] 1.9 and 3.2.4: the workstation service.
    pub Wkssvc = "wkssvc", 0x6bffd098_a112_3610_9833_46c3f87e345a, v 1 0, pipe "wkssvc" {
        0 => WkstaGetInfo => WkstaGetInfoReply, "NetrWkstaGetInfo";
        2 => WkstaUserEnum => WkstaUserEnumReply, "NetrWkstaUserEnum";
        20 => GetJoinInformation => GetJoinInformationReply, "NetrGetJoinInformation";
        22 => JoinDomain2 => Win32Reply, "NetrJoinDomain2";
        23 => UnjoinDomain2 => Win32Reply, "NetrUnjoinDomain2";
        24 => RenameMachineInDomain2 => Win32Reply, "NetrRenameMachineInDomain2";
    }
}
