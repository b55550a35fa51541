//! A backup domain controller: the other end of a channel.

use auth::{NtHash, Protection};
use msrpc::netlogon::{
    Authenticator, ChangeLogEntry, ChangeLogFlags, ChangeLogObject, DatabaseDeltas,
    DatabaseDeltasReply, DatabaseId, DatabaseRedo, DatabaseRedoReply, DatabaseSync2,
    DatabaseSyncReply, Delta, DeltaUser, Logon, SyncState, UserKeys,
};
use netlogon::{Pending, SecureChannel, SessionKey};
use transport::RpcClient;
use wire::{NtStatus, SecretBytes};

use crate::domain::{Domain, NOW};

/// Everything that fits.
pub(super) const ALL: u32 = u32::MAX;

/// The other end of a channel, over its secure RPC.
pub(super) struct Backup {
    pub(super) channel: SecureChannel,
    pub(super) client: RpcClient<Logon>,
}

impl Backup {
    pub(super) async fn new(domain: &Domain, computer: &str) -> Self {
        let channel = domain.channel(computer).await;
        let client = domain.through(&channel, Protection::Privacy).await;
        Self { channel, client }
    }

    pub(super) fn verify(&mut self, pending: Pending, returned: &Authenticator) {
        self.channel.verify_return(pending, returned).unwrap();
    }

    pub(super) async fn deltas(
        &mut self,
        database: DatabaseId,
        serial: i64,
        preferred: u32,
    ) -> DatabaseDeltasReply {
        let (authenticator, pending) = self.channel.authenticator(NOW);
        let request = DatabaseDeltas {
            primary_name: "\\\\OURPDC".into(),
            computer_name: self.channel.names().computer.as_str().into(),
            authenticator,
            return_authenticator: Authenticator::default(),
            database,
            modified_count: serial.into(),
            preferred_maximum_length: preferred,
        };
        let reply = self.client.call(&request).await.unwrap();
        self.verify(pending, &reply.return_authenticator);
        reply
    }

    pub(super) async fn sync(
        &mut self,
        database: DatabaseId,
        restart_state: SyncState,
        sync_context: u32,
        preferred: u32,
    ) -> DatabaseSyncReply {
        let (authenticator, pending) = self.channel.authenticator(NOW);
        let request = DatabaseSync2 {
            primary_name: "\\\\OURPDC".into(),
            computer_name: self.channel.names().computer.as_str().into(),
            authenticator,
            return_authenticator: Authenticator::default(),
            database,
            restart_state,
            sync_context,
            preferred_maximum_length: preferred,
        };
        let reply = self.client.call(&request).await.unwrap();
        self.verify(pending, &reply.return_authenticator);
        reply
    }

    /// A whole database, in as many calls as that takes.
    pub(super) async fn whole(
        &mut self,
        database: DatabaseId,
        preferred: u32,
    ) -> (Vec<Delta>, usize) {
        let (mut deltas, mut calls, mut context) = (Vec::new(), 0, 0);
        loop {
            let reply = self
                .sync(database, SyncState::NORMAL, context, preferred)
                .await;
            deltas.extend(reply.deltas.unwrap().0);
            (calls, context) = (calls + 1, reply.sync_context);
            match reply.status {
                NtStatus::MORE_ENTRIES => assert!(calls < 1000, "it never ends"),
                status => {
                    assert_eq!(status, NtStatus::SUCCESS);
                    return (deltas, calls);
                }
            }
        }
    }

    pub(super) async fn redo(&mut self, entry: Vec<u8>) -> DatabaseRedoReply {
        let (authenticator, pending) = self.channel.authenticator(NOW);
        let request = DatabaseRedo {
            primary_name: "\\\\OURPDC".into(),
            computer_name: self.channel.names().computer.as_str().into(),
            authenticator,
            return_authenticator: Authenticator::default(),
            entry: entry.into(),
        };
        let reply = self.client.call(&request).await.unwrap();
        self.verify(pending, &reply.return_authenticator);
        reply
    }

    pub(super) async fn redo_one(&mut self, entry: &ChangeLogEntry) -> Delta {
        let reply = self.redo(entry.encode()).await;
        assert_eq!(reply.status, NtStatus::SUCCESS);
        let mut deltas = reply.deltas.unwrap().0;
        assert_eq!(deltas.len(), 1);
        deltas.remove(0)
    }
}

/// The hash in the private data of a user.
pub(super) fn keys(key: &SessionKey, user: &DeltaUser) -> UserKeys {
    assert_eq!(
        (user.private_data.sensitive, user.nt_password_present),
        (1, 0)
    );
    let mut octets = user.private_data.data.0.expose().to_vec();
    key.convert_delta_secret(&mut octets);
    UserKeys::decode(&SecretBytes::new(octets), user.user_id).unwrap()
}

pub(super) fn nt_hash(key: &SessionKey, user: &DeltaUser) -> Option<NtHash> {
    let keys = keys(key, user);
    keys.nt.map(|hash| NtHash::new(*hash.expose()))
}

pub(super) fn types(deltas: &[Delta]) -> Vec<u16> {
    deltas.iter().map(|delta| delta.delta_type().0).collect()
}

pub(super) fn entry(database: u8, delta_type: u8, rid: u32) -> ChangeLogEntry {
    ChangeLogEntry {
        serial_number: 1,
        rid,
        flags: ChangeLogFlags::default(),
        database,
        delta_type,
        object: ChangeLogObject::Rid,
    }
}
