//! The work of a session: numbers, credits, postponed and long answers.

use std::time::Duration;

use wire::NtStatus;

use super::server::{PIPE, Server, TREE_ID};
use super::*;
use crate::dialect::Dialect;
use crate::error::{ProtocolError, Refused, RequestError};
use crate::header::{Addressee, Command, Header};
use crate::message::{
    Body, ControlCode, CreateRequest, CreateResponse, EchoResponse, FileTimes, IoctlRequest,
    IoctlResponse, PipeWait, ReadRequest, ReadResponse, WriteResponse,
};

const TICKET: Ticket = Ticket(1);

/// The request as the server sees it.
fn sent(session: &mut Session, server: &Server) -> (Header, Vec<u8>) {
    server.open(&session.poll_transmit().unwrap().unwrap())
}

fn completed(reply: Reply) -> Result<Event, ProtocolError> {
    Ok(Event::Completed {
        ticket: TICKET,
        outcome: Ok(reply),
    })
}

#[test]
fn a_pipe_is_opened_by_its_name() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    let mut session = session(&mut server);
    session
        .submit(
            TICKET,
            Request::Open {
                pipe: "lsarpc".into(),
            },
        )
        .unwrap();
    let (header, body) = sent(&mut session, &server);
    assert_eq!(header.addressee, Addressee::Sync { tree_id: TREE_ID });
    assert_eq!(CreateRequest::decode(&body).unwrap().name, "lsarpc");
    let answer = server.reply(
        &header,
        NtStatus::SUCCESS,
        &CreateResponse {
            oplock_level: 0,
            action: 1,
            file: FileTimes::default(),
            file_id: PIPE,
            contexts: Vec::new(),
        },
    );
    assert_eq!(session.receive(&answer), completed(Reply::Opened(PIPE)));
}

#[test]
fn what_is_refused_leaves_the_session_as_it_is() {
    let mut server = Server::new(Dialect::SMB_3_0);
    let mut session = session(&mut server);
    session
        .submit(
            TICKET,
            Request::Open {
                pipe: "netlogon".into(),
            },
        )
        .unwrap();
    let (header, _) = sent(&mut session, &server);
    let status = NtStatus::OBJECT_NAME_NOT_FOUND;
    let refused = Refused {
        command: Command::CREATE,
        status,
    };
    assert_eq!(
        session.receive(&server.refuse(&header, status)),
        Ok(Event::Completed {
            ticket: TICKET,
            outcome: Err(refused)
        })
    );
    echo(&mut session, &mut server);
}

/// One request and its answer.
fn echo(session: &mut Session, server: &mut Server) {
    session.submit(TICKET, Request::Echo).unwrap();
    let (header, _) = sent(session, server);
    let answer = server.reply(&header, NtStatus::SUCCESS, &EchoResponse);
    assert_eq!(session.receive(&answer), completed(Reply::Done));
}

#[test]
fn a_message_longer_than_the_buffer_comes_in_parts() {
    let mut server = Server::new(Dialect::SMB_2_1);
    let mut session = session(&mut server);
    let data = vec![5; 72];
    session
        .submit(
            TICKET,
            Request::Transceive {
                file: PIPE,
                data,
                max: 4,
            },
        )
        .unwrap();
    let (header, body) = sent(&mut session, &server);
    let request = IoctlRequest::decode(&body).unwrap();
    assert_eq!(
        (request.code, request.max_output),
        (ControlCode::PIPE_TRANSCEIVE, 4)
    );
    let part = IoctlResponse {
        code: request.code,
        file_id: PIPE,
        output: vec![1; 4],
    };
    let answer = server.reply(&header, NtStatus::BUFFER_OVERFLOW, &part);
    assert_eq!(
        session.receive(&answer),
        completed(Reply::Data {
            octets: vec![1; 4],
            more: true
        })
    );
    for (status, more) in [
        (NtStatus::BUFFER_OVERFLOW, true),
        (NtStatus::SUCCESS, false),
    ] {
        session
            .submit(
                TICKET,
                Request::Read {
                    file: PIPE,
                    max: u32::MAX,
                },
            )
            .unwrap();
        let (header, body) = sent(&mut session, &server);
        assert_eq!(
            ReadRequest::decode(&body).unwrap().len,
            session.max_transfer()
        );
        let answer = server.reply(&header, status, &ReadResponse { data: vec![2; 3] });
        assert_eq!(
            session.receive(&answer),
            completed(Reply::Data {
                octets: vec![2; 3],
                more
            })
        );
    }
}

