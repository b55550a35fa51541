use msrpc::eventlog::*;
use ndr::Conformant;
use rpc::RpcStatus;
use store::{EventKind, NewEvent};
use wire::NtStatus;

use crate::world::{Caller, NOW, SERVER_OPERATOR, World};

impl World {
    /// A controller on which so many events have happened.
    async fn with_events(count: u32) -> Self {
        let world = Self::new().await;
        for event_id in 1..=count {
            let event = NewEvent {
                event_id,
                kind: EventKind::Error,
                source: "NETLOGON".into(),
                strings: vec!["M".into()],
                data: vec![0x22, 0, 0, 0xc0],
                computer: "OURPDC".into(),
                user: None,
                connection: None,
            };
            world.store.append_event(&event, NOW).await.unwrap();
        }
        world
    }
}

async fn open(caller: &Caller<'_>, name: &str) -> OpenedReply {
    caller
        .ask(OpenEl {
            server_name: None,
            module_name: name.into(),
            reg_module_name: "".into(),
            major_version: 1,
            minor_version: 1,
        })
        .await
}

fn read(log: LogHandle, flags: u32, offset: u32, room: u32) -> ReadEl {
    ReadEl {
        log,
        read_flags: ReadFlags(flags),
        record_offset: offset,
        number_of_bytes_to_read: room,
    }
}

fn numbers(reply: &ReadElReply) -> Vec<u32> {
    reply
        .records()
        .unwrap()
        .iter()
        .map(|record| record.record_number)
        .collect()
}

const FORWARDS: u32 = 5;
const BACKWARDS: u32 = 9;
const SEEK_BACKWARDS: u32 = 10;

#[tokio::test]
async fn events_are_read_in_both_directions_and_from_anywhere() {
    let world = World::with_events(200).await;
    let administrator = world.administrator();
    let log = open(&administrator, "system").await.log;
    let count = administrator.ask(NumberOfRecords { log }).await;
    assert_eq!(count.number_of_records, 200);
    let oldest = administrator.ask(OldestRecord { log }).await;
    assert_eq!(oldest.oldest_record_number, 1);
    let mut all = Vec::new();
    loop {
        let reply = administrator.ask(read(log, FORWARDS, 0, 1000)).await;
        assert_eq!(reply.buffer.0.len(), 1000);
        if reply.status == NtStatus::END_OF_FILE {
            break;
        }
        assert_eq!(reply.status, NtStatus::SUCCESS);
        all.extend(numbers(&reply));
    }
    assert_eq!(all, (1..=200).collect::<Vec<_>>());
    let other = open(&administrator, "System").await.log;
    let newest = administrator.ask(read(other, BACKWARDS, 0, 400)).await;
    assert_eq!(numbers(&newest).first(), Some(&200));
    let sought = administrator
        .ask(read(log, SEEK_BACKWARDS, 2, 0xffff))
        .await;
    assert_eq!(numbers(&sought), [2, 1]);
    let record = sought.records().unwrap().remove(0);
    assert_eq!((record.event_id, record.event_type), (2, EventType::ERROR));
    assert_eq!(record.strings, ["M".into()]);
    assert_eq!(record.time_generated, 1_700_000_000);
}

#[tokio::test]
async fn a_buffer_that_is_too_small_hears_what_is_needed() {
    let world = World::with_events(1).await;
    let administrator = world.administrator();
    let log = open(&administrator, "System").await.log;
    let reply = administrator.ask(read(log, FORWARDS, 0, 10)).await;
    assert_eq!(
        (reply.status, reply.number_of_bytes_read),
        (NtStatus::BUFFER_TOO_SMALL, 0)
    );
    let reply = administrator
        .ask(read(log, FORWARDS, 0, reply.min_number_of_bytes_needed))
        .await;
    assert_eq!(numbers(&reply), [1]);
    for (flags, offset) in [(0, 0), (3, 0), (6, 0), (6, 2), (12, 1)] {
        let reply = administrator.ask(read(log, flags, offset, 1000)).await;
        assert_eq!(
            reply.status,
            NtStatus::INVALID_PARAMETER,
            "{flags} {offset}"
        );
    }
}

#[tokio::test]
async fn events_are_for_operators_and_cleared_by_administrators() {
    let world = World::with_events(3).await;
    for stranger in [world.user(), world.nobody()] {
        assert_eq!(
            open(&stranger, "System").await.status,
            NtStatus::ACCESS_DENIED
        );
    }
    let operator = world.caller(SERVER_OPERATOR);
    let clear = |log, backup: Option<&str>| ClearElf {
        log,
        backup_file_name: backup.map(Into::into),
    };
    let log = open(&operator, "System").await.log;
    assert_eq!(
        operator.ask(clear(log, None)).await.status,
        NtStatus::ACCESS_DENIED
    );
    let administrator = world.administrator();
    let log = open(&administrator, "System").await.log;
    let backup = administrator
        .ask(clear(log, Some("\\??\\C:\\x.evt")))
        .await
        .status;
    assert_eq!(backup, NtStatus::NOT_SUPPORTED);
    assert_eq!(world.store.event_log_state().await.unwrap().count, 3);
    assert_eq!(
        administrator.ask(clear(log, None)).await.status,
        NtStatus::SUCCESS
    );
    assert_eq!(world.store.event_log_state().await.unwrap().count, 0);
    let empty = administrator.ask(read(log, FORWARDS, 0, 1000)).await;
    assert_eq!(empty.status, NtStatus::END_OF_FILE);
    let other = open(&administrator, "Application").await.log;
    let none = administrator.ask(NumberOfRecords { log: other }).await;
    assert_eq!(
        (none.number_of_records, none.status),
        (0, NtStatus::SUCCESS)
    );
}

