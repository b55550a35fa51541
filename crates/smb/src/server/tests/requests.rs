//! Requests in general: numbers, credits, cancelling, and what there is not.

use wire::NtStatus;

use super::host::{account, config};
use super::logon::read;
use super::raw::{Answer, Raw, tree};
use super::*;
use crate::header::{Addressee, Command, Flags, Header};
use crate::message::{
    Body, CancelRequest, CloseRequest, ControlCode, CreateRequest, EchoRequest, FileId, InfoClass,
    IoctlRequest, QueryInfoRequest, QueryInfoResponse, ReadRequest, ReadResponse, SetInfoRequest,
    TreeDisconnectRequest, WriteRequest, encode_body, join_message,
};

pub(super) fn write(file_id: FileId) -> WriteRequest {
    WriteRequest {
        offset: 0,
        file_id,
        flags: 0,
        data: b"hello".to_vec(),
    }
}

pub(super) fn close(file_id: FileId) -> CloseRequest {
    CloseRequest { flags: 0, file_id }
}

pub(super) fn statuses(answers: &[Answer]) -> Vec<NtStatus> {
    answers.iter().map(|(header, _)| header.status).collect()
}

// [MS-SMB2] 3.3.5.2.3: a number that was used, or that no credit is for, ends the connection.
#[test]
fn a_request_is_good_once() {
    let mut raw = Raw::logged_on();
    let message = raw.message(&EchoRequest);
    raw.give(&message).unwrap();
    let replayed = raw.next_id - 1;
    assert_eq!(
        raw.give(&message).err(),
        Some(Violation::MessageId(replayed))
    );
    assert_eq!(raw.give(&message).err(), Some(Violation::Closed));
    let mut raw = Raw::logged_on();
    raw.next_id = 100_000;
    let message = raw.message(&EchoRequest);
    assert_eq!(
        raw.give(&message).err(),
        Some(Violation::MessageId(100_000))
    );
    // A charge beyond what was granted.
    let mut raw = Raw::logged_on();
    let mut header = raw.header(Command::ECHO);
    header.credit_charge = u16::MAX;
    let message = raw.protect(header, &encode_body(&EchoRequest));
    let id = header.message_id;
    assert_eq!(raw.give(&message).err(), Some(Violation::MessageId(id)));
}

// [MS-SMB2] 3.3.1.2: whoever asks gets, up to a limit; a promise carries the credits of its answer.
#[test]
fn credits_are_granted_once() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    let mut header = raw.header(Command::READ);
    header.credits = u16::MAX;
    let message = raw.protect(header, &encode_body(&read(file)));
    let (promise, _) = raw.ask_raw(&message);
    assert_eq!(promise.status, NtStatus::PENDING);
    assert!(promise.credits > 1 && promise.credits <= Limits::default().max_credits);
    assert!(
        !promise.flags.contains(Flags::SIGNED),
        "3.1.4.1: one nonce, one signature"
    );
    let Some(Event::Opened { pipe, .. }) = raw.host.events.pop() else {
        panic!()
    };
    raw.host.connection.send(pipe, b"late".to_vec()).unwrap();
    let answers = raw.answers();
    let (answer, body) = &answers[0];
    assert_eq!((answer.credits, answer.addressee), (0, promise.addressee));
    assert_eq!(ReadResponse::decode(body).unwrap().data, b"late");
    let mut header = raw.header(Command::ECHO);
    header.credits = u16::MAX;
    let message = raw.protect(header, &encode_body(&EchoRequest));
    assert_eq!(raw.ask_raw(&message).0.credits, 1, "as many as it cost");
}

