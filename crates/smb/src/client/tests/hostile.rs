//! What an established session refuses.

use proptest::prelude::*;
use wire::NtStatus;

use super::server::{PIPE, Server};
use super::*;
use crate::dialect::{Cipher, Dialect};
use crate::error::ProtocolError;
use crate::header::{Command, Flags, Header, UNSOLICITED};
use crate::message::{EchoResponse, ReadResponse, SessionFlags, encode_body, join_message};

/// A session with one request on its way.
fn asked(mut server: Server, request: Request) -> (Session, Server, Header) {
    let mut session = session(&mut server);
    session.submit(Ticket(1), request).unwrap();
    let (header, _) = server.open(&session.poll_transmit().unwrap().unwrap());
    (session, server, header)
}

fn echoed(dialect: Dialect) -> (Session, Server, Header) {
    asked(Server::new(dialect), Request::Echo)
}

fn encrypted(cipher: Cipher) -> (Session, Server, Header) {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    server.cipher = Some(cipher);
    server.session_flags = SessionFlags::ENCRYPT_DATA;
    asked(server, Request::Echo)
}

#[test]
fn an_altered_response_is_refused() {
    for dialect in Dialect::ALL {
        let (_, mut server, header) = echoed(dialect);
        let answer = server.reply(&header, NtStatus::SUCCESS, &EchoResponse);
        for at in 0..answer.len() {
            let (mut session, _, _) = echoed(dialect);
            let mut altered = answer.clone();
            altered[at] ^= 0x10;
            assert!(session.receive(&altered).is_err(), "{dialect}, octet {at}");
        }
        let (mut session, _, _) = echoed(dialect);
        let mut longer = answer.clone();
        longer.push(0);
        assert!(session.receive(&longer).is_err(), "{dialect}");
    }
}

#[test]
fn an_unsigned_response_is_refused() {
    for dialect in Dialect::ALL {
        for status in [
            NtStatus::SUCCESS,
            NtStatus::ACCESS_DENIED,
            NtStatus::USER_SESSION_DELETED,
        ] {
            let (mut session, server, header) = echoed(dialect);
            let answer = join_message(&server.header(&header, status), &encode_body(&EchoResponse));
            assert_eq!(
                session.receive(&answer),
                Err(ProtocolError::SignatureMissing {
                    command: Command::ECHO,
                    status
                })
            );
        }
    }
}

#[test]
fn an_interim_response_that_claims_a_signature_must_have_one() {
    let (mut session, server, header) = echoed(Dialect::SMB_3_1_1);
    let pending = server.header(&header, NtStatus::PENDING);
    let header = Header {
        flags: pending.flags.with(Flags::SIGNED),
        ..pending
    };
    let answer = join_message(&header, &encode_body(&EchoResponse));
    assert!(matches!(
        session.receive(&answer),
        Err(ProtocolError::SignatureWrong { .. })
    ));
}

#[test]
fn an_interim_response_has_an_async_id() {
    let (mut session, server, header) = echoed(Dialect::SMB_3_1_1);
    let pending = server.header(&header, NtStatus::PENDING);
    assert_eq!(
        session.receive(&join_message(&pending, &encode_body(&EchoResponse))),
        Err(ProtocolError::UnexpectedInterim(Command::ECHO))
    );
}

#[test]
fn a_plain_response_in_an_encrypted_session_is_refused() {
    let (mut session, mut server, header) = encrypted(Cipher::AES_256_GCM);
    server.encrypting = false; // it is signed instead
    let answer = server.reply(&header, NtStatus::SUCCESS, &EchoResponse);
    assert_eq!(session.receive(&answer), Err(ProtocolError::NotEncrypted));
    let (mut session, mut server, header) = encrypted(Cipher::AES_256_GCM);
    server.encrypting = false;
    let interim = server.postpone(&header, 5);
    assert_eq!(session.receive(&interim), Err(ProtocolError::NotEncrypted));
}

#[test]
fn an_altered_encrypted_response_is_refused() {
    for cipher in Cipher::OFFER {
        let (_, mut server, header) = encrypted(cipher);
        let answer = server.reply(&header, NtStatus::SUCCESS, &EchoResponse);
        let (mut session, _, _) = encrypted(cipher);
        assert!(session.receive(&answer).is_ok(), "unaltered");
        for at in 0..answer.len() {
            let (mut session, _, _) = encrypted(cipher);
            let mut altered = answer.clone();
            altered[at] ^= 0x10;
            let outcome = session.receive(&altered);
            // The nonce field is longer than the nonce, but all of it is covered by the signature.
            assert!(outcome.is_err(), "{cipher}, octet {at}");
        }
    }
}

#[test]
fn each_encrypted_message_has_its_own_nonce() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    server.session_flags = SessionFlags::ENCRYPT_DATA;
    let mut session = session(&mut server);
    for ticket in 0..5 {
        session.submit(Ticket(ticket), Request::Echo).unwrap();
    }
    session
        .submit(Ticket(9), Request::Read { file: PIPE, max: 1 })
        .unwrap();
    let mut nonces = Vec::new();
    while let Some(message) = session.poll_transmit().unwrap() {
        nonces.push(message[20..36].to_vec());
    }
    session.cancel(Ticket(9)).unwrap();
    nonces.push(session.poll_transmit().unwrap().unwrap()[20..36].to_vec());
    let all = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!((nonces.len(), all), (7, 7));
}

