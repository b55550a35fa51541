//! What programs of a computer ask its Netlogon service, and how: over a Unix socket, [`SOCKET`] by default.
//!
//! ```no_run
//! # async fn example() -> Result<(), local_client::ClientError> {
//! use local_client::{Client, PasswordLogon};
//! use wire::Password;
//!
//! let client = Client::connect(local_client::SOCKET.as_ref()).await?;
//! let outcome = client
//!     .check_password(PasswordLogon {
//!         domain: "DOMAIN".into(),
//!         user: "alice".into(),
//!         workstation: String::new(),
//!         password: Password::new("her password".into()),
//!     })
//!     .await?;
//! match outcome {
//!     Ok(user) => println!("{}\\{} is {}", user.domain, user.user, user.sid),
//!     Err(failure) => println!("{failure}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Frames
//! A frame is its length in octets, `u32` in network order, and a JSON document of that length, in UTF-8. Many requests
//! may be under way on one connection; each has a number, which its answer repeats, and answers come as they are ready:
//!
//! ```text
//! {"version":1,"id":1,"request":"ping"}
//! {"version":1,"id":1,"answer":{"pong":{"up":true,"computer":"MEMBER","domain":"DOMAIN"}}}
//! ```
//!
//! JSON, because programs in any language can ask, because what a later version adds does not trouble an earlier one, and
//! because at some hundred octets it costs microseconds, where the domain controller takes the better part of a
//! millisecond. What is secret (passwords, session keys) lives in types of `wire` on both sides; it is written into and
//! read from buffers that are wiped, and [`Request`] and [`Answer`] have no `Debug`. One is not: that in which `serde_json`
//! puts a text together that has escapes, such as a password with a quotation mark.
//!
//! # Who may ask
//! Whoever may connect to the socket: the members of one group, as the administrator has it. They get session keys of
//! the users whose responses they present, so the group is for servers such as Squid and FreeRADIUS and not for people.
//! [`Request::is_administrative`] ones are answered to root and to the service's own user only.

mod client;
mod message;
pub mod oracle;
#[cfg(test)]
mod tests;

pub use client::{Client, ClientError};
pub use message::{
    Answer, Failure, FailureKind, LoggedOn, NotAMessage, NumberedAnswer, NumberedRequest,
    PasswordLogon, Pong, Request, ResponseLogon,
};

/// Where the service listens unless its settings say otherwise.
pub const SOCKET: &str = "/run/netlogond/member.sock";

/// The longest answer, in octets: somebody may be in a thousand groups.
pub const LONGEST_ANSWER: usize = 256 * 1024;
