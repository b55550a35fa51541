//! What a message-mode pipe does.

use std::time::Duration;

use wire::NtStatus;

use super::host::{Pair, config, data};
use super::*;
use crate::client::{Event as Heard, Reply, Request};
use crate::error::Refused;
use crate::message::FileId;

fn read(file: FileId, max: u32) -> Request {
    Request::Read { file, max }
}

fn transceive(file: FileId) -> Request {
    Request::Transceive {
        file,
        data: b"call".to_vec(),
        max: 4,
    }
}

/// The outcomes that the client hears now, without promises.
fn outcomes(pair: &mut Pair) -> Vec<Result<Reply, NtStatus>> {
    let heard = pair.heard().into_iter();
    let completed = heard.filter_map(|event| match event {
        Heard::Completed { outcome, .. } => Some(outcome),
        Heard::Pending(_) | Heard::Nothing => None,
    });
    completed
        .map(|outcome| outcome.map_err(|Refused { status, .. }| status))
        .collect()
}

// [MS-SMB2] 3.3.5.12 and 3.3.5.15.3: STATUS_BUFFER_OVERFLOW with the part that fits; the rest is for the next read.
#[test]
fn a_message_longer_than_the_read_comes_in_parts() {
    let mut pair = Pair::new(config());
    let (file, pipe) = pair.open("lsarpc");
    pair.host.connection.send(pipe, b"first".to_vec()).unwrap();
    pair.host.connection.send(pipe, b"second".to_vec()).unwrap();
    assert_eq!(pair.ask(read(file, 3)), data(b"fir", true));
    assert_eq!(pair.ask(read(file, 0)), data(b"", true));
    assert_eq!(
        pair.ask(read(file, 9)),
        data(b"st", false),
        "never of two messages"
    );
    assert_eq!(pair.ask(read(file, 6)), data(b"second", false));
    pair.submit(transceive(file));
    pair.host.connection.send(pipe, b"answer".to_vec()).unwrap();
    assert_eq!(outcomes(&mut pair), [data(b"answ", true)]);
    assert_eq!(pair.ask(read(file, 9)), data(b"er", false));
}

// [MS-SMB2] 3.3.4.2: an interim response, then the final one.
#[test]
fn a_read_waits_until_there_is_something() {
    let mut pair = Pair::new(config());
    let (file, pipe) = pair.open("lsarpc");
    let first = pair.submit(read(file, 9));
    let second = pair.submit(read(file, 9));
    assert_eq!(
        pair.heard(),
        [Heard::Pending(first), Heard::Pending(second)]
    );
    assert_eq!(pair.heard(), [], "promised once");
    pair.host.connection.send(pipe, b"one".to_vec()).unwrap();
    assert_eq!(
        pair.heard(),
        [Heard::Completed {
            ticket: first,
            outcome: Ok(Reply::Data {
                octets: b"one".to_vec(),
                more: false
            })
        }]
    );
    // What is answered before anything is sent needs no promise.
    pair.submit(read(file, 9));
    pair.host.connection.send(pipe, b"two".to_vec()).unwrap();
    pair.host.connection.send(pipe, b"three".to_vec()).unwrap();
    assert_eq!(
        outcomes(&mut pair),
        [data(b"two", false), data(b"three", false)]
    );
}

// [MS-SMB2] 3.3.5.16, before and after the interim response.
#[test]
fn a_read_that_waits_can_be_cancelled() {
    for promised in [false, true] {
        let mut pair = Pair::new(config());
        let (file, pipe) = pair.open("lsarpc");
        let ticket = pair.submit(read(file, 9));
        if promised {
            assert_eq!(pair.heard(), [Heard::Pending(ticket)]);
        }
        pair.client.cancel(ticket).unwrap();
        pair.flush();
        assert_eq!(outcomes(&mut pair), [Err(NtStatus::CANCELLED)]);
        pair.host.connection.send(pipe, b"kept".to_vec()).unwrap();
        assert_eq!(pair.ask(read(file, 9)), data(b"kept", false));
    }
}

// [MS-FSCC] 2.3.48: STATUS_PIPE_BUSY.
#[test]
fn a_transceive_never_gets_the_answer_of_another() {
    let mut pair = Pair::new(config());
    let (file, pipe) = pair.open("lsarpc");
    pair.submit(transceive(file));
    pair.host.events.clear();
    pair.submit(transceive(file));
    assert_eq!(outcomes(&mut pair), [Err(NtStatus::PIPE_BUSY)]);
    assert!(pair.host.events.is_empty(), "the service has not seen it");
    pair.host.connection.send(pipe, b"one".to_vec()).unwrap();
    assert_eq!(outcomes(&mut pair), [data(b"one", false)]);
    pair.host.connection.send(pipe, b"left".to_vec()).unwrap();
    assert_eq!(pair.ask(transceive(file)), Err(NtStatus::PIPE_BUSY));
}

