//! What a server offers and insists on.

use std::time::Duration;

use auth::Exchange;
use wire::{FileTime, Guid};

use super::PipeName;
use crate::dialect::{Cipher, Dialect, SigningAlgorithm};

/// Fills its argument with octets that nobody can predict.
pub type Entropy = Box<dyn FnMut(&mut [u8]) + Send>;

/// Makes the acceptor for one logon: usually [`auth::spnego::AnyAcceptor`] around [`auth::ntlm::Acceptor`]. It gets
/// random octets, for `ServerChallenge`, and the time.
pub type AcceptorFactory = Box<dyn Fn([u8; 8], FileTime) -> Box<dyn Exchange> + Send + Sync>;

/// What a server offers and insists on; one for all its connections.
pub struct Config {
    /// `ServerGuid`, [MS-SMB2] 3.3.1.5.
    pub server_guid: Guid,
    /// The oldest dialect that is good enough.
    pub min_dialect: Dialect,
    /// The newest dialect to accept.
    pub max_dialect: Dialect,
    /// Whether messages have to be encrypted.
    pub encryption: EncryptionPolicy,
    /// Ciphers for SMB 3.1.1, best first. SMB 3.0 and 3.0.2 have AES-128-CCM if it is among them.
    pub ciphers: Vec<Cipher>,
    /// Signing algorithms for SMB 3.1.1, best first.
    pub signing: Vec<SigningAlgorithm>,
    /// Who finds out who is calling.
    pub acceptor: AcceptorFactory,
    /// The pipes that exist.
    pub pipes: Vec<PipeConfig>,
    /// What one client can make a connection hold.
    pub limits: Limits,
}

/// A pipe that exists.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PipeConfig {
    /// Its name.
    pub name: PipeName,
    /// Whether null sessions can open it.
    pub allows_anonymous: bool,
}

/// Whether messages have to be encrypted. Those of a session with keys that are not encrypted are signed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EncryptionPolicy {
    /// The client decides.
    Offered,
    /// `EncryptData` and `RejectUnencryptedAccess`, [MS-SMB2] 3.3.1.5: who cannot encrypt gets no session, and so null
    /// sessions, which have no key, do not exist.
    Required,
}

/// What one client can make a connection hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// Sessions, finished or not.
    pub max_sessions: usize,
    /// Sessions that nobody has proven anything for: logons, and null sessions.
    pub max_logons: usize,
    /// How long somebody new may take to log on.
    pub logon_timeout: Duration,
    /// How long a session without a pipe may go unused.
    pub idle: Duration,
    /// The same for one with pipes, over which a member has its channel and nothing to say for hours.
    pub silence: Duration,
    /// Tree connects of a session.
    pub max_trees: usize,
    /// Open pipes, over all sessions.
    pub max_pipes: usize,
    /// Requests that wait for a pipe's service, over all sessions.
    pub max_waiting: usize,
    /// Octets that a pipe's service has sent and the client has not read. Less than 64 KiB would be too little for what
    /// one request can fetch.
    pub max_unread: usize,
    /// Requests that a client may send before it has an answer.
    pub max_credits: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_sessions: 64,
            max_logons: 8,
            logon_timeout: Duration::from_mins(1),
            // When Windows disconnects who has nothing open, and when it can have kept a connection over a night.
            idle: Duration::from_mins(15),
            silence: Duration::from_hours(12),
            max_trees: 16,
            max_pipes: 128,
            max_waiting: 128,
            max_unread: 0x0010_0000,
            max_credits: 128,
        }
    }
}
