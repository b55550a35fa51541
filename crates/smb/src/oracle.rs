//! What fuzzing asserts of the decoders: nothing panics, and what is read and written again is read as the same. And of
//! the server: nobody is let in; of the client: nobody is believed.

mod client;
pub(crate) mod server;

use std::fmt::Debug;

use wire::{Reader, Writer};

use crate::header::{Command, Flags, HEADER_LEN, Header};
use crate::message::{
    Body, CancelRequest, CloseRequest, CloseResponse, CreateRequest, CreateResponse, EchoRequest,
    EchoResponse, ErrorResponse, IoctlRequest, IoctlResponse, LogoffRequest, LogoffResponse,
    NegotiateRequest, NegotiateResponse, PipeWait, QueryInfoRequest, QueryInfoResponse,
    ReadRequest, ReadResponse, SessionSetupRequest, SessionSetupResponse, SetInfoRequest,
    SetInfoResponse, TreeConnectRequest, TreeConnectResponse, TreeDisconnectRequest,
    TreeDisconnectResponse, ValidateNegotiateInfoRequest, ValidateNegotiateInfoResponse,
    WriteRequest, WriteResponse, encode_body, split_message,
};
use crate::transform::TransformHeader;

pub use client::client;
pub use server::server;

/// Messages, each after its length in two octets; the last may be cut off.
fn messages(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (len, after) = rest.split_first_chunk()?;
        let len = usize::from(u16::from_le_bytes(*len)).min(after.len());
        let (message, after) = after.split_at(len);
        rest = after;
        Some(message)
    })
}

/// Any message: header, then the body that command and direction name.
pub fn message(input: &[u8]) {
    let Ok((header, body)) = split_message(input) else {
        return;
    };
    let mut w = Writer::new();
    header.encode(&mut w);
    assert_eq!(
        Header::decode(&mut Reader::new(w.as_slice())),
        Ok(header),
        "{HEADER_LEN}"
    );
    if header.flags.contains(Flags::RESPONSE) {
        response(header.command, body);
    } else {
        request(header.command, body);
    }
}

/// A transform header.
pub fn transform(input: &[u8]) {
    let Ok(header) = TransformHeader::decode(&mut Reader::new(input)) else {
        return;
    };
    let mut w = Writer::new();
    header.encode(&mut w);
    assert_eq!(
        TransformHeader::decode(&mut Reader::new(w.as_slice())),
        Ok(header)
    );
}

/// The bodies that have no command of their own: errors, and the buffers of control codes.
pub fn buffers(input: &[u8]) {
    if let Ok(body) = ErrorResponse::decode(input) {
        let mut w = Writer::new();
        body.encode(&mut w);
        assert_eq!(ErrorResponse::decode(w.as_slice()).as_ref(), Ok(&body));
    }
    if let Ok(body) = PipeWait::decode(input) {
        let mut w = Writer::new();
        body.encode(&mut w);
        let again = PipeWait::decode(w.as_slice());
        assert_eq!(again.as_ref(), Ok(&body));
    }
    if let Ok(body) = ValidateNegotiateInfoRequest::decode(input) {
        let mut w = Writer::new();
        body.encode(&mut w);
        assert_eq!(
            ValidateNegotiateInfoRequest::decode(w.as_slice()).as_ref(),
            Ok(&body)
        );
    }
    if let Ok(body) = ValidateNegotiateInfoResponse::decode(input) {
        let mut w = Writer::new();
        body.encode(&mut w);
        assert_eq!(
            ValidateNegotiateInfoResponse::decode(w.as_slice()),
            Ok(body)
        );
    }
}

fn response(command: Command, body: &[u8]) {
    match command {
        Command::NEGOTIATE => stable::<NegotiateResponse>(body),
        Command::SESSION_SETUP => stable::<SessionSetupResponse>(body),
        Command::LOGOFF => stable::<LogoffResponse>(body),
        Command::TREE_CONNECT => stable::<TreeConnectResponse>(body),
        Command::TREE_DISCONNECT => stable::<TreeDisconnectResponse>(body),
        Command::CREATE => stable::<CreateResponse>(body),
        Command::CLOSE => stable::<CloseResponse>(body),
        Command::READ => stable::<ReadResponse>(body),
        Command::WRITE => stable::<WriteResponse>(body),
        Command::IOCTL => stable::<IoctlResponse>(body),
        Command::ECHO => stable::<EchoResponse>(body),
        Command::QUERY_INFO => stable::<QueryInfoResponse>(body),
        Command::SET_INFO => stable::<SetInfoResponse>(body),
        _ => {}
    }
}

fn request(command: Command, body: &[u8]) {
    match command {
        Command::NEGOTIATE => stable::<NegotiateRequest>(body),
        Command::SESSION_SETUP => stable::<SessionSetupRequest>(body),
        Command::LOGOFF => stable::<LogoffRequest>(body),
        Command::TREE_CONNECT => stable::<TreeConnectRequest>(body),
        Command::TREE_DISCONNECT => stable::<TreeDisconnectRequest>(body),
        Command::CREATE => stable::<CreateRequest>(body),
        Command::CLOSE => stable::<CloseRequest>(body),
        Command::READ => stable::<ReadRequest>(body),
        Command::WRITE => stable::<WriteRequest>(body),
        Command::IOCTL => stable::<IoctlRequest>(body),
        Command::CANCEL => stable::<CancelRequest>(body),
        Command::ECHO => stable::<EchoRequest>(body),
        Command::QUERY_INFO => stable::<QueryInfoRequest>(body),
        Command::SET_INFO => stable::<SetInfoRequest>(body),
        _ => {}
    }
}

fn stable<B: Body + Debug + PartialEq>(octets: &[u8]) {
    if let Ok(body) = B::decode(octets) {
        assert_eq!(B::decode(&encode_body(&body)).as_ref(), Ok(&body));
    }
}
