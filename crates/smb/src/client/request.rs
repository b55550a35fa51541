//! What can be asked of a session for pipes.

use std::time::Duration;

use wire::{Malformed, NtStatus, Writer};

use super::link::{Failure, Response};
use crate::error::{ProtocolError, Refused, RequestError};
use crate::header::Command;
use crate::message::{
    Body, CloseRequest, CloseResponse, ControlCode, CreateRequest, CreateResponse, EchoRequest,
    EchoResponse, FileId, IoctlRequest, IoctlResponse, LogoffRequest, LogoffResponse, PipeWait,
    ReadRequest, ReadResponse, TreeDisconnectRequest, TreeDisconnectResponse, WriteRequest,
    WriteResponse, encode_body,
};

/// The caller's name for a request. It never goes over the wire, and no two requests of a session have the same.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Ticket(pub u64);

/// What can be asked of a session for pipes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Request {
    /// Opens a pipe, named without `\PIPE\`: [`Reply::Opened`].
    Open {
        /// `lsarpc`, `samr`…
        pipe: String,
    },
    /// Waits until a pipe has a free instance, FSCTL_PIPE_WAIT: [`Reply::Done`].
    WaitForPipe {
        /// As in [`Request::Open`].
        pipe: String,
        /// How long the server may take.
        timeout: Duration,
    },
    /// Reads from a pipe: [`Reply::Data`].
    Read {
        /// The pipe.
        file: FileId,
        /// Octets at most; the session lowers it to what is possible.
        max: u32,
    },
    /// Writes to a pipe: [`Reply::Written`].
    Write {
        /// The pipe.
        file: FileId,
        /// One message.
        data: Vec<u8>,
    },
    /// Writes to a pipe and reads the answer, FSCTL_PIPE_TRANSCEIVE: [`Reply::Data`].
    Transceive {
        /// The pipe.
        file: FileId,
        /// One message.
        data: Vec<u8>,
        /// Octets of the answer at most; the session lowers it to what is possible.
        max: u32,
    },
    /// Closes a pipe: [`Reply::Done`].
    Close(FileId),
    /// Whether the server is there: [`Reply::Done`].
    Echo,
    /// Leaves `IPC$`: [`Reply::Done`].
    Disconnect,
    /// Ends the session: [`Reply::LoggedOff`].
    Logoff,
}

/// What came of a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reply {
    /// The pipe is open.
    Opened(FileId),
    /// Octets from a pipe.
    Data {
        /// The octets.
        octets: Vec<u8>,
        /// `STATUS_BUFFER_OVERFLOW`: the message is longer, and the next read gives the rest.
        more: bool,
    },
    /// This many octets went into the pipe.
    Written(u32),
    /// There is nothing more to say.
    Done,
    /// The session is over, and the connection of no more use.
    LoggedOff,
}

/// A request as it goes onto the wire, but for the header.
pub(super) struct Prepared {
    pub(super) command: Command,
    pub(super) body: Vec<u8>,
}

/// Longest name of a pipe, in octets of UTF-16, that fits what servers accept as a component of a path.
const MAX_PIPE_NAME: usize = 2 * 255;

impl Request {
    /// Encodes the body, if it fits.
    pub(super) fn prepare(self, max_transfer: u32) -> Result<Prepared, RequestError> {
        match self {
            Self::Open { pipe } => Ok(prepared(&CreateRequest::pipe(checked_name(pipe)?))),
            Self::WaitForPipe { pipe, timeout } => {
                // In units of 100 ns.
                let timeout = u64::try_from(timeout.as_nanos() / 100).unwrap_or(u64::MAX);
                let mut w = Writer::new();
                PipeWait {
                    timeout: Some(timeout),
                    name: checked_name(pipe)?,
                }
                .encode(&mut w);
                Ok(control(
                    ControlCode::PIPE_WAIT,
                    FileId::NONE,
                    w.into_vec(),
                    0,
                ))
            }
            Self::Read { file, max } => Ok(prepared(&ReadRequest {
                len: max.min(max_transfer),
                offset: 0,
                file_id: file,
                minimum: 0,
            })),
            Self::Write { file, data } => Ok(prepared(&WriteRequest {
                offset: 0,
                file_id: file,
                flags: 0,
                data: checked_data(data, max_transfer)?,
            })),
            Self::Transceive { file, data, max } => Ok(control(
                ControlCode::PIPE_TRANSCEIVE,
                file,
                checked_data(data, max_transfer)?,
                max.min(max_transfer),
            )),
            Self::Close(file_id) => Ok(prepared(&CloseRequest { flags: 0, file_id })),
            Self::Echo => Ok(prepared(&EchoRequest)),
            Self::Disconnect => Ok(prepared(&TreeDisconnectRequest)),
            Self::Logoff => Ok(prepared(&LogoffRequest)),
        }
    }
}

