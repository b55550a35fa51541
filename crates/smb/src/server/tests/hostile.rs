//! What makes no sense, lies about itself or comes out of turn.

use wire::NtStatus;

use super::host::config;
use super::logon::{first_token, read};
use super::raw::{Raw, setup, tree};
use super::*;
use crate::header::{Addressee, Command, Flags};
use crate::message::{
    CloseRequest, ControlCode, CreateRequest, EchoRequest, FileId, IoctlRequest, LogoffRequest,
    ReadRequest, TreeDisconnectRequest, WriteRequest, encode_body, join_message,
};

// [MS-SMB2] 3.3.5.2 and 3.3.5.4.
#[test]
fn what_comes_out_of_turn_ends_the_connection() {
    let mut raw = Raw::new(config());
    let message = raw.message(&setup(first_token(), 0));
    assert_eq!(raw.give(&message).err(), Some(Violation::NotNegotiated));
    let mut raw = Raw::negotiated(config());
    let message = raw.message(&raw.negotiate_request());
    assert_eq!(raw.give(&message).err(), Some(Violation::NegotiatedAlready));
    let mut raw = Raw::logged_on();
    let mut header = raw.header(Command::ECHO);
    header.flags = Flags::RESPONSE;
    let message = raw.protect(header, &encode_body(&EchoRequest));
    assert_eq!(raw.give(&message).err(), Some(Violation::NotARequest));
    let mut raw = Raw::logged_on();
    let long = vec![0; crate::MAX_MESSAGE_LEN + 1];
    assert_eq!(
        raw.give(&long).err(),
        Some(Violation::TooLong(crate::MAX_MESSAGE_LEN + 1))
    );
}

// [MS-SMB2] 3.3.5.2.4: there is no key that NEGOTIATE could be signed by.
#[test]
fn a_signed_negotiation_is_refused() {
    let mut raw = Raw::new(config());
    let mut header = raw.header(Command::NEGOTIATE);
    header.flags = Flags::SIGNED;
    let message = join_message(&header, &encode_body(&raw.negotiate_request()));
    assert_eq!(raw.ask_raw(&message).0.status, NtStatus::INVALID_PARAMETER);
}

/// Each request of a pipe's life, but for those that begin it.
fn bodies(file_id: FileId) -> Vec<(Command, Vec<u8>)> {
    let write = WriteRequest {
        offset: 0,
        file_id,
        flags: 0,
        data: b"hello".to_vec(),
    };
    let transceive = IoctlRequest {
        code: ControlCode::PIPE_TRANSCEIVE,
        file_id,
        input: b"hello".to_vec(),
        max_output: 100,
    };
    vec![
        (
            Command::SESSION_SETUP,
            encode_body(&setup(first_token(), 0)),
        ),
        (Command::TREE_CONNECT, encode_body(&tree(r"\\SERVER\IPC$"))),
        (
            Command::CREATE,
            encode_body(&CreateRequest::pipe("lsarpc".into())),
        ),
        (Command::WRITE, encode_body(&write)),
        (Command::IOCTL, encode_body(&transceive)),
        (Command::READ, encode_body(&read(file_id))),
        (
            Command::CLOSE,
            encode_body(&CloseRequest { flags: 0, file_id }),
        ),
        (
            Command::TREE_DISCONNECT,
            encode_body(&TreeDisconnectRequest),
        ),
        (Command::ECHO, encode_body(&EchoRequest)),
        (Command::LOGOFF, encode_body(&LogoffRequest)),
    ]
}

// [MS-SMB2] 3.3.5.2: a request that does not decode gets STATUS_INVALID_PARAMETER, if it has a header to answer to.
#[test]
fn no_prefix_of_a_request_is_one() {
    let file = Raw::logged_on().open("lsarpc");
    for (command, body) in bodies(file) {
        for len in 0..body.len() {
            let padding = body[len..].iter().all(|octet| *octet == 0);
            if padding {
                continue;
            }
            let mut raw = Raw::logged_on();
            assert_eq!(raw.open("lsarpc"), file);
            raw.host.events.clear();
            let message = raw.raw_message(command, &body[..len]);
            let (answer, _) = raw.ask_raw(&message);
            assert_eq!(
                answer.status,
                NtStatus::INVALID_PARAMETER,
                "{command}, {len} octets"
            );
            assert!(raw.host.events.is_empty());
        }
    }
    let negotiate = encode_body(&Raw::new(config()).negotiate_request());
    for len in 0..negotiate.len() {
        let mut raw = Raw::new(config());
        let message = raw.raw_message(Command::NEGOTIATE, &negotiate[..len]);
        let (answer, _) = raw.ask_raw(&message);
        assert_eq!(answer.status, NtStatus::INVALID_PARAMETER, "{len} octets");
    }
    for len in 0..64 {
        let mut raw = Raw::logged_on();
        let message = raw.message(&EchoRequest);
        assert!(matches!(
            raw.give(&message[..len]).err(),
            Some(Violation::Malformed(_))
        ));
    }
}

