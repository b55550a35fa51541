//! One secure channel that is up, and the connections that it seals.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use auth::NtHash;
use lsa::Surroundings;
use msrpc::netlogon::{Logon, PasswordSet2};
use msrpc::netlogon::{NegotiateFlags, SecureChannelType};
use netlogon::KeyStrength;
use netlogon::{
    CapabilitiesError, CapabilitiesQuery, ChannelNames, PASSWORD_BUFFER, SecureChannel, SessionKey,
    Setup, client_challenge,
};
use tokio::sync::Semaphore;
use tokio::time::Instant;
use transport::{
    CallError, ChannelError, RpcClient, RpcTimeouts, bind_sealed, confirm_channel, set_up_channel,
};
use wire::{FileTime, NtStatus, Password};

use crate::logon::{LoggedOn, Logon as Request, LogonFailure};
use crate::network::{FoundController, Network};
use crate::secret::Candidate;
use crate::{ChannelFailure, Membership, Settings};

/// What is shared by all who use a channel.
pub(crate) struct Link {
    pub(crate) controller: FoundController,
    /// Which value of the secret opened it.
    pub(crate) candidate: Candidate,
    pub(crate) since: FileTime,
    pub(crate) flags: NegotiateFlags,
    key: SessionKey,
    computer: String,
    network: Arc<dyn Network>,
    surroundings: Surroundings,
    timeouts: RpcTimeouts,
    /// The channel itself: its authenticators are one sequence.
    control: tokio::sync::Mutex<Control>,
    /// Connections that nobody uses at the moment, for logons, with the time of their last use.
    idle: Mutex<Vec<(RpcClient<Logon>, Instant)>>,
    parallel: Semaphore,
    longest_idle: Duration,
}

/// The channel and a connection that it seals.
struct Control {
    channel: SecureChannel,
    logon: Option<RpcClient<Logon>>,
}

/// What became of a new password that was sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Sent {
    /// The controller says that it has set it.
    Taken,
    /// The controller says that it has not.
    Refused(NtStatus),
}

impl Link {
    /// Sets a channel up with one value of the secret, and has the other end confirm it.
    pub(crate) async fn open(
        network: &Arc<dyn Network>,
        surroundings: &Surroundings,
        settings: &Settings,
        membership: &Membership,
        controller: &FoundController,
        candidate: Candidate,
    ) -> Result<Self, ChannelFailure> {
        let Some(value) = membership.secret.value(candidate) else {
            return Err(ChannelFailure::Secret {
                because: "there is no such value".to_owned(),
            });
        };
        let failed = |error| ChannelFailure::of(error, &controller.name);
        let timeouts = RpcTimeouts {
            bind: settings.timeout,
            call: settings.timeout,
        };
        let computer = membership.computer.as_str().to_owned();
        let setup = Setup {
            names: ChannelNames {
                server: format!("\\\\{}", controller.name),
                domain: membership.domain.name.as_str().to_owned(),
                account: membership.computer.machine_account(),
                computer: computer.clone(),
                channel_type: SecureChannelType::WORKSTATION,
            },
            nt_hash: NtHash::from_password(&value.password),
            flags: NegotiateFlags::MEMBER,
            strength: KeyStrength::AesOnly,
        };
        let io = network.open(controller).await?;
        let clear = RpcClient::<Logon>::bind(io, None, timeouts);
        let mut clear = clear.await.map_err(|error| failed(error.into()))?;
        let challenge = client_challenge(|octets| surroundings.entropy.fill(octets));
        let channel = set_up_channel(&mut clear, setup, challenge);
        let channel = channel.await.map_err(failed)?;
        drop(clear);
        let link = Self {
            controller: controller.clone(),
            candidate,
            since: surroundings.clock.now(),
            flags: channel.negotiated(),
            key: channel.key().duplicate(),
            computer,
            network: Arc::clone(network),
            surroundings: surroundings.clone(),
            timeouts,
            control: tokio::sync::Mutex::new(Control {
                channel,
                logon: None,
            }),
            idle: Mutex::default(),
            parallel: Semaphore::new(settings.parallel_logons.max(1)),
            longest_idle: settings.idle,
        };
        link.confirm().await?;
        Ok(link)
    }