// [MS-SMB2] 3.3.5.16: what is not there is not cancelled, and nothing is said about it.
#[test]
fn cancelling_nothing_does_nothing() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    assert_eq!(raw.status(&read(file)), NtStatus::PENDING);
    let waiting = raw.next_id - 1;
    let by_id = Addressee::Sync { tree_id: 0 };
    let ours = raw.seat.session_id;
    let body = encode_body(&CancelRequest);
    for header in [
        cancel_header(by_id, 77, ours),
        cancel_header(Addressee::Async { async_id: 77 }, waiting, ours),
        cancel_header(by_id, waiting, 0),
        cancel_header(by_id, waiting, ours ^ 1),
    ] {
        let message = raw.protect(header, &body);
        assert!(raw.give(&message).unwrap().is_empty());
    }
    let unsigned = join_message(&cancel_header(by_id, waiting, ours), &body);
    assert!(raw.give(&unsigned).unwrap().is_empty(), "3.3.5.2.4");
    let message = raw.protect(cancel_header(by_id, waiting, ours), &body);
    let answers = raw.give(&message).unwrap();
    assert_eq!(statuses(&answers), [NtStatus::CANCELLED]);
    assert!(raw.give(&message).unwrap().is_empty(), "it is done");
}

// The same on one connection: a request of another session is nothing, too.
#[test]
fn no_session_cancels_the_requests_of_another() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    let (promise, _) = raw.ask(&read(file));
    let waiting = raw.next_id - 1;
    let first = std::mem::take(&mut raw.seat);
    assert_eq!(raw.log_on(account(r"DOMAIN\other"), 0), NtStatus::SUCCESS);
    for addressee in [promise.addressee, Addressee::Sync { tree_id: 0 }] {
        let message = cancel(&raw, addressee, waiting);
        assert!(raw.give(&message).unwrap().is_empty());
    }
    // Nor does a session's key speak for another session, 3.3.5.2.1.1, however the request is disguised.
    for flags in [Flags::RELATED, Flags::RELATED.with(Flags::SIGNED)] {
        let mut header = cancel_header(promise.addressee, waiting, first.session_id);
        header.flags = flags;
        let message = raw.seal(join_message(&header, &encode_body(&CancelRequest)));
        assert!(raw.give(&message).unwrap().is_empty());
    }
    raw.seat = first;
    let message = cancel(&raw, promise.addressee, waiting);
    assert_eq!(
        statuses(&raw.give(&message).unwrap()),
        [NtStatus::CANCELLED]
    );
}

/// A signed CANCEL.
fn cancel(raw: &Raw, addressee: Addressee, message_id: u64) -> Vec<u8> {
    let header = cancel_header(addressee, message_id, raw.seat.session_id);
    raw.protect(header, &encode_body(&CancelRequest))
}

fn cancel_header(addressee: Addressee, message_id: u64, session_id: u64) -> Header {
    Header {
        credit_charge: 0,
        status: NtStatus::SUCCESS,
        command: Command::CANCEL,
        credits: 0,
        flags: Flags::default(),
        next_command: 0,
        message_id,
        addressee,
        session_id,
    }
}

// [MS-SMB2] 3.3.5.7, 3.3.5.2.9, 3.3.5.2.11 and 3.3.5.12: each name that is nobody's has its status.
#[test]
fn what_does_not_exist() {
    let mut raw = Raw::logged_on();
    let sysvol = tree(r"\\SERVER\SYSVOL");
    assert_eq!(raw.status(&sysvol), NtStatus::BAD_NETWORK_NAME);
    let mut extension = tree(r"\\SERVER\IPC$");
    extension.flags = 4;
    assert_eq!(raw.status(&extension), NtStatus::NOT_SUPPORTED);
    for file in [
        FileId::NONE,
        FileId {
            persistent: 0,
            volatile: 0,
        },
    ] {
        assert_eq!(raw.status(&read(file)), NtStatus::FILE_CLOSED);
        assert_eq!(raw.status(&close(file)), NtStatus::FILE_CLOSED);
        assert_eq!(raw.status(&write(file)), NtStatus::FILE_CLOSED);
    }
    let mut guessed = raw.open("lsarpc");
    guessed.persistent ^= 1;
    assert_eq!(raw.status(&close(guessed)), NtStatus::FILE_CLOSED);
    raw.seat.tree_id += 1;
    let lsarpc = CreateRequest::pipe("lsarpc".into());
    assert_eq!(raw.status(&lsarpc), NtStatus::NETWORK_NAME_DELETED);
    assert_eq!(
        raw.status(&TreeDisconnectRequest),
        NtStatus::NETWORK_NAME_DELETED
    );
    raw.seat.session_id ^= 1;
    assert_eq!(raw.status(&EchoRequest), NtStatus::USER_SESSION_DELETED);
    raw.seat.session_id = 0;
    raw.seat.protection = None;
    assert_eq!(
        raw.status(&tree(r"\\SERVER\IPC$")),
        NtStatus::USER_SESSION_DELETED
    );
    assert_eq!(
        raw.status(&EchoRequest),
        NtStatus::SUCCESS,
        "in no session at all"
    );
}

