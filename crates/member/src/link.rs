//! One secure channel that is up, and the connections that it seals.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use auth::NtHash;
use lsa::Surroundings;
use msrpc::lsarpc::Lsarpc;
use msrpc::netlogon::{
    Logon, NegotiateFlags, PasswordSet2, SamLogonEx, SamLogonExReply, SecureChannelType,
    ValidationLevel,
};
use netlogon::{
    ChannelNames, ChannelSeal, KeyStrength, PASSWORD_BUFFER, SecureChannel, SessionKey, Setup,
    client_challenge,
};
use rpc::Interface;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout};
use tracing::debug;
use transport::{
    CallError, PipeIo, RpcClient, RpcTimeouts, bind_exchange, confirm_negotiation, set_up_channel,
};
use wire::{FileTime, NetbiosName, NtStatus, Password};

use crate::logon::{LoggedOn, Logon as Request};
use crate::network::{FoundController, Network};
use crate::secret::Candidate;
use crate::{ChannelFailure, Membership, Settings};

/// What is shared by all who use a channel.
pub(crate) struct Link {
    pub(crate) controller: FoundController,
    /// Which value of the secret opened it.
    pub(crate) candidate: Candidate,
    pub(crate) since: FileTime,
    /// The same, by a clock that nobody sets.
    pub(crate) opened: Instant,
    pub(crate) flags: NegotiateFlags,
    key: SessionKey,
    pub(crate) computer: NetbiosName,
    network: Arc<dyn Network>,
    surroundings: Surroundings,
    timeouts: RpcTimeouts,
    /// What seals a connection: for it nobody waits for a call that is under way.
    seal: ChannelSeal,
    /// The channel itself: its authenticators are one sequence.
    control: tokio::sync::Mutex<Control>,
    /// Connections that nobody uses at the moment, for logons, with the time of their last use.
    idle: Mutex<Vec<(RpcClient<Logon>, Instant)>>,
    /// Logons that may be under way at the same time.
    parallel: Semaphore,
    most_parallel: u32,
    /// Whether the controller has refused the newest form of its answers.
    knows_no_level_6: AtomicBool,
    /// Why the Local Security Authority at the other end could not be asked, and until when nobody tries.
    pub(crate) unasked: Mutex<Option<(ChannelFailure, Instant)>>,
    longest_idle: Duration,
}

/// The channel and a connection that it seals.
struct Control {
    channel: SecureChannel,
    logon: Option<RpcClient<Logon>>,
}

