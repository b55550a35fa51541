//! A domain, and a computer that is to join it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use auth::{Account, Credentials, NtHash};
use dc::{Controller, Settings as DcSettings};
use locate::{
    Broadcast, Dns, DomainEntry, HostEntry, Locator, LocatorConfig, NameTable, PortOverrides,
};
use lsa::{Listen, Serving, Surroundings};
use member::joining::{JoinFailure, Joined, Joining, OverSmb};
use member::state::{MachineKey, Origin, State};
use member::{
    BoxFuture, EventLog, JoinOrder, Member, Membership, MembershipStore, MembershipStoreError,
    NetlogonEvent, Settings, Sockets,
};
use store::{Control, NewDomain, NewMachine, NewUser, PasswordChange, Store, User};
use wire::{FileTime, Password, Sid};

pub(crate) const PASSWORD: &str = "correct horse";
const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);

/// The domain `OURDOM`, whose controller is `OURPDC` and has the user `user`, and the computer `M`.
pub(crate) struct World {
    pub(crate) domain: Store,
    pub(crate) machine: Store,
    pub(crate) disk: Arc<Disk>,
    pub(crate) joining: Joining,
    _controller: Serving,
}

/// What the computer keeps, on a disk that may be full.
pub(crate) struct Disk {
    state: State,
    full: Mutex<bool>,
    /// How many writes are left until it is full.
    left: Mutex<Option<u32>>,
}

impl Disk {
    pub(crate) fn fill(&self, full: bool) {
        *self.full.lock().unwrap() = full;
        *self.left.lock().unwrap() = None;
    }

    /// Has it be full after so many writes.
    pub(crate) fn fill_after(&self, writes: u32) {
        *self.left.lock().unwrap() = Some(writes);
    }

    fn is_full(&self) -> bool {
        match &mut *self.left.lock().unwrap() {
            Some(0) => true,
            Some(left) => {
                *left -= 1;
                false
            }
            None => *self.full.lock().unwrap(),
        }
    }
}

impl MembershipStore for Disk {
    fn load(&self) -> BoxFuture<'_, Result<Option<Membership>, MembershipStoreError>> {
        self.state.load()
    }

    fn save<'a>(
        &'a self,
        membership: &'a Membership,
    ) -> BoxFuture<'a, Result<(), MembershipStoreError>> {
        if self.is_full() {
            return Box::pin(async { Err(MembershipStoreError::Full) });
        }
        self.state.save(membership)
    }

    fn remove(&self) -> BoxFuture<'_, Result<(), MembershipStoreError>> {
        self.state.remove()
    }
}

struct Silence;

impl EventLog for Silence {
    fn log(&self, _: &NetlogonEvent, _: FileTime) {}
}

pub(crate) fn hash(password: &str) -> NtHash {
    NtHash::from_password(&Password::new(password.into()))
}

pub(crate) fn domain_sid() -> Sid {
    "S-1-5-21-1-2-3".parse().unwrap()
}

pub(crate) fn credentials(user: &str) -> Credentials {
    Credentials::Password {
        account: Account {
            domain: "OURDOM".into(),
            user: user.into(),
        },
        password: Password::new(PASSWORD.into()),
    }
}

pub(crate) fn order(user: &str) -> JoinOrder {
    JoinOrder {
        domain: "ourdom".into(),
        server: None,
        ou: None,
        credentials: credentials(user),
        create_account: true,
    }
}

/// Where the controller is.
fn locator(controller: &Serving) -> Locator {
    let host = HostEntry {
        addresses: vec![Ipv4Addr::LOCALHOST.into()],
        ports: PortOverrides {
            smb: Some(controller.smb.port()),
            epmapper: Some(controller.endpoint_mapper.port()),
            ..PortOverrides::default()
        },
    };
    let mut names = NameTable::default();
    names.add_host("OURPDC", host).unwrap();
    let domain = DomainEntry {
        pdc: Some("OURPDC".into()),
        controllers: Vec::new(),
    };
    names.add_domain("OURDOM", domain).unwrap();
    Locator::new(LocatorConfig {
        names,
        dns: Dns::Off,
        broadcast: Broadcast::Off,
        reply_port: 0,
        ..LocatorConfig::default()
    })
}

