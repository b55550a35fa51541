//! The secure channel: session key, credentials, security provider, set-up.

mod authenticator;
mod cipher;
mod credential;
mod password;
mod security;
mod session_key;
mod signature;
mod token;

pub use authenticator::{
    ClientStoredCredential, Pending, ServerStoredCredential, WrongAuthenticator,
};
pub use credential::is_predictable;
pub use password::{PASSWORD_BUFFER, PasswordTooLong, UnusablePassword};
pub use security::{Acceptor, Entropy, FindSession, Initiator, Session};
pub use session_key::{Algorithm, KeyStrength, SessionKey};
pub use token::{NegotiateRequest, NegotiateResponse};
