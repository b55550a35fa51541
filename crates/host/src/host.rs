//! A machine on which we have a session, and the one place where what the rooms below report becomes a [`Reason`].

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use auth::Credentials;
use locate::{DomainController, LocateError, Locator};
use rpc::{Call, Interface, RpcStatus};
use smb::client::Config;
use smb::{LogonError, NegotiateError, ProtocolError};
use transport::{
    CallError, PipeError, PipeIo, RpcClient, RpcTimeouts, SmbClient, SmbError, SmbSession,
    SmbTimeouts,
};
use wire::{NetbiosName, NtStatus, SecretKey, Win32Error};

use crate::{Problem, Reason, Side};

/// A machine whose addresses are known.
#[derive(Clone, Debug)]
pub struct Reached {
    /// Its name, with backslashes, as it is shown.
    pub name: String,
    /// Where it is.
    pub addresses: Vec<IpAddr>,
    port: u16,
}

/// A session on a machine.
pub struct Host {
    side: Side,
    session: SmbSession,
    timeout: Duration,
}

/// A bound interface of a machine.
pub struct Remote<I> {
    side: Side,
    client: RpcClient<I>,
}

/// Why there is no session on a machine.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LogonProblem {
    /// With which status the machine refused the account; `None` if it did not come to that.
    pub status: Option<NtStatus>,
    /// Why.
    pub reason: Reason,
}

impl Reached {
    /// Finds the addresses of a computer.
    ///
    /// # Errors
    /// [`Reason::HostNotFound`].
    pub async fn resolve(locator: &Locator, computer: &NetbiosName) -> Result<Self, Problem> {
        Self::by_name(locator, computer.as_str()).await
    }

    /// Finds the addresses of a machine by its NetBIOS name, its DNS name or an address, with backslashes or without.
    ///
    /// # Errors
    /// [`Reason::HostNotFound`].
    pub async fn by_name(locator: &Locator, name: &str) -> Result<Self, Problem> {
        let name = format!("\\\\{}", name.trim_start_matches('\\'));
        let found = locator.resolve(&name).await.map_err(|error| {
            let tried = attempts(&error.tried);
            Side::Member(name.clone()).problem(Reason::HostNotFound { tried })
        })?;
        Ok(Self {
            name,
            addresses: found.addresses,
            port: found.ports.smb,
        })
    }
}

impl From<DomainController> for Reached {
    fn from(controller: DomainController) -> Self {
        let name = match (&controller.netbios_name, &controller.dns_name) {
            (Some(name), _) => name.unc(),
            (None, Some(name)) => format!("\\\\{name}"),
            (None, None) => format!("\\\\{}", controller.address),
        };
        Self {
            name,
            addresses: vec![controller.address],
            port: controller.ports.smb,
        }
    }
}

impl Host {
    /// Logs on to a machine, at the first of its addresses that answers.
    ///
    /// # Errors
    /// [`LogonProblem`].
    pub async fn log_on(
        side: Side,
        machine: &Reached,
        credentials: &Credentials,
        workstation: &NetbiosName,
        timeout: Duration,
    ) -> Result<Self, LogonProblem> {
        let timeouts = SmbTimeouts {
            connect: timeout,
            logon: timeout,
            request: timeout,
        };
        let mut outcome = Err(SmbError::Unreachable(ErrorKind::HostUnreachable));
        for address in &machine.addresses {
            let address = SocketAddr::new(*address, machine.port);
            outcome = SmbClient::connect(address, Config::default(), timeouts).await;
            if outcome.is_ok() {
                break;
            }
        }
        let server = machine.name.trim_start_matches('\\');
        let client = outcome.map_err(|error| connect_problem(&error))?;
        let session = client
            .logon(credentials.duplicate(), server, workstation.clone())
            .await
            .map_err(|error| logon_problem(&error))?;
        Ok(Self {
            side,
            session,
            timeout,
        })
    }

