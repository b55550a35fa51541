//! One secure channel that is up, and the connections that it seals.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lsa::Surroundings;
use msrpc::lsarpc::{LookupLevel, Lsarpc};
use msrpc::netlogon::{
    DomainInformation, ExtraFlags, Logon, LogonInformation, NegotiateFlags, PasswordSet2,
    SamLogonEx, SamLogonExReply, Validation, ValidationLevel, WorkstationInfo,
};
use ndr::Leveled;
use netlogon::{ChannelSeal, PASSWORD_BUFFER, SecureChannel, SessionKey, WrongAuthenticator};
use rpc::Interface;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout};
use tracing::debug;
use transport::{CallError, PipeIo, RpcClient, RpcTimeouts, bind_exchange, confirm_negotiation};
use wire::{FileTime, NetbiosName, NtStatus, Password};

use crate::{Candidate, ChannelFailure, FoundController, Network};

/// What is shared by all who use a channel.
pub struct Link {
    /// The controller at its other end.
    pub controller: FoundController,
    /// Which value of the secret opened it.
    pub candidate: Candidate,
    /// Since when it is up.
    pub since: FileTime,
    /// The same, by a clock that nobody sets.
    pub opened: Instant,
    /// What was negotiated.
    pub flags: NegotiateFlags,
    pub(crate) key: SessionKey,
    /// This computer, as it was called then.
    pub computer: NetbiosName,
    pub(crate) network: Arc<dyn Network>,
    pub(crate) surroundings: Surroundings,
    pub(crate) timeouts: RpcTimeouts,
    /// What seals a connection: for it nobody waits for a call that is under way.
    pub(crate) seal: ChannelSeal,
    /// The channel itself: its authenticators are one sequence.
    pub(crate) control: tokio::sync::Mutex<Control>,
    /// Connections that nobody uses at the moment, for logons, with the time of their last use.
    pub(crate) idle: Mutex<Vec<(RpcClient<Logon>, Instant)>>,
    /// Logons that may be under way at the same time.
    pub(crate) parallel: Semaphore,
    pub(crate) most_parallel: u32,
    /// Whether the controller has refused the newest form of its answers.
    pub(crate) knows_no_level_6: AtomicBool,
    /// Why the Local Security Authority at the other end could not be asked, and until when nobody tries.
    pub(crate) unasked: Mutex<Option<(ChannelFailure, Instant)>>,
    /// How far the other end looks for names and SIDs, [MS-LSAT] 2.2.16.
    pub(crate) lookup_level: LookupLevel,
    pub(crate) longest_idle: Duration,
}

/// The channel and a connection that it seals.
pub(crate) struct Control {
    pub(crate) channel: SecureChannel,
    pub(crate) logon: Option<RpcClient<Logon>>,
}

/// What the controller said of a logon, and how long that took.
pub struct Judgement {
    /// What it says of who was let in, its secrets decrypted, or why nobody was.
    pub outcome: Result<Validation, NtStatus>,
    /// Whether asking another controller is pointless.
    pub authoritative: bool,
    /// Without the time in which others were before it.
    pub took: Duration,
}

/// What became of a new password that was sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sent {
    /// The controller says that it has set it.
    Taken,
    /// The controller says that it has not.
    Refused(NtStatus),
}

