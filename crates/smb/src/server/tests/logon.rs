//! Sessions: several, again, given up, and the ways to negotiate.

use std::time::Duration;

use auth::Credentials;
use wire::{NtStatus, Writer};

use super::super::multi_protocol::tests::smb1_negotiate;
use super::host::{account, config, initiator};
use super::raw::{Raw, Seat, setup};
use super::*;
use crate::dialect::{Capabilities, Dialect};
use crate::header::Command;
use crate::message::{
    Body, ControlCode, EchoRequest, FileId, HashAlgorithm, IoctlRequest, LogoffRequest,
    NegotiateContext, NegotiateResponse, ReadRequest, ValidateNegotiateInfoRequest, encode_body,
};

// [MS-SMB2] 3.3.5.5.1: a connection has as many sessions as its clients like, each with its own keys.
#[test]
fn sessions_share_a_connection_and_nothing_else() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    let first = std::mem::take(&mut raw.seat);
    assert_eq!(raw.log_on(account(r"DOMAIN\other"), 0), NtStatus::SUCCESS);
    raw.connect();
    assert_ne!(raw.seat.session_id, first.session_id);
    // Pipe of another session: 3.3.5.12, "STATUS_FILE_CLOSED".
    assert_eq!(raw.status(&read(file)), NtStatus::FILE_CLOSED);
    assert_eq!(raw.status(&LogoffRequest), NtStatus::SUCCESS);
    raw.seat = first;
    assert_eq!(raw.status(&EchoRequest), NtStatus::SUCCESS);
    assert!(raw.host.connection.has_session());
}

// [MS-SMB2] 3.3.5.5.2: the session goes on with the keys that it has.
#[test]
fn who_logs_on_again_keeps_its_session_and_pipes() {
    let mut raw = Raw::logged_on();
    let file = raw.open("lsarpc");
    let id = raw.seat.session_id;
    assert_eq!(raw.log_on(account(r"domain\ROOT"), 0), NtStatus::SUCCESS);
    assert_eq!(raw.seat.session_id, id);
    assert_eq!(raw.status(&read(file)), NtStatus::PENDING);
}

#[test]
fn a_session_does_not_change_hands() {
    for other in [account(r"DOMAIN\other"), Credentials::Anonymous] {
        let mut raw = Raw::logged_on();
        raw.open("lsarpc");
        assert_eq!(raw.log_on(other, 0), NtStatus::ACCESS_DENIED);
        assert!(!raw.host.connection.has_session());
        assert!(matches!(raw.host.events.last(), Some(Event::Closed { .. })));
        assert_eq!(raw.status(&EchoRequest), NtStatus::USER_SESSION_DELETED);
    }
}

// [MS-SMB2] 3.3.5.2.4: nobody without the key can end a session by a bad logon.
#[test]
fn logging_on_again_is_signed_like_everything_else() {
    let mut raw = Raw::logged_on();
    let header = raw.header(Command::SESSION_SETUP);
    let unsigned = crate::message::join_message(&header, &encode_body(&setup(vec![1], 0)));
    assert_eq!(raw.ask_raw(&unsigned).0.status, NtStatus::ACCESS_DENIED);
    assert_eq!(raw.status(&EchoRequest), NtStatus::SUCCESS);
}

// [MS-SMB2] 3.3.5.5.3, `PreviousSessionId`.
#[test]
fn a_previous_session_of_the_same_account_is_ended() {
    for (name, ended) in [(r"DOMAIN\root", true), (r"DOMAIN\other", false)] {
        let mut raw = Raw::logged_on();
        let file = raw.open("lsarpc");
        let first = std::mem::take(&mut raw.seat);
        assert_eq!(
            raw.log_on(account(name), first.session_id),
            NtStatus::SUCCESS
        );
        raw.seat = first;
        let expected = if ended {
            NtStatus::USER_SESSION_DELETED
        } else {
            NtStatus::PENDING
        };
        assert_eq!(raw.status(&read(file)), expected);
    }
}

