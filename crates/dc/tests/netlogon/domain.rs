//! A domain with one computer, and what a computer does.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use auth::{NtHash, Protection};
use dc::{Controller, Settings};
use link::Network;
use lsa::{Clock, Entropy, Listen, Serving, Surroundings};
use msrpc::lsarpc::Lsarpc;
use msrpc::netlogon::{
    Authenticate3, Authenticate3Reply, Authenticator, Credential, GetTrustInfo, Logon,
    NegotiateFlags, PasswordGet, ReqChallenge, SecureChannelType, TrustPasswordsGet,
};
use netlogon::{ChannelNames, KeyStrength, SecureChannel, Setup, SetupError};
use rpc::association::BindAuth;
use rpc::pdu::AuthType;
use store::{Control, Event, ExceptionKinds, NewDomain, NewException, NewUser, Store};
use transport::{RpcClient, RpcTimeouts, connect_tcp};
use wire::{FileTime, NtStatus, Password};

pub(crate) const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);
pub(crate) const PASSWORD: &str = "correct horse";

/// A domain controller that serves until it is dropped, and its database.
pub(crate) struct Domain {
    pub(crate) store: Store,
    pub(crate) controller: Arc<Controller>,
    pub(crate) rpc: SocketAddr,
    pub(crate) smb: SocketAddr,
    clock: Arc<Told>,
    _serving: Serving,
}

/// A clock that stands still unless it is told what time it is.
#[derive(Default)]
struct Told(AtomicI64);

impl Clock for Told {
    fn now(&self) -> FileTime {
        later(self.0.load(Ordering::Relaxed))
    }
}

/// So many seconds after [`NOW`].
pub(crate) fn later(seconds: i64) -> FileTime {
    FileTime::from_unix_seconds(NOW.unix_seconds() + seconds)
}

struct Random;

impl Entropy for Random {
    fn fill(&self, octets: &mut [u8]) {
        getrandom::fill(octets).unwrap();
    }
}

pub(crate) fn hash(password: &str) -> NtHash {
    NtHash::from_password(&Password::new(password.into()))
}

/// Exceptions count for whomever they are made.
pub(crate) fn laboratory() -> Settings {
    Settings {
        laboratory_exceptions: true,
        ..Settings::default()
    }
}

impl Domain {
    /// `OURDOM` with the computers `M` and `N`, the backup domain controller `B` and the user `user`.
    pub(crate) async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    /// The same with settings.
    pub(crate) async fn with(settings: Settings) -> Self {
        Self::called("OURDOM", "S-1-5-21-1-2-3", settings, None).await
    }

    /// The same under another name, and with a network in which it finds others.
    pub(crate) async fn called(
        name: &str,
        sid: &str,
        settings: Settings,
        network: Option<Arc<dyn Network>>,
    ) -> Self {
        let store = stored(name, sid, None).await;
        Self::over(store, settings, network).await
    }

    /// The same in a directory.
    pub(crate) async fn kept(directory: &Path) -> Self {
        let store = stored("OURDOM", "S-1-5-21-1-2-3", Some(directory)).await;
        Self::over(store, Settings::default(), None).await
    }

    async fn over(store: Store, settings: Settings, network: Option<Arc<dyn Network>>) -> Self {
        for (name, control) in [
            ("M$", Control::WORKSTATION_TRUST_ACCOUNT),
            ("N$", Control::WORKSTATION_TRUST_ACCOUNT),
            ("B$", Control::SERVER_TRUST_ACCOUNT),
            ("user", Control::NORMAL_ACCOUNT),
        ] {
            let password = hash(PASSWORD);
            let new = NewUser {
                password: Some(&password),
                ..NewUser::new(name, control, NOW)
            };
            store.create_user(&new).await.unwrap();
        }
        let clock = Arc::new(Told::default());
        let surroundings = Surroundings {
            clock: Arc::<Told>::clone(&clock),
            entropy: Arc::new(Random),
        };
        let store_of = store.clone();
        let controller = match network {
            Some(network) => Controller::reaching(store_of, surroundings, settings, network).await,
            None => Controller::new(store_of, surroundings, settings).await,
        };
        let controller = controller.unwrap();
        let listen = Listen {
            address: Ipv4Addr::LOCALHOST.into(),
            smb_port: 0,
            endpoint_mapper_port: 0,
            rpc_port: 0,
            ..Listen::default()
        };
        let serving = controller.serve(listen).await.unwrap();
        Self {
            store,
            controller,
            rpc: serving.rpc,
            smb: serving.smb,
            clock,
            _serving: serving,
        }
    }

    /// It is now so many seconds after [`NOW`].
    pub(crate) fn is_later(&self, seconds: i64) {
        self.clock.0.store(seconds, Ordering::Relaxed);
    }

    /// A client that has not said who it is.
    pub(crate) async fn anonymous(&self) -> RpcClient<Logon> {
        self.bind(None).await.unwrap()
    }

    pub(crate) async fn bind(
        &self,
        auth: Option<BindAuth>,
    ) -> Result<RpcClient<Logon>, transport::CallError> {
        let io = connect_tcp(self.rpc, Duration::from_secs(10))
            .await
            .unwrap();
        RpcClient::bind(Box::new(io), auth, RpcTimeouts::default()).await
    }

    /// A client whose messages a channel protects.
    pub(crate) async fn through(
        &self,
        channel: &SecureChannel,
        protection: Protection,
    ) -> RpcClient<Logon> {
        let exchange = channel.exchange(Box::new(|octets| getrandom::fill(octets).unwrap()));
        let auth = BindAuth::new(AuthType::NETLOGON, protection, exchange);
        self.bind(Some(auth)).await.unwrap()
    }

