//! `EVENTLOGRECORD`, in which no NDR is.

use msrpc::eventlog::*;
use msrpc::oracle::event_log_records;
use ndr::Conformant;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use wire::{Malformed, NtStatus, Reader, Sid};

fn record() -> EventLogRecord {
    EventLogRecord {
        record_number: 9,
        time_generated: 0x6553_f100,
        time_written: 0x6553_f101,
        event_id: 3210,
        event_type: EventType::ERROR,
        event_category: 2,
        reserved_flags: 0,
        source_name: "NL".into(),
        computer_name: "M".into(),
        user_sid: Some("S-1-5-18".parse().unwrap()),
        strings: vec!["D".into(), "".into()],
        data: vec![0x22, 0, 0xc0],
    }
}

/// As [MS-EVEN] 2.2.3 has it, with padding before the SID, as Windows sends it.
const IMAGE: [u8; 96] = [
    96, 0, 0, 0, // Length
    b'L', b'f', b'L', b'e', // Reserved
    9, 0, 0, 0, // RecordNumber
    0x00, 0xf1, 0x53, 0x65, // TimeGenerated
    0x01, 0xf1, 0x53, 0x65, // TimeWritten
    0x8a, 0x0c, 0, 0, // EventID: 3210
    1, 0, 2, 0, // EventType, NumStrings
    2, 0, 0, 0, // EventCategory, ReservedFlags
    0, 0, 0, 0, // ClosingRecordNumber
    80, 0, 0, 0, // StringOffset
    12, 0, 0, 0, 68, 0, 0, 0, // UserSidLength, UserSidOffset
    3, 0, 0, 0, 86, 0, 0, 0, // DataLength, DataOffset
    b'N', 0, b'L', 0, 0, 0, // 56: SourceName
    b'M', 0, 0, 0, // 62: Computername
    0, 0, // 66: UserSidPadding
    1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0, // 68: UserSid
    b'D', 0, 0, 0, 0, 0, // 80: Strings
    0x22, 0, 0xc0, // 86: Data
    0, 0, 0, // 89: Padding
    96, 0, 0, 0, // 92: Length2
];

fn decode(octets: &[u8]) -> Result<EventLogRecord, Malformed> {
    EventLogRecord::decode(&mut Reader::new(octets))
}

fn reply(buffer: Vec<u8>, number_of_bytes_read: u32) -> ReadElReply {
    ReadElReply {
        buffer: Conformant(buffer),
        number_of_bytes_read,
        min_number_of_bytes_needed: 0,
        status: NtStatus::SUCCESS,
    }
}

#[test]
fn a_record_on_the_wire() {
    assert_eq!(decode(&IMAGE), Ok(record()));
    // Ours has no UserSidPadding, and with it go four octets of the whole.
    let mut without = [&IMAGE[..66], &IMAGE[68..90], &IMAGE[92..]].concat();
    for (at, value) in [(0, 92), (36, 78), (44, 66), (52, 84), (88, 92)] {
        without[at] = value;
    }
    assert_eq!(record().encode().as_deref(), Ok(&without[..]));
    for len in 0..IMAGE.len() {
        assert!(decode(&IMAGE[..len]).is_err(), "{len}");
    }
}

/// What Samba 4.17 sent for an event that was reported to it.
#[test]
fn a_record_of_samba() {
    let octets = [
        100, 0, 0, 0, b'L', b'f', b'L', b'e', // Length, Reserved
        2, 0, 0, 0, // RecordNumber
        0x00, 0xf1, 0x53, 0x65, 0x0b, 0xb3, 0x02, 0x6b, // TimeGenerated, TimeWritten
        0x8a, 0x0c, 0, 0, // EventID: 3210
        1, 0, 1, 0, 2, 0, 0, 0, // EventType, NumStrings, EventCategory, ReservedFlags
        0, 0, 0, 0, 84, 0, 0, 0, // ClosingRecordNumber, StringOffset
        0, 0, 0, 0, 84, 0, 0, 0, // UserSidLength, UserSidOffset
        3, 0, 0, 0, 92, 0, 0, 0, // DataLength, DataOffset
        b'A', 0, b'p', 0, b'p', 0, b'l', 0, b'i', 0, b'c', 0, b'a', 0, b't', 0, // SourceName
        b'i', 0, b'o', 0, b'n', 0, 0, 0, //
        b'M', 0, 0, 0, // 80: Computername
        b'P', 0, b'D', 0, b'C', 0, 0, 0, // 84: Strings
        1, 2, 3, // 92: Data
        0, 100, 0, 0, 0, // Padding, Length2
    ];
    let record = EventLogRecord {
        record_number: 2,
        time_generated: 1_700_000_000,
        time_written: 1_795_339_019,
        event_id: 3210,
        event_type: EventType::ERROR,
        event_category: 2,
        source_name: "Application".into(),
        computer_name: "M".into(),
        strings: vec!["PDC".into()],
        data: vec![1, 2, 3],
        ..EventLogRecord::default()
    };
    assert_eq!(decode(&octets), Ok(record.clone()));
    assert_eq!(record.encode().as_deref(), Ok(&octets[..]));
}

/// Samba's client reads the padding as a text with a terminator (`ndrdump eventlog`, `rpcclient eventlog_readlog`).
#[test]
fn there_is_always_padding() {
    for length in 0..8 {
        let record = EventLogRecord {
            data: vec![0xff; length],
            ..record()
        };
        let octets = record.encode().unwrap();
        let data_offset = u32::from_le_bytes(octets[52..56].try_into().unwrap());
        let data_end = usize::try_from(data_offset).unwrap() + length;
        let padding = &octets[data_end..octets.len() - 4];
        assert!((1..=4).contains(&padding.len()), "{length}");
        assert!(padding.iter().all(|octet| *octet == 0));
        assert_eq!(octets.len() % 4, 0);
        assert_eq!(decode(&octets), Ok(record));
    }
}