/// Why the computer could not tell who it is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotIntroduced {
    /// The question has no answer.
    #[error("{0}")]
    Unasked(#[from] ChannelFailure),
    /// The controller refused.
    #[error("the controller refused: {0}")]
    Refused(NtStatus),
    /// The answer does not come from the other end of the channel.
    #[error(transparent)]
    WrongAuthenticator(#[from] WrongAuthenticator),
}

impl Link {
    /// Has the controller confirm what was negotiated. This is also how it is known that the channel still works.
    pub async fn confirm(&self) -> Result<(), ChannelFailure> {
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
    pub async fn connect_lsa(&self) -> Result<RpcClient<Lsarpc>, ChannelFailure> {
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
    pub async fn send_password(&self, password: &Password) -> Result<Sent, ChannelFailure> {
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

    /// Tells the controller who this computer is, and hears of its domain. That it does not know the question, or refuses it,
    /// says nothing of the channel.
    ///
    /// # Errors
    /// [`NotIntroduced`].
    pub async fn ask_domain_info(
        &self,
        workstation: WorkstationInfo,
    ) -> Result<DomainInformation, NotIntroduced> {
        let mut control = self.control.lock().await;
        let mut logon = self.sealed(&mut control).await?;
        let now = self.surroundings.clock.now();
        let (request, pending) = control.channel.ask_domain_info(workstation, now);
        let reply = match logon.call(&request).await {
            Ok(reply) => reply,
            Err(error) => {
                if matches!(error, CallError::Fault { .. }) {
                    control.logon = Some(logon);
                }
                return Err(ChannelFailure::of(error.into(), &self.controller.name).into());
            }
        };
        let authentic = control
            .channel
            .verify_return(pending, &reply.return_authenticator);
        reply.status.check().map_err(NotIntroduced::Refused)?;
        authentic?;
        control.logon = Some(logon);
        Ok(reply.domain)
    }

    /// Passes a logon on, whose secrets are not encrypted yet.
    ///
    /// # Errors
    /// [`ChannelFailure`] if the channel does not carry any more; then a new one may. What is wrong with one logon alone
    /// is no such failure.
    pub async fn pass_on(&self, mut logon: LogonInformation) -> Result<Judgement, ChannelFailure> {
        let permit = self.parallel.acquire().await;
        let _permit = permit.map_err(|_| ChannelFailure::Unreachable {
            controller: self.controller.name.clone(),
            because: "the channel was given up".to_owned(),
        })?;
        self.key.encrypt_logon(&mut logon);
        let start = Instant::now();
        let reply = self.answered(logon).await?;
        let (outcome, authoritative) = match reply {
            Some(mut reply) => {
                let outcome = match reply.status.check() {
                    Ok(()) => {
                        self.key.decrypt_validation(&mut reply.validation);
                        Ok(reply.validation)
                    }
                    Err(status) => {
                        if is_about_the_channel(status) {
                            self.confirm().await?;
                        }
                        Err(status)
                    }
                };
                (outcome, reply.authoritative != 0)
            }
            None => {
                self.confirm().await?;
                (Err(NtStatus::INVALID_NETWORK_RESPONSE), true)
            }
        };
        Ok(Judgement {
            outcome,
            authoritative,
            took: start.elapsed(),
        })
    }

    /// Makes the call in the newest form that the controller knows.
    async fn answered(
        &self,
        logon: LogonInformation,
    ) -> Result<Option<SamLogonExReply>, ChannelFailure> {
        let mut call = SamLogonEx {
            logon_server: Some(format!("\\\\{}", self.controller.name).as_str().into()),
            computer_name: Some(self.computer.as_str().into()),
            logon: Leveled(logon),
            validation_level: ValidationLevel::SAM_INFO_4,
            extra_flags: ExtraFlags(0),
        };
        if self.knows_no_level_6.load(Ordering::Relaxed) {
            call.validation_level = ValidationLevel::SAM_INFO_2;
        }
        let reply = self.ask(&call).await?;
        // Samba's classic controller; what it lacks, nobody here needs.
        let is_too_new = call.validation_level == ValidationLevel::SAM_INFO_4
            && reply
                .as_ref()
                .is_some_and(|reply| reply.status == NtStatus::INVALID_INFO_CLASS);
        if !is_too_new {
            return Ok(reply);
        }
        self.knows_no_level_6.store(true, Ordering::Relaxed);
        call.validation_level = ValidationLevel::SAM_INFO_2;
        self.ask(&call).await
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
    pub async fn rest(&self) -> Option<SemaphorePermit<'_>> {
        let all = self.parallel.acquire_many(self.most_parallel);
        let rest = timeout(self.timeouts.call, all).await;
        rest.ok().and_then(Result::ok)
    }

    /// It does not carry any more: who waits for his turn need not find that out for himself.
    pub fn give_up(&self) {
        self.parallel.close();
    }

    /// Closes connections that nobody has used for long; the channel stays.
    pub fn close_idle(&self) {
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
