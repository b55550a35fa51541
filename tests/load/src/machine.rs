//! One computer.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, ensure};
use auth::NtHash;
use msrpc::netlogon::{Credential, Logon, NegotiateFlags, ReqChallenge, SecureChannelType};
use netlogon::{CapabilitiesQuery, ChannelNames, KeyStrength, SecureChannel, Setup};
use transport::{
    PipeIo, RpcClient, RpcTimeouts, bind_sealed, confirm_channel, connect_tcp, set_up_channel,
};
use wire::FileTime;

/// The same for all that is waited for: tokio has to be woken for a timer that ends before all others, and with these none
/// does.
const TIMEOUTS: RpcTimeouts = RpcTimeouts {
    bind: PATIENCE,
    call: PATIENCE,
};
const PATIENCE: Duration = Duration::from_secs(30);

/// What is put under load.
pub(crate) struct Target {
    pub(crate) rpc: SocketAddr,
    pub(crate) smb: Option<SocketAddr>,
    pub(crate) domain: String,
    pub(crate) server: String,
    pub(crate) prefix: String,
    pub(crate) hash: NtHash,
}

impl Target {
    /// The same, with computers that believe in another password.
    pub(crate) fn with_hash(&self, hash: NtHash) -> Self {
        Self {
            rpc: self.rpc,
            smb: self.smb,
            domain: self.domain.clone(),
            server: self.server.clone(),
            prefix: self.prefix.clone(),
            hash,
        }
    }

    /// A connection that carries RPC.
    pub(crate) async fn connect(&self) -> Result<Box<dyn PipeIo>> {
        Ok(Box::new(connect_tcp(self.rpc, PATIENCE).await?))
    }

    /// Sets the channel of computer `n` up over `io`.
    pub(crate) async fn set_up(
        &self,
        n: usize,
        io: Box<dyn PipeIo>,
    ) -> Result<(SecureChannel, RpcClient<Logon>)> {
        let computer = format!("{}{n}", self.prefix);
        let setup = Setup {
            names: ChannelNames {
                server: format!("\\\\{}", self.server),
                domain: self.domain.clone(),
                account: format!("{computer}$"),
                computer,
                channel_type: SecureChannelType::WORKSTATION,
            },
            nt_hash: self.hash.duplicate(),
            flags: NegotiateFlags::MEMBER,
            strength: KeyStrength::AesOnly,
        };
        let mut logon = RpcClient::<Logon>::bind(io, None, TIMEOUTS).await?;
        let channel = set_up_channel(&mut logon, setup, random()).await;
        let channel = channel.with_context(|| format!("{}{n}$", self.prefix))?;
        Ok((channel, logon))
    }

    /// Asks for a challenge in the name of computer `n`, and leaves.
    pub(crate) async fn ask_and_leave(&self, n: usize, io: Box<dyn PipeIo>) -> Result<()> {
        let mut logon = RpcClient::<Logon>::bind(io, None, TIMEOUTS).await?;
        let request = ReqChallenge {
            primary_name: None,
            computer_name: format!("{}{n}", self.prefix).into(),
            client_challenge: Credential(random()),
        };
        let reply = logon.call(&request).await?;
        ensure!(reply.status.is_success(), "{}", reply.status);
        Ok(())
    }

    /// A connection that the channel seals.
    pub(crate) async fn seal(
        &self,
        channel: &SecureChannel,
        io: Box<dyn PipeIo>,
    ) -> Result<RpcClient<Logon>> {
        let entropy = Box::new(|octets: &mut [u8]| {
            let filled = getrandom::fill(octets);
            debug_assert!(filled.is_ok());
        });
        Ok(bind_sealed(io, channel, entropy, TIMEOUTS).await?)
    }
}

/// Has the controller confirm what was negotiated, over a sealed connection.
pub(crate) async fn confirm(
    channel: &mut SecureChannel,
    logon: &mut RpcClient<Logon>,
) -> Result<()> {
    let now = FileTime::from_system_time(SystemTime::now());
    Ok(confirm_channel(logon, channel, CapabilitiesQuery::Negotiated, now).await?)
}

/// A client challenge: random, and never one of those that are refused.
fn random() -> [u8; 8] {
    let mut octets = [0; 8];
    loop {
        if getrandom::fill(&mut octets).is_ok() && !netlogon::is_predictable(Credential(octets)) {
            return octets;
        }
    }
}
