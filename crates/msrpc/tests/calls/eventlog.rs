use msrpc::eventlog::*;
use ndr::{Conformant, ContextHandle, UnicodeString};
use wire::{Guid, NtStatus};

use crate::exchange::{Exchange, assert_complete, assert_image, exchange};

#[test]
fn every_call_has_an_exchange() {
    assert_complete::<Eventlog>(&exchanges());
}

pub(crate) fn exchanges() -> Vec<Exchange> {
    let opened = OpenedReply {
        log: log(),
        status: NtStatus::SUCCESS,
    };
    let closed = ClosedReply {
        log: LogHandle::default(),
        status: NtStatus::SUCCESS,
    };
    let mut all = vec![
        exchange(&open(), &opened),
        exchange(
            &RegisterEventSource {
                server_name: None,
                module_name: "NETLOGON".into(),
                reg_module_name: UnicodeString::NULL,
                major_version: 1,
                minor_version: 1,
            },
            &opened,
        ),
        exchange(&CloseEl { log: log() }, &closed),
        exchange(&DeregisterEventSource { log: log() }, &closed),
        exchange(
            &NumberOfRecords { log: log() },
            &NumberOfRecordsReply {
                number_of_records: 77,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &OldestRecord { log: log() },
            &OldestRecordReply {
                oldest_record_number: 3,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &ReadEl {
                log: log(),
                read_flags: ReadFlags::SEQUENTIAL | ReadFlags::BACKWARDS,
                record_offset: 0,
                number_of_bytes_to_read: 9,
            },
            &ReadElReply {
                buffer: vec![7; 9].into(),
                number_of_bytes_read: 0,
                min_number_of_bytes_needed: 200,
                status: NtStatus::BUFFER_TOO_SMALL,
            },
        ),
        exchange(
            &ReportEvent {
                // Samba's decoder reads a SID without its maximum count, and looks for what the first pointer of an array
                // points to before the second pointer, so it is shown no SID and one string.
                user_sid: None,
                strings: Some(Conformant(vec![Some("PDC".into())])),
                ..report()
            },
            &ReportEventReply {
                record_number: Some(78),
                time_written: Some(1_700_000_001),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &ClearElf {
                log: log(),
                backup_file_name: Some("\\??\\C:\\a.evt".into()),
            },
            &StatusReply {
                status: NtStatus::INVALID_HANDLE,
            },
        ),
    ];
    all.extend(keeping());
    all
}

fn keeping() -> Vec<Exchange> {
    vec![
        exchange(
            &BackupElf {
                log: log(),
                backup_file_name: "\\??\\C:\\a.evt".into(),
            },
            &StatusReply {
                status: NtStatus::NOT_SUPPORTED,
            },
        ),
        exchange(
            &FlushEl { log: log() },
            &StatusReply {
                status: NtStatus::ACCESS_DENIED,
            },
        ),
        exchange(
            &GetLogInformation {
                log: log(),
                info_level: 0,
                buffer_size: 4,
            },
            &GetLogInformationReply {
                buffer: Conformant(vec![0; 4]),
                bytes_needed: 4,
                status: NtStatus::SUCCESS,
            },
        ),
    ]
}

fn log() -> LogHandle {
    LogHandle(ContextHandle {
        attributes: 0,
        uuid: Guid::from_bytes([7; 16]),
    })
}

fn open() -> OpenEl {
    OpenEl {
        server_name: Some(u16::from(b'\\')),
        module_name: "System".into(),
        reg_module_name: "".into(),
        major_version: 1,
        minor_version: 1,
    }
}

fn report() -> ReportEvent {
    ReportEvent {
        log: log(),
        time: 0x6553_f100,
        event_type: EventType::ERROR,
        event_category: 2,
        event_id: 3210,
        computer_name: "M".into(),
        user_sid: Some("S-1-5-18".parse().unwrap()),
        strings: Some(Conformant(vec![Some("PDC".into()), Some("".into())])),
        data: Some(Conformant(vec![0x22, 0, 0xc0])),
        flags: 0,
        record_number: Some(0),
        time_written: None,
    }
}

#[test]
fn opening_a_log_on_the_wire() {
    let octets = [
        0x00, 0x00, 2, 0, // UNCServerName: referent
        b'\\', 0, 0, 0, // one character, padding
        12, 0, 12, 0, // ModuleName: Length, MaximumLength
        0x04, 0x00, 2, 0, // Buffer: referent
        6, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, // maximum count, offset, actual count
        b'S', 0, b'y', 0, b's', 0, b't', 0, b'e', 0, b'm', 0, //
        0, 0, 0, 0, // RegModuleName: Length, MaximumLength
        0x08, 0x00, 2, 0, // Buffer: referent
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // maximum count, offset, actual count
        1, 0, 0, 0, 1, 0, 0, 0, // MajorVersion, MinorVersion
    ];
    assert_image(&open(), &octets);
}

#[test]
fn an_event_on_the_wire() {
    let octets = [
        0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // LogHandle
        0x00, 0xf1, 0x53, 0x65, // Time
        1, 0, 2, 0, // EventType, EventCategory
        0x8a, 0x0c, 0, 0, // EventID: 3210
        2, 0, 0, 0, // NumStrings, padding
        3, 0, 0, 0, // DataSize
        2, 0, 2, 0, 0x00, 0x00, 2, 0, // ComputerName: Length, MaximumLength, referent
        1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, // maximum count, offset, actual count
        b'M', 0, 0, 0, // and padding
        0x04, 0x00, 2, 0, // UserSID: referent
        1, 0, 0, 0, // maximum count of SubAuthority
        1, 1, 0, 0, 0, 0, 0, 5, // Revision, SubAuthorityCount, IdentifierAuthority
        18, 0, 0, 0, // SubAuthority
        0x08, 0x00, 2, 0, // Strings: referent
        2, 0, 0, 0, // maximum count
        0x0c, 0x00, 2, 0, // [0]: referent
        0x10, 0x00, 2, 0, // [1]: referent
        6, 0, 6, 0, 0x14, 0x00, 2, 0, // *[0]: Length, MaximumLength, referent
        3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, // maximum count, offset, actual count
        b'P', 0, b'D', 0, b'C', 0, 0, 0, // and padding
        0, 0, 0, 0, 0x18, 0x00, 2, 0, // *[1]: Length, MaximumLength, referent
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // maximum count, offset, actual count
        0x1c, 0x00, 2, 0, // Data: referent
        3, 0, 0, 0, 0x22, 0, 0xc0, 0, // maximum count, octets, padding
        0, 0, 0, 0, // Flags, padding
        0x20, 0x00, 2, 0, 0, 0, 0, 0, // RecordNumber: referent, 0
        0, 0, 0, 0, // TimeWritten: null
    ];
    assert_image(&report(), &octets);
}

#[test]
fn an_event_whose_counts_are_not_those_of_its_arrays_is_refused() {
    let read = |octets: &[u8]| ndr::from_bytes::<ReportEvent>(octets, Default::default());
    let octets = ndr::to_bytes(&report());
    assert_eq!(read(&octets), Ok(report()));
    for (at, count) in [(32, 1), (32, 3), (33, 1), (36, 2), (36, 4), (37, 1)] {
        let mut octets = octets.clone();
        octets[at] = count;
        assert!(read(&octets).is_err(), "{count} at {at}");
    }
}

#[test]
fn an_event_has_limits() {
    let fits = |strings, data| {
        let event = ReportEvent {
            strings: Some(Conformant(vec![None; strings])),
            data: Some(Conformant(vec![0; data])),
            ..report()
        };
        ndr::from_bytes::<ReportEvent>(&ndr::to_bytes(&event), Default::default()).is_ok()
    };
    assert!(fits(256, 61_440));
    assert!(!fits(257, 0));
    assert!(!fits(65_536, 0), "which 16 bits would count as none");
    assert!(!fits(0, 61_441));
}
