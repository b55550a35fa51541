//! A domain with two controllers over one database, and a member.

use std::fs::DirBuilder;
use std::net::Ipv4Addr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use auth::ntlm::{Acceptor, AcceptorConfig, Initiator, InitiatorEntropy};
use auth::{Account, Credentials, Exchange, NtHash, Step};
use dc::{Controller, Settings as DcSettings};
use lsa::{Clock, Entropy, Listen, Serving, Surroundings};
use member::{
    BoxFuture, Domain, EventLog, LoggedOn, Logon, LogonFailure, MachineSecret, Member, Membership,
    MembershipStore, MembershipStoreError, NetlogonEvent, Proof, Settings,
};
use msrpc::netlogon::ParameterControl;
use store::{Control, NewDomain, NewUser, PasswordChange, Store};
use wire::{FileTime, NtStatus, Password, SecretKey};

use crate::network::{Faulty, Way};

pub(crate) const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);
pub(crate) const PASSWORD: &str = "correct horse";
const MACHINE_PASSWORD: &str = "battery staple";

pub(crate) struct World {
    /// Where the domain is kept.
    pub(crate) directory: Directory,
    pub(crate) store: Store,
    pub(crate) member: Arc<Member>,
    pub(crate) network: Arc<Faulty>,
    pub(crate) events: Arc<Events>,
    serving: Mutex<Vec<Serving>>,
}

/// A directory that is removed again.
pub(crate) struct Directory(pub(crate) PathBuf);

impl Directory {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("member-logons-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        DirBuilder::new().mode(0o700).create(&path).unwrap();
        Self(path)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

#[derive(Default)]
pub(crate) struct Events(Mutex<Vec<u32>>);

impl Events {
    /// The numbers of the events so far.
    pub(crate) fn ids(&self) -> Vec<u32> {
        self.0.lock().unwrap().clone()
    }
}

impl EventLog for Events {
    fn log(&self, event: &NetlogonEvent, _: FileTime) {
        self.0.lock().unwrap().push(event.id());
    }
}

struct Still;

impl Clock for Still {
    fn now(&self) -> FileTime {
        NOW
    }
}

struct Random;

impl Entropy for Random {
    fn fill(&self, octets: &mut [u8]) {
        getrandom::fill(octets).unwrap();
    }
}

fn surroundings() -> Surroundings {
    Surroundings {
        clock: Arc::new(Still),
        entropy: Arc::new(Random),
    }
}

/// What the member keeps, in memory.
struct Kept(Mutex<Membership>);

impl MembershipStore for Kept {
    fn load(&self) -> BoxFuture<'_, Result<Option<Membership>, MembershipStoreError>> {
        let kept = self.0.lock().unwrap();
        let copy = kept.with_secret(kept.secret.duplicate());
        Box::pin(async { Ok(Some(copy)) })
    }

    fn save<'a>(
        &'a self,
        membership: &'a Membership,
    ) -> BoxFuture<'a, Result<(), MembershipStoreError>> {
        *self.0.lock().unwrap() = membership.with_secret(membership.secret.duplicate());
        Box::pin(async { Ok(()) })
    }

    fn remove(&self) -> BoxFuture<'_, Result<(), MembershipStoreError>> {
        panic!("nobody leaves here")
    }
}

fn hash(password: &str) -> NtHash {
    NtHash::from_password(&Password::new(password.into()))
}

/// On a disk: in memory, who reads waits for who writes, on one thread for ever.
async fn domain(directory: &Path) -> Store {
    let new = NewDomain {
        name: &"OURDOM".parse().unwrap(),
        controller: &"OURPDC".parse().unwrap(),
        sid: &"S-1-5-21-1-2-3".parse().unwrap(),
        administrator: &hash(PASSWORD),
        now: NOW,
    };
    let store = Store::create(directory, &new).await.unwrap();
    for (name, control, password) in [
        ("M$", Control::WORKSTATION_TRUST_ACCOUNT, MACHINE_PASSWORD),
        ("user", Control::NORMAL_ACCOUNT, PASSWORD),
    ] {
        let password = hash(password);
        let new = NewUser {
            password: Some(&password),
            ..NewUser::new(name, control, NOW)
        };
        store.create_user(&new).await.unwrap();
    }
    store
}

