//! The client: one connection, many requests at once.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use transport::{LocalConnection, LocalConnectionError, LocalLimits, LocalReceiver, LocalSender};

use crate::LONGEST_ANSWER;
use crate::message::{
    Answer, Failure, FailureKind, LoggedOn, NotAMessage, NumberedAnswer, NumberedRequest,
    PasswordLogon, Pong, Request, ResponseLogon,
};

/// A client of this computer's Netlogon service. Copies share one connection; requests of any number of tasks are under
/// way on it at the same time. A connection that was lost meanwhile is opened anew with the next request.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The service does not run, or its socket is not for this user.
    #[error("the Netlogon service cannot be asked at {}: {error}", path.display())]
    NotConnected {
        /// Where.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The connection was lost. Whether the request had an effect is not known.
    #[error("the connection to the Netlogon service was lost: {0}")]
    Lost(Arc<LocalConnectionError>),
    /// Nothing came in time.
    #[error("the Netlogon service does not answer within {} s", .0.as_secs())]
    TimedOut(Duration),
    /// The request has more octets than the service reads; it was not sent, for that would cost everybody the connection.
    #[error("a request of {0} octets is longer than the Netlogon service reads")]
    TooLong(usize),
    /// What came is no answer.
    #[error("what the Netlogon service answers is not understood: {0}")]
    NotUnderstood(NotAMessage),
    /// The answer is one to another request.
    #[error("the Netlogon service answers something that was not asked")]
    WrongAnswer,
    /// The request is one of the administrator, or of a later version than the service.
    #[error("the Netlogon service does not do it: {0}")]
    NotDone(Failure),
}

struct Inner {
    path: PathBuf,
    patience: Duration,
    connection: Mutex<Option<mpsc::Sender<Job>>>,
    /// Held while a connection is opened, so that many requests open one.
    opening: tokio::sync::Mutex<()>,
}

/// A request, and where its answer goes.
struct Job {
    request: Request,
    answer: Reply,
}

type Reply = oneshot::Sender<Result<Answer, Undone>>;

/// Why there is no answer, and whether it can be asked for again.
enum Undone {
    /// The service has seen nothing of the request.
    Unsent(Box<Request>),
    /// It may have.
    Error(ClientError),
}

impl Client {
    /// Connects to the service at this socket.
    ///
    /// # Errors
    /// [`ClientError::NotConnected`].
    pub async fn connect(path: &Path) -> Result<Self, ClientError> {
        Self::with_patience(path, PATIENCE).await
    }

    /// The same, with another limit for each answer. One that is shorter than the service's own gives up on logons that
    /// a second domain controller would have let in.
    ///
    /// # Errors
    /// [`ClientError::NotConnected`].
    pub async fn with_patience(path: &Path, patience: Duration) -> Result<Self, ClientError> {
        let client = Self::new(path, patience);
        client.inner.connected().await?;
        Ok(client)
    }

    /// A client that connects with its first request, for programs that may start before the service.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self::new(path, PATIENCE)
    }

    fn new(path: &Path, patience: Duration) -> Self {
        let inner = Arc::new(Inner {
            path: path.to_owned(),
            patience,
            connection: Mutex::default(),
            opening: tokio::sync::Mutex::default(),
        });
        Self { inner }
    }

    /// Whose member the computer is, and whether its channel is up.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn ping(&self) -> Result<Pong, ClientError> {
        match self.ask(Request::Ping).await? {
            Answer::Pong(pong) => Ok(pong),
            answer => Err(unexpected(answer)),
        }
    }

    /// Has the domain judge somebody's answer to a challenge.
    ///
    /// # Errors
    /// [`ClientError`] if there is no verdict; the inner [`Failure`] is one.
    pub async fn log_on(
        &self,
        logon: ResponseLogon,
    ) -> Result<Result<LoggedOn, Failure>, ClientError> {
        verdict(self.ask(Request::LogOn(logon)).await?)
    }

    /// Has the domain judge a password.
    ///
    /// # Errors
    /// [`ClientError`] if there is no verdict; the inner [`Failure`] is one.
    pub async fn check_password(
        &self,
        logon: PasswordLogon,
    ) -> Result<Result<LoggedOn, Failure>, ClientError> {
        verdict(self.ask(Request::CheckPassword(logon)).await?)
    }

    /// How the member is: the document that `netlogond member status --json` prints. For the administrator.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn status(&self) -> Result<Value, ClientError> {
        match self.ask(Request::Status).await? {
            Answer::Status(status) => Ok(status),
            answer => Err(unexpected(answer)),
        }
    }

    /// Has the service do what has no other answer than that it is done: [`Request::Verify`], [`Request::Rediscover`],
    /// [`Request::Rotate`], [`Request::Reload`].
    ///
    /// # Errors
    /// [`ClientError`] if it is not known whether it was done; the inner [`Failure`] says why it was not.
    pub async fn control(&self, request: Request) -> Result<Result<(), Failure>, ClientError> {
        match self.ask(request).await? {
            Answer::Done => Ok(Ok(())),
            Answer::Failed(failure) if !is_about_the_request(&failure) => Ok(Err(failure)),
            answer => Err(unexpected(answer)),
        }
    }

    /// Asks anything.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn ask(&self, request: Request) -> Result<Answer, ClientError> {
        let patience = self.inner.patience;
        let answered = async {
            match self.inner.ask_once(request).await {
                // One that was closed while nobody asked has nothing of this request.
                Err(Undone::Unsent(request)) => self.inner.ask_once(*request).await,
                outcome => outcome,
            }
        };
        match timeout(patience, answered).await {
            Ok(outcome) => outcome.map_err(|undone| match undone {
                Undone::Error(error) => error,
                Undone::Unsent(_) => gone(),
            }),
            Err(_) => Err(ClientError::TimedOut(patience)),
        }
    }
}

