//! The RPC interfaces as data.

mod cipher;
mod flags;
mod handle;
pub mod lsarpc;
pub mod netlogon;
mod reply;
pub mod samr;
pub mod svcctl;
pub mod wkssvc;
