//! What `nltest` learns from our member, and what it can have it do: the library behind it.

use std::time::Duration;

use admin::control::{
    Asker, ChannelQuestion, ChannelState, ForestNames, Machine, ServiceQuestion, TrustFlags, Wanted,
};
use admin::{Change, ExitStatus, Reason};
use auth::{Account, Credentials};
use wire::{Password, Win32Error};

use crate::world::{LOCAL_PASSWORD, MACHINE_PASSWORD, PASSWORD, World, domain_sid};

const GOOD: Win32Error = Win32Error::NERR_Success;

impl World {
    /// A session of one of the member's own users on it.
    async fn nltest(&self, user: &str) -> Machine {
        let asker = self.asker("M", user, LOCAL_PASSWORD);
        asker.machine(r"\\M").await.unwrap()
    }

    fn asker(&self, domain: &str, user: &str, password: &str) -> Asker {
        let credentials = Credentials::Password {
            account: Account {
                domain: domain.into(),
                user: user.into(),
            },
            password: Password::new(password.into()),
        };
        let workstation = "ADMINPC".parse().unwrap();
        let timeout = Duration::from_secs(30);
        Asker::new(self.locator(), credentials, workstation, timeout)
    }
}

async fn channel(member: &Machine, question: ChannelQuestion) -> ChannelState {
    member.channel(question, "OURDOM").await.unwrap()
}

#[tokio::test]
async fn a_healthy_channel_is_told_from_one_whose_passwords_differ() {
    let world = World::new().await;
    let member = world.nltest("Administrator").await;
    let healthy = channel(&member, ChannelQuestion::Verify).await;
    assert_eq!(
        (healthy.status, healthy.verification, healthy.exit()),
        (GOOD, Some(GOOD), ExitStatus::Success)
    );
    assert_eq!(healthy.controller.as_deref(), Some(r"\\OURPDC"));
    world
        .set_account_password("somebody else has reset it")
        .await;
    // A query sends nothing: it knows no better than at the last use.
    let queried = channel(&member, ChannelQuestion::Query).await;
    assert_eq!(queried.exit(), ExitStatus::Success);
    let broken = channel(&member, ChannelQuestion::Verify).await;
    assert_eq!(broken.trouble(), Some(Win32Error::ERROR_ACCESS_DENIED));
    assert_eq!(broken.exit(), ExitStatus::Broken);
    // It is the member's own domain, which `netdom` repairs, and no trust.
    assert_eq!(broken.is_trust, Some(false));
}

// KB Q158148: "/sc_reset" finds a controller anew, and changes no password.
#[tokio::test]
async fn a_reset_changes_no_password() {
    let world = World::new().await;
    let member = world.nltest("Administrator").await;
    world
        .set_account_password("somebody else has reset it")
        .await;
    let reset = channel(&member, ChannelQuestion::Reset).await;
    assert_eq!(reset.trouble(), Some(Win32Error::ERROR_ACCESS_DENIED));
    world.set_account_password(MACHINE_PASSWORD).await;
    let reset = member
        .channel(ChannelQuestion::Reset, r"OURDOM\OURPDC")
        .await;
    assert_eq!(reset.unwrap().exit(), ExitStatus::Success);
}

#[tokio::test]
async fn a_password_is_changed_over_a_channel_that_works() {
    let world = World::new().await;
    let member = world.nltest("Administrator").await;
    let changed = member.change_password("OURDOM").await.unwrap();
    assert_eq!(changed.trouble(), None);
    let verified = channel(&member, ChannelQuestion::Verify).await;
    assert_eq!(verified.exit(), ExitStatus::Success);
    // Over one that does not, it is the member that is refused, and not the administrator.
    world
        .set_account_password("somebody else has reset it")
        .await;
    let broken = channel(&member, ChannelQuestion::Verify).await;
    assert_eq!(broken.exit(), ExitStatus::Broken);
    let failure = member.change_password("OURDOM").await.unwrap_err();
    assert_eq!(
        (failure.exit(), failure.change),
        (ExitStatus::Broken, Change::Undecided),
        "{failure}"
    );
    let user = world.nltest("lucy").await;
    let denied = user.change_password("OURDOM").await.unwrap_err();
    assert_eq!(
        (denied.reason, denied.change),
        (Reason::AccessDenied, Change::None)
    );
}

#[tokio::test]
async fn what_a_member_does_not_know_has_its_reason() {
    let world = World::new().await;
    let member = world.nltest("Administrator").await;
    let other = member.channel(ChannelQuestion::Verify, "OTHERDOM").await;
    assert_eq!(other.unwrap_err().reason.code(), "no-such-channel");
    let replicate = member.service(ServiceQuestion::Replicate).await;
    assert_eq!(replicate.unwrap_err().reason.code(), "function-not-offered");
    let user = world.nltest("lucy").await;
    let denied = user.channel(ChannelQuestion::Verify, "OURDOM").await;
    assert_eq!(denied.unwrap_err().reason, Reason::AccessDenied);
    // The state of the service, and an account of its own, she may see.
    assert!(user.service(ServiceQuestion::Query).await.is_ok());
    assert_eq!(user.user("lucy").await.unwrap().name, "lucy");
    let before = user.logon_attempts().await.unwrap();
    user.user("lucy").await.unwrap();
    world.nltest("lucy").await;
    assert!(user.logon_attempts().await.unwrap() > before);
    // Sites and forests are a controller's.
    let sites = user.address_sites(&[[10, 0, 0, 1].into()]).await;
    assert_eq!(sites.unwrap_err().reason.code(), "call-not-offered");
    let forest = user.forest(None, false).await;
    assert_eq!(forest.unwrap_err().reason.code(), "call-not-offered");
    let ghost = member.user("ghost").await.unwrap_err();
    assert_eq!(ghost.reason.code(), "user-missing");
}

#[tokio::test]
async fn a_member_knows_its_domain_and_a_controller() {
    let world = World::new().await;
    let member = world.nltest("Administrator").await;
    let located = member.locate(&Wanted::default()).await.unwrap();
    assert_eq!(located.name, r"\\OURPDC");
    let trusts = member.domain_trusts(TrustFlags::PRIMARY).await.unwrap();
    let names: Vec<_> = trusts.iter().map(|trust| trust.name.as_deref()).collect();
    assert_eq!(names, [Some("OURDOM")]);
}

#[tokio::test]
async fn a_controller_knows_of_addresses_and_of_its_forest() {
    let world = World::new().await;
    let asker = world.asker("OURDOM", "user", PASSWORD);
    let pdc = asker.machine(r"\\OURPDC").await.unwrap();
    let addresses = [[10, 0, 0, 1].into(), "fe80::1".parse().unwrap()];
    let sites = pdc.address_sites(&addresses).await.unwrap();
    let known: Vec<_> = sites.iter().map(|site| site.address).collect();
    assert_eq!(known, addresses);
    assert!(sites.iter().all(|site| site.site.is_none()), "{sites:?}");
    let forest = pdc.forest(None, false).await.unwrap();
    assert!(
        forest.iter().any(|record| matches!(&record.names,
            ForestNames::Domain { netbios_name, sid, .. }
                if netbios_name == "OURDOM" && *sid == Some(domain_sid()))),
        "{forest:?}"
    );
    let other = pdc.forest(Some("other.example"), false).await.unwrap_err();
    assert_eq!(other.reason.win32(), Win32Error::ERROR_NO_SUCH_DOMAIN);
}
