//! CREATE, CLOSE, READ and WRITE on pipes, [MS-SMB2] 3.3.5.9, 3.3.5.10, 3.3.5.12 and 3.3.5.13, and what their services
//! do.

use auth::Identity;
use wire::NtStatus;

use super::connection::Connection;
use super::dispatch::Call;
use super::pipe::{Fetch, Served, Waiting};
use super::reply::{Handled, success};
use super::{Event, PipeId, SendError};
use crate::MAX_TRANSFER;
use crate::message::{
    CloseRequest, CloseResponse, ControlCode, CreateRequest, CreateResponse, FileId, FileTimes,
    IoctlResponse, ReadRequest, ReadResponse, WriteRequest, WriteResponse, encode_body,
};

/// `Delegate`, the highest `ImpersonationLevel`, [MS-SMB2] 2.2.13.
const MAX_IMPERSONATION_LEVEL: u32 = 3;

/// `FILE_OPENED`.
const OPENED: u32 = 1;

/// `FILE_ATTRIBUTE_NORMAL`.
const NORMAL: u32 = 0x0000_0080;

impl Connection {
    /// What the service behind a pipe says: one message of a message-mode pipe. A request that waits for it is
    /// answered.
    ///
    /// # Errors
    /// [`SendError`], and nothing was sent.
    pub fn send(&mut self, pipe: PipeId, message: Vec<u8>) -> Result<(), SendError> {
        let max_unread = self.config.limits.max_unread;
        self.opens.send(pipe, message, max_unread)?;
        self.serve(pipe);
        Ok(())
    }

    /// The service behind a pipe hangs up. What it had said can still be read; after that, and for those who wait
    /// already, there is `STATUS_PIPE_BROKEN`, and for who writes `STATUS_PIPE_DISCONNECTED`.
    pub fn close_pipe(&mut self, pipe: PipeId) {
        let Some(open) = self.opens.get(pipe) else {
            return;
        };
        open.hung_up = true;
        self.sessions.touch(open.session_id);
        self.refuse_waiting(pipe, NtStatus::PIPE_BROKEN);
    }

    /// Opens a pipe from the list. What else the request asks for makes no difference to a pipe: there is nothing to
    /// create, to share or to lease.
    pub(super) fn create(&mut self, call: &mut Call<'_>) -> Handled {
        let request: CreateRequest = call.body()?;
        if request.impersonation_level > MAX_IMPERSONATION_LEVEL {
            return Err(NtStatus::BAD_IMPERSONATION_LEVEL.into());
        }
        let persistent = u64::from_le_bytes(self.random());
        let config = &self.config;
        let mut pipes = config.pipes.iter();
        let found = pipes.find(|pipe| pipe.name.is_called(&request.name));
        let configured = found.ok_or(NtStatus::OBJECT_NAME_NOT_FOUND)?;
        let session_id = call.to.session_id;
        let valid = self.sessions.valid(session_id);
        let valid = valid.ok_or(NtStatus::USER_SESSION_DELETED)?;
        if valid.identity == Identity::Anonymous && !configured.allows_anonymous {
            return Err(NtStatus::ACCESS_DENIED.into());
        }
        let opened = self
            .opens
            .insert(session_id, call.to.tree_id, persistent, &config.limits);
        let (pipe, file_id) = opened.ok_or(NtStatus::INSUFFICIENT_RESOURCES)?;
        let opened = Event::Opened {
            pipe,
            name: configured.name.clone(),
            identity: valid.identity.clone(),
            session_key: valid.application_key.as_ref().map(|key| key.duplicate()),
        };
        self.report(opened);
        call.opened(file_id);
        success(&CreateResponse {
            oplock_level: 0,
            action: OPENED,
            file: FileTimes {
                attributes: NORMAL,
                ..FileTimes::default()
            },
            file_id,
            contexts: Vec::new(),
        })
    }

    /// Closes a pipe. A pipe has no attributes to report, so the response never does.
    pub(super) fn close(&mut self, call: &mut Call<'_>) -> Handled {
        let request: CloseRequest = call.body()?;
        let pipe = self.pipe(call, request.file_id)?;
        self.end_pipe(pipe, NtStatus::FILE_CLOSED);
        success(&CloseResponse {
            flags: 0,
            file: FileTimes::default(),
        })
    }

    /// Reads a message, or what fits of it; waits until there is one. `MinimumCount` is for files.
    pub(super) fn read(&mut self, call: &mut Call<'_>) -> Handled {
        let request: ReadRequest = call.body()?;
        let pipe = self.pipe(call, request.file_id)?;
        let max = transfer(request.len)?;
        let waiting = self.opens.waiting();
        let open = self.opens.get(pipe).ok_or(NtStatus::FILE_CLOSED)?;
        if !open.has_unread() && open.hung_up {
            return Err(NtStatus::PIPE_BROKEN.into());
        }
        if !open.has_unread() && waiting >= self.config.limits.max_waiting {
            return Err(NtStatus::INSUFFICIENT_RESOURCES.into());
        }
        open.wait(Waiting {
            to: call.to,
            max,
            fetch: Fetch::Read,
        });
        self.serve(pipe);
        Ok(None)
    }

