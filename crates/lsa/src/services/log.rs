//! The event log: opening, counting, clearing, [MS-EVEN] 3.1.4.

use std::sync::{Mutex, PoisonError};

use msrpc::eventlog::{
    ClearElf, CloseEl, ClosedReply, DeregisterEventSource, LogHandle, NumberOfRecords,
    NumberOfRecordsReply, OldestRecord, OldestRecordReply, OpenEl, OpenedReply, StatusReply,
};
use ndr::ContextHandle;
use rpc::{Handler, RpcStatus};
use store::EventLogState;
use transport::CallContext;
use wire::NtStatus;

use crate::Authority;
use crate::logon::unreadable;
use crate::objects::{keep, outcome, status};

/// A log that was opened for reading.
pub(super) struct Log {
    pub(super) which: Which,
    place: Mutex<Option<u64>>,
}

/// Which log.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Which {
    /// The events of the computer.
    System,
    /// Any other, which is empty.
    Empty,
}

impl Log {
    const fn new(which: Which) -> Self {
        Self {
            which,
            place: Mutex::new(None),
        }
    }

    /// The number of the record that was read last; `None` at first.
    pub(super) fn place(&self) -> Option<u64> {
        // Nothing panics while it is locked.
        *self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn move_to(&self, record: u64) {
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Some(record);
    }
}

impl Handler<OpenEl> for Authority {
    async fn handle(&self, context: &CallContext, call: OpenEl) -> Result<OpenedReply, RpcStatus> {
        let opened = async {
            self.may_see_events(context).await?;
            // "One that is not known is Application", which nothing writes to here; nor to Security.
            let name = call.module_name.as_str_or_empty();
            let which = if name.eq_ignore_ascii_case("System") {
                Which::System
            } else {
                Which::Empty
            };
            keep(context, Log::new(which)).map(LogHandle)
        };
        let (log, status) = outcome(opened.await);
        Ok(OpenedReply { log, status })
    }
}

impl Handler<CloseEl> for Authority {
    async fn handle(&self, context: &CallContext, call: CloseEl) -> Result<ClosedReply, RpcStatus> {
        close(context, call.log)
    }
}

impl Handler<DeregisterEventSource> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: DeregisterEventSource,
    ) -> Result<ClosedReply, RpcStatus> {
        close(context, call.log)
    }
}

impl Handler<NumberOfRecords> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: NumberOfRecords,
    ) -> Result<NumberOfRecordsReply, RpcStatus> {
        let log = context.handles().get::<Log>(call.log)?;
        let (state, status) = outcome(self.log_state(log.which).await);
        Ok(NumberOfRecordsReply {
            number_of_records: short(state.count),
            status,
        })
    }
}

impl Handler<OldestRecord> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OldestRecord,
    ) -> Result<OldestRecordReply, RpcStatus> {
        let log = context.handles().get::<Log>(call.log)?;
        let (state, status) = outcome(self.log_state(log.which).await);
        Ok(OldestRecordReply {
            oldest_record_number: short(state.oldest),
            status,
        })
    }
}

impl Handler<ClearElf> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ClearElf,
    ) -> Result<StatusReply, RpcStatus> {
        let log = context.handles().get::<Log>(call.log)?;
        let cleared = async {
            self.may_change_events(context).await?;
            // A client names no file on this computer.
            let backup = call
                .backup_file_name
                .as_ref()
                .and_then(|name| name.as_str());
            if backup.is_some_and(|name| !name.is_empty()) {
                return Err(NtStatus::NOT_SUPPORTED);
            }
            match log.which {
                Which::System => self
                    .store()
                    .clear_events()
                    .await
                    .map(drop)
                    .map_err(unreadable),
                Which::Empty => Ok(()),
            }
        };
        Ok(StatusReply {
            status: status(cleared.await),
        })
    }
}

impl Authority {
    pub(super) async fn log_state(&self, which: Which) -> Result<EventLogState, NtStatus> {
        match which {
            Which::System => self.store().event_log_state().await.map_err(unreadable),
            Which::Empty => Ok(EventLogState::default()),
        }
    }

    /// Events have the names of accounts and computers: they are for administrators and server operators.
    async fn may_see_events(&self, context: &CallContext) -> Result<(), NtStatus> {
        self.operator(context)
            .await
            .map_err(|_| NtStatus::ACCESS_DENIED)
    }

    pub(super) async fn may_change_events(&self, context: &CallContext) -> Result<(), NtStatus> {
        self.administrator(context)
            .await
            .map_err(|_| NtStatus::ACCESS_DENIED)
    }
}

fn close(context: &CallContext, log: LogHandle) -> Result<ClosedReply, RpcStatus> {
    context.handles().close(log)?;
    Ok(ClosedReply {
        log: LogHandle(ContextHandle::NIL),
        status: NtStatus::SUCCESS,
    })
}

/// A number as it goes over the wire.
pub(super) fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
