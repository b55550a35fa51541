//! NTLMv2, [MS-NLMP]: messages, proofs, keys, and the two ends of the exchange.
//!
//! Only NTLMv2 with extended session security and 128-bit keys is spoken. NTLMv1 and LM responses are refused with an
//! error of their own, and so is a peer that drops a flag which was asked for. A domain controller may have been told to
//! take the responses of MS-CHAPv2, which have the form of NTLMv1's: [`verify_mschapv2`] is for that and nothing else.

mod acceptor;
mod authenticate;
mod av_pairs;
mod challenge;
mod flags;
mod initiator;
mod keys;
mod mschapv2;
mod negotiate;
mod payload;
mod response;
mod security;
#[cfg(test)]
mod tests;
mod text;

pub use acceptor::{Acceptor, AcceptorConfig, Role};
pub use authenticate::Authenticate;
pub use av_pairs::{AvId, AvPairs};
pub use challenge::Challenge;
pub use flags::NegotiateFlags;
pub use initiator::{Initiator, InitiatorEntropy};
pub use mschapv2::verify_mschapv2;
pub use negotiate::Negotiate;
pub use payload::SIGNATURE;
pub use response::{ClientChallenge, check_response, verify_response};
pub use security::NtlmSecurity;
