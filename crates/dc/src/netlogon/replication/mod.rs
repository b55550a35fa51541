//! The primary half of NT 4 replication, [MS-NRPC] 3.5.4.6: backup domain controllers fetch what changed, or everything.
//!
//! What they fetch contains the hashes of all passwords, so they get it over the sealed secure RPC of their own channel
//! and in no other way; no exception changes that.

mod answers;
mod batch;
mod objects;
mod policy;
mod position;
mod sam;
mod user;

use std::sync::Arc;

use lsa::unreadable;
use msrpc::netlogon::{
    Authenticator, ChangeLogEntry, DatabaseId, NegotiateFlags, SecureChannelType, SyncState,
};
use ndr::WideStr;
use store::{Changes, Database};
use transport::CallContext;
use wire::NtStatus;

use self::batch::Batch;
use self::objects::Object;
use self::position::Position;
use super::Channel;
use super::guard::is_sealed;
use super::names::is_server_name;
use crate::Controller;

impl Controller {
    /// The channel of the backup domain controller that calls, and what proves the same of the answer.
    ///
    /// # Errors
    /// The second is `STATUS_ACCESS_DENIED` for whoever does not prove to be at the other end of a channel, and `STATUS_NOT_SUPPORTED` for whoever is no backup domain controller or does not have
    /// the call sealed: for those, synchronization is not enabled.
    async fn backup(
        &self,
        context: &CallContext,
        primary_name: &WideStr,
        computer_name: &WideStr,
        authenticator: &Authenticator,
    ) -> (Authenticator, Result<Arc<Channel>, NtStatus>) {
        // CVE-2015-0240: first of all.
        let verified = self.verify(context, computer_name.as_str(), authenticator);
        let verified = match verified.await {
            Ok(verified) => verified,
            Err(status) => return (Authenticator::default(), Err(status)),
        };
        let channel = match check_backup(context, &verified.channel) {
            _ if !is_server_name(Some(primary_name)) => Err(NtStatus::INVALID_COMPUTER_NAME),
            Ok(()) => Ok(verified.channel),
            Err(status) => Err(status),
        };
        (verified.returned, channel)
    }

    /// What changed after a serial number, and the serial number up to which that is.
    async fn deltas_after(
        &self,
        channel: &Channel,
        database: DatabaseId,
        serial: i64,
        preferred: u32,
    ) -> Result<(Batch, u64), NtStatus> {
        let database = known(database)?;
        let serial = u64::try_from(serial).map_err(|_| NtStatus::SYNCHRONIZATION_REQUIRED)?;
        let changes = self
            .store()
            .changes_after(database, serial, Batch::MAX_OBJECTS)
            .await;
        let Changes::Changes { changes, more } = changes.map_err(unreadable)? else {
            return Err(NtStatus::SYNCHRONIZATION_REQUIRED);
        };
        let mut batch = Batch::new(preferred);
        let mut reached = serial;
        let mut rest = changes.into_iter();
        while !batch.is_full()
            && let Some(change) = rest.next()
        {
            reached = change.serial;
            // What is gone by now has an entry of its own further on.
            if let Some(delta) = self.delta_of_change(channel, database, change).await? {
                batch.push(delta);
            }
        }
        batch.more = more || rest.next().is_some();
        Ok((batch, reached))
    }

    /// The objects of a database from a position on, and the position after them.
    async fn objects_from(
        &self,
        channel: &Channel,
        position: Position,
        preferred: u32,
    ) -> Result<(Batch, Position), NtStatus> {
        let mut batch = Batch::new(preferred);
        let mut position = position;
        let mut read = 0_u32;
        while !position.is_done() && !batch.is_full() && read < Batch::MAX_OBJECTS {
            let objects = self.objects(position, Batch::MAX_OBJECTS - read).await?;
            if objects.is_empty() {
                position = position.next_phase();
            }
            for (key, object) in objects {
                if batch.is_full() {
                    break;
                }
                read = read.saturating_add(1);
                position = position.after(key);
                if let Some(delta) = self.delta(channel, &object).await? {
                    batch.push(delta);
                }
            }
        }
        batch.more = !position.is_done();
        Ok((batch, position))
    }

    /// One object as it is now, or that it is gone.
    async fn redo(&self, channel: &Channel, entry: &[u8]) -> Result<Batch, NtStatus> {
        let object = ChangeLogEntry::decode(entry)
            .ok()
            .and_then(Object::of_entry);
        let object = object.ok_or(NtStatus::INVALID_PARAMETER)?;
        let delta = match self.delta(channel, &object).await? {
            Some(delta) => delta,
            None => object.deletion().ok_or(NtStatus::INVALID_PARAMETER)?,
        };
        let mut batch = Batch::new(0);
        batch.push(delta);
        Ok(batch)
    }
}

fn check_backup(context: &CallContext, channel: &Channel) -> Result<(), NtStatus> {
    // Without flag C the secrets in deltas would be under DES, in a mode that nobody has written down.
    let readable = channel.negotiated.contains(NegotiateFlags::RC4);
    if is_sealed(context) && readable && channel.channel_type == SecureChannelType::SERVER {
        return Ok(());
    }
    Err(NtStatus::NOT_SUPPORTED)
}

/// Where a full synchronization begins or continues.
fn start(database: DatabaseId, state: SyncState, context: u32) -> Result<Position, NtStatus> {
    let database = known(database)?;
    Position::new(database, state, context).ok_or(NtStatus::INVALID_PARAMETER)
}

fn known(database: DatabaseId) -> Result<Database, NtStatus> {
    match database {
        DatabaseId::SAM => Ok(Database::Sam),
        DatabaseId::BUILTIN => Ok(Database::Builtin),
        DatabaseId::LSA => Ok(Database::Lsa),
        _ => Err(NtStatus::INVALID_LEVEL),
    }
}

/// Octets as the units of 16 bits in which some structures carry them; an odd one has a zero after it.
fn units(octets: &[u8]) -> Vec<u16> {
    let pairs = octets.chunks(2);
    pairs
        .map(|pair| match *pair {
            [low, high] => u16::from_le_bytes([low, high]),
            [low] => low.into(),
            _ => 0,
        })
        .collect()
}