#[test]
fn an_encrypted_message_in_a_session_without_keys_is_refused() {
    let (_, mut other, header) = encrypted(Cipher::AES_128_GCM);
    let answer = other.reply(&header, NtStatus::SUCCESS, &EchoResponse);
    let (mut session, _, _) = echoed(Dialect::SMB_2_1);
    assert_eq!(
        session.receive(&answer),
        Err(ProtocolError::UnexpectedEncryption)
    );
}

#[test]
fn a_second_answer_is_refused() {
    let (mut session, mut server, header) = echoed(Dialect::SMB_3_1_1);
    let answer = server.reply(&header, NtStatus::SUCCESS, &EchoResponse);
    session.receive(&answer).unwrap();
    assert_eq!(
        session.receive(&answer),
        Err(ProtocolError::UnknownMessage(header.message_id))
    );
}

#[test]
fn an_answer_to_what_was_not_asked_is_refused() {
    let (mut session, mut server, header) = echoed(Dialect::SMB_3_1_1);
    let never = Header {
        message_id: header.message_id + 1,
        ..header
    };
    let answer = server.reply(&never, NtStatus::SUCCESS, &EchoResponse);
    assert_eq!(
        session.receive(&answer),
        Err(ProtocolError::UnknownMessage(never.message_id))
    );
    let (mut session, mut server, header) = echoed(Dialect::SMB_3_1_1);
    let other = Header {
        command: Command::READ,
        ..header
    };
    let answer = server.reply(&other, NtStatus::SUCCESS, &ReadResponse { data: vec![] });
    assert_eq!(
        session.receive(&answer),
        Err(ProtocolError::WrongCommand {
            sent: Command::ECHO,
            received: Command::READ
        })
    );
}

#[test]
fn our_own_request_sent_back_is_refused() {
    for dialect in Dialect::ALL {
        let mut server = Server::new(dialect);
        let mut session = session(&mut server);
        session.submit(Ticket(1), Request::Echo).unwrap();
        let request = session.poll_transmit().unwrap().unwrap();
        assert_eq!(
            session.receive(&request),
            Err(ProtocolError::NotAResponse),
            "{dialect}"
        );
    }
}

#[test]
fn a_compound_or_another_session_is_refused() {
    let (mut session, mut server, header) = echoed(Dialect::SMB_3_1_1);
    let compound = Header {
        next_command: 72,
        ..server.header(&header, NtStatus::SUCCESS)
    };
    let answer = server.send(compound, &encode_body(&EchoResponse));
    assert_eq!(session.receive(&answer), Err(ProtocolError::Compound));

    let (mut session, mut server, header) = echoed(Dialect::SMB_3_1_1);
    let other = Header {
        session_id: 5,
        ..server.header(&header, NtStatus::SUCCESS)
    };
    let answer = server.send(other, &encode_body(&EchoResponse));
    assert_eq!(
        session.receive(&answer),
        Err(ProtocolError::WrongSession(5))
    );
}

#[test]
fn what_nobody_asked_for_changes_nothing() {
    let (mut session, mut server, header) = echoed(Dialect::SMB_3_1_1);
    let notification = Header {
        message_id: UNSOLICITED,
        command: Command::OPLOCK_BREAK,
        ..server.header(&header, NtStatus::SUCCESS)
    };
    let notification = join_message(&notification, &[24, 0]);
    assert_eq!(session.receive(&notification), Ok(Event::Nothing));
    let answer = server.reply(&header, NtStatus::SUCCESS, &EchoResponse);
    assert!(session.receive(&answer).is_ok());
}

#[test]
fn a_signed_body_with_hostile_lengths_is_malformed() {
    for (offset, len) in [(0_u8, 1_u32), (79, 1), (80, u32::MAX), (255, 1)] {
        let read = Request::Read {
            file: PIPE,
            max: 10,
        };
        let (mut session, mut server, header) = asked(Server::new(Dialect::SMB_2_1), read);
        let mut body = encode_body(&ReadResponse { data: vec![1] });
        body[2] = offset;
        body[4..8].copy_from_slice(&len.to_le_bytes());
        let answer = server.send(server.header(&header, NtStatus::SUCCESS), &body);
        assert!(matches!(
            session.receive(&answer),
            Err(ProtocolError::Malformed(_))
        ));
    }
}

proptest! {
    #[test]
    fn nothing_panics_the_session(message in proptest::collection::vec(any::<u8>(), 0..300)) {
        for (mut session, _, _) in [echoed(Dialect::SMB_2_1), encrypted(Cipher::AES_128_GCM)] {
            prop_assert!(session.receive(&message).is_err());
        }
    }

    #[test]
    fn decoders_hold_their_oracles(
        command in 0_u16..0x13,
        response: bool,
        body in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let (_, server, header) = echoed(Dialect::SMB_2_1);
        let flags = if response { Flags::RESPONSE } else { Flags::default() };
        let header = Header { command: Command(command), flags, ..server.header(&header, NtStatus::SUCCESS) };
        crate::oracle::message(&join_message(&header, &body));
        crate::oracle::buffers(&body);
        crate::oracle::transform(&body);
    }
}
