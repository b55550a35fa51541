//! SPNEGO, RFC 4178 and [MS-SPNG]: agrees on NTLM, and protects the agreement.
//!
//! The token codec is our own, because this is a small fixed subset of DER: one level of known fields, definite lengths in
//! their shortest form, no recursion, and nothing copied before its length was checked.

mod acceptor;
mod any_acceptor;
mod der;
mod initiator;
mod mech_types;
#[cfg(test)]
mod tests;
mod token_init;
mod token_resp;

pub use acceptor::{Acceptor, offer};
pub use any_acceptor::AnyAcceptor;
pub use initiator::Initiator;
pub use mech_types::{MechType, MechTypes};
pub use token_init::NegTokenInit;
pub use token_resp::{NegState, NegTokenResp};