    /// A client of the Local Security Authority, whose messages a channel seals.
    pub(crate) async fn lsa_through(&self, channel: &SecureChannel) -> RpcClient<Lsarpc> {
        let io = connect_tcp(self.rpc, Duration::from_secs(10)).await;
        let exchange = channel.exchange(Box::new(|octets| getrandom::fill(octets).unwrap()));
        let auth = BindAuth::new(AuthType::NETLOGON, Protection::Privacy, exchange);
        let io = Box::new(io.unwrap());
        let bound = RpcClient::bind(io, Some(auth), RpcTimeouts::default()).await;
        bound.unwrap()
    }

    /// The channel of a computer that knows the password.
    pub(crate) async fn channel(&self, computer: &str) -> SecureChannel {
        let channel_type = match computer {
            "B" => SecureChannelType::SERVER,
            _ => SecureChannelType::WORKSTATION,
        };
        let setup = setup(computer, channel_type, PASSWORD, NegotiateFlags::MEMBER);
        self.set_up(setup).await.ok().unwrap()
    }

    pub(crate) async fn set_up(&self, setup: Setup) -> Result<SecureChannel, SetupError> {
        let mut client = self.anonymous().await;
        let (request, next) = setup.start([1, 2, 3, 4, 5, 6, 7, 8])?;
        let (request, next) = next.authenticate(&client.call(&request).await.unwrap())?;
        next.finish(&client.call(&request).await.unwrap())
    }

    /// Excepts an account from all rules, for some time.
    pub(crate) async fn except(&self, account: &str) {
        let exception = NewException {
            account,
            kinds: ExceptionKinds::ALL,
            owner: "test",
            reason: "test",
            until: later(100),
        };
        self.store.add_exception(&exception, NOW).await.unwrap();
    }

    /// The events: number, strings, and the status in the data.
    pub(crate) async fn events(&self) -> Vec<(u32, Vec<String>, Option<NtStatus>)> {
        let events = self.store.events_from(0, 100).await.unwrap();
        let read = |Event { event, .. }: Event| {
            let status = event
                .data
                .as_slice()
                .try_into()
                .ok()
                .map(u32::from_le_bytes);
            (event.event_id, event.strings, status.map(NtStatus))
        };
        events.into_iter().map(read).collect()
    }
}

/// A new domain, in a directory or in memory.
async fn stored(name: &str, sid: &str, directory: Option<&Path>) -> Store {
    let new = NewDomain {
        name: &name.parse().unwrap(),
        controller: &name.replace("DOM", "PDC").parse().unwrap(),
        sid: &sid.parse().unwrap(),
        administrator: &hash(PASSWORD),
        now: NOW,
    };
    let store = match directory {
        Some(directory) => Store::create(directory, &new).await,
        None => Store::in_memory(&new).await,
    };
    store.unwrap()
}

pub(crate) fn setup(
    computer: &str,
    channel_type: SecureChannelType,
    password: &str,
    flags: NegotiateFlags,
) -> Setup {
    Setup {
        names: ChannelNames {
            server: "\\\\OURPDC".into(),
            domain: "OURDOM".into(),
            account: format!("{computer}$"),
            computer: computer.into(),
            channel_type,
        },
        nt_hash: hash(password),
        flags,
        strength: KeyStrength::AllowStrongKey,
    }
}

/// Asks for the hashes of an account, in the name of the channel's computer.
pub(crate) fn trust_passwords_get(
    channel: &SecureChannel,
    account: &str,
    authenticator: Authenticator,
) -> TrustPasswordsGet {
    let names = channel.names();
    TrustPasswordsGet {
        trusted_dc_name: None,
        account_name: account.into(),
        channel_type: names.channel_type,
        computer_name: names.computer.as_str().into(),
        authenticator,
    }
}

/// The same of the call's successor.
pub(crate) fn trust_info_get(
    channel: &SecureChannel,
    account: &str,
    authenticator: Authenticator,
) -> GetTrustInfo {
    let names = channel.names();
    GetTrustInfo {
        trusted_dc_name: None,
        account_name: account.into(),
        channel_type: names.channel_type,
        computer_name: names.computer.as_str().into(),
        authenticator,
    }
}

/// Asks for the hash of M's password, in the name of the channel's computer.
pub(crate) fn password_get(
    channel: &SecureChannel,
    account_type: SecureChannelType,
    authenticator: Authenticator,
) -> PasswordGet {
    PasswordGet {
        primary_name: None,
        account_name: "M$".into(),
        account_type,
        computer_name: channel.names().computer.as_str().into(),
        authenticator,
    }
}

/// A proof made by hand.
pub(crate) async fn ask(client: &mut RpcClient<Logon>, challenge: [u8; 8]) -> Credential {
    let request = ReqChallenge {
        primary_name: None,
        computer_name: "M".into(),
        client_challenge: Credential(challenge),
    };
    let reply = client.call(&request).await.unwrap();
    assert_eq!(reply.status, NtStatus::SUCCESS);
    reply.server_challenge
}

pub(crate) async fn prove(
    client: &mut RpcClient<Logon>,
    credential: Credential,
    flags: NegotiateFlags,
) -> Authenticate3Reply {
    let request = Authenticate3 {
        primary_name: None,
        account_name: "M$".into(),
        channel_type: SecureChannelType::WORKSTATION,
        computer_name: "M".into(),
        client_credential: credential,
        flags,
    };
    client.call(&request).await.unwrap()
}
