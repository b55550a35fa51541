//! Setting a channel up: whose it is, and with which value of its secret.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use auth::NtHash;
use lsa::Surroundings;
use msrpc::lsarpc::LookupLevel;
use msrpc::netlogon::{Logon, NegotiateFlags, SecureChannelType};
use netlogon::{ChannelNames, KeyStrength, Setup, client_challenge};
use serde::Serialize;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};
use tracing::debug;
use transport::{RpcClient, RpcTimeouts, set_up_channel};
use wire::NetbiosName;

use crate::link::Control;
use crate::{ChannelFailure, FoundController, Link, Network};

/// Which value of the secret.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Candidate {
    /// The one that was sent, or is to be.
    Pending,
    /// The one in use.
    Current,
    /// The one before.
    Old,
}

/// What a channel is set up with, and how it is used.
pub struct Opening<'a> {
    /// How its controller is reached.
    pub network: &'a Arc<dyn Network>,
    /// Time and randomness.
    pub surroundings: &'a Surroundings,
    /// How long anything may take, and how much of it there may be.
    pub limits: Limits,
    /// Whose channel it is.
    pub account: Account,
    /// Where it goes to.
    pub controller: &'a FoundController,
}

/// Whose end of a channel this is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    /// This computer.
    pub computer: NetbiosName,
    /// The NetBIOS name of the domain that the controller serves.
    pub domain: NetbiosName,
    /// The account there.
    pub name: String,
    /// The kind of the account.
    pub channel_type: SecureChannelType,
}

impl Account {
    /// A member's own.
    #[must_use]
    pub fn of_member(computer: &NetbiosName, domain: &NetbiosName) -> Self {
        Self {
            computer: computer.clone(),
            domain: domain.clone(),
            name: computer.machine_account(),
            channel_type: SecureChannelType::WORKSTATION,
        }
    }
}

/// How long anything may take that a channel is for, and how much of it there may be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// The longest wait for any one answer.
    pub timeout: Duration,
    /// How many logons go over the channel at the same time.
    pub parallel_logons: usize,
    /// How long a connection that nobody uses is kept.
    pub idle: Duration,
}

impl Opening<'_> {
    /// Sets a channel up with each of these values, until one is accepted or something else than the password is wrong.
    ///
    /// # Errors
    /// [`ChannelFailure`].
    pub async fn with_any(
        &self,
        values: impl IntoIterator<Item = (Candidate, NtHash)>,
    ) -> Result<Link, ChannelFailure> {
        let mut outcome = Err(ChannelFailure::Secret {
            because: "there is none".to_owned(),
        });
        for (candidate, nt_hash) in values {
            // One that is stuck half-way may not cost the longest wait for each of its answers.
            let opened = timeout(self.limits.timeout, self.with(candidate, nt_hash)).await;
            outcome = opened.unwrap_or_else(|_| {
                Err(ChannelFailure::Unreachable {
                    controller: self.controller.name.clone(),
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

    /// Sets a channel up with one value of the secret, and has the other end confirm it.
    async fn with(&self, candidate: Candidate, nt_hash: NtHash) -> Result<Link, ChannelFailure> {
        let Self {
            network,
            surroundings,
            limits,
            account,
            controller,
        } = self;
        let failed = |error| ChannelFailure::of(error, &controller.name);
        let timeouts = RpcTimeouts {
            bind: limits.timeout,
            call: limits.timeout,
        };
        let setup = Setup {
            names: ChannelNames {
                server: format!("\\\\{}", controller.name),
                domain: account.domain.as_str().to_owned(),
                account: account.name.clone(),
                computer: account.computer.as_str().to_owned(),
                channel_type: account.channel_type,
            },
            nt_hash,
            flags: NegotiateFlags::MEMBER,
            strength: KeyStrength::AesOnly,
        };
        let parallel = limits.parallel_logons.max(1);
        let io = network.open(controller).await?;
        let clear = RpcClient::<Logon>::bind(io, None, timeouts);
        let mut clear = clear.await.map_err(|error| failed(error.into()))?;
        let challenge = client_challenge(|octets| surroundings.entropy.fill(octets));
        let channel = set_up_channel(&mut clear, setup, challenge);
        let channel = channel.await.map_err(failed)?;
        drop(clear);
        let link = Link {
            controller: (*controller).clone(),
            candidate,
            since: surroundings.clock.now(),
            opened: Instant::now(),
            flags: channel.negotiated(),
            key: channel.key().duplicate(),
            computer: account.computer.clone(),
            network: Arc::clone(network),
            surroundings: (*surroundings).clone(),
            timeouts,
            seal: channel.seal(),
            control: tokio::sync::Mutex::new(Control {
                channel,
                logon: None,
            }),
            idle: Mutex::default(),
            parallel: Semaphore::new(parallel),
            most_parallel: u32::try_from(parallel).unwrap_or(u32::MAX),
            knows_no_level_6: AtomicBool::new(false),
            unasked: Mutex::default(),
            // What a trusting domain asks, its own domain has to answer alone.
            lookup_level: match account.channel_type {
                SecureChannelType::WORKSTATION => LookupLevel::PDC,
                _ => LookupLevel::TDL,
            },
            longest_idle: limits.idle,
        };
        link.confirm().await?;
        Ok(link)
    }
}
