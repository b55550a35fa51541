//! Connection-oriented DCE/RPC, [C706] 12 with [MS-RPCE]: PDUs, fragments, binding and authentication, for both ends, without I/O.

mod interface;

pub use interface::{Call, Interface, InterfaceVersion};

#[doc(hidden)]
pub mod reexport {
    pub use wire::Guid;
}