/// What the controller said of a logon, and how long that took.
pub(crate) struct Judgement {
    pub(crate) outcome: Result<LoggedOn, NtStatus>,
    /// Without the time in which others were before it.
    pub(crate) took: Duration,
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
    async fn open(
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
        let computer = membership.computer.clone();
        let setup = Setup {
            names: ChannelNames {
                server: format!("\\\\{}", controller.name),
                domain: membership.domain.name.as_str().to_owned(),
                account: membership.computer.machine_account(),
                computer: computer.as_str().to_owned(),
                channel_type: SecureChannelType::WORKSTATION,
            },
            nt_hash: NtHash::from_password(&value.password),
            flags: NegotiateFlags::MEMBER,
            strength: KeyStrength::AesOnly,
        };
        let most_parallel = u32::try_from(settings.parallel_logons)
            .unwrap_or(u32::MAX)
            .max(1);
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
            opened: Instant::now(),
            flags: channel.negotiated(),
            key: channel.key().duplicate(),
            computer,
            network: Arc::clone(network),
            surroundings: surroundings.clone(),
            timeouts,
            seal: channel.seal(),
            control: tokio::sync::Mutex::new(Control {
                channel,
                logon: None,
            }),
            idle: Mutex::default(),
            parallel: Semaphore::new(settings.parallel_logons.max(1)),
            most_parallel,
            knows_no_level_6: AtomicBool::new(false),
            unasked: Mutex::default(),
            longest_idle: settings.idle,
        };
        link.confirm().await?;
        Ok(link)
    }

    /// The same with each of these values, until one is accepted or something else than the password is wrong.
    pub(crate) async fn open_with(
        network: &Arc<dyn Network>,
        surroundings: &Surroundings,
        settings: &Settings,
        membership: &Membership,
        controller: &FoundController,
        candidates: &[Candidate],
    ) -> Result<Self, ChannelFailure> {
        let mut outcome = Err(ChannelFailure::Secret {
            because: "there is none".to_owned(),
        });
        for &candidate in candidates {
            let opening = Self::open(
                network,
                surroundings,
                settings,
                membership,
                controller,
                candidate,
            );
            // One that is stuck half-way may not cost the longest wait for each of its answers.
            let opened = timeout(settings.timeout, opening).await;
            outcome = opened.unwrap_or_else(|_| {
                Err(ChannelFailure::Unreachable {
                    controller: controller.name.clone(),
                    because: "it does not answer in time".to_owned(),
                })
            });
            match &outcome {
                Err(failure) if failure.is_about_the_password() => {
                    debug!(?candidate, "the controller has another password");
                }
                _ => break,
            }
        }
        outcome
    }

    /// Has the controller confirm what was negotiated. This is also how it is known that the channel still works.
    pub(crate) async fn confirm(&self) -> Result<(), ChannelFailure> {
        let mut control = self.control.lock().await;
        let mut logon = self.sealed(&mut control).await?;
        let now = self.surroundings.clock.now();
        let outcome = confirm_negotiation(&mut logon, &mut control.channel, now).await;
        outcome.map_err(|error| ChannelFailure::of(error, &self.controller.name))?;
        control.logon = Some(logon);
        Ok(())
    }

    /// The control connection, opened if need be. Who has used it without a failure gives it back.
    async fn sealed(&self, control: &mut Control) -> Result<RpcClient<Logon>, ChannelFailure> {
        match control.logon.take() {
            Some(logon) => Ok(logon),
            None => self.connect().await,
        }
    }

    async fn connect(&self) -> Result<RpcClient<Logon>, ChannelFailure> {
        self.seal(self.network.open(&self.controller).await?).await
    }

    /// The Local Security Authority at the other end, over a connection of its own.
    pub(crate) async fn connect_lsa(&self) -> Result<RpcClient<Lsarpc>, ChannelFailure> {
        self.seal(self.network.open_lsa(&self.controller).await?)
            .await
    }

    /// Protects a connection by the channel.
    async fn seal<I: Interface>(
        &self,
        io: Box<dyn PipeIo>,
    ) -> Result<RpcClient<I>, ChannelFailure> {
        let entropy = Arc::clone(&self.surroundings.entropy);
        let entropy = Box::new(move |octets: &mut [u8]| entropy.fill(octets));
        let bound = bind_exchange(io, self.seal.exchange(entropy), self.timeouts).await;
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
    /// [`ChannelFailure`] if the channel does not carry any more; then a new one may. What is wrong with one logon alone
    /// is no such failure.
    pub(crate) async fn log_on(&self, request: &Request) -> Result<Judgement, ChannelFailure> {
        let permit = self.parallel.acquire().await;
        let _permit = permit.map_err(|_| ChannelFailure::Unreachable {
            controller: self.controller.name.clone(),
            because: "the channel was given up".to_owned(),
        })?;
        let server = format!("\\\\{}", self.controller.name);
        let mut call = request.call(&server, self.computer.as_str());
        self.key.encrypt_logon(&mut call.logon.0);
        let start = Instant::now();
        if self.knows_no_level_6.load(Ordering::Relaxed) {
            call.validation_level = ValidationLevel::SAM_INFO_2;
        }
        let mut reply = self.ask(&call).await?;
        // Samba's classic controller; what it lacks, no member needs.
        if call.validation_level == ValidationLevel::SAM_INFO_4
            && reply
                .as_ref()
                .is_some_and(|reply| reply.status == NtStatus::INVALID_INFO_CLASS)
        {
            self.knows_no_level_6.store(true, Ordering::Relaxed);
            call.validation_level = ValidationLevel::SAM_INFO_2;
            reply = self.ask(&call).await?;
        }
        let outcome = match reply {
            Some(mut reply) => match reply.status.check() {
                Ok(()) => {
                    self.key.decrypt_validation(&mut reply.validation);
                    LoggedOn::from_validation(reply.validation, &self.controller.name)
                        .ok_or(NtStatus::INVALID_NETWORK_RESPONSE)
                }
                Err(status) => {
                    if is_about_the_channel(status) {
                        self.confirm().await?;
                    }
                    Err(status)
                }
            },
            None => {
                self.confirm().await?;
                Err(NtStatus::INVALID_NETWORK_RESPONSE)
            }
        };
        Ok(Judgement {
            outcome,
            took: start.elapsed(),
        })
    }

    /// Makes the call over a connection that nobody uses; nothing if this call has no reply, and another may have.
    async fn ask(&self, call: &SamLogonEx) -> Result<Option<SamLogonExReply>, ChannelFailure> {
        let mut reply = None;
        if let Some(mut logon) = self.take_idle() {
            match logon.call(call).await {
                // The controller, or something on the way to it, has closed it meanwhile; so it may have the others.
                Err(CallError::Lost(_)) => self.forget_idle(),
                outcome => reply = Some((logon, outcome)),
            }
        }
        let (logon, outcome) = match reply {
            Some(reply) => reply,
            None => {
                let mut logon = self.connect().await?;
                let outcome = logon.call(call).await;
                (logon, outcome)
            }
        };
        let reply = match outcome {
            Ok(reply) => Some(reply),
            Err(
                error @ (CallError::Fault { .. }
                | CallError::MalformedReply { .. }
                | CallError::NotSent(_)),
            ) => {
                debug!(controller = %self.controller.name, %error, "a logon has no verdict");
                None
            }
            Err(error) => return Err(ChannelFailure::of(error.into(), &self.controller.name)),
        };
        self.give_back(logon);
        Ok(reply)
    }

    /// The connection that was used last: one that was not used for long may be closed at the other end.
    fn take_idle(&self) -> Option<RpcClient<Logon>> {
        let (logon, used) = self.idle().pop()?;
        (used.elapsed() < self.longest_idle).then_some(logon)
    }

    fn give_back(&self, logon: RpcClient<Logon>) {
        self.idle().push((logon, Instant::now()));
    }

    fn forget_idle(&self) {
        // They are closed after the lock is given back.
        let _forgotten = std::mem::take(&mut *self.idle());
    }

    /// Waits for the logons that are under way, though not for ever, and lets none begin as long as the answer lives: a
    /// channel that is set up anew has another key, by which the controller would read what this one has encrypted.
    pub(crate) async fn rest(&self) -> Option<SemaphorePermit<'_>> {
        let all = self.parallel.acquire_many(self.most_parallel);
        let rest = timeout(self.timeouts.call, all).await;
        rest.ok().and_then(Result::ok)
    }

    /// It does not carry any more: who waits for his turn need not find that out for himself.
    pub(crate) fn give_up(&self) {
        self.parallel.close();
    }

    /// Closes connections that nobody has used for long; the channel stays.
    pub(crate) fn close_idle(&self) {
        self.idle()
            .retain(|(_, used)| used.elapsed() < self.longest_idle);
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<(RpcClient<Logon>, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a refusal may be one of this computer and not of who wants to be let in.
const fn is_about_the_channel(status: NtStatus) -> bool {
    matches!(
        status,
        NtStatus::ACCESS_DENIED | NtStatus::NO_TRUST_SAM_ACCOUNT | NtStatus::NO_TRUST_LSA_SECRET
    )
}
