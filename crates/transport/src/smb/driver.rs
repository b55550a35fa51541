//! The task that owns a connection: requests of all pipes go in, answers go back to who awaits them.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use smb::client::{Event, Reply, Request, Session, Ticket};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tracing::{debug, trace};

use super::SmbError;
use super::frames::{FrameReader, send};

/// What came of a request.
pub(super) type Outcome = Result<Reply, SmbError>;

/// What the owner of a pipe or session wants.
pub(super) enum Call {
    /// A request, and who awaits its outcome.
    Ask {
        ticket: Ticket,
        request: Request,
        answer: oneshot::Sender<Outcome>,
    },
    /// Nobody awaits the outcome any more.
    GiveUp(Ticket),
}

pub(super) struct Driver {
    pub(super) stream: TcpStream,
    pub(super) frames: FrameReader,
    pub(super) session: Session,
    pub(super) calls: mpsc::UnboundedReceiver<Call>,
    /// What the connection died of, for those who ask afterwards.
    pub(super) failure: Arc<OnceLock<SmbError>>,
    /// How long the operating system may take to accept a message.
    pub(super) send_timeout: Duration,
}

/// Tickets that the driver issues to itself; callers count up from zero.
const OWN: Ticket = Ticket(u64::MAX);

impl Driver {
    /// Runs until nobody holds the session any more, it is logged off, or the connection fails. Whoever waits then finds the reason in
    /// `failure`, which is set before the waiting ends.
    pub(super) async fn run(mut self) {
        let mut waiting = HashMap::new();
        let outcome = self.work(&mut waiting).await;
        if let Err(error) = outcome {
            debug!(%error, waiting = waiting.len(), "SMB connection failed");
            // Nobody else sets it.
            let _ = self.failure.set(error);
        }
    }

    async fn work(
        &mut self,
        waiting: &mut HashMap<Ticket, oneshot::Sender<Outcome>>,
    ) -> Result<(), SmbError> {
        loop {
            while let Some(message) = self.session.poll_transmit()? {
                trace!(len = message.len(), "SMB message sent");
                let sent = timeout(self.send_timeout, send(&mut self.stream, &message)).await;
                sent.unwrap_or(Err(SmbError::TimedOut))?;
            }
            tokio::select! {
                call = self.calls.recv() => match call {
                    None => return Ok(()),
                    Some(Call::Ask { ticket, request, answer }) => {
                        match self.session.submit(ticket, request) {
                            Ok(()) => drop(waiting.insert(ticket, answer)),
                            // Whoever asked and went away does not need the reason.
                            Err(error) => drop(answer.send(Err(error.into()))),
                        }
                    }
                    Some(Call::GiveUp(ticket)) => {
                        if waiting.remove(&ticket).is_some() {
                            self.session.cancel(ticket)?;
                        }
                    }
                },
                message = self.frames.next(&mut self.stream) => {
                    let message = message?;
                    trace!(len = message.len(), "SMB message received");
                    if let Event::Completed { ticket, outcome } = self.session.receive(&message)? {
                        let outcome = outcome.map_err(SmbError::from);
                        let over = outcome == Ok(Reply::LoggedOff);
                        let unheard = match waiting.remove(&ticket) {
                            Some(answer) => answer.send(outcome).err(),
                            None => Some(outcome),
                        };
                        if over {
                            return Ok(());
                        }
                        self.clean_up(unheard)?;
                    }
                }
            }
        }
    }

    /// A pipe that was opened for somebody who has gone is closed again.
    fn clean_up(&mut self, unheard: Option<Outcome>) -> Result<(), SmbError> {
        if let Some(Ok(Reply::Opened(file))) = unheard {
            self.session.submit(OWN, Request::Close(file))?;
        }
        Ok(())
    }
}
