//! What `netdom` does with our member: the library behind it, against both servers.

use std::net::SocketAddr;
use std::time::Duration;

use admin::{
    Administrator, Failure, JoinOptions, JoinReport, Method, Proof, Settings, Silent, Verdict,
};
use auth::{Account, Credentials};
use locate::{
    Broadcast, Dns, DomainEntry, HostEntry, Locator, LocatorConfig, NameTable, PortOverrides,
};
use wire::{NetbiosName, NtStatus, Password};

use crate::world::{LOCAL_PASSWORD, PASSWORD, World};

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
