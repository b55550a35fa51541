//! A domain with one member, and administrators of both.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use auth::{Account, Credentials, NtHash};
use dc::{Controller, Settings as DcSettings};
use locate::Ports;
use lsa::{Clock, Entropy, Listen, Serving, Surroundings};
use member::{
    BoxFuture, ChannelFailure, Domain, EventLog, FoundController, JoinOrder, Joiner, LeaveOrder,
    MachineSecret, Member, Membership, MembershipStore, MembershipStoreError, NetlogonEvent,
    Network, Remote, RenameOrder, Settings, Sought, UnsecureOrder,
};
use msrpc::lsarpc::{Lsarpc, ObjectAttributes, OpenPolicy2, PolicyAccess, PolicyHandle};
use msrpc::netlogon::{
    Control, ControlFunction, Logon, LogonControl2Ex, LogonControlReply, QueryInformation,
};
use rpc::Interface;
use smb::LogonError;
use smb::client::Config;
use store::{
    AliasId, Control as AccountControl, NewDomain, NewMachine, NewUser, PasswordChange, Store,
};
use transport::{PipeIo, RpcClient, RpcTimeouts, SmbClient, SmbError, SmbSession, SmbTimeouts};
use wire::{FileTime, NtStatus, Password, Sid, Win32Error};

pub(crate) const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);
pub(crate) const PASSWORD: &str = "correct horse";
pub(crate) const MACHINE_PASSWORD: &str = "battery staple";
pub(crate) const LOCAL_PASSWORD: &str = "only here";

/// The member `M` of `OURDOM`, whose controller is `OURPDC` and has the user `user`.
pub(crate) struct World {
    pub(crate) domain: Store,
    pub(crate) machine: Store,
    pub(crate) member: Arc<Member>,
    pub(crate) joiner: Arc<Orders>,
    pub(crate) memberships: Arc<dyn MembershipStore>,
    pub(crate) network: Arc<dyn Network>,
    pub(crate) serving: Serving,
    pub(crate) controller: Serving,
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

pub(crate) fn surroundings() -> Surroundings {
    Surroundings {
        clock: Arc::new(Still),
        entropy: Arc::new(Random),
    }
}

pub(crate) fn hash(password: &str) -> NtHash {
    NtHash::from_password(&Password::new(password.into()))
}

pub(crate) fn domain_sid() -> Sid {
    "S-1-5-21-1-2-3".parse().unwrap()
}

pub(crate) fn machine_sid() -> Sid {
    "S-1-5-21-7-8-9".parse().unwrap()
}

/// What the member keeps, in memory.
#[derive(Default)]
struct Kept(Mutex<Option<Membership>>);

impl MembershipStore for Kept {
    fn load(&self) -> BoxFuture<'_, Result<Option<Membership>, MembershipStoreError>> {
        let kept = self.0.lock().unwrap();
        let copy = kept.as_ref();
        let copy = copy.map(|kept| kept.with_secret(kept.secret.duplicate()));
        Box::pin(async { Ok(copy) })
    }

    fn save<'a>(
        &'a self,
        membership: &'a Membership,
    ) -> BoxFuture<'a, Result<(), MembershipStoreError>> {
        let copy = membership.with_secret(membership.secret.duplicate());
        *self.0.lock().unwrap() = Some(copy);
        Box::pin(async { Ok(()) })
    }

    fn remove(&self) -> BoxFuture<'_, Result<(), MembershipStoreError>> {
        *self.0.lock().unwrap() = None;
        Box::pin(async { Ok(()) })
    }
}

/// One controller.
struct OneController(SocketAddr);

impl Network for OneController {
    fn find<'a>(
        &'a self,
        _: &'a Domain,
        _: Sought<'a>,
    ) -> BoxFuture<'a, Result<Vec<FoundController>, ChannelFailure>> {
        let found = FoundController {
            name: "OURPDC".into(),
            address: self.0.ip(),
            ports: Ports::default(),
            flags: None,
        };
        Box::pin(async { Ok(vec![found]) })
    }

    fn open<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        Box::pin(async {
            let io = transport::connect_tcp(self.0, Duration::from_secs(10)).await;
            let io = io.map_err(|error| ChannelFailure::Unreachable {
                controller: controller.name.clone(),
                because: error.to_string(),
            })?;
            let io: Box<dyn PipeIo> = Box::new(io);
            Ok(io)
        })
    }

    /// All interfaces are offered at one port.
    fn open_lsa<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        self.open(controller)
    }
}