// [MS-SMB2] 3.3.5.15 and the list in the module's documentation.
#[test]
fn what_is_not_supported_says_so() {
    let mut raw = Raw::logged_on();
    for command in [0x07, 0x0a, 0x0e, 0x0f, 0x12, 0x13, 0xffff] {
        let message = raw.raw_message(Command(command), &[0; 64]);
        assert_eq!(
            raw.ask_raw(&message).0.status,
            NtStatus::NOT_SUPPORTED,
            "{command:#x}"
        );
    }
    for (code, status) in [
        (0x0006_0194, NtStatus(0xc000_019c)), // FSCTL_DFS_GET_REFERRALS
        (0x0014_01fc, NtStatus::NOT_SUPPORTED), // FSCTL_QUERY_NETWORK_INTERFACE_INFO
        (0x0011_400c, NtStatus::INVALID_DEVICE_REQUEST), // FSCTL_PIPE_PEEK
    ] {
        let request = IoctlRequest {
            code: ControlCode(code),
            file_id: FileId::NONE,
            input: Vec::new(),
            max_output: 24,
        };
        assert_eq!(raw.status(&request), status, "{code:#x}");
    }
    let mut delegate = CreateRequest::pipe("lsarpc".into());
    delegate.impersonation_level = 4;
    assert_eq!(raw.status(&delegate), NtStatus(0xc000_00a5));
    let mut body = encode_body(&super::raw::setup(vec![1], 0));
    body[2] = 1; // SMB2_SESSION_FLAG_BINDING
    let message = raw.raw_message(Command::SESSION_SETUP, &body);
    assert_eq!(
        raw.ask_raw(&message).0.status,
        NtStatus::REQUEST_NOT_ACCEPTED
    );
}

// [MS-SMB2] 3.3.5.20.1.
#[test]
fn a_pipe_says_what_it_is() {
    let mut raw = Raw::logged_on();
    raw.connect();
    let file_id = raw.open("lsarpc");
    let query = |class, max_output| QueryInfoRequest {
        class,
        max_output,
        file_id,
    };
    let (header, body) = raw.ask(&query(InfoClass::FILE_STANDARD, 24));
    assert_eq!(header.status, NtStatus::SUCCESS);
    let answer = QueryInfoResponse::decode(&body).unwrap();
    #[rustfmt::skip]
    assert_eq!(
        answer.output,
        [
            0x00, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // AllocationSize: 4096
            0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // EndOfFile
            0x01, 0x00, 0x00, 0x00,                         // NumberOfLinks
            0x01, 0x00, 0x00, 0x00,                         // DeletePending, Directory, Reserved
        ]
    );
    let security = InfoClass {
        info_type: 3,
        class: 0,
    };
    for (request, status) in [
        (
            query(InfoClass::FILE_STANDARD, 23),
            NtStatus::INFO_LENGTH_MISMATCH,
        ),
        (query(InfoClass::file(4), 64), NtStatus::INVALID_INFO_CLASS),
        (query(security, 64), NtStatus::NOT_SUPPORTED),
        (
            QueryInfoRequest {
                file_id: FileId::NONE,
                ..query(InfoClass::FILE_STANDARD, 24)
            },
            NtStatus::FILE_CLOSED,
        ),
    ] {
        assert_eq!(raw.status(&request), status);
    }
}

