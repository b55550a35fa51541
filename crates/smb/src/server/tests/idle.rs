//! Sessions that nobody uses, and those that are ended from above.

use std::time::Duration;

use wire::NtStatus;

use super::host::account;
use super::logon::{first_token, read};
use super::raw::{Raw, Seat, setup};
use super::*;
use crate::header::Command;
use crate::message::{EchoRequest, encode_body, join_message};

const SECOND: Duration = Duration::from_secs(1);

fn limits() -> Limits {
    Limits::default()
}

fn pipe_of(raw: &Raw) -> PipeId {
    match raw.host.events.last() {
        Some(Event::Opened { pipe, .. }) => *pipe,
        _ => panic!("no pipe was opened"),
    }
}

#[test]
fn a_session_without_a_pipe_ends_and_one_with_a_channel_lasts_the_night() {
    let mut raw = Raw::logged_on();
    let start = Duration::from_secs(1000);
    assert_eq!(raw.host.connection.tick(start), Some(start + limits().idle));
    raw.open("netlogon");
    let opened = start + SECOND;
    let end = opened + limits().silence;
    assert_eq!(raw.host.connection.tick(opened), Some(end));
    assert_eq!(raw.host.connection.tick(end - SECOND), Some(end));
    assert!(raw.host.connection.has_session());
    assert_eq!(raw.host.connection.tick(end), None);
    assert!(!raw.host.connection.has_session());
    assert!(matches!(raw.host.events.last(), Some(Event::Opened { .. })));
    let closed = raw.host.connection.poll_event();
    assert!(matches!(closed, Some(Event::Closed { .. })));
    assert_eq!(raw.status(&EchoRequest), NtStatus::USER_SESSION_DELETED);
}

/// What is left of a pipe whose service has ended keeps nobody.
#[test]
fn a_pipe_without_a_service_is_none() {
    let mut raw = Raw::logged_on();
    raw.open("netlogon");
    let pipe = pipe_of(&raw);
    assert_eq!(
        raw.host.connection.tick(SECOND),
        Some(SECOND + limits().silence)
    );
    raw.host.connection.close_pipe(pipe);
    assert_eq!(
        raw.host.connection.tick(2 * SECOND),
        Some(SECOND + limits().idle)
    );
}

#[test]
fn only_what_its_client_does_prolongs_a_session() {
    let mut raw = Raw::logged_on();
    raw.host.connection.tick(Duration::ZERO);
    let almost = limits().idle - SECOND;
    // Somebody else on the connection knows no more than the session's name.
    let header = raw.header(Command::ECHO);
    let forged = join_message(&header, &encode_body(&EchoRequest));
    assert_eq!(raw.ask_raw(&forged).0.status, NtStatus::ACCESS_DENIED);
    assert_eq!(raw.host.connection.tick(almost), Some(limits().idle));
    assert_eq!(raw.status(&EchoRequest), NtStatus::SUCCESS);
    assert_eq!(
        raw.host.connection.tick(almost),
        Some(almost + limits().idle)
    );
}

/// Also beside a session that is used: nobody keeps a half-finished logon by going on with it slowly.
#[test]
fn a_logon_that_nobody_finishes_is_forgotten_in_time() {
    let mut raw = Raw::logged_on();
    raw.open("netlogon");
    raw.host.connection.tick(Duration::ZERO);
    let used = std::mem::take(&mut raw.seat);
    let half = raw.ask(&setup(first_token(), 0)).0;
    assert_eq!(half.status, NtStatus::MORE_PROCESSING_REQUIRED);
    let timeout = limits().logon_timeout;
    assert_eq!(raw.host.connection.tick(SECOND), Some(SECOND + timeout));
    raw.host.connection.tick(SECOND + timeout);
    raw.seat = Seat {
        session_id: half.session_id,
        ..Seat::default()
    };
    let late = raw.status(&setup(first_token(), 0));
    assert_eq!(late, NtStatus::USER_SESSION_DELETED);
    raw.seat = used;
    assert_eq!(raw.status(&EchoRequest), NtStatus::SUCCESS);
}

// [MS-SMB2] 3.3.4.12.
#[test]
fn a_session_that_is_ended_answers_who_waits_and_leaves_the_others() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    assert_eq!(raw.status(&read(file)), NtStatus::PENDING);
    let first = std::mem::take(&mut raw.seat);
    assert_eq!(raw.log_on(account(r"DOMAIN\other"), 0), NtStatus::SUCCESS);
    let connection = &mut raw.host.connection;
    connection.tick(SECOND);
    let known: Vec<_> = connection
        .sessions()
        .map(|state| (state.id, state.pipes, state.used))
        .collect();
    assert_eq!(known.len(), 2);
    let (id, ..) = *known.iter().find(|(_, pipes, _)| *pipes == 1).unwrap();
    assert_eq!(id, SessionId(first.session_id));
    assert!(known.iter().all(|(_, _, used)| *used == SECOND));
    connection.end_session(id);
    connection.end_session(id);
    let other = std::mem::replace(&mut raw.seat, first);
    let statuses: Vec<_> = raw
        .answers()
        .iter()
        .map(|(header, _)| header.status)
        .collect();
    assert_eq!(statuses, [NtStatus::USER_SESSION_DELETED]);
    raw.seat = other;
    assert_eq!(raw.status(&EchoRequest), NtStatus::SUCCESS);
}