    /// Has the controller confirm what was negotiated. This is also how it is known that the channel still works.
    pub(crate) async fn confirm(&self) -> Result<(), ChannelFailure> {
        let mut control = self.control.lock().await;
        let mut logon = self.sealed(&mut control).await?;
        let now = self.surroundings.clock.now();
        let failed = |error| ChannelFailure::of(error, &self.controller.name);
        let channel = &mut control.channel;
        let negotiated = CapabilitiesQuery::Negotiated;
        let outcome = confirm_channel(&mut logon, channel, negotiated, now).await;
        outcome.map_err(failed)?;
        // Only a controller that is new enough knows what was requested; see `CapabilitiesQuery::Requested`.
        let requested = CapabilitiesQuery::Requested;
        match confirm_channel(&mut logon, channel, requested, now).await {
            Ok(())
            | Err(
                ChannelError::Call(CallError::Fault { .. } | CallError::MalformedReply { .. })
                | ChannelError::Capabilities(CapabilitiesError::Refused(_)),
            ) => {
                control.logon = Some(logon);
                Ok(())
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// The control connection, opened if need be. Who has used it without a failure gives it back.
    async fn sealed(&self, control: &mut Control) -> Result<RpcClient<Logon>, ChannelFailure> {
        match control.logon.take() {
            Some(logon) => Ok(logon),
            None => self.connect(&control.channel).await,
        }
    }

    async fn connect(&self, channel: &SecureChannel) -> Result<RpcClient<Logon>, ChannelFailure> {
        let io = self.network.open(&self.controller).await?;
        let entropy = Arc::clone(&self.surroundings.entropy);
        let entropy = Box::new(move |octets: &mut [u8]| entropy.fill(octets));
        let bound = bind_sealed(io, channel, entropy, self.timeouts).await;
        bound.map_err(|error| ChannelFailure::of(error.into(), &self.controller.name))
    }

    /// Sends a new password. Whatever comes of it, only authenticating with it says whether it was set.
    pub(crate) async fn send_password(&self, password: &Password) -> Result<Sent, ChannelFailure> {
        let mut control = self.control.lock().await;
        let mut logon = self.sealed(&mut control).await?;
        let failed = |error| ChannelFailure::of(error, &self.controller.name);
        let mut fill = [0; PASSWORD_BUFFER];
        self.surroundings.entropy.fill(&mut fill);
        let now = self.surroundings.clock.now();
        let made = control.channel.set_password(password, fill, now);
        let (request, pending): (PasswordSet2, _) =
            made.map_err(|error| ChannelFailure::Secret {
                because: error.to_string(),
            })?;
        let reply = logon.call(&request).await;
        let reply = reply.map_err(|error| failed(error.into()))?;
        let returned = control
            .channel
            .verify_return(pending, &reply.return_authenticator);
        if reply.status.is_success() && returned.is_err() {
            return Err(ChannelFailure::Impostor {
                controller: self.controller.name.clone(),
                because: "its authenticator is wrong".to_owned(),
            });
        }
        control.logon = Some(logon);
        Ok(reply
            .status
            .check()
            .map_or_else(Sent::Refused, |()| Sent::Taken))
    }

    /// Passes a logon on.
    ///
    /// # Errors
    /// [`LogonFailure::NoChannel`] if the channel does not carry any more; then a new one may.
    pub(crate) async fn log_on(&self, request: &Request) -> Result<LoggedOn, LogonFailure> {
        let _permit = self.parallel.acquire().await;
        let mut logon = match self.take_idle() {
            Some(logon) => logon,
            None => {
                let control = self.control.lock().await;
                let connected = self.connect(&control.channel).await;
                connected.map_err(LogonFailure::NoChannel)?
            }
        };
        let server = format!("\\\\{}", self.controller.name);
        let mut call = request.call(&server, &self.computer);
        self.key.encrypt_logon(&mut call.logon.0);
        let mut reply = logon.call(&call).await.map_err(|error| {
            LogonFailure::NoChannel(ChannelFailure::of(error.into(), &self.controller.name))
        })?;
        self.give_back(logon);
        reply.status.check().map_err(LogonFailure::Refused)?;
        self.key.decrypt_validation(&mut reply.validation);
        LoggedOn::from_validation(reply.validation, &self.controller.name).ok_or_else(|| {
            LogonFailure::NoChannel(ChannelFailure::Protocol {
                controller: self.controller.name.clone(),
                because: "it does not say who was let in".to_owned(),
            })
        })
    }

    fn take_idle(&self) -> Option<RpcClient<Logon>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop().map(|(logon, _)| logon)
    }

    fn give_back(&self, logon: RpcClient<Logon>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push((logon, Instant::now()));
    }

    /// Closes connections that nobody has used for long; the channel stays.
    pub(crate) fn close_idle(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, used)| used.elapsed() < self.longest_idle);
    }
}
