//! Writing to the event log, which only administrators may from afar, [MS-EVEN] 3.1.4.5 and 3.1.4.13.

use cli::printable;
use msrpc::eventlog::{
    EventType, Eventlog, LogHandle, OpenedReply, RegisterEventSource, ReportEvent, ReportEventReply,
};
use rpc::{Handler, RpcStatus};
use store::{EventKind, NewEvent};
use transport::CallContext;
use wire::NtStatus;

use super::log::{Log, short};
use crate::Authority;
use crate::logon::unreadable;
use crate::objects::{keep, objects_of, outcome};

objects_of!(Eventlog: Source);

/// A source of events that was registered for writing.
struct Source {
    name: String,
}

impl Handler<RegisterEventSource> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: RegisterEventSource,
    ) -> Result<OpenedReply, RpcStatus> {
        let registered = async {
            self.may_change_events(context).await?;
            let name = call.module_name.as_str_or_empty();
            if name.is_empty() || name.len() > MAX_NAME {
                return Err(NtStatus::INVALID_PARAMETER);
            }
            let name = printable(name).into_owned();
            keep(context, Source { name }).map(LogHandle)
        };
        let (log, status) = outcome(registered.await);
        Ok(OpenedReply { log, status })
    }
}

impl Handler<ReportEvent> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: ReportEvent,
    ) -> Result<ReportEventReply, RpcStatus> {
        let handles = context.handles();
        let (source, allowed) = if let Ok(source) = handles.get::<Source>(call.log) {
            (source.name.clone(), Ok(()))
        } else {
            // A log that was opened is a source of its own name; so far it was only for reading.
            let log = handles.get::<Log>(call.log)?;
            (log.name.to_owned(), self.may_change_events(context).await)
        };
        let written = async {
            allowed?;
            let event = event(source, &call, context)?;
            let record = self.store().append_event(&event, self.now()).await;
            record.map_err(unreadable)
        };
        let (record, status) = outcome(written.await);
        let ok = status == NtStatus::SUCCESS;
        let now = u32::try_from(self.now().unix_seconds()).unwrap_or(0);
        Ok(ReportEventReply {
            record_number: call.record_number.map(|_| short(record)),
            time_written: call.time_written.map(|_| if ok { now } else { 0 }),
            status,
        })
    }
}

/// What is reported. When it happened, this computer's clock says and not the client.
fn event(source: String, call: &ReportEvent, context: &CallContext) -> Result<NewEvent, NtStatus> {
    let kind = match call.event_type {
        EventType::ERROR => EventKind::Error,
        EventType::WARNING => EventKind::Warning,
        EventType::SUCCESS | EventType::INFORMATION => EventKind::Information,
        EventType::AUDIT_SUCCESS => EventKind::AuditSuccess,
        EventType::AUDIT_FAILURE => EventKind::AuditFailure,
        _ => return Err(NtStatus::INVALID_PARAMETER),
    };
    let strings = call.strings.iter().flat_map(|strings| &strings.0);
    let strings: Vec<_> = strings
        .map(|text| text.as_ref().map_or("", |text| text.as_str_or_empty()))
        .map(|text| printable(text).into_owned())
        .collect();
    let data = call
        .data
        .as_ref()
        .map_or_else(Vec::new, |data| data.0.clone());
    // What is written must go into a record that can be read again.
    let length: usize = strings.iter().map(|text| text.encode_utf16().count()).sum();
    if length.saturating_mul(2).saturating_add(data.len()) > MAX_EVENT {
        return Err(NtStatus::INVALID_PARAMETER);
    }
    Ok(NewEvent {
        event_id: call.event_id,
        kind,
        source,
        strings,
        data,
        computer: printable(call.computer_name.as_str_or_empty()).into_owned(),
        user: call.user_sid.clone(),
        connection: Some(context.connection()),
    })
}

/// The most octets of a source's name.
const MAX_NAME: usize = 256;
/// The most octets of an event's strings and data.
const MAX_EVENT: usize = 65_536;