#[test]
fn a_postponed_answer_comes_in_the_end() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    let mut session = session(&mut server);
    session
        .submit(
            TICKET,
            Request::Read {
                file: PIPE,
                max: 10,
            },
        )
        .unwrap();
    let (header, _) = sent(&mut session, &server);
    let interim = server.postpone(&header, 77);
    assert_eq!(session.receive(&interim), Ok(Event::Pending(TICKET)));
    // Twice is strange, and harms nobody.
    assert_eq!(session.receive(&interim), Ok(Event::Pending(TICKET)));
    let last = Header {
        addressee: Addressee::Async { async_id: 77 },
        ..server.header(&header, NtStatus::SUCCESS)
    };
    let body = crate::message::encode_body(&ReadResponse { data: vec![9] });
    let answer = server.send(last, &body);
    assert_eq!(
        session.receive(&answer),
        completed(Reply::Data {
            octets: vec![9],
            more: false
        })
    );
    assert_eq!(
        session.receive(&interim),
        Err(ProtocolError::UnknownMessage(header.message_id))
    );
}

#[test]
fn a_cancellation_names_what_it_cancels() {
    for postponed in [false, true] {
        let mut server = Server::new(Dialect::SMB_3_1_1);
        let mut session = session(&mut server);
        let read = Request::Read {
            file: PIPE,
            max: 10,
        };
        session.submit(TICKET, read).unwrap();
        let (header, _) = sent(&mut session, &server);
        let addressee = if postponed {
            session.receive(&server.postpone(&header, 77)).unwrap();
            Addressee::Async { async_id: 77 }
        } else {
            Addressee::Sync { tree_id: TREE_ID }
        };
        session.cancel(TICKET).unwrap();
        let (cancel, _) = sent(&mut session, &server);
        let named = (cancel.command, cancel.message_id, cancel.addressee);
        assert_eq!(named, (Command::CANCEL, header.message_id, addressee));

        // [MS-SMB2] 3.1.4.1: `MessageId` and a bit for CANCEL are the nonce of AES-GMAC, which no two messages may share.
        session.receive(&server.postpone(&header, 78)).unwrap();
        session.cancel(TICKET).unwrap();
        assert_eq!(session.poll_transmit(), Ok(None), "it is cancelled already");

        let refused = Refused {
            command: Command::READ,
            status: NtStatus::CANCELLED,
        };
        assert_eq!(
            session.receive(&server.refuse(&header, NtStatus::CANCELLED)),
            Ok(Event::Completed {
                ticket: TICKET,
                outcome: Err(refused)
            })
        );
        session.cancel(TICKET).unwrap();
        assert_eq!(
            session.poll_transmit(),
            Ok(None),
            "nothing is left to cancel"
        );
    }
}

#[test]
fn what_was_not_sent_yet_is_cancelled_silently() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    let mut session = session(&mut server);
    session.submit(TICKET, Request::Echo).unwrap();
    session.cancel(TICKET).unwrap();
    assert_eq!(session.poll_transmit(), Ok(None));
}

#[test]
fn requests_wait_for_credits() {
    let mut server = Server::new(Dialect::SMB_2_0_2);
    server.credits = 1; // each answer allows one request
    let mut session = session(&mut server);
    for ticket in 1..4 {
        session.submit(Ticket(ticket), Request::Echo).unwrap();
    }
    let mut numbers = Vec::new();
    for ticket in 1..4 {
        let (header, _) = sent(&mut session, &server);
        assert_eq!(header.credit_charge, 0, "SMB 2.0.2 has no such field");
        assert!(header.credits > 0);
        assert_eq!(session.poll_transmit(), Ok(None));
        let answer = server.reply(&header, NtStatus::SUCCESS, &EchoResponse);
        assert_eq!(
            session.receive(&answer),
            Ok(Event::Completed {
                ticket: Ticket(ticket),
                outcome: Ok(Reply::Done)
            })
        );
        numbers.push(header.message_id);
    }
    assert!(numbers.is_sorted_by(|a, b| a + 1 == *b), "{numbers:?}");
}

