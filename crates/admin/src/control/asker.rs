//! Who asks, and the machine that is asked.

use std::time::Duration;

use auth::Credentials;
use host::{Host, Reached};
use locate::Locator;
use msrpc::netlogon::{Control, ControlFunction, Logon, LogonControl2Ex, QueryInformation};
use rpc::{Call, RpcStatus};
use wire::{NetbiosName, Win32Error};

use crate::{Problem, Reason, Side};

/// Who asks: the credentials, and the ways to reach machines.
pub struct Asker {
    pub(super) locator: Locator,
    credentials: Credentials,
    pub(super) workstation: NetbiosName,
    timeout: Duration,
}

/// A machine on which we have a session, to ask its Netlogon service.
pub struct Machine {
    name: String,
    pub(super) host: Host,
}

impl Asker {
    /// Nothing is sent before something is asked. `timeout` is the longest wait for any one answer.
    #[must_use]
    pub const fn new(
        locator: Locator,
        credentials: Credentials,
        workstation: NetbiosName,
        timeout: Duration,
    ) -> Self {
        Self {
            locator,
            credentials,
            workstation,
            timeout,
        }
    }

    /// Another one with the same credentials, for a task of its own.
    pub(super) fn duplicate(&self) -> Self {
        Self {
            locator: self.locator.clone(),
            credentials: self.credentials.duplicate(),
            workstation: self.workstation.clone(),
            timeout: self.timeout,
        }
    }

    /// Whether it asks as nobody, which few answers are given to.
    #[must_use]
    pub const fn is_anonymous(&self) -> bool {
        matches!(self.credentials, Credentials::Anonymous)
    }

    /// Logs on to a machine: by its NetBIOS or DNS name or an address, with backslashes or without.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn machine(&self, name: &str) -> Result<Machine, Problem> {
        let reached = Reached::by_name(&self.locator, name).await?;
        self.log_on(&reached).await
    }

    /// Logs on to this machine, as over the network: its Netlogon service has no other door.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn this_machine(&self) -> Result<Machine, Problem> {
        let mut reached = Reached::by_name(&self.locator, LOOPBACK).await?;
        reached.name = self.workstation.unc();
        self.log_on(&reached).await
    }

    pub(super) async fn log_on(&self, reached: &Reached) -> Result<Machine, Problem> {
        let side = Side::Member(reached.name.clone());
        let host = Host::log_on(
            side.clone(),
            reached,
            &self.credentials,
            &self.workstation,
            self.timeout,
        );
        Ok(Machine {
            host: host.await.map_err(|problem| side.problem(problem.reason))?,
            name: reached.name.clone(),
        })
    }
}

impl Machine {
    /// What it was called by, with backslashes.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn problem(&self, reason: Reason) -> Problem {
        self.host.side().problem(reason)
    }

    /// That a call succeeded.
    pub(super) fn check(&self, status: Win32Error) -> Result<(), Problem> {
        let checked = status.check();
        checked.map_err(|error| self.problem(Reason::of_win32(error)))
    }

    /// An answer that lacks what a successful one has.
    pub(super) fn incomplete(&self) -> Problem {
        self.problem(Reason::Malformed(
            "it reports success and sends no result".to_owned(),
        ))
    }

    /// Makes one call of the Netlogon interface.
    pub(super) async fn ask<C: Call<Interface = Logon>>(
        &self,
        call: &C,
    ) -> Result<C::Reply, Problem> {
        ask(&self.host, call).await
    }

    /// As [`control`].
    pub(super) async fn control(
        &self,
        function: ControlFunction,
        query_level: u32,
        reason: impl FnOnce(Win32Error) -> Reason,
    ) -> Result<QueryInformation, Problem> {
        control(&self.host, function, query_level, reason).await
    }
}

/// Tells the Netlogon service of a machine to do something, and reads what it answers on `query_level`. `reason` knows what
/// its errors mean here; but for that of a service that does not do this.
pub(crate) async fn control(
    host: &Host,
    function: ControlFunction,
    query_level: u32,
    reason: impl FnOnce(Win32Error) -> Reason,
) -> Result<QueryInformation, Problem> {
    let name = function.name();
    // No name: a member refuses each by which it does not know itself, such as its address.
    let call = LogonControl2Ex {
        server_name: None,
        control: Control {
            function,
            query_level,
        },
    };
    let reply = ask(host, &call).await?;
    let reason = match reply.status {
        Win32Error::NERR_Success => return Ok(reply.information),
        Win32Error::ERROR_NOT_SUPPORTED => Reason::FunctionNotOffered { function: name },
        error => reason(error),
    };
    Err(host.side().problem(reason))
}

async fn ask<C: Call<Interface = Logon>>(host: &Host, call: &C) -> Result<C::Reply, Problem> {
    let mut netlogon = host.open::<Logon>().await?;
    let answer = netlogon.call_or_fault(call).await?;
    answer.map_err(|fault| {
        netlogon.problem(match fault {
            RpcStatus::OPERATION_RANGE => Reason::CallNotOffered { call: C::NAME },
            RpcStatus::ACCESS_DENIED => Reason::AccessDenied,
            fault => Reason::Fault(fault.0),
        })
    })
}

/// Where this machine's own service listens.
const LOOPBACK: &str = "127.0.0.1";
