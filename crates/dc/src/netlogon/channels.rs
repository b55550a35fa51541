//! The secure channels that computers have set up: `ClientSessionInfo`, [MS-NRPC] 3.5.1.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use msrpc::netlogon::{Authenticator, NegotiateFlags, SecureChannelType};
use netlogon::{ServerStoredCredential, SessionKey, WrongAuthenticator};
use wire::{FileTime, Sid};

/// A secure channel, as the domain controller has it.
pub struct Channel {
    /// NetBIOS name of the computer.
    pub computer: String,
    /// The name of its account, as the database has it.
    pub account: String,
    /// The account's SID.
    pub sid: Sid,
    /// The account's identifier within the domain.
    pub rid: u32,
    /// What the computer is.
    pub channel_type: SecureChannelType,
    /// What both agreed on.
    pub negotiated: NegotiateFlags,
    /// What the computer had asked for.
    pub requested: NegotiateFlags,
    /// When it was set up.
    pub since: FileTime,
    /// Where from.
    pub peer: SocketAddr,
    /// The session key.
    pub key: SessionKey,
    pub(super) stored: Mutex<ServerStoredCredential>,
}

impl Channel {
    /// Checks a client's authenticator and makes the one to return.
    pub(super) fn verify(
        &self,
        presented: &Authenticator,
    ) -> Result<Authenticator, WrongAuthenticator> {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        stored.verify(&self.key, presented)
    }
}

/// All channels, by the upper-case names of the computers: one for each, the one that was set up last. Only computers
/// with an account have one, under its name, so there are at most as many as accounts.
#[derive(Default)]
pub(crate) struct Channels {
    of_computer: RwLock<HashMap<String, Arc<Channel>>>,
}

impl Channels {
    pub(crate) fn insert(&self, channel: Channel) {
        let computer = channel.computer.to_uppercase();
        let mut channels = self
            .of_computer
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        channels.insert(computer, Arc::new(channel));
    }

    pub(crate) fn find(&self, computer: &str) -> Option<Arc<Channel>> {
        let channels = self
            .of_computer
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        channels.get(&computer.to_uppercase()).cloned()
    }
}