#[test]
fn credits_that_run_out_end_the_session() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    server.credits = 1;
    let mut session = session(&mut server);
    server.credits = 0;
    session.submit(TICKET, Request::Echo).unwrap();
    let (header, _) = sent(&mut session, &server);
    assert!(session.poll_transmit().unwrap().is_none());
    let answer = server.reply(&header, NtStatus::SUCCESS, &EchoResponse);
    assert_eq!(
        session.receive(&answer),
        Err(ProtocolError::CreditsExhausted)
    );
}

#[test]
fn an_interim_response_can_bring_the_credit_that_another_request_awaits() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    server.credits = 1;
    let mut session = session(&mut server);
    session
        .submit(
            TICKET,
            Request::Read {
                file: PIPE,
                max: 10,
            },
        )
        .unwrap();
    session.submit(Ticket(2), Request::Echo).unwrap();
    let (header, _) = sent(&mut session, &server);
    assert_eq!(session.poll_transmit(), Ok(None));
    session.receive(&server.postpone(&header, 77)).unwrap();
    assert_eq!(sent(&mut session, &server).0.command, Command::ECHO);
}

#[test]
fn answers_may_come_in_any_order() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    let mut session = session(&mut server);
    session.submit(Ticket(1), Request::Echo).unwrap();
    session
        .submit(
            Ticket(2),
            Request::Write {
                file: PIPE,
                data: vec![1],
            },
        )
        .unwrap();
    let (first, _) = sent(&mut session, &server);
    let (second, _) = sent(&mut session, &server);
    let answer = server.reply(&second, NtStatus::SUCCESS, &WriteResponse { count: 1 });
    assert_eq!(
        session.receive(&answer),
        Ok(Event::Completed {
            ticket: Ticket(2),
            outcome: Ok(Reply::Written(1))
        })
    );
    let answer = server.reply(&first, NtStatus::SUCCESS, &EchoResponse);
    assert_eq!(session.receive(&answer), completed(Reply::Done));
}

#[test]
fn what_does_not_fit_is_not_sent() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    let mut session = session(&mut server);
    let limit = session.max_transfer();
    assert_eq!(limit, 0x0001_0000);
    let data = vec![0; 0x0001_0001];
    for request in [
        Request::Write {
            file: PIPE,
            data: data.clone(),
        },
        Request::Transceive {
            file: PIPE,
            data,
            max: 1,
        },
    ] {
        assert_eq!(
            session.submit(TICKET, request),
            Err(RequestError::TooLong {
                len: 0x0001_0001,
                limit
            })
        );
    }
    assert_eq!(
        session.submit(
            TICKET,
            Request::Open {
                pipe: "x".repeat(256)
            }
        ),
        Err(RequestError::NameTooLong(512))
    );
}

#[test]
fn waiting_for_a_pipe_names_it() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    let mut session = session(&mut server);
    let timeout = Duration::from_millis(1500);
    session
        .submit(
            TICKET,
            Request::WaitForPipe {
                pipe: "samr".into(),
                timeout,
            },
        )
        .unwrap();
    let (header, body) = sent(&mut session, &server);
    let request = IoctlRequest::decode(&body).unwrap();
    assert_eq!(
        PipeWait::decode(&request.input).unwrap(),
        PipeWait {
            timeout: Some(15_000_000),
            name: "samr".into()
        }
    );
    let body = IoctlResponse {
        code: request.code,
        file_id: request.file_id,
        output: vec![],
    };
    let answer = server.reply(&header, NtStatus::SUCCESS, &body);
    assert_eq!(session.receive(&answer), completed(Reply::Done));
}