// Invariant 8: no state for an unauthenticated peer without a bound and an expiry.
#[test]
fn ten_thousand_logons_that_nobody_finishes() {
    let mut raw = Raw::negotiated(config());
    let token = first_token();
    let mut refused = 0;
    for _ in 0..10_000 {
        raw.seat = Seat::default();
        match raw.status(&setup(token.clone(), 0)) {
            NtStatus::MORE_PROCESSING_REQUIRED => {}
            NtStatus::INSUFFICIENT_RESOURCES => refused += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!(refused, 10_000 - Limits::default().max_logons);
    // A minute later others may try.
    let timeout = Limits::default().logon_timeout;
    assert_eq!(raw.host.connection.tick(Duration::ZERO), Some(timeout));
    assert_eq!(raw.host.connection.tick(timeout), None);
    raw.seat = Seat::default();
    let again = raw.status(&setup(token, 0));
    assert_eq!(again, NtStatus::MORE_PROCESSING_REQUIRED);
}

/// Each has pipes of its own, so that a stranger with many would have many times as much held.
#[test]
fn who_proves_nothing_has_few_sessions() {
    let mut raw = Raw::negotiated(config());
    let mut log_on = |credentials| {
        raw.seat = Seat::default();
        raw.log_on(credentials, 0)
    };
    assert_eq!(log_on(account(r"DOMAIN\root")), NtStatus::SUCCESS);
    for _ in 0..Limits::default().max_logons {
        assert_eq!(log_on(Credentials::Anonymous), NtStatus::SUCCESS);
    }
    let refused = log_on(Credentials::Anonymous);
    assert_eq!(refused, NtStatus::INSUFFICIENT_RESOURCES);
}

#[test]
fn a_logon_that_is_being_judged_waits_and_can_be_given_up() {
    let mut raw = Raw::negotiated(config());
    raw.host.hesitant = true;
    let Ok(auth::Step::Continue { token, next }) = initiator(account(r"DOMAIN\root")).step(&[])
    else {
        panic!()
    };
    let (header, body) = raw.ask(&setup(token, 0));
    raw.seat.session_id = header.session_id;
    let challenge = crate::message::SessionSetupResponse::decode(&body).unwrap();
    let Ok(auth::Step::Continue { token, .. }) = next.step(&challenge.token) else {
        panic!()
    };
    let proof = setup(token, 0);
    let message = raw.message(&proof);
    assert!(raw.give(&message).unwrap().is_empty(), "nothing to say yet");
    // Meanwhile the session is none, and takes no other token.
    assert_eq!(raw.status(&proof), NtStatus::REQUEST_NOT_ACCEPTED);
    assert_eq!(raw.status(&LogoffRequest), NtStatus::USER_SESSION_DELETED);
    let (logon, claim) = raw.host.claims.pop().unwrap();
    raw.host
        .connection
        .resume(LogonId(99), Err(auth::AuthError::WrongProof));
    assert!(raw.answers().is_empty(), "nobody is called so");
    let wrong = auth::Verdict::Hash(auth::NtHash::new([0; 16]));
    raw.host.connection.resume(logon, claim.resume(wrong));
    assert_eq!(raw.answers()[0].0.status, NtStatus::LOGON_FAILURE);
    assert_eq!(raw.status(&proof), NtStatus::USER_SESSION_DELETED);
}

// [MS-SMB2] 3.3.5.3.1: "SMB 2.???", and then a NEGOTIATE of SMB 2 with the next number.
#[test]
fn a_client_may_begin_in_smb_1() {
    let mut raw = Raw::new(config());
    let (header, body) = raw.ask_raw(&smb1_negotiate(&["NT LM 0.12", "SMB 2.002", "SMB 2.???"]));
    assert_eq!((header.message_id, header.credits), (0, 1));
    let response = NegotiateResponse::decode(&body).unwrap();
    assert_eq!(response.dialect, Dialect(0x02ff));
    raw.next_id = 1;
    let request = raw.negotiate_request();
    let (_, body) = raw.ask(&request);
    let response = NegotiateResponse::decode(&body).unwrap();
    assert_eq!(response.dialect, Dialect::SMB_3_1_1);
    assert_eq!(raw.log_on(account(r"DOMAIN\root"), 0), NtStatus::SUCCESS);
}

// [MS-SMB2] 3.3.5.3.2: "SMB 2.002" is all that has to be said.
#[test]
fn smb_2_0_2_can_be_negotiated_in_smb_1() {
    let max_dialect = Dialect::SMB_2_0_2;
    let mut raw = Raw::new(Config {
        max_dialect,
        ..config()
    });
    let (_, body) = raw.ask_raw(&smb1_negotiate(&["NT LM 0.12", "SMB 2.002", "SMB 2.???"]));
    assert_eq!(
        NegotiateResponse::decode(&body).unwrap().dialect,
        max_dialect
    );
    raw.next_id = 1;
    assert_eq!(raw.log_on(account(r"DOMAIN\root"), 0), NtStatus::SUCCESS);
    assert_eq!(raw.connect(), NtStatus::SUCCESS);
    let again = smb1_negotiate(&["SMB 2.???"]);
    assert_eq!(raw.give(&again).err(), Some(Violation::NegotiatedAlready));
}

#[test]
fn smb_1_is_no_dialect() {
    for (dialects, min_dialect) in [
        (&["NT LM 0.12"][..], Dialect::SMB_2_0_2),
        (&["NT LM 0.12", "SMB 2.002"][..], Dialect::SMB_3_0),
    ] {
        let mut raw = Raw::new(Config {
            min_dialect,
            ..config()
        });
        let message = smb1_negotiate(dialects);
        assert_eq!(raw.give(&message).err(), Some(Violation::OnlySmb1));
    }
    let mut raw = Raw::new(config());
    let wildcard = smb1_negotiate(&["SMB 2.???"]);
    raw.give(&wildcard).unwrap();
    assert_eq!(raw.give(&wildcard).err(), Some(Violation::MessageId(0)));
}

// [MS-SMB2] 3.3.5.4, each reason to refuse; the client may try again.
#[test]
fn a_bad_negotiation_is_refused() {
    let mut raw = Raw::new(config());
    let good = raw.negotiate_request();
    let mut none = good.clone();
    none.dialects.clear();
    let mut unknown = good.clone();
    unknown.dialects = vec![Dialect(0x0400), Dialect(0x02ff)];
    let mut no_hash = good.clone();
    no_hash.contexts.remove(0);
    let mut twice = good.clone();
    twice.contexts.push(good.contexts[1].clone());
    let mut other_hash = good.clone();
    other_hash.contexts[0] = NegotiateContext::PreauthIntegrity {
        hashes: vec![HashAlgorithm(2)],
        salt: vec![],
    };
    for (request, status) in [
        (none, NtStatus::INVALID_PARAMETER),
        (unknown, NtStatus::NOT_SUPPORTED),
        (no_hash, NtStatus::INVALID_PARAMETER),
        (twice, NtStatus::INVALID_PARAMETER),
        (other_hash, NtStatus(0xc05d_0000)),
        (good, NtStatus::SUCCESS),
    ] {
        assert_eq!(raw.status(&request), status, "{request:?}");
    }
}

// [MS-SMB2] 3.3.5.15.12: whoever finds the negotiation altered ends the connection.
#[test]
fn a_downgrade_is_found_out() {
    let confirm = |change: fn(&mut ValidateNegotiateInfoRequest), max_output| {
        let mut raw = Raw::logged_on_to(Config {
            max_dialect: Dialect::SMB_3_0_2,
            ..config()
        });
        let request = raw.negotiate_request();
        let mut said = ValidateNegotiateInfoRequest {
            capabilities: request.capabilities,
            client_guid: request.client_guid,
            security_mode: request.security_mode,
            dialects: request.dialects,
        };
        change(&mut said);
        let message = raw.message(&validation(&said, max_output));
        raw.give(&message).map(|answers| answers[0].0.status)
    };
    assert_eq!(confirm(|_| {}, 24), Ok(NtStatus::SUCCESS));
    assert_eq!(
        confirm(|said| said.dialects.push(Dialect::SMB_3_1_1), 24),
        Ok(NtStatus::SUCCESS),
        "which this server does not speak"
    );
    let altered = Err(Violation::NegotiationAltered);
    assert_eq!(confirm(|_| {}, 23), altered);
    assert_eq!(confirm(|said| said.dialects.truncate(1), 24), altered);
    assert_eq!(
        confirm(|said| said.capabilities = Capabilities::default(), 24),
        altered
    );
    assert_eq!(confirm(|said| said.client_guid.data1 ^= 1, 24), altered);
    assert_eq!(confirm(|said| said.security_mode.0 ^= 2, 24), altered);
}

fn validation(said: &ValidateNegotiateInfoRequest, max_output: u32) -> IoctlRequest {
    let mut w = Writer::new();
    said.encode(&mut w);
    IoctlRequest {
        code: ControlCode::VALIDATE_NEGOTIATE_INFO,
        file_id: FileId::NONE,
        input: w.into_vec(),
        max_output,
    }
}

pub(super) fn first_token() -> Vec<u8> {
    match initiator(account(r"DOMAIN\root")).step(&[]) {
        Ok(auth::Step::Continue { token, .. }) => token,
        _ => panic!(),
    }
}

pub(super) fn read(file_id: FileId) -> ReadRequest {
    ReadRequest {
        len: 4280,
        offset: 0,
        file_id,
        minimum: 0,
    }
}
