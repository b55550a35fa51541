//! What `netdom` does with our member: the library behind it, against both servers.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use admin::{
    Administrator, Change, Failure, JoinOptions, JoinReport, LeaveOptions, Method, Proof, Reason,
    Settings, Silent, Verdict,
};
use auth::{Account, Credentials};
use locate::{
    Broadcast, Dns, DomainEntry, HostEntry, Locator, LocatorConfig, NameTable, PortOverrides,
};
use msrpc::netlogon::ControlFunction;
use msrpc::wkssvc::{Wkssvc, WkstaGetInfo, WkstaInfo};
use store::{AliasId, NewUser};
use wire::{NetbiosName, NtStatus, Password, Win32Error};

use member::Remote;
use member::joining::{Joining, OverSmb};

use crate::world::{
    LOCAL_PASSWORD, NOW, PASSWORD, World, domain_sid, listen, refusal, surroundings,
};

fn account(domain: &str, password: &str) -> Credentials {
    Credentials::Password {
        account: Account {
            domain: domain.into(),
            user: "Administrator".into(),
        },
        password: Password::new(password.into()),
    }
}

fn host(address: SocketAddr) -> HostEntry {
    HostEntry {
        addresses: vec![address.ip()],
        ports: PortOverrides {
            smb: Some(address.port()),
            ..PortOverrides::default()
        },
    }
}

fn computer() -> NetbiosName {
    "M".parse().unwrap()
}

impl World {
    /// The same member, which joins when it is told to.
    async fn joining(mut self) -> Self {
        let joining = Joining {
            own_accounts: Arc::new(self.machine.clone()),
            memberships: Arc::clone(&self.memberships),
            administration: Arc::new(OverSmb {
                locator: self.locator(),
                timeout: Duration::from_secs(30),
            }),
            network: Arc::clone(&self.network),
            surroundings: surroundings(),
            settings: member::Settings::default(),
            member: Some(Arc::clone(&self.member)),
            pin: false,
        };
        let (member, machine) = (Arc::clone(&self.member), self.machine.clone());
        let remote = Remote::new(member, machine, Arc::new(joining)).await;
        self.serving = remote.unwrap().serve(listen()).await.unwrap();
        self
    }

