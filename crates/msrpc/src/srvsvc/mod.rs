//! `srvsvc`, [MS-SRVS]: what a computer is, what it shares, what its clock shows, and who is connected to it.

mod name;
mod server;
mod session;
mod share;
mod time;

pub use crate::reply::{NullArm, Win32Reply};
pub use name::*;
pub use server::*;
pub use session::*;
pub use share::*;
pub use time::*;

rpc::interface! {
    /// `srvsvc`, [MS-SRVS] 1.9 and 3.1.4: the server service.
    pub Srvsvc = "srvsvc", 0x4b324fc8_1670_01d3_1278_5a47bf6ee188, v 3 0, pipe "srvsvc" {
        12 => SessionEnum => SessionEnumReply, "NetrSessionEnum";
        13 => SessionDel => Win32Reply, "NetrSessionDel";
        15 => ShareEnum => ShareEnumReply, "NetrShareEnum";
        16 => ShareGetInfo => ShareGetInfoReply, "NetrShareGetInfo";
        21 => ServerGetInfo => ServerGetInfoReply, "NetrServerGetInfo";
        28 => RemoteTod => RemoteTodReply, "NetrRemoteTOD";
        33 => NameValidate => Win32Reply, "NetprNameValidate";
        36 => ShareEnumSticky => ShareEnumReply, "NetrShareEnumSticky";
    }
}