impl Reply {
    /// What a final response says.
    pub(super) fn of(response: &Response) -> Result<Result<Self, Refused>, ProtocolError> {
        match Self::decode(response) {
            Ok(reply) => Ok(Ok(reply)),
            Err(Failure::Refused(refused)) => Ok(Err(refused)),
            Err(Failure::Protocol(error)) => Err(error),
        }
    }

    fn decode(response: &Response) -> Result<Self, Failure> {
        match response.header.command {
            Command::CREATE => response
                .success()
                .map(|body: CreateResponse| Self::Opened(body.file_id)),
            Command::READ => {
                let (body, more): (ReadResponse, _) = maybe_more(response)?;
                Ok(Self::Data {
                    octets: body.data,
                    more,
                })
            }
            Command::WRITE => response
                .success()
                .map(|body: WriteResponse| Self::Written(body.count)),
            Command::IOCTL => {
                let (body, more): (IoctlResponse, _) = maybe_more(response)?;
                Ok(match body.code {
                    ControlCode::PIPE_WAIT => Self::Done,
                    _ => Self::Data {
                        octets: body.output,
                        more,
                    },
                })
            }
            Command::CLOSE => done::<CloseResponse>(response),
            Command::ECHO => done::<EchoResponse>(response),
            Command::TREE_DISCONNECT => done::<TreeDisconnectResponse>(response),
            Command::LOGOFF => response.success().map(|LogoffResponse| Self::LoggedOff),
            // Unreachable: a response has the command of a request, and these are all that are sent.
            other => Err(Failure::Protocol(
                Malformed::Illegal {
                    field: "Command",
                    value: other.0.into(),
                }
                .into(),
            )),
        }
    }
}

fn done<B: Body>(response: &Response) -> Result<Reply, Failure> {
    response.success::<B>().map(|_| Reply::Done)
}

/// The body of a success, or of `STATUS_BUFFER_OVERFLOW`, which has one too, [MS-SMB2] 3.3.4.4.
fn maybe_more<B: Body>(response: &Response) -> Result<(B, bool), Failure> {
    if response.header.status == NtStatus::BUFFER_OVERFLOW {
        let body = B::decode(&response.body);
        return Ok((
            body.map_err(|malformed| Failure::Protocol(malformed.into()))?,
            true,
        ));
    }
    response.success().map(|body| (body, false))
}

fn prepared<B: Body>(body: &B) -> Prepared {
    Prepared {
        command: B::COMMAND,
        body: encode_body(body),
    }
}

fn control(code: ControlCode, file_id: FileId, input: Vec<u8>, max_output: u32) -> Prepared {
    prepared(&IoctlRequest {
        code,
        file_id,
        input,
        max_output,
    })
}

fn checked_name(pipe: String) -> Result<String, RequestError> {
    match pipe.encode_utf16().count().saturating_mul(2) {
        0..=MAX_PIPE_NAME => Ok(pipe),
        len => Err(RequestError::NameTooLong(len)),
    }
}

fn checked_data(data: Vec<u8>, limit: u32) -> Result<Vec<u8>, RequestError> {
    match u32::try_from(data.len()) {
        Ok(len) if len <= limit => Ok(data),
        _ => Err(RequestError::TooLong {
            len: data.len(),
            limit,
        }),
    }
}
