//! What `nltest` learns from our member, and what it can have it do: the library behind it.

use std::time::Duration;

use admin::control::{
    Asker, ChannelQuestion, ChannelState, Machine, ServiceQuestion, TrustFlags, Wanted,
};
use admin::{Change, ExitStatus, Reason};
use auth::{Account, Credentials};
use wire::{Password, Win32Error};

use crate::world::{LOCAL_PASSWORD, MACHINE_PASSWORD, World};

const GOOD: Win32Error = Win32Error::NERR_Success;

impl World {
    /// A session of one of the member's own users on it.
    async fn nltest(&self, user: &str) -> Machine {
        let credentials = Credentials::Password {
            account: Account {
                domain: "M".into(),
                user: user.into(),
            },
            password: Password::new(LOCAL_PASSWORD.into()),
        };
        let asker = Asker::new(
            self.locator(),
            credentials,
            "ADMINPC".parse().unwrap(),
            Duration::from_secs(30),
        );
        asker.machine(r"\\M").await.unwrap()
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