fn verdict(answer: Answer) -> Result<Result<LoggedOn, Failure>, ClientError> {
    match answer {
        Answer::LoggedOn(user) => Ok(Ok(*user)),
        Answer::Failed(failure) if !is_about_the_request(&failure) => Ok(Err(failure)),
        answer => Err(unexpected(answer)),
    }
}

/// Whether the request itself is at fault, and not what it is about.
const fn is_about_the_request(failure: &Failure) -> bool {
    matches!(
        failure.kind,
        FailureKind::Forbidden | FailureKind::NotUnderstood
    )
}

fn unexpected(answer: Answer) -> ClientError {
    match answer {
        Answer::Failed(failure) => ClientError::NotDone(failure),
        _ => ClientError::WrongAnswer,
    }
}

fn gone() -> ClientError {
    ClientError::Lost(Arc::new(LocalConnectionError::Closed))
}

impl Inner {
    async fn ask_once(&self, request: Request) -> Result<Answer, Undone> {
        let connection = self.connected().await.map_err(Undone::Error)?;
        let (answer, answered) = oneshot::channel();
        let sent = connection.send(Job { request, answer }).await;
        sent.map_err(|mpsc::error::SendError(job)| Undone::Unsent(Box::new(job.request)))?;
        answered
            .await
            .unwrap_or_else(|_| Err(Undone::Error(gone())))
    }

    /// The connection that is open, or another one.
    async fn connected(&self) -> Result<mpsc::Sender<Job>, ClientError> {
        if let Some(connection) = self.open() {
            return Ok(connection);
        }
        let _opening = self.opening.lock().await;
        if let Some(connection) = self.open() {
            return Ok(connection);
        }
        let opened = LocalConnection::open(&self.path, LONGEST_ANSWER).await;
        let opened = opened.map_err(|error| ClientError::NotConnected {
            path: self.path.clone(),
            error,
        })?;
        let (jobs, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(run(opened, waiting));
        *self.connection() = Some(jobs.clone());
        Ok(jobs)
    }

    fn open(&self) -> Option<mpsc::Sender<Job>> {
        self.connection().clone().filter(|jobs| !jobs.is_closed())
    }

    fn connection(&self) -> std::sync::MutexGuard<'_, Option<mpsc::Sender<Job>>> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who waits for which answer.
#[derive(Default)]
struct Waiting(Mutex<HashMap<u64, Reply>>);

impl Waiting {
    fn insert(&self, id: u64, answer: Reply) {
        let mut held = self.held();
        held.retain(|_, waiting| !waiting.is_closed());
        held.insert(id, answer);
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Reply>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Carries requests and answers until the connection ends or nobody has the client any more.
async fn run(connection: LocalConnection, mut jobs: mpsc::Receiver<Job>) {
    let waiting = Waiting::default();
    let lost = tokio::select! {
        // In this order: a connection that was closed while nobody asked is not to be asked over.
        biased;
        lost = receive(connection.receiver, &waiting) => lost,
        lost = send(connection.sender, &mut jobs, &waiting) => lost,
    };
    // First closed, then answered: whoever asks again after the answer gets another connection.
    jobs.close();
    let lost = Arc::new(lost);
    for answer in std::mem::take(&mut *waiting.held()).into_values() {
        let lost = ClientError::Lost(Arc::clone(&lost));
        let _ = answer.send(Err(Undone::Error(lost)));
    }
    while let Ok(Job { request, answer }) = jobs.try_recv() {
        let _ = answer.send(Err(Undone::Unsent(Box::new(request))));
    }
}

async fn send(
    mut sender: LocalSender,
    jobs: &mut mpsc::Receiver<Job>,
    waiting: &Waiting,
) -> LocalConnectionError {
    let longest = LocalLimits::default().longest_request;
    for id in 1.. {
        let Some(Job { request, answer }) = jobs.recv().await else {
            break;
        };
        // Who has given up before it was sent need not be asked for, and who did after that is not kept for ever.
        if answer.is_closed() {
            continue;
        }
        let frame = NumberedRequest { id, request }.encode();
        let length = frame.expose().len();
        if length > longest {
            let _ = answer.send(Err(Undone::Error(ClientError::TooLong(length))));
            continue;
        }
        waiting.insert(id, answer);
        if let Err(error) = sender.send(&frame).await {
            return error;
        }
    }
    LocalConnectionError::Closed
}

async fn receive(mut receiver: LocalReceiver, waiting: &Waiting) -> LocalConnectionError {
    loop {
        let frame = match receiver.receive().await {
            Ok(frame) => frame,
            Err(error) => return error,
        };
        let (id, outcome) = match NumberedAnswer::decode(&frame) {
            Ok(NumberedAnswer { id, answer }) => (id, Ok(answer)),
            Err(error @ NotAMessage::Unknown(id)) => {
                (id, Err(Undone::Error(ClientError::NotUnderstood(error))))
            }
            // Whose answer it was to be is not known, so everybody would wait.
            Err(_) => return LocalConnectionError::Closed,
        };
        let answer = waiting.held().remove(&id);
        if let Some(answer) = answer {
            let _ = answer.send(outcome);
        }
    }
}

/// How long an answer may take: the service gives up on one domain controller after 30 s, and asks some others.
const PATIENCE: Duration = Duration::from_secs(180);

/// Requests that wait to be sent; more wait in their tasks.
const QUEUE: usize = 64;
