//! Connection-oriented DCE/RPC, C706 12 with [MS-RPCE]: PDUs, fragments, binding and authentication, for both ends, without I/O.
//!
//! | module | has |
//! |---|---|
//! | [`pdu`] | each PDU as a type, and the strict reader of what a peer sent |
//! | [`association`] | the two ends: octets and calls in, octets and events out |
//! | [`oracle`] | what must hold for any octets, for fuzz targets and tests |
//!
//! Above them, [`Interface`] and [`Call`] are how an RPC interface is declared once, for both ends, and [`Handler`] is how a
//! server answers a call.

pub mod association;
mod interface;
pub mod oracle;
pub mod pdu;
mod service;
mod status;

pub use interface::{Call, Interface, InterfaceVersion};
pub use service::{Answer, Dispatch, Handler, Service, answer};
pub use status::RpcStatus;

#[doc(hidden)]
pub mod reexport {
    pub use wire::Guid;
}
