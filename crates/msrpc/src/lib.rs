//! The RPC interfaces as data.

pub mod dssetup;
pub mod epmapper;
pub mod eventlog;
mod flags;
mod handle;
pub mod lsarpc;
pub mod mgmt;
pub mod netlogon;
pub mod oracle;
mod parallel;
mod reply;
pub mod samr;
pub mod srvsvc;
pub mod svcctl;
pub mod wkssvc;
