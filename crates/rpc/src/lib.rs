//! Connection-oriented DCE/RPC, [C706] 12 with [MS-RPCE]: PDUs, fragments, binding and authentication, for both ends, without I/O.

mod interface;
pub mod pdu;
mod status;

pub use interface::{Call, Interface, InterfaceVersion};
pub use status::RpcStatus;

#[doc(hidden)]
pub mod reexport {
    pub use wire::Guid;
}