/// Samba's client reads on behind the names, whatever the offsets say (`ndrdump eventlog`, `rpcclient eventlog_readlog`).
#[test]
fn there_is_no_padding_before_the_sid_and_the_strings() {
    for (computer, sid_offset) in [("PD", 64_u32), ("PDC", 66), ("OURPDC", 72)] {
        let record = EventLogRecord {
            source_name: "".into(),
            computer_name: computer.into(),
            ..record()
        };
        let octets = record.encode().unwrap();
        let number = |at: usize| u32::from_le_bytes(octets[at..at + 4].try_into().unwrap());
        assert_eq!(number(44), sid_offset, "UserSidOffset of {computer}");
        assert_eq!(number(36), number(44) + number(40), "StringOffset");
        assert_eq!(decode(&octets), Ok(record));
    }
}

#[test]
fn a_lying_record_is_refused() {
    for (at, octet, lie) in [
        (0, 92, "a Length that is too short"),
        (0, 100, "a Length that is too long"),
        (0, 56, "a Length without room for all members"),
        (0, 97, "a Length that is no multiple of 4"),
        (3, 0xff, "a Length of 4 GiB"),
        (4, b'l', "a wrong signature"),
        (26, 5, "more strings than there are"),
        (27, 2, "more strings than there may be"),
        (36, 55, "strings in the fixed members"),
        (36, 0, "strings in the length"),
        (36, 92, "strings in Length2"),
        (39, 0xff, "strings at 4 GiB"),
        (40, 11, "a SID that is cut"),
        (40, 13, "a SID that is longer than it says"),
        (43, 0xff, "a SID of 4 GiB"),
        (44, 69, "no SID there"),
        (47, 0xff, "a SID at 4 GiB"),
        (48, 7, "data that end in Length2"),
        (51, 0xff, "data of 4 GiB"),
        (55, 0xff, "data at 4 GiB"),
        (57, 0xd8, "half a surrogate pair"),
        (92, 92, "another Length2"),
    ] {
        let mut octets = IMAGE;
        octets[at] = octet;
        assert!(decode(&octets).is_err(), "{lie}");
    }
}

// "If ... is not present ..., this can be set to any arbitrary value when sent and MUST be ignored on receipt"
#[test]
fn an_offset_to_nothing_is_not_looked_at() {
    let mut octets = IMAGE;
    octets[26] = 0;
    octets[36..40].fill(0xff);
    octets[40] = 0;
    octets[44..48].fill(0xff);
    octets[48] = 0;
    octets[52..56].fill(0xff);
    let bare = EventLogRecord {
        user_sid: None,
        strings: vec![],
        data: vec![],
        ..record()
    };
    assert_eq!(decode(&octets), Ok(bare));
}

#[test]
fn a_record_without_terminators_is_refused() {
    let mut octets = IMAGE;
    octets[56..92].fill(b'a');
    assert_eq!(
        decode(&octets),
        Err(Malformed::NotText {
            field: "SourceName"
        })
    );
}

#[test]
fn a_buffer_has_records_as_far_as_it_says() {
    let mut buffer = [IMAGE, IMAGE].concat();
    buffer.resize(500, 0xee);
    let records = |len| reply(buffer.clone(), len).records();
    assert_eq!(records(0), Ok(vec![]));
    assert_eq!(records(96), Ok(vec![record()]));
    assert_eq!(records(192), Ok(vec![record(), record()]));
    assert!(records(191).is_err() && records(193).is_err() && records(200).is_err());
    assert!(records(501).is_err() && records(u32::MAX).is_err());
}

#[test]
fn a_record_has_limits() {
    let mut record = record();
    record.strings = vec!["".into(); 257];
    assert_eq!(record.encode(), Err(UnwritableRecord::TooManyStrings));
    record.strings.pop();
    record.data.clear();
    let rest = record.encode().unwrap().len();
    // What the padding leaves room for, as well.
    record.data = vec![0; 0x7_fffc - rest];
    let mut longest = record.clone();
    while record.encode().is_ok() {
        longest = record.clone();
        record.data.push(0);
    }
    assert!(record.encode() == Err(UnwritableRecord::TooLong));
    let octets = longest.encode().unwrap();
    assert_eq!(octets.len(), 0x7_fffc);
    assert!(decode(&octets) == Ok(longest));
}

proptest! {
    #[test]
    fn records(
        numbers: [u32; 4],
        kinds: [u16; 3],
        names in [".{0,20}", ".{0,20}"],
        sub_authorities in option::of(vec(any::<u32>(), 0..=15)),
        strings in vec(".{0,20}", 0..6),
        data in vec(any::<u8>(), 0..40),
    ) {
        let [record_number, time_generated, time_written, event_id] = numbers;
        let [event_type, event_category, reserved_flags] = kinds;
        let record = EventLogRecord {
            record_number,
            time_generated,
            time_written,
            event_id,
            event_type: EventType(event_type),
            event_category,
            reserved_flags,
            source_name: names[0].as_str().into(),
            computer_name: names[1].as_str().into(),
            user_sid: sub_authorities.map(|subs| Sid::new(5, &subs).unwrap()),
            strings: strings.into_iter().map(Into::into).collect(),
            data,
        };
        let octets = record.encode().unwrap();
        prop_assert_eq!(octets.len() % 4, 0);
        prop_assert_eq!(decode(&octets), Ok(record));
    }

    #[test]
    fn damaged_records(damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut octets = IMAGE;
        for (at, octet) in damage {
            octets[at.index(IMAGE.len())] = octet;
        }
        event_log_records(&octets);
    }
}