struct Silence;

impl EventLog for Silence {
    fn log(&self, _: &NetlogonEvent, _: FileTime) {}
}

/// Whoever is told to join, and remembers it.
#[derive(Default)]
pub(crate) struct Orders {
    pub(crate) joins: Mutex<Vec<JoinOrder>>,
    pub(crate) leaves: Mutex<Vec<LeaveOrder>>,
    pub(crate) unsecure: Mutex<Vec<UnsecureOrder>>,
    pub(crate) renames: Mutex<Vec<RenameOrder>>,
}

impl Joiner for Orders {
    fn join(&self, order: JoinOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        self.joins.lock().unwrap().push(order);
        Box::pin(async { Ok(()) })
    }

    fn leave(&self, order: LeaveOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        self.leaves.lock().unwrap().push(order);
        Box::pin(async { Ok(()) })
    }

    fn join_unsecure(&self, order: UnsecureOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        self.unsecure.lock().unwrap().push(order);
        Box::pin(async { Ok(()) })
    }

    fn rename(&self, order: RenameOrder) -> BoxFuture<'_, Result<(), Win32Error>> {
        self.renames.lock().unwrap().push(order);
        Box::pin(async { Ok(()) })
    }
}

/// Loopback, at ports that are free.
pub(crate) fn listen() -> Listen {
    Listen {
        address: Ipv4Addr::LOCALHOST.into(),
        smb_port: 0,
        endpoint_mapper_port: 0,
        rpc_port: 0,
        ..Listen::default()
    }
}