    /// Binds to an interface of the machine.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn open<I: Interface>(&self) -> Result<Remote<I>, Problem> {
        let pipe = self.open_pipe::<I>().await?;
        // The SMB session below signs or encrypts, and its account is the caller's.
        let client = RpcClient::bind(pipe, None, self.timeouts()).await;
        let client = client.map_err(|error| self.side.problem(Reason::of_call(&error, I::NAME)))?;
        Ok(Remote {
            side: self.side.clone(),
            client,
        })
    }

    /// Opens the pipe of an interface, for whoever binds to it with an authentication of its own, which protects each
    /// message within the session.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn open_pipe<I: Interface>(&self) -> Result<Box<dyn PipeIo>, Problem> {
        let pipe = self.session.open_pipe(I::PIPE).await.map_err(|error| {
            let reason = match error {
                SmbError::Refused(refused) if is_missing(refused.status) => {
                    Reason::NotOffered { interface: I::NAME }
                }
                error => smb_reason(&error),
            };
            self.side.problem(reason)
        })?;
        Ok(Box::new(pipe))
    }

    /// How long its answers are waited for.
    #[must_use]
    pub const fn timeouts(&self) -> RpcTimeouts {
        RpcTimeouts {
            bind: self.timeout,
            call: self.timeout,
        }
    }

    /// Which machine it is.
    #[must_use]
    pub const fn side(&self) -> &Side {
        &self.side
    }
}

impl<I: Interface> Remote<I> {
    /// The association itself, for what is more than one call.
    pub const fn client(&mut self) -> &mut RpcClient<I> {
        &mut self.client
    }

    /// Makes a call.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn call<C>(&mut self, request: &C) -> Result<C::Reply, Problem>
    where
        C: Call<Interface = I>,
    {
        self.client
            .call(request)
            .await
            .map_err(|error| self.side.problem(Reason::of_call(&error, I::NAME)))
    }

    /// Makes a call to which a fault is an answer, too.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn call_or_fault<C>(
        &mut self,
        request: &C,
    ) -> Result<Result<C::Reply, RpcStatus>, Problem>
    where
        C: Call<Interface = I>,
    {
        match self.client.call(request).await {
            Ok(reply) => Ok(Ok(reply)),
            Err(CallError::Fault { status, .. }) => Ok(Err(status)),
            Err(error) => Err(self.problem(Reason::of_call(&error, I::NAME))),
        }
    }

    /// The session's key, under which passwords are encrypted.
    ///
    /// # Errors
    /// [`Reason::GuestLogon`] for a session without one.
    pub fn session_key(&self) -> Result<SecretKey<16>, Problem> {
        let key = self
            .client
            .transport_session_key()
            .map(SecretKey::duplicate);
        key.ok_or_else(|| self.problem(Reason::GuestLogon))
    }

    /// What a refusal means.
    ///
    /// # Errors
    /// The reason of the status.
    pub fn check(&self, status: NtStatus) -> Result<(), Problem> {
        status
            .check()
            .map_err(|status| self.problem(Reason::of_status(status)))
    }

    /// What a refusal in Win32's numbers means.
    ///
    /// # Errors
    /// The reason of the error.
    pub fn check_win32(&self, status: Win32Error) -> Result<(), Problem> {
        status
            .check()
            .map_err(|error| self.problem(Reason::of_win32(error)))
    }

    /// A problem at this machine.
    #[must_use]
    pub fn problem(&self, reason: Reason) -> Problem {
        self.side.problem(reason)
    }

    /// A reply with another level than was asked for.
    #[must_use]
    pub fn wrong_level(&self) -> Problem {
        self.problem(Reason::Malformed(
            "it sent another information level".to_owned(),
        ))
    }
}

/// What was asked and what came of it, in one line.
fn attempts(tried: &[locate::Attempt]) -> String {
    if tried.is_empty() {
        return "there is nobody to ask: no DNS, no WINS, no broadcast".to_owned();
    }
    tried
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}

/// Why no controller was found; `not_found` says of which kind, from what was tried.
pub fn locate_problem(error: LocateError, not_found: impl FnOnce(String) -> Reason) -> Problem {
    match error {
        LocateError::NotFound { tried, .. } => Side::Here.problem(not_found(attempts(&tried))),
        LocateError::Server(error) => {
            let tried = attempts(&error.tried);
            Side::Pdc(error.name).problem(Reason::HostNotFound { tried })
        }
        LocateError::WrongDomain { server, serves, .. } => {
            Side::Pdc(server.to_string()).problem(Reason::AnotherDomain { answered: serves })
        }
        error => Side::Here.problem(not_found(error.to_string())),
    }
}

