//! Who is not believed.

use wire::NtStatus;

use super::host::{account, config};
use super::raw::{Raw, tree};
use super::*;
use crate::dialect::Dialect;
use crate::header::{Command, Flags};
use crate::message::{EchoRequest, LogoffRequest, WriteRequest, encode_body, join_message};

// [MS-SMB2] 3.3.5.2.4: unsigned where signing is required, STATUS_ACCESS_DENIED; the answer is signed.
#[test]
fn an_unsigned_request_does_nothing() {
    for max_dialect in Dialect::ALL {
        let mut raw = Raw::logged_on_to(Config {
            max_dialect,
            ..config()
        });
        for command in [Command::CREATE, Command::LOGOFF, Command::ECHO] {
            let header = raw.header(command);
            let message = join_message(&header, &encode_body(&LogoffRequest));
            let (answer, _) = raw.ask_raw(&message);
            assert_eq!(answer.status, NtStatus::ACCESS_DENIED, "{command}");
            assert!(answer.flags.contains(Flags::SIGNED));
        }
        assert_eq!(raw.status(&EchoRequest), NtStatus::SUCCESS);
    }
}

// [MS-SMB2] 3.3.5.2.4: a wrong signature, STATUS_ACCESS_DENIED. Each octet of the message counts, and no answer to an
// altered one is anything else than a refusal.
#[test]
fn an_altered_request_does_nothing() {
    for max_dialect in [Dialect::SMB_2_1, Dialect::SMB_3_0, Dialect::SMB_3_1_1] {
        let mut raw = Raw::logged_on_to(Config {
            max_dialect,
            ..config()
        });
        let file = raw.open("lsarpc");
        raw.host.events.clear();
        let body = WriteRequest {
            offset: 0,
            file_id: file,
            flags: 0,
            data: b"hello".to_vec(),
        };
        let len = raw.message(&body).len();
        raw.next_id -= 1;
        for at in 0..len {
            // NextCommand, MessageId, CreditCharge, Command and SessionId lead elsewhere; ProtocolId, Size and
            // direction end the connection.
            if matches!(at, 0..=5 | 7 | 12..=13 | 16 | 20..=31 | 40..=47) {
                continue;
            }
            let mut message = raw.message(&body);
            message[at] ^= 1;
            let (answer, _) = raw.ask_raw(&message);
            assert_eq!(
                answer.status,
                NtStatus::ACCESS_DENIED,
                "octet {at}, {max_dialect}"
            );
        }
        assert!(raw.host.events.is_empty());
    }
}

// [MS-SMB2] 3.3.5.2.9 with RejectUnencryptedAccess: what is only signed is denied, and the answer is encrypted.
#[test]
fn a_plain_request_where_encryption_is_required_does_nothing() {
    let mut host = Raw::negotiated(Config {
        encryption: EncryptionPolicy::Required,
        ..config()
    });
    assert_eq!(host.log_on(account(r"DOMAIN\root"), 0), NtStatus::SUCCESS);
    let ipc = tree(r"\\SERVER\IPC$");
    let plain = host.message(&ipc);
    host.host.give(&plain).unwrap();
    let sent = host.host.sent();
    assert!(crate::transform::is_encrypted(&sent[0]));
    let inner = open(&host, &sent[0]);
    assert_eq!(inner, NtStatus::ACCESS_DENIED);
    let message = host.message(&ipc);
    let sealed = host.seal(message);
    assert_eq!(host.ask_raw(&sealed).0.status, NtStatus::SUCCESS);
}

fn open(raw: &Raw, sealed: &[u8]) -> NtStatus {
    let protection = raw.seat.protection.as_ref().unwrap();
    let Ok(inner) = protection.open(raw.seat.session_id, sealed) else {
        panic!()
    };
    crate::message::split_message(&inner).unwrap().0.status
}

// [MS-SMB2] 3.3.5.2.1.1: an encrypted message that does not open ends the connection, and so does one for nobody.
#[test]
fn an_altered_encrypted_message_ends_the_connection() {
    let sealed = |raw: &mut Raw| {
        let message = raw.message(&EchoRequest);
        raw.seal(message)
    };
    let len = sealed(&mut Raw::logged_on()).len();
    for at in 0..len {
        if matches!(at, 40..=41) {
            continue; // Reserved, but signed; tried below
        }
        let mut raw = Raw::logged_on();
        let mut message = sealed(&mut raw);
        message[at] ^= 1;
        assert!(raw.give(&message).is_err(), "octet {at}");
        assert_eq!(raw.give(&message).err(), Some(Violation::Closed));
    }
    let mut raw = Raw::logged_on();
    let mut message = sealed(&mut raw);
    message[40] ^= 1;
    assert_eq!(raw.give(&message).err(), Some(Violation::DecryptionFailed));
    let mut raw = Raw::negotiated(config());
    assert!(matches!(
        raw.give(&message).err(),
        Some(Violation::UnexpectedEncryption(_))
    ));
    // For another session than it was encrypted for.
    let mut raw = Raw::logged_on();
    let mut header = raw.header(Command::ECHO);
    header.session_id ^= 1;
    let message = join_message(&header, &encode_body(&EchoRequest));
    let message = raw.seal(message);
    assert_eq!(
        raw.give(&message).err(),
        Some(Violation::OtherSession(header.session_id))
    );
    // What is encrypted twice is no message.
    let mut raw = Raw::logged_on();
    let message = sealed(&mut raw);
    let message = raw.seal(message);
    assert!(matches!(
        raw.give(&message).err(),
        Some(Violation::Malformed(_))
    ));
}