async fn serve(store: &Store) -> Serving {
    let controller = Controller::new(store.clone(), surroundings(), DcSettings::default());
    let listen = Listen {
        address: Ipv4Addr::LOCALHOST.into(),
        smb_port: 0,
        endpoint_mapper_port: 0,
        rpc_port: 0,
        ..Listen::default()
    };
    controller.await.unwrap().serve(listen).await.unwrap()
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let directory = Directory::new();
        let store = domain(&directory.0).await;
        let serving = vec![serve(&store).await, serve(&store).await];
        let ways = ["FIRST", "SECOND"].into_iter().zip(&serving);
        let ways = ways.map(|(name, serving)| Way::new(name, serving.rpc));
        let network = Arc::new(Faulty(ways.collect()));
        let events = Arc::new(Events::default());
        let membership = Membership {
            domain: Domain {
                name: "OURDOM".parse().unwrap(),
                dns_name: None,
                sid: "S-1-5-21-1-2-3".parse().unwrap(),
            },
            computer: "M".parse().unwrap(),
            renaming: None,
            server: None,
            secret: MachineSecret::new(Password::new(MACHINE_PASSWORD.into()), NOW),
        };
        let member = Member::new(
            "M".into(),
            Arc::new(Kept(Mutex::new(membership))),
            Arc::<Faulty>::clone(&network),
            Arc::<Events>::clone(&events),
            surroundings(),
            settings,
        );
        Self {
            directory,
            store,
            member: member.await.unwrap(),
            network,
            events,
            serving: Mutex::new(serving),
        }
    }

    /// Waits that a test can bear.
    pub(crate) async fn impatient() -> Self {
        Self::with(Settings {
            timeout: Duration::from_millis(1500),
            ..Settings::default()
        })
        .await
    }

    pub(crate) fn first(&self) -> &Way {
        self.network.0.first().unwrap()
    }

    pub(crate) fn second(&self) -> &Way {
        self.network.0.get(1).unwrap()
    }

    /// The first controller forgets every channel, as a process does that ends; another takes its place.
    pub(crate) async fn restart_first(&self) {
        let new = serve(&self.store).await;
        self.first().move_to(new.rpc);
        self.serving.lock().unwrap().push(new);
    }

    /// Sets the password of the member's account on the controllers.
    pub(crate) async fn set_account_password(&self, password: &str) {
        let found = self.store.credentials_by_name("M$").await.unwrap();
        let rid = found.unwrap().0.rid;
        let hash = hash(password);
        let change = PasswordChange::new(&hash, NOW);
        self.store.set_password(rid, change).await.unwrap();
    }

    /// A logon of `user` with a password.
    pub(crate) async fn log_on(&self, password: &str) -> Result<LoggedOn, LogonFailure> {
        self.member.log_on(&logon("user", password)).await
    }
}

pub(crate) fn logon(user: &str, password: &str) -> Logon {
    Logon {
        domain: "OURDOM".into(),
        user: user.into(),
        workstation: "WS".into(),
        parameters: ParameterControl(0),
        proof: Proof::Password(Password::new(password.into())),
    }
}

pub(crate) const CHALLENGE: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

/// NTLM's answer of `user` to [`CHALLENGE`].
pub(crate) fn response(password: &str) -> Vec<u8> {
    let credentials = Credentials::Password {
        account: Account::parse("OURDOM\\user").unwrap(),
        password: Password::new(password.into()),
    };
    let entropy = InitiatorEntropy {
        client_challenge: [4; 8],
        exported_session_key: SecretKey::new([5; 16]),
    };
    let workstation = "WS".parse().unwrap();
    let client = Initiator::new(credentials, "http/proxy", workstation, entropy, NOW);
    let config = AcceptorConfig::in_domain("M".parse().unwrap(), "OURDOM".parse().unwrap());
    let server = Box::new(Acceptor::new(&config, CHALLENGE, NOW));
    let (negotiate, client) = next(Box::new(client).step(&[]).ok());
    let (challenge, server) = next(server.step(&negotiate).ok());
    let Ok(Step::Done { token, .. }) = client.step(&challenge) else {
        panic!("the client does not go on");
    };
    let Ok(Step::Identify(claim)) = server.step(&token.unwrap()) else {
        panic!("no claim");
    };
    claim.nt_response.clone()
}

fn next(step: Option<Step>) -> (Vec<u8>, Box<dyn Exchange>) {
    match step {
        Some(Step::Continue { token, next }) => (token, next),
        _ => panic!("it does not go on"),
    }
}

pub(crate) fn refused<T>(outcome: Result<T, LogonFailure>) -> NtStatus {
    match outcome {
        Err(LogonFailure::Refused(refusal)) => refusal.status,
        Err(failure) => panic!("{failure}"),
        Ok(_) => panic!("let in"),
    }
}
