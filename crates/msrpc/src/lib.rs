//! The RPC interfaces as data.

mod cipher;
mod flags;
mod handle;
pub mod lsarpc;
mod reply;
pub mod samr;
