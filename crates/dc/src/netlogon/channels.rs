//! The secure channels that computers have set up: `ClientSessionInfo`, [MS-NRPC] 3.5.1.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

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
    /// What the account's standing was then: under another one, the channel has ended.
    pub standing: u64,
    /// The session key.
    pub key: SessionKey,
    pub(super) stored: Mutex<ServerStoredCredential>,
    /// When the password was set that the computer has proved to know, or has set over this channel; `None` if its previous
    /// one opened it.
    pub(super) password_set: Mutex<Option<FileTime>>,
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

    /// As of [`Self::password_set`].
    pub(super) fn password_set(&self) -> Option<FileTime> {
        *self.known()
    }

    /// Notes that the computer has set another password over the channel. One that came by its previous password stays one
    /// that did.
    pub(super) fn has_set_password(&self, now: FileTime) {
        if let Some(set) = &mut *self.known() {
            *set = now;
        }
    }

    fn known(&self) -> MutexGuard<'_, Option<FileTime>> {
        self.password_set
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// All channels, by the upper-case names of the computers: one for each, the one that was set up last. An account has a
/// few at most, and mostly one.
#[derive(Default)]
pub(crate) struct Channels {
    table: RwLock<Table>,
}

#[derive(Default)]
struct Table {
    of_computer: HashMap<String, Arc<Channel>>,
    /// The names of computers under which an account has channels, if there is another one than its own; by age.
    of_account: HashMap<u32, Vec<String>>,
}

/// The channels of one account under other names than its own: those of a trusting domain's controllers.
const MOST_OF_ACCOUNT: usize = 16;

impl Channels {
    pub(crate) fn insert(&self, channel: Channel) {
        let computer = channel.computer.to_uppercase();
        let own = channel
            .account
            .strip_suffix('$')
            .unwrap_or(&channel.account);
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        if own.to_uppercase() != computer {
            let names = table.of_account.entry(channel.rid).or_default();
            names.retain(|name| *name != computer);
            names.push(computer.clone());
            if names.len() > MOST_OF_ACCOUNT {
                let oldest = names.remove(0);
                // Whoever has that name by now keeps its channel.
                let theirs = table.of_computer.get(&oldest);
                if theirs.is_some_and(|theirs| theirs.rid == channel.rid) {
                    table.of_computer.remove(&oldest);
                }
            }
        }
        table.of_computer.insert(computer, Arc::new(channel));
    }

    /// Forgets a channel that has ended, unless the computer has another one by now.
    pub(crate) fn end(&self, ended: &Arc<Channel>) {
        let computer = ended.computer.to_uppercase();
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        let known = table.of_computer.get(&computer);
        if known.is_some_and(|known| Arc::ptr_eq(known, ended)) {
            table.of_computer.remove(&computer);
        }
    }

    pub(crate) fn find(&self, computer: &str) -> Option<Arc<Channel>> {
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        table.of_computer.get(&computer.to_uppercase()).cloned()
    }
}