impl World {
    pub(crate) async fn new() -> Self {
        let domain = Store::in_memory(&NewDomain {
            name: &"OURDOM".parse().unwrap(),
            controller: &"OURPDC".parse().unwrap(),
            sid: &domain_sid(),
            administrator: &hash(PASSWORD),
            now: NOW,
        })
        .await
        .unwrap();
        let surroundings = Surroundings::system();
        let controller =
            Controller::new(domain.clone(), surroundings.clone(), DcSettings::default());
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listen = Listen {
            address: any.ip(),
            smb_port: 0,
            endpoint_mapper_port: 0,
            rpc_port: 0,
            ..Listen::default()
        };
        let controller = controller.await.unwrap().serve(listen).await.unwrap();
        let machine = Store::machine_in_memory(&NewMachine {
            computer: &"M".parse().unwrap(),
            sid: &"S-1-5-21-7-8-9".parse().unwrap(),
            administrator: None,
            now: NOW,
        })
        .await
        .unwrap();
        let entropy = Arc::clone(&surroundings.entropy);
        let key = MachineKey::new([7; 32]);
        let state = State::new(machine.clone(), key, Origin::default(), entropy);
        let disk = Arc::new(Disk {
            state,
            full: Mutex::new(false),
            left: Mutex::default(),
        });
        let locator = locator(&controller);
        let sockets = Sockets::new(
            locator.clone(),
            "M".parse().unwrap(),
            Duration::from_secs(30),
        );
        let memberships: Arc<dyn MembershipStore> = Arc::<Disk>::clone(&disk);
        let joining = Joining {
            own_accounts: Arc::new(machine.clone()),
            memberships,
            administration: Arc::new(OverSmb {
                locator,
                timeout: Duration::from_secs(30),
            }),
            network: Arc::new(sockets),
            surroundings,
            settings: Settings::default(),
            member: None,
            pin: false,
        };
        Self {
            domain,
            machine,
            disk,
            joining,
            _controller: controller,
        }
    }

    pub(crate) async fn join(&self) -> Result<Joined, JoinFailure> {
        self.joining.join(&order("Administrator")).await
    }

    /// Adds an account to the domain.
    pub(crate) async fn add(&self, name: &str, control: u32) {
        let password = hash(PASSWORD);
        let new = NewUser {
            password: Some(&password),
            ..NewUser::new(name, control, NOW)
        };
        self.domain.create_user(&new).await.unwrap();
    }

    /// The computer's account.
    pub(crate) async fn account(&self) -> Option<User> {
        self.domain.user_by_name("M$").await.unwrap()
    }

    pub(crate) async fn account_is_disabled(&self) -> bool {
        self.account().await.unwrap().control & Control::ACCOUNT_DISABLED != 0
    }

    /// Breaks the channel, as somebody does who resets the account.
    pub(crate) async fn reset_account(&self) {
        let rid = self.account().await.unwrap().rid;
        let hash = hash("somebody else has reset it");
        let change = PasswordChange::new(&hash, NOW);
        self.domain.set_password(rid, change).await.unwrap();
    }

    /// What the computer is called, by its own accounts.
    pub(crate) async fn name(&self) -> String {
        self.machine.domain().await.unwrap().controller.to_string()
    }

    /// The names by which its account may be called, as they are written down.
    pub(crate) async fn names(&self) -> (String, Option<String>) {
        let kept = self.disk.load().await.unwrap().unwrap();
        let renaming = kept.renaming.map(|name| name.to_string());
        (kept.computer.to_string(), renaming)
    }

    /// The service that starts now, with what is kept.
    pub(crate) async fn member(&self) -> Arc<Member> {
        let memberships: Arc<dyn MembershipStore> = Arc::<Disk>::clone(&self.disk);
        let member = Member::new(
            "M".into(),
            memberships,
            Arc::clone(&self.joining.network),
            Arc::new(Silence),
            self.joining.surroundings.clone(),
            Settings::default(),
        );
        member.await.unwrap()
    }
}