fn connect_problem(error: &SmbError) -> LogonProblem {
    let reason = match smb_reason(error) {
        Reason::ConnectionLost => Reason::ClosedAtOnce,
        reason => reason,
    };
    LogonProblem {
        status: None,
        reason,
    }
}

fn logon_problem(error: &SmbError) -> LogonProblem {
    let status = match error {
        SmbError::Logon(LogonError::Refused(refused)) => Some(refused.status),
        _ => None,
    };
    LogonProblem {
        status,
        reason: smb_reason(error),
    }
}

fn smb_reason(error: &SmbError) -> Reason {
    match error {
        SmbError::Unreachable(kind) | SmbError::Io(kind) => io_reason(*kind),
        SmbError::ConnectTimedOut | SmbError::LogonTimedOut | SmbError::TimedOut => {
            Reason::TimedOut
        }
        SmbError::Closed => Reason::ConnectionLost,
        SmbError::Negotiate(NegotiateError::Protocol(error))
        | SmbError::Logon(LogonError::Protocol(error))
        | SmbError::Protocol(error) => protocol_reason(error),
        SmbError::Negotiate(NegotiateError::Refused(NtStatus::NOT_SUPPORTED)) => {
            Reason::NoCommonDialect
        }
        SmbError::Negotiate(NegotiateError::Refused(status)) => Reason::of_status(*status),
        SmbError::Negotiate(NegotiateError::EncryptionUnavailable)
        | SmbError::Logon(LogonError::EncryptionUnavailable) => Reason::NoCommonDialect,
        SmbError::Logon(LogonError::Refused(refused)) | SmbError::Refused(refused) => {
            Reason::of_status(refused.status)
        }
        SmbError::Logon(LogonError::GuestLogon | LogonError::NullSession) => Reason::GuestLogon,
        SmbError::Logon(LogonError::NegotiationAltered) => Reason::Altered,
        error => Reason::Malformed(error.to_string()),
    }
}

impl Reason {
    /// Why a call of this interface has no reply.
    #[must_use]
    pub fn of_call(error: &CallError, interface: &'static str) -> Self {
        match error {
            CallError::Lost(error) => pipe_reason(error),
            CallError::TimedOut(_) | CallError::Interrupted => Self::TimedOut,
            CallError::Fault {
                status: RpcStatus::ACCESS_DENIED,
                ..
            }
            | CallError::LogonRefused(_) => Self::AccessDenied,
            CallError::Fault {
                status: RpcStatus::OPERATION_RANGE,
                ..
            }
            | CallError::BindRefused(_) => Self::NotOffered { interface },
            CallError::Fault { status, .. } => Self::Fault(status.0),
            CallError::Altered(_) => Self::Altered,
            error => Self::Malformed(error.to_string()),
        }
    }
}

fn pipe_reason(error: &PipeError) -> Reason {
    match error {
        PipeError::Closed => Reason::ConnectionLost,
        PipeError::Io(kind) => io_reason(*kind),
        PipeError::Refused(status) => Reason::of_status(*status),
        PipeError::Altered => Reason::Altered,
        error => Reason::Malformed(error.to_string()),
    }
}

fn protocol_reason(error: &ProtocolError) -> Reason {
    match error {
        ProtocolError::SignatureMissing { .. } | ProtocolError::NotEncrypted => Reason::NotSigned,
        ProtocolError::SignatureWrong { .. } | ProtocolError::DecryptionFailed => Reason::Altered,
        error => Reason::Malformed(error.to_string()),
    }
}

fn io_reason(kind: ErrorKind) -> Reason {
    match kind {
        ErrorKind::ConnectionRefused => Reason::ConnectionRefused,
        ErrorKind::TimedOut => Reason::TimedOut,
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => Reason::NoRoute,
        _ => Reason::ConnectionLost,
    }
}

const fn is_missing(status: NtStatus) -> bool {
    matches!(
        status,
        NtStatus::OBJECT_NAME_NOT_FOUND | NtStatus::NO_SUCH_FILE | NtStatus::PIPE_NOT_AVAILABLE
    )
}