    /// Writes a message.
    pub(super) fn write(&mut self, call: &mut Call<'_>) -> Handled {
        let request: WriteRequest = call.body()?;
        let pipe = self.pipe(call, request.file_id)?;
        let count = u32::try_from(request.data.len()).unwrap_or(u32::MAX);
        transfer(count)?;
        let open = self.opens.get(pipe).ok_or(NtStatus::FILE_CLOSED)?;
        if open.hung_up {
            return Err(NtStatus::PIPE_DISCONNECTED.into());
        }
        let octets = request.data;
        self.report(Event::Received { pipe, octets });
        success(&WriteResponse { count })
    }

    /// FSCTL_PIPE_TRANSCEIVE, [MS-SMB2] 3.3.5.15.3 and [MS-FSCC] 2.3.48: writes a message and waits for the answer. On
    /// a pipe with something unread, or for whose next message somebody waits already, it would get another's answer:
    /// there it is
    /// `STATUS_PIPE_BUSY`.
    pub(super) fn transceive(
        &mut self,
        call: &mut Call<'_>,
        named: FileId,
        input: Vec<u8>,
        max_output: u32,
    ) -> Handled {
        let pipe = self.pipe(call, named)?;
        let max = transfer(max_output)?;
        let waiting = self.opens.waiting();
        let open = self.opens.get(pipe).ok_or(NtStatus::FILE_CLOSED)?;
        if open.hung_up {
            return Err(NtStatus::PIPE_DISCONNECTED.into());
        }
        if open.has_unread() || open.waiting() > 0 {
            return Err(NtStatus::PIPE_BUSY.into());
        }
        if waiting >= self.config.limits.max_waiting {
            return Err(NtStatus::INSUFFICIENT_RESOURCES.into());
        }
        open.wait(Waiting {
            to: call.to,
            max,
            fetch: Fetch::Transceive,
        });
        let octets = input;
        self.report(Event::Received { pipe, octets });
        Ok(None)
    }

    /// Ends all pipes of a session, or of one of its tree connects; `status` is for those who wait.
    pub(super) fn end_pipes(&mut self, session_id: u64, tree_id: Option<u32>, status: NtStatus) {
        for pipe in self.opens.of(session_id, tree_id) {
            self.end_pipe(pipe, status);
        }
    }

    /// The pipe that a request names, [MS-SMB2] 3.3.5.10 and others: one of another session is none.
    pub(super) fn pipe(&self, call: &mut Call<'_>, named: FileId) -> Result<PipeId, NtStatus> {
        let file = call.file(named)?;
        let found = self.opens.find(call.to.session_id, file);
        found.ok_or(NtStatus::FILE_CLOSED)
    }

    /// Gives those who wait what there is.
    fn serve(&mut self, pipe: PipeId) {
        while let Some((file_id, served)) = self
            .opens
            .get(pipe)
            .and_then(|open| Some((open.file, open.serve()?)))
        {
            let Served {
                waiting,
                octets,
                more,
            } = served;
            let status = if more {
                NtStatus::BUFFER_OVERFLOW
            } else {
                NtStatus::SUCCESS
            };
            let body = match waiting.fetch {
                Fetch::Read => encode_body(&ReadResponse { data: octets }),
                Fetch::Transceive => encode_body(&IoctlResponse {
                    code: ControlCode::PIPE_TRANSCEIVE,
                    file_id,
                    output: octets,
                }),
            };
            self.answer(&waiting.to, status, &body);
        }
    }

    fn refuse_waiting(&mut self, pipe: PipeId, status: NtStatus) {
        while let Some(to) = self
            .opens
            .get(pipe)
            .and_then(|open| open.take_waiting(|_| true))
        {
            self.refuse(&to, status);
        }
    }

    fn end_pipe(&mut self, pipe: PipeId, status: NtStatus) {
        self.refuse_waiting(pipe, status);
        if self.opens.remove(pipe).is_some_and(|open| !open.hung_up) {
            self.report(Event::Closed { pipe });
        }
    }
}

/// Octets that a request may transfer, `MaxReadSize` and its kin, [MS-SMB2] 3.3.5.12 and others.
pub(super) fn transfer(len: u32) -> Result<usize, NtStatus> {
    match usize::try_from(len) {
        Ok(octets) if len <= MAX_TRANSFER => Ok(octets),
        _ => Err(NtStatus::INVALID_PARAMETER),
    }
}
