//! Compounded requests, [MS-SMB2] 3.3.5.2.7.

use wire::NtStatus;

use super::raw::{Answer, Raw};
use super::requests::{close, statuses, write};
use super::*;
use crate::header::{Addressee, Command, Flags};
use crate::message::{Body, CreateRequest, EchoRequest, FileId, encode_body};

/// A compound of signed requests; those after the first are related to it if `related`.
fn compound(raw: &mut Raw, related: bool, bodies: &[(Command, Vec<u8>)]) -> Vec<u8> {
    let mut message = Vec::new();
    for (at, (command, body)) in bodies.iter().enumerate() {
        let mut header = raw.header(*command);
        let mut body = body.clone();
        if at + 1 < bodies.len() {
            body.resize(body.len().next_multiple_of(8), 0);
            header.next_command = 64 + u32::try_from(body.len()).unwrap();
        }
        if related && at > 0 {
            header.flags = Flags::RELATED;
            header.session_id = u64::MAX;
            header.addressee = Addressee::Sync { tree_id: u32::MAX };
        }
        message.extend(raw.protect(header, &body));
    }
    message
}

fn part<B: Body>(body: &B) -> (Command, Vec<u8>) {
    (B::COMMAND, encode_body(body))
}

fn open(name: &str) -> (Command, Vec<u8>) {
    part(&CreateRequest::pipe(name.into()))
}

// [MS-SMB2] 3.3.5.2.7.2: the open that the first request makes is that of the others.
#[test]
fn related_requests_are_about_one_pipe() {
    for sealed in [false, true] {
        let mut raw = Raw::logged_on();
        let message = compound(
            &mut raw,
            true,
            &[
                open("lsarpc"),
                part(&write(FileId::NONE)),
                part(&close(FileId::NONE)),
            ],
        );
        let message = if sealed { raw.seal(message) } else { message };
        let answers = raw.give(&message).unwrap();
        assert_eq!(statuses(&answers), [NtStatus::SUCCESS; 3]);
        assert!(matches!(
            raw.host.events.as_slice(),
            [
                Event::Opened { .. },
                Event::Received { .. },
                Event::Closed { .. }
            ]
        ));
        let session_id = raw.seat.session_id;
        assert!(
            answers
                .iter()
                .all(|(header, _)| header.session_id == session_id)
        );
    }
}

// [MS-SMB2] 3.3.5.2.7.2: without the open there is nothing for those after it to be about.
#[test]
fn what_depends_on_a_broken_request_fails_with_it() {
    let mut raw = Raw::logged_on();
    let bodies = [
        open("samr"),
        part(&write(FileId::NONE)),
        part(&close(FileId::NONE)),
    ];
    let message = compound(&mut raw, true, &bodies);
    let answers = raw.give(&message).unwrap();
    assert_eq!(statuses(&answers), [NtStatus::OBJECT_NAME_NOT_FOUND; 3]);
    // A broken middle: what comes after it has the open still.
    let bodies = [
        open("lsarpc"),
        (Command::WRITE, vec![9; 16]),
        part(&close(FileId::NONE)),
    ];
    let message = compound(&mut raw, true, &bodies);
    assert_eq!(
        statuses(&raw.give(&message).unwrap()),
        [
            NtStatus::SUCCESS,
            NtStatus::INVALID_PARAMETER,
            NtStatus::SUCCESS
        ]
    );
}

// [MS-SMB2] 3.3.5.2.7.1.
#[test]
fn unrelated_requests_have_nothing_to_do_with_each_other() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    let bodies = [
        part(&EchoRequest),
        (Command::WRITE, vec![9; 16]),
        part(&write(file)),
    ];
    let message = compound(&mut raw, false, &bodies);
    assert_eq!(
        statuses(&raw.give(&message).unwrap()),
        [
            NtStatus::SUCCESS,
            NtStatus::INVALID_PARAMETER,
            NtStatus::SUCCESS
        ]
    );
    // A broken signature in the middle.
    let mut message = compound(&mut raw, false, &bodies);
    message[64 + 8 + 48] ^= 1;
    assert_eq!(
        statuses(&raw.give(&message).unwrap()),
        [
            NtStatus::SUCCESS,
            NtStatus::ACCESS_DENIED,
            NtStatus::SUCCESS
        ]
    );
    // Related to an unrelated request that named no pipe. That others before it did makes no difference.
    let related_close = part(&close(FileId::NONE));
    let bodies = [part(&EchoRequest), related_close.clone()];
    let message = compound(&mut raw, true, &bodies);
    assert_eq!(
        statuses(&raw.give(&message).unwrap()),
        [NtStatus::SUCCESS, NtStatus::INVALID_PARAMETER]
    );
    let mut message = compound(&mut raw, false, &[part(&write(file)), part(&EchoRequest)]);
    // Now the ECHO leads on, to a CLOSE that is related to it.
    let (first, echo) = message.split_at_mut(64 + 56);
    let mut header = crate::message::split_message(echo).unwrap().0;
    header.next_command = 72;
    let mut body = encode_body(&EchoRequest);
    body.resize(8, 0);
    let mut last = raw.header(Command::CLOSE);
    last.flags = Flags::RELATED;
    let message = [
        first.to_vec(),
        raw.protect(header, &body),
        raw.protect(last, &related_close.1),
    ]
    .concat();
    assert_eq!(
        statuses(&raw.give(&message).unwrap()),
        [
            NtStatus::SUCCESS,
            NtStatus::SUCCESS,
            NtStatus::INVALID_PARAMETER
        ]
    );
}

// [MS-SMB2] 3.3.5.2.7.2: the first request is related to nothing, and so are those after it.
#[test]
fn a_chain_without_a_beginning_is_refused() {
    for sealed in [false, true] {
        let mut raw = Raw::logged_on();
        let mut header = raw.header(Command::ECHO);
        header.flags = Flags::RELATED;
        header.next_command = 72;
        let mut body = encode_body(&EchoRequest);
        body.resize(8, 0);
        header.session_id = u64::MAX;
        let first = raw.protect(header, &body);
        let mut header = raw.header(Command::ECHO);
        header.flags = Flags::RELATED;
        header.session_id = u64::MAX;
        let second = raw.protect(header, &encode_body(&EchoRequest));
        let message = [first, second].concat();
        let message = if sealed { raw.seal(message) } else { message };
        let answers = raw.give(&message).unwrap();
        assert_eq!(statuses(&answers), [NtStatus::INVALID_PARAMETER; 2]);
        let session_id = raw.seat.session_id;
        let in_session = |(header, _): &Answer| header.session_id == session_id;
        assert_eq!(
            answers.iter().all(in_session),
            sealed,
            "encrypted like its request"
        );
    }
}