async fn domain() -> Store {
    let store = Store::in_memory(&NewDomain {
        name: &"OURDOM".parse().unwrap(),
        controller: &"OURPDC".parse().unwrap(),
        sid: &domain_sid(),
        administrator: &hash(PASSWORD),
        now: NOW,
    })
    .await
    .unwrap();
    for (name, control, password) in [
        (
            "M$",
            AccountControl::WORKSTATION_TRUST_ACCOUNT,
            MACHINE_PASSWORD,
        ),
        ("user", AccountControl::NORMAL_ACCOUNT, PASSWORD),
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

async fn machine() -> Store {
    let store = Store::machine_in_memory(&NewMachine {
        computer: &"M".parse().unwrap(),
        sid: &machine_sid(),
        administrator: Some(&hash(LOCAL_PASSWORD)),
        now: NOW,
    })
    .await
    .unwrap();
    let password = hash(LOCAL_PASSWORD);
    let new = NewUser {
        password: Some(&password),
        ..NewUser::new("lucy", AccountControl::NORMAL_ACCOUNT, NOW)
    };
    store.create_user(&new).await.unwrap();
    store
}

impl World {
    /// A member, with the domain's administrators among its own, as joining has it.
    pub(crate) async fn new() -> Self {
        let world = Self::with(Some(MACHINE_PASSWORD)).await;
        let administrators = domain_sid().child(512).unwrap();
        let alias = AliasId::builtin(544);
        let added = world.machine.add_alias_member(alias, &administrators, NOW);
        added.await.unwrap();
        world
    }

    /// A computer of a workgroup.
    pub(crate) async fn standalone() -> Self {
        Self::with(None).await
    }

    async fn with(password: Option<&str>) -> Self {
        let (domain, machine) = (domain().await, machine().await);
        let controller = Controller::new(domain.clone(), surroundings(), DcSettings::default());
        let controller = controller.await.unwrap().serve(listen()).await.unwrap();
        let membership = password.map(|password| Membership {
            domain: Domain {
                name: "OURDOM".parse().unwrap(),
                dns_name: None,
                sid: domain_sid(),
            },
            computer: "M".parse().unwrap(),
            renaming: None,
            server: None,
            secret: MachineSecret::new(Password::new(password.into()), NOW),
        });
        let memberships: Arc<dyn MembershipStore> = Arc::new(Kept(Mutex::new(membership)));
        let network: Arc<dyn Network> = Arc::new(OneController(controller.rpc));
        let member = Member::new(
            "M".into(),
            Arc::clone(&memberships),
            Arc::clone(&network),
            Arc::new(Silence),
            surroundings(),
            Settings::default(),
        );
        let member = member.await.unwrap();
        let joiner = Arc::new(Orders::default());
        let orders: Arc<dyn Joiner> = Arc::<Orders>::clone(&joiner);
        let remote = Remote::new(Arc::clone(&member), machine.clone(), orders).await;
        Self {
            domain,
            machine,
            member,
            joiner,
            memberships,
            network,
            serving: remote.unwrap().serve(listen()).await.unwrap(),
            controller,
        }
    }

    /// Somebody who logs on to the member.
    pub(crate) async fn logon(
        &self,
        domain: &str,
        user: &str,
        password: &str,
    ) -> Result<Caller, SmbError> {
        let credentials = Credentials::Password {
            account: Account {
                domain: domain.into(),
                user: user.into(),
            },
            password: Password::new(password.into()),
        };
        let (config, timeouts) = (Config::default(), SmbTimeouts::default());
        let client = SmbClient::connect(self.serving.smb, config, timeouts).await?;
        let session = client.logon(credentials, "M", "ADMINPC".parse().unwrap());
        Ok(Caller(session.await?))
    }

    /// The member's own administrator.
    pub(crate) async fn local_administrator(&self) -> Caller {
        let logon = self.logon("M", "Administrator", LOCAL_PASSWORD).await;
        logon.unwrap()
    }

    /// One of the member's own users.
    pub(crate) async fn local_user(&self) -> Caller {
        self.logon("M", "lucy", LOCAL_PASSWORD).await.unwrap()
    }

    /// The domain's administrator.
    pub(crate) async fn domain_administrator(&self) -> Caller {
        let logon = self.logon("OURDOM", "Administrator", PASSWORD).await;
        logon.unwrap()
    }

    /// A user of the domain.
    pub(crate) async fn domain_user(&self) -> Result<Caller, SmbError> {
        self.logon("OURDOM", "user", PASSWORD).await
    }

    /// Sets the password of the member's account on the controller.
    pub(crate) async fn set_account_password(&self, password: &str) {
        let found = self.domain.credentials_by_name("M$").await.unwrap();
        let rid = found.unwrap().0.rid;
        let hash = hash(password);
        let change = PasswordChange::new(&hash, NOW);
        self.domain.set_password(rid, change).await.unwrap();
    }
}

/// A client with a session.
pub(crate) struct Caller(SmbSession);

impl Caller {
    /// An interface on its pipe.
    pub(crate) async fn open<I: Interface>(&self) -> RpcClient<I> {
        let pipe = self.0.open_pipe(I::PIPE).await.unwrap();
        let bound = RpcClient::bind(Box::new(pipe), None, RpcTimeouts::default()).await;
        bound.unwrap()
    }

    /// Has it verify its channel.
    pub(crate) async fn verified(&self) -> Win32Error {
        let verify = ControlFunction::TrustedChannelVerify(Some("OURDOM".into()));
        match self.control(verify, 2).await.information {
            QueryInformation::Info2(Some(info)) => info.pdc_connection_status,
            other => panic!("{other:?}"),
        }
    }

    /// Has the Netlogon service do something.
    pub(crate) async fn control(
        &self,
        function: ControlFunction,
        query_level: u32,
    ) -> LogonControlReply {
        let call = LogonControl2Ex {
            server_name: None,
            control: Control {
                function,
                query_level,
            },
        };
        self.open::<Logon>().await.call(&call).await.unwrap()
    }
}

/// The policy of the computer that is asked, as far as the caller may see and change it.
pub(crate) async fn policy(lsa: &mut RpcClient<Lsarpc>) -> PolicyHandle {
    let call = OpenPolicy2 {
        system_name: None,
        object_attributes: ObjectAttributes::default(),
        desired_access: PolicyAccess::MAXIMUM_ALLOWED,
    };
    lsa.call(&call).await.unwrap().policy
}

/// Why somebody was not let in.
pub(crate) fn refusal(outcome: Result<Caller, SmbError>) -> NtStatus {
    match outcome {
        Err(SmbError::Logon(LogonError::Refused(refused))) => refused.status,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("let in"),
    }
}
