//! The handle of an established session.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use smb::client::{Reply, Request, Session, SessionInfo, Ticket};
use smb::{FileId, Refused};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use wire::{NtStatus, SecretKey};

use super::driver::{Call, Driver, Outcome};
use super::frames::FrameReader;
use super::{SmbError, SmbPipe, SmbTimeouts};

/// An established session on `IPC$`. Clones are handles of the same session, whose connection closes with the last one
/// of them and of their pipes.
#[derive(Clone)]
pub struct SmbSession {
    shared: Arc<Shared>,
}

struct Shared {
    calls: mpsc::UnboundedSender<Call>,
    next_ticket: AtomicU64,
    info: SessionInfo,
    application_key: Option<SecretKey<16>>,
    max_transfer: u32,
    request_timeout: Duration,
    failure: Arc<OnceLock<SmbError>>,
}

impl SmbSession {
    /// Hands the connection over to a task of its own.
    pub(super) fn start(
        stream: TcpStream,
        frames: FrameReader,
        session: Session,
        timeouts: SmbTimeouts,
    ) -> Self {
        let (sender, calls) = mpsc::unbounded_channel();
        let failure = Arc::new(OnceLock::new());
        let shared = Arc::new(Shared {
            calls: sender,
            next_ticket: AtomicU64::new(0),
            info: session.info(),
            application_key: session.application_key().map(SecretKey::duplicate),
            max_transfer: session.max_transfer(),
            request_timeout: timeouts.request,
            failure: Arc::clone(&failure),
        });
        let send_timeout = timeouts.request;
        let driver = Driver {
            stream,
            frames,
            session,
            calls,
            failure,
            send_timeout,
        };
        tokio::spawn(driver.run());
        Self { shared }
    }

    /// Opens a pipe, named as in `lsarpc`. If all its instances are busy, it waits for one as long as for a request.
    ///
    /// # Errors
    /// [`SmbError::Refused`] with `STATUS_OBJECT_NAME_NOT_FOUND` when there is no such pipe, or what becomes of
    /// connections.
    pub async fn open_pipe(&self, name: &str) -> Result<SmbPipe, SmbError> {
        let pipe = name.to_owned();
        let opened = match self.open(pipe.clone()).await {
            Err(SmbError::Refused(Refused {
                status: NtStatus::PIPE_NOT_AVAILABLE,
                ..
            })) => {
                let timeout = self.shared.request_timeout;
                self.ask(Request::WaitForPipe {
                    pipe: pipe.clone(),
                    timeout,
                })
                .await?;
                self.open(pipe).await
            }
            outcome => outcome,
        };
        Ok(SmbPipe::new(self.clone(), opened?))
    }

    /// How the session is protected.
    #[must_use]
    pub fn info(&self) -> SessionInfo {
        self.shared.info
    }

    /// What RPC calls over these pipes take for the session key; `None` in an anonymous session.
    #[must_use]
    pub fn application_key(&self) -> Option<&SecretKey<16>> {
        self.shared.application_key.as_ref()
    }

    /// Whether the server still answers.
    ///
    /// # Errors
    /// What becomes of connections.
    pub async fn echo(&self) -> Result<(), SmbError> {
        self.ask(Request::Echo).await.map(drop)
    }

    /// Leaves `IPC$` and ends the session, with all pipes that are still open.
    ///
    /// # Errors
    /// What becomes of connections; the session is over all the same.
    pub async fn logoff(self) -> Result<(), SmbError> {
        self.ask(Request::Disconnect).await?;
        self.ask(Request::Logoff).await.map(drop)
    }

    pub(super) fn max_transfer(&self) -> u32 {
        self.shared.max_transfer
    }

    /// Sends a request, and waits for its outcome no longer than is configured.
    pub(super) async fn ask(&self, request: Request) -> Outcome {
        let mut pending = self.start_request(request);
        let outcome = timeout(self.shared.request_timeout, pending.outcome()).await;
        outcome.unwrap_or(Err(SmbError::TimedOut))
    }

    /// Sends a request, without waiting.
    pub(super) fn start_request(&self, request: Request) -> Pending {
        let ticket = Ticket(self.shared.next_ticket.fetch_add(1, Ordering::Relaxed));
        let (sender, answer) = oneshot::channel();
        // If the driver is gone, so is the sender, and the pending request finds out.
        let _ = self.shared.calls.send(Call::Ask {
            ticket,
            request,
            answer: sender,
        });
        Pending {
            session: self.clone(),
            ticket,
            answer,
            finished: false,
        }
    }

    /// Sends a request whose outcome does not matter.
    pub(super) fn post(&self, request: Request) {
        self.start_request(request).finished = true;
    }

    async fn open(&self, pipe: String) -> Result<FileId, SmbError> {
        match self.ask(Request::Open { pipe }).await? {
            Reply::Opened(file) => Ok(file),
            _ => Err(SmbError::WrongReply),
        }
    }
}

/// A request on its way. Dropping it cancels the request.
pub(super) struct Pending {
    session: SmbSession,
    ticket: Ticket,
    answer: oneshot::Receiver<Outcome>,
    finished: bool,
}

impl Pending {
    /// What came of it, once. Dropping the future loses nothing.
    pub(super) async fn outcome(&mut self) -> Outcome {
        let answer = (&mut self.answer).await;
        self.finished = true;
        let failure = &self.session.shared.failure;
        answer.unwrap_or_else(|_| Err(failure.get().copied().unwrap_or(SmbError::Closed)))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        self.answer.close();
        match self.answer.try_recv() {
            // It came just now, and nobody will ever close it.
            Ok(Ok(Reply::Opened(file))) => self.session.post(Request::Close(file)),
            Ok(_) => {}
            Err(_) => drop(self.session.shared.calls.send(Call::GiveUp(self.ticket))),
        }
    }
}
