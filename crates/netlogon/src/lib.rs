//! The Netlogon secure channel, [MS-NRPC]: what a computer and its domain controller share once each has proved to the
//! other that it knows the password of the computer's account. Nothing here does I/O.
//!
//! | step | client | server |
//! |---|---|---|
//! | set-up, 3.1.4.1 | [`Setup`], [`AwaitChallenge`], [`AwaitCredential`], then [`SecureChannel`] | [`Challenges`], then [`Accepted`] |
//! | connection, 3.3 | [`SecureChannel::exchange`] | [`Acceptor`] |
//! | no downgrade, 3.4.5.2.10 | [`SecureChannel::ask_capabilities`] | |
//! | calls, 3.1.4.5 | [`SecureChannel::authenticator`] | [`ServerStoredCredential`] |
//! | secrets in calls | [`SessionKey`] | [`SessionKey`] |
//!
//! [`oracle`] is what fuzzing asserts.

mod accept;
mod aes_cfb8;
mod authenticator;
mod channel;
mod cipher;
mod credential;
mod delta_secrets;
mod logon_secrets;
mod machine_password;
pub mod oracle;
mod password;
mod security;
mod session_key;
mod setup;
mod signature;
mod token;

pub use accept::{AcceptError, Accepted, Challenges};
pub use authenticator::{
    ClientStoredCredential, Pending, ServerStoredCredential, WrongAuthenticator,
};
pub use channel::{CapabilitiesError, CapabilitiesQuery, ChannelNames, ChannelSeal, SecureChannel};
pub use credential::{client_challenge, is_predictable};
pub use machine_password::machine_password;
pub use password::{PASSWORD_BUFFER, PasswordTooLong, UnusablePassword};
pub use security::{Acceptor, Entropy, FindSession, Initiator, Session};
pub use session_key::{Algorithm, KeyStrength, SessionKey};
pub use setup::{AwaitChallenge, AwaitCredential, Setup, SetupError};
pub use token::{NegotiateRequest, NegotiateResponse};
