//! `kill -9` while computers change their passwords over the network: each gets in afterwards, with the password that was
//! acknowledged last or with the one that it had sent when the service died, and with no older one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use auth::NtHash;
use msrpc::netlogon::{Logon, NegotiateFlags, SecureChannelType};
use netlogon::{ChannelNames, KeyStrength, PASSWORD_BUFFER, SecureChannel, Setup, SetupError};
use store::Store;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use transport::{
    CallError, ChannelError, PipeIo, RpcClient, RpcTimeouts, bind_sealed, connect_tcp,
    set_up_channel,
};
use wire::{FileTime, NtStatus, Password};

use crate::program::State;

const COMPUTERS: u32 = 8;
/// How often the service is killed; 200 for the long run.
const ROUNDS: &str = "NETLOGOND_KILL_ROUNDS";

#[tokio::test]
async fn a_killed_service_keeps_every_password_that_it_has_acknowledged() {
    let rounds: usize = std::env::var(ROUNDS).map_or(5, |rounds| rounds.parse().unwrap());
    let state = State::with_domain("kill");
    let mut computers = join(&state).await;
    for round in 0..rounds {
        let service = state.serve();
        let (acknowledge, mut acknowledged) = mpsc::unbounded_channel();
        let killed = Arc::new(AtomicBool::new(false));
        let mut channels = Vec::new();
        for computer in &mut computers {
            channels.push(computer.come_back(service.rpc).await);
        }
        let mut rotating = JoinSet::new();
        for (computer, channel) in computers.into_iter().zip(channels) {
            let rotation = computer.rotate(channel, acknowledge.clone(), Arc::clone(&killed));
            rotating.spawn(rotation);
        }
        // At another moment each time; some before anything was changed.
        for _ in 0..round * 7 % 61 {
            acknowledged.recv().await.unwrap();
        }
        killed.store(true, Ordering::Relaxed);
        drop(service);
        computers = rotating.join_all().await;
    }
    let service = state.serve();
    for computer in &mut computers {
        computer.come_back(service.rpc).await;
    }
}

/// Makes the accounts, with password 0.
async fn join(state: &State) -> Vec<Computer> {
    let store = Store::open(&state.directory()).await.unwrap();
    let hash = NtHash::from_password(&password(0));
    let now = FileTime::from_system_time(SystemTime::now());
    store
        .add_many_machines("KILLED", COMPUTERS, &hash, now)
        .await
        .unwrap();
    let computer = |n| Computer {
        name: format!("KILLED{n}"),
        acknowledged: 0,
        sent: None,
    };
    (0..COMPUTERS).map(computer).collect()
}

fn password(number: u64) -> Password {
    Password::new(format!("Rotation-{number}!"))
}

/// What a computer keeps of its passwords.
struct Computer {
    name: String,
    /// The newest one that the controller has confirmed.
    acknowledged: u64,
    /// One that it may have taken.
    sent: Option<u64>,
}

/// A channel, and the connection that it seals.
type Sealed = (SecureChannel, RpcClient<Logon>);

impl Computer {
    /// Sets the channel up with the one password that the controller has to know, and settles which that is.
    async fn come_back(&mut self, address: SocketAddr) -> Sealed {
        let old = self.set_up(address, self.acknowledged).await;
        let opened = match (old, self.sent.take()) {
            (Ok(opened), _) => opened,
            (Err(SetupError::Refused(NtStatus::ACCESS_DENIED)), Some(sent)) => {
                self.acknowledged = sent;
                let new = self.set_up(address, sent).await;
                new.unwrap_or_else(|error| {
                    panic!("{} lost its password {sent}: {error}", self.name)
                })
            }
            (Err(error), _) => panic!(
                "{} lost its acknowledged password {}: {error}",
                self.name, self.acknowledged
            ),
        };
        if let Some(older) = self.acknowledged.checked_sub(1) {
            assert!(self.set_up(address, older).await.is_err(), "{older}");
        }
        opened
    }

    async fn set_up(&self, address: SocketAddr, number: u64) -> Result<Sealed, SetupError> {
        let setup = Setup {
            names: ChannelNames {
                server: r"\\OURPDC".to_owned(),
                domain: "OURDOM".to_owned(),
                account: format!("{}$", self.name),
                computer: self.name.clone(),
                channel_type: SecureChannelType::WORKSTATION,
            },
            nt_hash: NtHash::from_password(&password(number)),
            flags: NegotiateFlags::MEMBER,
            strength: KeyStrength::AesOnly,
        };
        let mut logon = RpcClient::bind(connect(address).await, None, RpcTimeouts::default())
            .await
            .unwrap();
        let channel = match set_up_channel(&mut logon, setup, [1, 2, 3, 4, 5, 6, 7, 8]).await {
            Ok(channel) => channel,
            Err(ChannelError::Setup(error)) => return Err(error),
            Err(error) => panic!("{}: {error}", self.name),
        };
        let entropy = Box::new(|octets: &mut [u8]| octets.fill(0x5a));
        let timeouts = RpcTimeouts::default();
        let sealed = bind_sealed(connect(address).await, &channel, entropy, timeouts).await;
        Ok((channel, sealed.unwrap()))
    }

    /// Changes the password without end, and tells of each that was acknowledged; until the service is killed.
    async fn rotate(
        mut self,
        (mut channel, mut logon): Sealed,
        acknowledge: mpsc::UnboundedSender<()>,
        killed: Arc<AtomicBool>,
    ) -> Self {
        loop {
            let next = self.acknowledged + 1;
            let now = FileTime::from_system_time(SystemTime::now());
            let set = channel.set_password(&password(next), [0x5a; PASSWORD_BUFFER], now);
            let (request, pending) = set.unwrap();
            self.sent = Some(next);
            match logon.call(&request).await {
                Ok(reply) => {
                    let authentic = channel.verify_return(pending, &reply.return_authenticator);
                    authentic.unwrap();
                    assert_eq!(reply.status, NtStatus::SUCCESS, "{}", self.name);
                    self.acknowledged = next;
                    self.sent = None;
                    let _ = acknowledge.send(());
                }
                Err(CallError::Lost(_)) if killed.load(Ordering::Relaxed) => return self,
                Err(error) => panic!("{}: {error}", self.name),
            }
        }
    }
}

async fn connect(address: SocketAddr) -> Box<dyn PipeIo> {
    Box::new(connect_tcp(address, PATIENCE).await.unwrap())
}

const PATIENCE: Duration = Duration::from_secs(30);
