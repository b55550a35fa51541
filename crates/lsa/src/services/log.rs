//! The event log: opening, counting, clearing, keeping, [MS-EVEN] 3.1.4.

use std::sync::{Mutex, PoisonError};

use msrpc::eventlog::{
    BackupElf, ClearElf, CloseEl, ClosedReply, DeregisterEventSource, Eventlog, FlushEl,
    GetLogInformation, GetLogInformationReply, LogHandle, NumberOfRecords, NumberOfRecordsReply,
    OldestRecord, OldestRecordReply, OpenEl, OpenedReply, StatusReply,
};
use ndr::{Conformant, ContextHandle};
use rpc::{Handler, RpcStatus};
use store::EventLogState;
use transport::CallContext;
use wire::NtStatus;

use crate::Authority;
use crate::logon::unreadable;
use crate::objects::{keep, objects_of, outcome, status};

objects_of!(Eventlog: Log);

/// A log that was opened for reading.
pub(super) struct Log {
    pub(super) which: Which,
    /// What it was opened as.
    pub(super) name: &'static str,
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
    const fn new(which: Which, name: &'static str) -> Self {
        Self {
            which,
            name,
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
            let log = if name.eq_ignore_ascii_case("System") {
                Log::new(Which::System, "System")
            } else if name.eq_ignore_ascii_case("Security") {
                Log::new(Which::Empty, "Security")
            } else {
                Log::new(Which::Empty, "Application")
            };
            keep(context, log).map(LogHandle)
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
            let name = call.backup_file_name.as_ref();
            match name.map_or("", |name| name.as_str_or_empty()) {
                "" => {}
                name => keep_copy(name)?,
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

impl Handler<BackupElf> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: BackupElf,
    ) -> Result<StatusReply, RpcStatus> {
        context.handles().get::<Log>(call.log)?;
        let kept = async {
            self.may_change_events(context).await?;
            keep_copy(call.backup_file_name.as_str_or_empty())
        };
        Ok(StatusReply {
            status: status(kept.await),
        })
    }
}

/// Whatever was acknowledged is kept already. Windows answers everybody from afar so.
impl Handler<FlushEl> for Authority {
    async fn handle(&self, context: &CallContext, call: FlushEl) -> Result<StatusReply, RpcStatus> {
        context.handles().get::<Log>(call.log)?;
        Ok(StatusReply {
            status: NtStatus::ACCESS_DENIED,
        })
    }
}

impl Handler<GetLogInformation> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetLogInformation,
    ) -> Result<GetLogInformationReply, RpcStatus> {
        if call.buffer_size > GetLogInformation::MAX_BUFFER {
            return Err(RpcStatus::BAD_STUB_DATA);
        }
        context.handles().get::<Log>(call.log)?;
        let needed = FULL_INFORMATION;
        let status = if call.info_level != 0 {
            NtStatus::INVALID_LEVEL
        } else if call.buffer_size < needed {
            NtStatus::BUFFER_TOO_SMALL
        } else {
            NtStatus::SUCCESS
        };
        // No log is ever full, for the oldest records make room: `dwFull` is 0.
        let room = usize::try_from(call.buffer_size).unwrap_or(0);
        Ok(GetLogInformationReply {
            buffer: Conformant(vec![0; room]),
            bytes_needed: needed,
            status,
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
    context.handles().close::<Eventlog>(log)?;
    Ok(ClosedReply {
        log: LogHandle(ContextHandle::NIL),
        status: NtStatus::SUCCESS,
    })
}

/// Keeps a copy of a log in a file, [MS-EVEN] 3.1.4.11.
///
/// # Errors
/// `STATUS_INVALID_PARAMETER` for the empty name, and for all others `STATUS_NOT_SUPPORTED`: a client names no file on this
/// computer.
const fn keep_copy(name: &str) -> Result<(), NtStatus> {
    Err(if name.is_empty() {
        NtStatus::INVALID_PARAMETER
    } else {
        NtStatus::NOT_SUPPORTED
    })
}

/// The octets of `EVENTLOG_FULL_INFORMATION`, [MS-EVEN] 2.2.4.
const FULL_INFORMATION: u32 = 4;

/// A number as it goes over the wire.
pub(super) fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
