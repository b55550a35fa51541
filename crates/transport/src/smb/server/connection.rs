//! The task that owns a client's connection.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use auth::{AuthError, Identity, Step};
use smb::server::{Connection, Event, LogonId, PipeId, PipeName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc::{self, error::TrySendError};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tracing::{debug, error, trace};
use wire::{FileTime, NtStatus, SecretKey};

use super::served_pipe::{Message, Opened, Received, Said};
use super::sessions::OfConnection;
use super::strangers::{Stranger, Strangers};
use super::{Disconnected, ServedPipe, SmbServer, SmbServerLimits, SmbService};
use crate::smb::frames::{FrameReader, send};
use crate::until::until;

/// Serves one client until its connection ends.
pub(super) async fn serve_client<S, T>(
    stream: T,
    peer: SocketAddr,
    server: Arc<SmbServer<S>>,
    stranger: Option<Stranger>,
) -> Disconnected
where
    S: SmbService,
    T: AsyncRead + AsyncWrite + Unpin,
{
    let Some(stranger) = stranger else {
        debug!(%peer, "SMB client turned away: its host has too many that do not log on");
        return Disconnected::TooManyStrangers;
    };
    let (said, hear) = mpsc::channel(SAID);
    let mut server = Server {
        connection: Connection::new(Arc::clone(&server.config), Box::new(entropy)),
        service: Arc::clone(&server.service),
        stream,
        peer,
        limits: server.limits,
        start: Instant::now(),
        pipes: HashMap::new(),
        sessions: OfConnection::new(Arc::clone(&server.sessions), peer, said.clone()),
        left: false,
        strangers: stranger.all(),
        stranger: Some(stranger),
        said,
        judging: JoinSet::new(),
        serving: JoinSet::new(),
    };
    let Err(end) = server.work(hear).await;
    debug!(%end, "SMB client disconnected");
    end
}

struct Server<S, T> {
    connection: Connection,
    service: Arc<S>,
    stream: T,
    peer: SocketAddr,
    limits: SmbServerLimits,
    /// When the client connected.
    start: Instant,
    /// Where what a client writes goes.
    pipes: HashMap<PipeId, mpsc::Sender<Message>>,
    sessions: OfConnection,
    /// Whether there was a session, and the last was ended by other means than its client's.
    left: bool,
    strangers: Arc<Strangers>,
    /// While nobody has logged on.
    stranger: Option<Stranger>,
    said: mpsc::Sender<Box<Said>>,
    judging: JoinSet<(LogonId, Result<Step, AuthError>)>,
    serving: JoinSet<()>,
}

/// What a service may say, over all pipes, before it has to wait.
const SAID: usize = 64;

/// How long a request waits for a pipe's service before its client is told so: most calls are answered by then, and the
/// interim response would be as much work as the answer.
const A_MOMENT: Duration = Duration::from_millis(20);

/// Messages that a service may have yet to receive: a client that sends more than it is answered loses the pipe.
pub(super) const UNHEARD: usize = 16;

impl<S, T> Server<S, T>
where
    S: SmbService,
    T: AsyncRead + AsyncWrite + Unpin,
{
    async fn work(
        &mut self,
        mut hear: mpsc::Receiver<Box<Said>>,
    ) -> Result<std::convert::Infallible, Disconnected> {
        let mut frames = FrameReader::within(self.limits.unfinished);
        let mut overdue = self.start + self.limits.logon;
        let mut promised_by = None;
        loop {
            self.attend();
            let now = self.start.elapsed();
            let unused_by = self.ending(|connection| connection.tick(now));
            self.attend();
            self.sessions.update(self.start, &mut self.connection);
            self.flush().await?;
            if self.left {
                return Err(Disconnected::Ended);
            }
            if !self.connection.is_waiting() {
                promised_by = None;
            } else if promised_by.is_none() {
                promised_by = Some(Instant::now() + A_MOMENT);
            }
            if self.connection.has_session() {
                overdue = Instant::now() + self.limits.logon;
                self.stranger = None;
            } else if self.stranger.is_none() {
                self.stranger = Some(self.strangers.again(self.peer));
            }
            tokio::select! {
                message = frames.next(&mut self.stream) => {
                    let message = message?;
                    trace!(len = message.len(), "SMB message received");
                    let now = FileTime::from_system_time(SystemTime::now());
                    if let Err(violation) = self.connection.receive(&message, now) {
                        // It may still hear why.
                        self.flush().await?;
                        return Err(violation.into());
                    }
                }
                Some(said) = hear.recv() => self.hear(*said),
                Some(judged) = self.judging.join_next() => match judged {
                    Ok((logon, judgement)) => {
                        let judgement = self.bounded(logon, judgement);
                        self.connection.resume(logon, judgement);
                    }
                    // Its client waits in vain; the others do not.
                    Err(error) => error!(%error, "a logon was not judged"),
                },
                Some(_) = self.serving.join_next() => {}
                () = until(promised_by) => self.connection.promise(),
                () = until(unused_by.map(|by| self.start + by)) => {}
                () = sleep_until(overdue), if !self.connection.has_session() => {
                    return Err(Disconnected::NoLogon);
                }
            }
        }
    }

    /// Does what may end sessions, and sees whether it has ended the last.
    fn ending<V>(&mut self, end: impl FnOnce(&mut Connection) -> V) -> V {
        let had_session = self.connection.has_session();
        let value = end(&mut self.connection);
        self.left |= had_session && !self.connection.has_session();
        value
    }

    /// What has become of a logon, unless its account has as many sessions as it may.
    fn bounded(
        &self,
        logon: LogonId,
        judgement: Result<Step, AuthError>,
    ) -> Result<Step, AuthError> {
        let Ok(Step::Done { established, .. }) = &judgement else {
            return judgement;
        };
        let count = self.sessions.count(&established.identity);
        if count < self.limits.account_sessions || self.connection.logs_on_again(logon) {
            return judgement;
        }
        debug!(peer = %self.peer, count, "an account has too many sessions");
        Err(AuthError::Refused(NtStatus::REQUEST_NOT_ACCEPTED))
    }

    /// Does what the connection asks for.
    fn attend(&mut self) {
        while let Some(event) = self.connection.poll_event() {
            match event {
                Event::Identify { logon, claim } => {
                    let judged = Arc::clone(&self.service).judge(claim);
                    self.judging.spawn(async move { (logon, judged.await) });
                }
                Event::Opened {
                    pipe,
                    name,
                    identity,
                    session_key,
                } => self.open(pipe, name, identity, session_key),
                Event::Received { pipe, octets } => self.pass_on(pipe, octets),
                // The service finds out by receiving.
                Event::Closed { pipe } => drop(self.pipes.remove(&pipe)),
            }
        }
    }

    fn open(
        &mut self,
        id: PipeId,
        name: PipeName,
        identity: Identity,
        session_key: Option<SecretKey<16>>,
    ) {
        let (written, received) = mpsc::channel(UNHEARD);
        self.pipes.insert(id, written);
        let said = self.said.clone();
        let opened = Opened {
            id,
            peer: self.peer,
            name,
            identity,
            session_key,
        };
        let pipe = ServedPipe::new(Box::new(opened), received, said.clone());
        let served = Arc::clone(&self.service).serve(pipe);
        self.serving.spawn(async move {
            served.await;
            // An error means that the connection has ended.
            let _ = said.send(Box::new(Said::HungUp(id))).await;
        });
    }

    fn pass_on(&mut self, pipe: PipeId, octets: Vec<u8>) {
        let Some(written) = self.pipes.get(&pipe) else {
            return;
        };
        match written.try_send(Box::new(Received(octets))) {
            Ok(()) => {}
            // The service has ended; that it has is on its way.
            Err(TrySendError::Closed(_)) => {}
            Err(TrySendError::Full(_)) => {
                debug!(?pipe, "a client writes more than it is answered");
                self.hang_up(pipe);
            }
        }
    }

    fn hear(&mut self, said: Said) {
        match said {
            Said::Message(pipe, message) => {
                if let Err(error) = self.connection.send(pipe, message) {
                    debug!(?pipe, %error, "a pipe is closed");
                    self.hang_up(pipe);
                }
            }
            Said::HungUp(pipe) => self.hang_up(pipe),
            Said::End(session) => self.ending(|connection| connection.end_session(session)),
        }
    }

    fn hang_up(&mut self, pipe: PipeId) {
        self.pipes.remove(&pipe);
        self.connection.close_pipe(pipe);
    }

    async fn flush(&mut self) -> Result<(), Disconnected> {
        while let Some(message) = self.connection.poll_transmit() {
            trace!(len = message.len(), "SMB message sent");
            let sent = timeout(self.limits.send, send(&mut self.stream, &message)).await;
            sent.map_err(|_| Disconnected::Stalled)??;
        }
        Ok(())
    }
}

/// Octets that nobody can predict.
#[expect(
    clippy::expect_used,
    reason = "a server without randomness has no challenges and no session names; the client loses its connection"
)]
fn entropy(octets: &mut [u8]) {
    getrandom::fill(octets).expect("the operating system has random numbers");
}
