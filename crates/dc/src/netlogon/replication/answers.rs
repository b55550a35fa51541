//! The calls, and the events that tell of them.

use msrpc::netlogon::{
    DatabaseDeltas, DatabaseDeltasReply, DatabaseRedo, DatabaseRedoReply, DatabaseSync,
    DatabaseSync2, DatabaseSyncReply, SyncState,
};
use ndr::WideStr;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::batch::Batch;
use super::start;
use crate::Controller;
use crate::events::NetlogonEvent;
use crate::netlogon::Channel;
use crate::netlogon::guard::is_anonymous;

impl Handler<DatabaseDeltas> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DatabaseDeltas,
    ) -> Result<DatabaseDeltasReply, RpcStatus> {
        let DatabaseDeltas {
            primary_name: primary,
            computer_name: computer,
            ..
        } = &call;
        let (return_authenticator, backup) = self
            .backup(context, primary, computer, &call.authenticator)
            .await;
        let outcome = match backup {
            Ok(channel) => {
                let serial = call.modified_count.into();
                let preferred = call.preferred_maximum_length;
                self.deltas_after(&channel, call.database, serial, preferred)
                    .await
            }
            Err(status) => Err(status),
        };
        let told = outcome.as_ref().map(|(batch, _)| batch.count());
        self.log_partial(context, computer, told.map_err(|status| *status))
            .await;
        let (modified_count, deltas, status) = match outcome {
            Ok((batch, serial)) => {
                let status = batch.status();
                let serial = i64::try_from(serial).unwrap_or(i64::MAX);
                (serial.into(), Some(batch.into_array()), status)
            }
            Err(status) => (call.modified_count, None, status),
        };
        Ok(DatabaseDeltasReply {
            return_authenticator,
            modified_count,
            deltas,
            status,
        })
    }
}

/// "Receiving this method is identical to receiving NetrDatabaseSync2 [...] except that this call does not use the
/// RestartState parameter."
impl Handler<DatabaseSync> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DatabaseSync,
    ) -> Result<DatabaseSyncReply, RpcStatus> {
        let call = DatabaseSync2 {
            primary_name: call.primary_name,
            computer_name: call.computer_name,
            authenticator: call.authenticator,
            return_authenticator: call.return_authenticator,
            database: call.database,
            restart_state: SyncState::NORMAL,
            sync_context: call.sync_context,
            preferred_maximum_length: call.preferred_maximum_length,
        };
        self.handle(context, call).await
    }
}

impl Handler<DatabaseSync2> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DatabaseSync2,
    ) -> Result<DatabaseSyncReply, RpcStatus> {
        let DatabaseSync2 {
            primary_name: primary,
            computer_name: computer,
            ..
        } = &call;
        let (return_authenticator, backup) = self
            .backup(context, primary, computer, &call.authenticator)
            .await;
        let outcome = match backup {
            Ok(channel) => self.full_sync(&channel, &call).await,
            Err(status) => Err(status),
        };
        let told = outcome.as_ref().map(|(batch, _)| batch.count());
        self.log_full(context, computer, told.map_err(|status| *status))
            .await;
        let (sync_context, deltas, status) = match outcome {
            Ok((batch, sync_context)) => {
                let status = batch.status();
                (sync_context, Some(batch.into_array()), status)
            }
            Err(status) => (call.sync_context, None, status),
        };
        Ok(DatabaseSyncReply {
            return_authenticator,
            sync_context,
            deltas,
            status,
        })
    }
}

impl Handler<DatabaseRedo> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: DatabaseRedo,
    ) -> Result<DatabaseRedoReply, RpcStatus> {
        let DatabaseRedo {
            primary_name: primary,
            computer_name: computer,
            ..
        } = &call;
        let (return_authenticator, backup) = self
            .backup(context, primary, computer, &call.authenticator)
            .await;
        let outcome = match backup {
            Ok(channel) => self.redo(&channel, &call.entry.0).await,
            Err(status) => Err(status),
        };
        let told = outcome.as_ref().map(Batch::count);
        self.log_partial(context, &call.computer_name, told.map_err(|status| *status))
            .await;
        let (deltas, status) = match outcome {
            Ok(batch) => (Some(batch.into_array()), NtStatus::SUCCESS),
            Err(status) => (None, status),
        };
        Ok(DatabaseRedoReply {
            return_authenticator,
            deltas,
            status,
        })
    }
}

impl Controller {
    /// Objects, and the `SyncContext` with which to continue.
    async fn full_sync(
        &self,
        channel: &Channel,
        call: &DatabaseSync2,
    ) -> Result<(Batch, u32), NtStatus> {
        let position = start(call.database, call.restart_state, call.sync_context)?;
        let preferred = call.preferred_maximum_length;
        let (batch, position) = self.objects_from(channel, position, preferred).await?;
        let sync_context = position.context().ok_or(NtStatus::INTERNAL_ERROR)?;
        Ok((batch, sync_context))
    }

    async fn log_full(
        &self,
        context: &CallContext,
        computer: &WideStr,
        outcome: Result<u32, NtStatus>,
    ) {
        let computer = computer.as_str().to_owned();
        let event = match outcome {
            Ok(changes) => NetlogonEvent::FullSync { computer, changes },
            Err(_) if is_anonymous(context) => return,
            Err(status) => NetlogonEvent::FullSyncFailed { computer, status },
        };
        self.log(context, event).await;
    }

    /// Tells of a partial synchronization, unless nothing was asked in vain or by nobody: a backup domain controller asks
    /// again and again whether there is something new.
    async fn log_partial(
        &self,
        context: &CallContext,
        computer: &WideStr,
        outcome: Result<u32, NtStatus>,
    ) {
        let computer = computer.as_str().to_owned();
        let event = match outcome {
            Ok(0) => return,
            Ok(changes) => NetlogonEvent::PartialSync { computer, changes },
            Err(_) if is_anonymous(context) => return,
            Err(status) => NetlogonEvent::PartialSyncFailed { computer, status },
        };
        self.log(context, event).await;
    }
}
