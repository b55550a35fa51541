//! `mgmt`, C706 appendix Q: what every RPC server answers about itself.

mod interfaces;
mod server;

pub use crate::reply::Win32Reply;
pub use interfaces::*;
pub use server::*;

rpc::interface! {
    /// `mgmt`, C706 appendix Q: offered by every RPC server, at each of its endpoints.
    pub Mgmt = "mgmt", 0xafa8bd80_7d8a_11c9_bef4_08002b102989, v 1 0, pipe "epmapper" {
        0 => InqIfIds => InqIfIdsReply, "rpc__mgmt_inq_if_ids";
        1 => InqStats => InqStatsReply, "rpc__mgmt_inq_stats";
        2 => IsServerListening => IsServerListeningReply, "rpc__mgmt_is_server_listening";
        3 => StopServerListening => Win32Reply, "rpc__mgmt_stop_server_listening";
        4 => InqPrincName => InqPrincNameReply, "rpc__mgmt_inq_princ_name";
    }
}