#[test]
fn a_service_that_hangs_up_is_heard_to_the_end() {
    let mut pair = Pair::new(config());
    let (waiting, pipe) = pair.open("lsarpc");
    pair.submit(read(waiting, 9));
    pair.host.connection.close_pipe(pipe);
    assert_eq!(outcomes(&mut pair), [Err(NtStatus::PIPE_BROKEN)]);
    let (file, pipe) = pair.open("lsarpc");
    pair.host.connection.send(pipe, b"last".to_vec()).unwrap();
    pair.host.connection.close_pipe(pipe);
    pair.host.connection.close_pipe(pipe);
    let sent = pair.host.connection.send(pipe, b"more".to_vec());
    assert_eq!(sent, Err(SendError::Closed));
    let disconnected = Err(NtStatus::PIPE_DISCONNECTED);
    assert_eq!(pair.ask(transceive(file)), disconnected);
    let write = Request::Write {
        file,
        data: vec![1],
    };
    assert_eq!(pair.ask(write), disconnected);
    assert_eq!(pair.ask(read(file, 9)), data(b"last", false));
    assert_eq!(pair.ask(read(file, 9)), Err(NtStatus::PIPE_BROKEN));
    assert_eq!(pair.ask(Request::Close(file)), Ok(Reply::Done));
    assert!(pair.host.events.is_empty(), "whoever hung up knows");
    assert_eq!(pair.ask(read(file, 9)), Err(NtStatus::FILE_CLOSED));
}

// Each way in which a pipe ends answers those who wait: [MS-SMB2] 3.3.5.10, 3.3.5.8 and 3.3.5.6.
#[test]
fn nobody_waits_for_a_pipe_that_is_gone() {
    for status in [
        NtStatus::FILE_CLOSED,
        NtStatus::NETWORK_NAME_DELETED,
        NtStatus::USER_SESSION_DELETED,
    ] {
        let mut pair = Pair::new(config());
        let (file, pipe) = pair.open("lsarpc");
        pair.submit(read(file, 9));
        pair.submit(match status {
            NtStatus::FILE_CLOSED => Request::Close(file),
            NtStatus::NETWORK_NAME_DELETED => Request::Disconnect,
            _ => Request::Logoff,
        });
        let heard = outcomes(&mut pair);
        assert_eq!((heard.len(), &heard[0]), (2, &Err(status)));
        assert!(heard[1].is_ok());
        assert!(
            matches!(pair.host.events.as_slice(), [Event::Closed { pipe: closed }] if *closed == pipe)
        );
        assert_eq!(
            pair.host.connection.send(pipe, vec![1]),
            Err(SendError::Closed)
        );
    }
}

// [MS-SMB2] 3.3.5.9 and CVE-2023-3961: pipes are opened from a list.
#[test]
fn only_pipes_of_the_list_exist() {
    let mut pair = Pair::new(config());
    for name in [r"\LSARPC", r"PIPE\NetLogon", r"\pipe\lsarpc"] {
        pair.open(name);
    }
    for name in ["samr", "", r"\..\lsarpc", "lsarpc "] {
        let pipe = name.to_owned();
        let missing = Err(NtStatus::OBJECT_NAME_NOT_FOUND);
        assert_eq!(pair.ask(Request::Open { pipe: pipe.clone() }), missing);
        let timeout = Duration::ZERO;
        assert_eq!(pair.ask(Request::WaitForPipe { pipe, timeout }), missing);
    }
    let pipe = "lsarpc".into();
    let timeout = Duration::from_secs(1);
    let waited = pair.ask(Request::WaitForPipe { pipe, timeout });
    assert_eq!(waited, Ok(Reply::Done));
}

#[test]
fn what_a_pipe_holds_is_bounded() {
    let mut pair = Pair::new(Config {
        limits: Limits {
            max_pipes: 2,
            max_waiting: 3,
            max_unread: 10,
            ..Limits::default()
        },
        ..config()
    });
    let (file, pipe) = pair.open("lsarpc");
    let (other, _) = pair.open("netlogon");
    let third = Request::Open {
        pipe: "lsarpc".into(),
    };
    let exhausted = Err(NtStatus::INSUFFICIENT_RESOURCES);
    assert_eq!(pair.ask(third.clone()), exhausted);
    // Requests that wait, over all pipes.
    for file in [file, other, other] {
        pair.submit(read(file, 9));
    }
    pair.heard();
    assert_eq!(pair.ask(read(file, 9)), exhausted);
    pair.submit(Request::Close(other));
    assert_eq!(outcomes(&mut pair).len(), 3, "two reads and the CLOSE");
    let (fresh, _) = pair.open("lsarpc");
    let busy = pair.submit(transceive(fresh));
    assert_eq!(pair.heard(), [Heard::Pending(busy)]);
    // What the service says: 4 octets go to who waits, 10 are kept.
    for (octets, sent) in [
        (vec![1; 11], Err(SendError::Full)),
        (vec![1; 4], Ok(())),
        (vec![2; 6], Ok(())),
        (vec![3; 5], Err(SendError::Full)),
        (vec![4; 4], Ok(())),
        (vec![], Ok(())),
    ] {
        assert_eq!(pair.host.connection.send(pipe, octets), sent);
    }
    outcomes(&mut pair);
    assert_eq!(pair.ask(read(file, 9)), data(&[2; 6], false));
    assert_eq!(pair.ask(read(file, 9)), data(&[4; 4], false));
    assert_eq!(pair.ask(read(file, 9)), data(&[], false));
}