// [MS-SMB2] 3.3.5.21.1 and [MS-FSCC] 2.4.37.
#[test]
fn a_pipe_is_read_as_its_client_wants() {
    let mut raw = Raw::logged_on();
    raw.connect();
    let file_id = raw.open("lsarpc");
    let Some(Event::Opened { pipe, .. }) = raw.host.events.pop() else {
        panic!("the owner was not told")
    };
    let set = |class, input: &[u32]| SetInfoRequest {
        class,
        file_id,
        input: input.iter().flat_map(|field| field.to_le_bytes()).collect(),
    };
    let reads = |raw: &mut Raw| {
        for message in [&b"one"[..], b"", b"three"] {
            raw.host.connection.send(pipe, message.to_vec()).unwrap();
        }
        let mut heard: Vec<Vec<u8>> = Vec::new();
        while heard.concat().len() < 8 {
            let (header, body) = raw.ask(&ReadRequest {
                len: 4,
                ..read(file_id)
            });
            let more = header.status == NtStatus::BUFFER_OVERFLOW;
            assert!(more || header.status == NtStatus::SUCCESS);
            let mut data = ReadResponse::decode(&body).unwrap().data;
            data.extend(more.then_some(b'+'));
            heard.push(data);
        }
        heard
    };
    let messages: [&[u8]; 4] = [b"one", b"", b"thre+", b"e"];
    assert_eq!(reads(&mut raw)[..3], messages[..3]);
    assert_eq!(raw.status(&read(file_id)), NtStatus::SUCCESS);
    assert_eq!(
        raw.status(&set(InfoClass::FILE_PIPE, &[0, 0])),
        NtStatus::SUCCESS
    );
    assert_eq!(reads(&mut raw), [b"onet", b"hree"]);
    assert_eq!(
        raw.status(&set(InfoClass::FILE_PIPE, &[1, 0])),
        NtStatus::SUCCESS
    );
    assert_eq!(reads(&mut raw)[..3], messages[..3]);
    let security = InfoClass {
        info_type: 3,
        class: 0,
    };
    for (request, status) in [
        (
            set(InfoClass::FILE_PIPE, &[1]),
            NtStatus::INFO_LENGTH_MISMATCH,
        ),
        (
            set(InfoClass::FILE_PIPE, &[]),
            NtStatus::INFO_LENGTH_MISMATCH,
        ),
        (
            set(InfoClass::FILE_PIPE, &[2, 0]),
            NtStatus::INVALID_PARAMETER,
        ),
        (
            set(InfoClass::FILE_PIPE, &[1, 2]),
            NtStatus::INVALID_PARAMETER,
        ),
        (set(InfoClass::FILE_PIPE, &[1, 1]), NtStatus::NOT_SUPPORTED),
        (
            set(InfoClass::file(4), &[1, 0]),
            NtStatus::INVALID_INFO_CLASS,
        ),
        (set(security, &[1, 0]), NtStatus::NOT_SUPPORTED),
        (
            SetInfoRequest {
                file_id: FileId::NONE,
                ..set(InfoClass::FILE_PIPE, &[1, 0])
            },
            NtStatus::FILE_CLOSED,
        ),
    ] {
        assert_eq!(raw.status(&request), status, "{request:?}");
    }
}

#[test]
fn tree_connects_are_bounded() {
    let mut raw = Raw::logged_on_to(Config {
        limits: Limits {
            max_trees: 2,
            ..Limits::default()
        },
        ..config()
    });
    assert_eq!(raw.connect(), NtStatus::SUCCESS);
    assert_eq!(
        raw.status(&tree(r"\\SERVER\IPC$")),
        NtStatus::INSUFFICIENT_RESOURCES
    );
    assert_eq!(raw.status(&TreeDisconnectRequest), NtStatus::SUCCESS);
    assert_eq!(raw.connect(), NtStatus::SUCCESS);
}