    /// Who knows where both servers are.
    pub(crate) fn locator(&self) -> Locator {
        let mut names = NameTable::default();
        names.add_host("OURPDC", host(self.controller.smb)).unwrap();
        names.add_host("M", host(self.serving.smb)).unwrap();
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

    /// An administrator of the domain, who has the member's own account for the member.
    fn netdom(&self) -> Administrator {
        let settings = Settings {
            domain: "OURDOM".into(),
            server: None,
            workstation: "ADMINPC".parse().unwrap(),
            timeout: Duration::from_secs(30),
        };
        Administrator::new(
            settings,
            self.locator(),
            account("OURDOM", PASSWORD),
            Some(account("M", LOCAL_PASSWORD)),
        )
    }

    async fn join(&self, method: Method) -> Result<JoinReport, Failure> {
        let options = JoinOptions {
            method,
            ..JoinOptions::default()
        };
        let netdom = self.netdom();
        netdom.join(&computer(), &options, &mut Silent).await
    }

    async fn verdict(&self) -> Verdict {
        let report = self.netdom().verify(&computer(), &mut Silent).await;
        report.unwrap().channel
    }
}

#[tokio::test]
async fn a_channel_is_verified_by_the_members_own_netlogon_service() {
    let world = World::new().await;
    let proof = Proof::NetlogonVerified;
    assert_eq!(world.verdict().await, Verdict::Works { proof });
    world
        .set_account_password("somebody else has reset it")
        .await;
    let broken = world.verdict().await;
    let Verdict::Broken { status, .. } = broken else {
        panic!("{broken:?}");
    };
    assert_eq!(status, NtStatus::ACCESS_DENIED);
}

// KB Q150518: the secret on the member, and the account's password on the controller.
#[tokio::test]
async fn a_channel_is_reset_by_secret_and_account() {
    let world = World::new().await;
    world
        .set_account_password("somebody else has reset it")
        .await;
    let report = world.join(Method::Secret).await.unwrap();
    assert!(report.changed);
    let proof = Proof::NetlogonVerified;
    assert_eq!(report.channel, Verdict::Works { proof });
    // `netdom` restarts the service; it runs again.
    assert!(world.member.status().running);
    assert!(world.domain_user().await.is_ok());
    // A channel that works is left alone.
    let again = world.join(Method::Secret).await.unwrap();
    assert!(!again.changed);
}

// The seed's causes but one: `netdom member \\\\M /joindomain` mends them all.
#[tokio::test]
async fn a_broken_channel_is_repaired_by_joining_again() {
    let account = async |world: &World| world.domain.user_by_name("M$").await.unwrap().unwrap();
    let world = World::new().await.joining().await;
    world
        .set_account_password("somebody else has reset it")
        .await;
    let mended = world.join(Method::Join).await.unwrap();
    let proof = Proof::NetlogonVerified;
    assert!(mended.changed && mended.channel == Verdict::Works { proof });
    assert!(world.domain_user().await.is_ok());

    let rid = account(&world).await.rid;
    world.domain.delete_user(rid, NOW).await.unwrap();
    assert!(matches!(world.verdict().await, Verdict::Broken { .. }));
    let mended = world.join(Method::Join).await.unwrap();
    assert!(mended.changed && mended.channel == Verdict::Works { proof });
    assert_ne!(account(&world).await.rid, rid);
    assert!(world.domain_user().await.is_ok());
}

#[tokio::test]
async fn a_computer_of_a_workgroup_joins_and_leaves() {
    let world = World::standalone().await.joining().await;
    assert_eq!(refusal(world.domain_user().await), NtStatus::LOGON_FAILURE);
    let joined = world.join(Method::Join).await.unwrap();
    let proof = Proof::NetlogonVerified;
    assert_eq!(joined.channel, Verdict::Works { proof });
    assert_eq!(world.member.domain().unwrap().sid, domain_sid());
    // The domain's administrators are the computer's now.
    let administrator = world.domain_administrator().await;
    let query = ControlFunction::TrustedChannelQuery(Some("OURDOM".into()));
    let asked = administrator.control(query, 2).await;
    assert_eq!(asked.status, Win32Error::NERR_Success);
    let options = LeaveOptions {
        workgroup: "OFFICE".parse().unwrap(),
        keep_account: false,
    };
    let netdom = world.netdom();
    let left = netdom.leave(&computer(), &options, &mut Silent).await;
    left.unwrap();
    assert_eq!(world.member.domain(), None);
    let kept = world.machine.machine().await.unwrap();
    assert_eq!(kept.workgroup.as_str(), "OFFICE");
    let account = world.domain.user_by_name("M$").await.unwrap().unwrap();
    assert_ne!(account.control & store::Control::ACCOUNT_DISABLED, 0);
    let groups = world.machine.alias_members(AliasId::builtin(544)).await;
    let administrators = domain_sid().child(512).unwrap();
    assert!(!groups.unwrap().contains(&administrators));
}

// [MS-WKST] 3.2.4.15: "updating ComputerNameNetBIOS so that other protocols on the server can operate using the new name".
#[tokio::test]
async fn a_member_is_renamed_and_goes_by_its_new_name_at_once() {
    let world = World::new().await.joining().await;
    let taken = NewUser::new("TAKEN$", store::Control::WORKSTATION_TRUST_ACCOUNT, NOW);
    world.domain.create_user(&taken).await.unwrap();
    let netdom = world.netdom();
    let rename = async |from: &str, to: &str| {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        netdom.rename(&from, &to, &mut Silent).await
    };
    let refused = rename("M", "TAKEN").await.unwrap_err();
    assert_eq!(
        (refused.reason, refused.change),
        (Reason::AccountExists, Change::None)
    );
    let renamed = rename("M", "N").await.unwrap();
    let proof = Proof::NetlogonVerified;
    assert!(renamed.in_effect);
    assert_eq!(renamed.channel, Verdict::Works { proof });
    assert!(world.domain.user_by_name("M$").await.unwrap().is_none());
    assert!(world.domain_user().await.is_ok());
    // Its own accounts are in a domain of the new name, and it tells that name.
    let administrator = world.logon("N", "Administrator", LOCAL_PASSWORD).await;
    let mut wkssvc = administrator.unwrap().open::<Wkssvc>().await;
    let asked = WkstaGetInfo {
        server_name: None,
        level: 100,
    };
    let WkstaInfo::Info100(Some(info)) = wkssvc.call(&asked).await.unwrap().info else {
        panic!("no information");
    };
    assert_eq!(info.computer_name, Some("N".into()));
}
