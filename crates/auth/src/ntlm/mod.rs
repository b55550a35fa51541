//! NTLMv2, [MS-NLMP]: messages, proofs, keys, and the two ends of the exchange.
//!
//! Only NTLMv2 with extended session security and 128-bit keys is spoken. NTLMv1 and LM responses are refused with an
//! error of their own, and so is a peer that drops a flag which was asked for.

mod acceptor;
mod authenticate;
mod av_pairs;
mod challenge;
mod flags;
mod initiator;
mod keys;
mod negotiate;
mod payload;
mod response;
mod security;
#[cfg(test)]
mod tests;

pub use acceptor::{Acceptor, AcceptorConfig, Role};
pub use authenticate::Authenticate;
pub use av_pairs::{AvId, AvPairs};
pub use challenge::Challenge;
pub use flags::NegotiateFlags;
pub use initiator::{Initiator, InitiatorEntropy};
pub use negotiate::Negotiate;
pub use payload::SIGNATURE;
pub use response::{ClientChallenge, check_response, verify_response};
pub use security::NtlmSecurity;