#[tokio::test]
async fn only_administrators_report_events() {
    let world = World::new().await;
    let register = || RegisterEventSource {
        server_name: None,
        module_name: "tool".into(),
        reg_module_name: "".into(),
        major_version: 1,
        minor_version: 1,
    };
    for stranger in [world.user(), world.caller(SERVER_OPERATOR), world.nobody()] {
        assert_eq!(
            stranger.ask(register()).await.status,
            NtStatus::ACCESS_DENIED
        );
    }
    let administrator = world.administrator();
    let log = administrator.ask(register()).await.log;
    let report = ReportEvent {
        log,
        time: 1,
        event_type: EventType::WARNING,
        event_category: 0,
        event_id: 77,
        computer_name: "M\u{1b}[31m".into(),
        user_sid: None,
        strings: Some(Conformant(vec![Some("text".into()), None])),
        data: Some(Conformant(vec![1, 2])),
        flags: 0,
        record_number: Some(0),
        time_written: Some(0),
    };
    let reply = administrator.ask(report).await;
    assert_eq!(
        (reply.status, reply.record_number),
        (NtStatus::SUCCESS, Some(1))
    );
    assert_eq!(reply.time_written, Some(1_700_000_000));
    let events = world.store.events_from(1, 1).await.unwrap();
    let event = &events[0].event;
    assert_eq!((event.event_id, event.source.as_str()), (77, "tool"));
    assert_eq!(event.strings, ["text", ""]);
    assert!(!event.computer.contains('\u{1b}'));
    assert_eq!(events[0].time, NOW, "the client's clock is not believed");
}

// rpcclient's `eventlog_reportevent` opens the log, and registers no source.
#[tokio::test]
async fn a_log_that_was_opened_takes_reports_of_administrators_only() {
    let world = World::new().await;
    let report = |log| ReportEvent {
        log,
        time: 1,
        event_type: EventType::INFORMATION,
        event_category: 0,
        event_id: 7,
        computer_name: "M".into(),
        user_sid: None,
        strings: None,
        data: None,
        flags: 0,
        record_number: None,
        time_written: None,
    };
    let operator = world.caller(SERVER_OPERATOR);
    let log = open(&operator, "Application").await.log;
    assert_eq!(
        operator.ask(report(log)).await.status,
        NtStatus::ACCESS_DENIED
    );
    let administrator = world.administrator();
    for (name, source) in [("dns server", "Application"), ("SYSTEM", "System")] {
        let log = open(&administrator, name).await.log;
        assert_eq!(
            administrator.ask(report(log)).await.status,
            NtStatus::SUCCESS
        );
        let newest = world
            .store
            .events_back_from(u64::MAX >> 1, 1)
            .await
            .unwrap();
        assert_eq!(newest[0].event.source, source);
    }
    let nothing = administrator.call(report(LogHandle::default())).await;
    assert_eq!(nothing, Err(RpcStatus::CONTEXT_MISMATCH));
    assert_eq!(world.store.event_log_state().await.unwrap().count, 2);
}

#[tokio::test]
async fn a_log_is_never_full_and_no_client_names_a_file() {
    let world = World::with_events(1).await;
    let operator = world.caller(SERVER_OPERATOR);
    let administrator = world.administrator();
    let log = open(&operator, "System").await.log;
    let query = |info_level, buffer_size| GetLogInformation {
        log,
        info_level,
        buffer_size,
    };
    for (level, room, status) in [
        (0, 4, NtStatus::SUCCESS),
        (0, 1024, NtStatus::SUCCESS),
        (0, 3, NtStatus::BUFFER_TOO_SMALL),
        (0, 0, NtStatus::BUFFER_TOO_SMALL),
        (1, 4, NtStatus::INVALID_LEVEL),
    ] {
        let reply = operator.ask(query(level, room)).await;
        assert_eq!((reply.status, reply.bytes_needed), (status, 4));
        assert_eq!(u32::try_from(reply.buffer.0.len()), Ok(room));
    }
    let more = operator.call(query(0, 1025)).await;
    assert_eq!(more, Err(RpcStatus::BAD_STUB_DATA));
    let flush = operator.ask(FlushEl { log }).await.status;
    assert_eq!(flush, NtStatus::ACCESS_DENIED);

    let backup = |log, name: &str| BackupElf {
        log,
        backup_file_name: name.into(),
    };
    let path = "\\??\\C:\\x.evt";
    let denied = operator.ask(backup(log, path)).await.status;
    assert_eq!(denied, NtStatus::ACCESS_DENIED);
    let log = open(&administrator, "System").await.log;
    for (name, status) in [
        (path, NtStatus::NOT_SUPPORTED),
        ("", NtStatus::INVALID_PARAMETER),
    ] {
        assert_eq!(administrator.ask(backup(log, name)).await.status, status);
    }
    let none = LogHandle::default();
    let nothing = administrator.call(backup(none, path)).await;
    assert_eq!(nothing, Err(RpcStatus::CONTEXT_MISMATCH));
    let nothing = administrator.call(FlushEl { log: none }).await;
    assert_eq!(nothing, Err(RpcStatus::CONTEXT_MISMATCH));
}