// Lengths of 2^32-1 and more than there is: nothing is allocated, nothing is given.
#[test]
fn lengths_that_lie_are_refused() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    for (command, mut body) in bodies(file) {
        // The fields that are offsets and lengths, by command.
        let fields: &[usize] = match command {
            Command::SESSION_SETUP => &[12, 13, 14, 15],
            Command::TREE_CONNECT => &[4, 5, 6, 7],
            Command::CREATE => &[44, 45, 46, 47, 52, 53, 54, 55],
            Command::WRITE => &[2, 3, 4, 5, 6, 7],
            Command::IOCTL => &[24, 25, 26, 27, 28, 29, 30, 31, 44, 45, 46, 47],
            Command::READ => &[4, 5, 6, 7],
            _ => continue,
        };
        fields.iter().for_each(|at| body[*at] = 0xff);
        let message = raw.raw_message(command, &body);
        let (answer, _) = raw.ask_raw(&message);
        assert_eq!(answer.status, NtStatus::INVALID_PARAMETER, "{command}");
    }
    // One octet more than MaxReadSize: 3.3.5.12.
    let request = ReadRequest {
        len: 0x0001_0001,
        ..read(file)
    };
    assert_eq!(raw.status(&request), NtStatus::INVALID_PARAMETER);
}

// The session's name is all that a stranger on the same connection would need to know, and it is not enough.
#[test]
fn sessions_have_names_that_nobody_can_guess() {
    let mut raw = Raw::logged_on();
    let first = raw.seat.session_id;
    raw.seat = super::raw::Seat::default();
    let (header, _) = raw.ask(&setup(first_token(), 0));
    assert!(header.session_id != 0 && header.session_id.abs_diff(first) > 1000);
}

// A source of nothing but zeros must not make the server look for a free name for ever, or give the name of no session.
#[test]
fn sessions_have_names_without_entropy() {
    let mut raw = Raw::new(config());
    raw.host.connection = Connection::new(std::sync::Arc::new(config()), Box::new(|_| {}));
    let negotiate = raw.negotiate_request();
    assert_eq!(raw.status(&negotiate), NtStatus::SUCCESS);
    let mut names = [0; 3]
        .map(|_: u64| raw.ask(&setup(first_token(), 0)).0.session_id)
        .to_vec();
    names.dedup();
    assert!(names.len() == 3 && !names.contains(&0), "{names:?}");
}

// [MS-SMB2] 3.3.5.2.9: a request in a session that nobody is logged on to yet.
#[test]
fn nothing_is_done_before_the_logon_is_finished() {
    let mut raw = Raw::negotiated(config());
    let (header, _) = raw.ask(&setup(first_token(), 0));
    assert_eq!(header.status, NtStatus::MORE_PROCESSING_REQUIRED);
    raw.seat.session_id = header.session_id;
    for (command, body) in bodies(FileId::NONE) {
        if matches!(command, Command::SESSION_SETUP) {
            continue;
        }
        let message = raw.raw_message(command, &body);
        let (answer, _) = raw.ask_raw(&message);
        assert_eq!(answer.status, NtStatus::USER_SESSION_DELETED, "{command}");
    }
    // The second token is garbage: the session is gone.
    assert_eq!(
        raw.status(&setup(vec![0x60, 0x80], 0)),
        NtStatus::INVALID_PARAMETER
    );
    assert_eq!(
        raw.status(&setup(vec![1], 0)),
        NtStatus::USER_SESSION_DELETED
    );
    assert!(raw.host.events.is_empty() && !raw.host.connection.has_session());
}

// A request that claims to be asynchronous has no tree, [MS-SMB2] 2.2.1.1.
#[test]
fn an_asynchronous_request_is_about_no_tree() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    let mut header = raw.header(Command::READ);
    header.addressee = Addressee::Async { async_id: 1 };
    let message = raw.protect(header, &encode_body(&read(file)));
    assert_eq!(
        raw.ask_raw(&message).0.status,
        NtStatus::NETWORK_NAME_DELETED
    );
}
