//! The steps from a negotiated connection to a session, as whoever moves the bytes sees them.

use super::{Logon, Session, TreeConnect, Validation};
use crate::error::LogonError;

/// Which answer is awaited.
#[expect(
    clippy::large_enum_variant,
    reason = "one for each connection, and only until it has a session"
)]
pub enum Handshake {
    /// SESSION_SETUP.
    Logon(Logon),
    /// TREE_CONNECT to `IPC$`.
    TreeConnect(TreeConnect),
    /// The confirmation of a negotiation before SMB 3.1.1.
    Validation(Validation),
}

/// What to do next.
pub enum Progress {
    /// Send the message; the next one from the server goes to `next`.
    Send {
        /// What the server is to get.
        message: Vec<u8>,
        /// Awaits the answer.
        next: Handshake,
    },
    /// The server needs time; its next message goes here.
    Wait(Handshake),
    /// Pipes can be opened.
    Done(Box<Session>),
}

impl Handshake {
    /// Takes a message from the server.
    ///
    /// # Errors
    /// [`LogonError`], one for each reason to go no further.
    pub fn receive(self, message: &[u8]) -> Result<Progress, LogonError> {
        match self {
            Self::Logon(step) => step.receive(message),
            Self::TreeConnect(step) => step.receive(message),
            Self::Validation(step) => step.receive(message),
        }
    }
}
