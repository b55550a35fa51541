//! The state of the service itself, and what it can be told, [MS-NRPC] 3.5.4.9.1.

use cli::ExitStatus;
use msrpc::netlogon::{ControlFlags, ControlFunction, QueryInformation};
use serde::Serialize;
use wire::{NtStatus, Win32Error};

use super::channel::channel_reason;
use super::{ChannelQuestion, Machine, json, status};
use crate::{Change, Failure, Problem, Reason};

/// What the service is told; it answers each with its state.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ServiceQuestion {
    /// Nothing: `NETLOGON_CONTROL_QUERY`.
    Query,
    /// A backup domain controller fetches the changes: `NETLOGON_CONTROL_REPLICATE`.
    Replicate,
    /// A backup domain controller fetches everything: `NETLOGON_CONTROL_SYNCHRONIZE`.
    Synchronize,
    /// The primary domain controller has the others fetch the changes: `NETLOGON_CONTROL_PDC_REPLICATE`.
    PdcReplicate,
    /// There is a new network: `NETLOGON_CONTROL_TRANSPORT_NOTIFY`.
    TransportNotify,
}

/// The state of a Netlogon service.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct ServiceState {
    /// Whether it replicates, and more.
    #[serde(serialize_with = "json::flags")]
    pub flags: ControlFlags,
    /// Its connection to its own domain's primary domain controller.
    #[serde(serialize_with = "json::status")]
    pub status: Win32Error,
}

impl ServiceState {
    /// What is wrong; `None` if nothing is.
    #[must_use]
    pub fn trouble(&self) -> Option<Win32Error> {
        self.status.check().err()
    }

    /// The exit status of a command that was asked for it.
    #[must_use]
    pub fn exit(&self) -> ExitStatus {
        status::exit(self.trouble())
    }
}

/// Where a user was found.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct FoundUser {
    /// The domain that has the account.
    pub domain: String,
    /// A domain controller of it.
    pub controller: String,
}

impl Machine {
    /// Tells the service something, and reads its state.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn service(&self, question: ServiceQuestion) -> Result<ServiceState, Problem> {
        let function = match question {
            ServiceQuestion::Query => ControlFunction::Query,
            ServiceQuestion::Replicate => ControlFunction::Replicate,
            ServiceQuestion::Synchronize => ControlFunction::Synchronize,
            ServiceQuestion::PdcReplicate => ControlFunction::PdcReplicate,
            ServiceQuestion::TransportNotify => ControlFunction::TransportNotify,
        };
        self.state(function, Reason::of_win32).await
    }

    /// How many logons the service has been asked for since it started: `NETLOGON_CONTROL_QUERY`, level 3.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn logon_attempts(&self) -> Result<u32, Problem> {
        let asked = self.control(ControlFunction::Query, 3, Reason::of_win32);
        match asked.await? {
            QueryInformation::Info3(Some(info)) => Ok(info.logon_attempts),
            _ => Err(self.incomplete()),
        }
    }

    /// Has the machine change the password of its channel to `domain`: `NETLOGON_CONTROL_CHANGE_PASSWORD`.
    ///
    /// # Errors
    /// [`Failure`], which tells whether the password may have changed nevertheless.
    pub async fn change_password(&self, domain: &str) -> Result<ServiceState, Failure> {
        let function = ControlFunction::ChangePassword(Some(domain.into()));
        let reason = |error| channel_reason(error, domain);
        let mut failure = match self.state(function, reason).await {
            Ok(state) => return Ok(state),
            Err(problem) => Failure::from(problem),
        };
        // Whoever may ask about the channel may change its password: it is the machine that was refused, and not we.
        if failure.reason == Reason::AccessDenied
            && self.channel(ChannelQuestion::Query, domain).await.is_ok()
        {
            failure.reason = Reason::ChannelBroken(NtStatus::ACCESS_DENIED);
        }
        // What the machine had done before it failed, only it knows.
        failure.change = match failure.reason {
            Reason::AccessDenied
            | Reason::NotOffered { .. }
            | Reason::CallNotOffered { .. }
            | Reason::FunctionNotOffered { .. }
            | Reason::NoChannel { .. } => Change::None,
            _ => Change::Undecided,
        };
        Err(failure)
    }

    /// Asks which trusted domain has an account for `user`: `NETLOGON_CONTROL_FIND_USER`.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn find_user(&self, user: &str) -> Result<FoundUser, Problem> {
        let function = ControlFunction::FindUser(Some(user.into()));
        let reason = |error| match error {
            // The specification has the first, other servers the others.
            Win32Error::NERR_UserNotFound
            | Win32Error::ERROR_NO_SUCH_USER
            | Win32Error::ERROR_NO_SUCH_DOMAIN => Reason::UserMissing {
                name: user.to_owned(),
            },
            error => Reason::of_win32(error),
        };
        let QueryInformation::Info4(Some(info)) = self.control(function, 4, reason).await? else {
            return Err(self.incomplete());
        };
        // Samba's classic controller repeats the user as the domain, and names no controller.
        let controller = info
            .trusted_dc_name
            .filter(|name| !name.as_str().is_empty());
        let controller = controller.ok_or_else(|| self.incomplete())?;
        let domain = info.trusted_domain_name;
        Ok(FoundUser {
            domain: domain
                .map(|name| name.as_str().to_owned())
                .unwrap_or_default(),
            controller: controller.as_str().to_owned(),
        })
    }

    async fn state(
        &self,
        function: ControlFunction,
        reason: impl FnOnce(Win32Error) -> Reason,
    ) -> Result<ServiceState, Problem> {
        match self.control(function, 1, reason).await? {
            QueryInformation::Info1(Some(info)) => Ok(ServiceState {
                flags: info.flags,
                status: info.pdc_connection_status,
            }),
            _ => Err(self.incomplete()),
        }
    }
}
