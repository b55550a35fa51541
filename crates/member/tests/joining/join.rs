//! Joining.

use cli::ExitStatus;
use member::joining::{JoinReason, JoinStep};
use member::{ChannelFailure, JoinOrder, MembershipStore as _};
use store::{AliasId, Control};
use wire::Win32Error;

use crate::world::{World, credentials, domain_sid, order};

#[tokio::test]
async fn a_computer_joins_and_its_channel_works() {
    let world = World::new().await;
    let joined = world.join().await.unwrap();
    assert_eq!(joined.computer, r"\\M");
    assert_eq!(joined.domain, "OURDOM");
    assert_eq!(joined.controller, r"\\OURPDC");
    assert!(joined.created);
    let account = world.account().await.unwrap();
    assert_eq!(account.control, Control::WORKSTATION_TRUST_ACCOUNT);
    let member = world.member().await;
    member.verify().await.unwrap();
    member.change_password().await.unwrap();
    let status = member.status();
    assert_eq!(status.domain.as_deref(), Some("OURDOM"));
    assert_eq!(status.password.unwrap().pending_since, None);
}

#[tokio::test]
async fn administrators_of_the_domain_are_administrators_here() {
    let world = World::new().await;
    world.join().await.unwrap();
    for (alias, group) in [(544, 512), (545, 513)] {
        let members = world.machine.alias_members(AliasId::builtin(alias)).await;
        let group = domain_sid().child(group).unwrap();
        assert!(members.unwrap().contains(&group), "{alias}");
    }
}

#[tokio::test]
async fn an_account_that_is_there_is_taken_over_and_enabled() {
    let world = World::new().await;
    let disabled = Control::WORKSTATION_TRUST_ACCOUNT | Control::ACCOUNT_DISABLED;
    world.add("M$", disabled).await;
    // Only if it is.
    let only_existing = JoinOrder {
        create_account: false,
        ..order("Administrator")
    };
    let joined = world.joining.join(&only_existing).await.unwrap();
    assert!(!joined.created);
    assert!(!world.account_is_disabled().await);
    world.member().await.verify().await.unwrap();
}

#[tokio::test]
async fn a_broken_channel_is_repaired_by_joining_again() {
    let world = World::new().await;
    world.join().await.unwrap();
    world.reset_account().await;
    let broken = world.member().await.verify().await;
    assert!(matches!(broken, Err(ChannelFailure::WrongPassword { .. })));
    let joined = world.join().await.unwrap();
    assert!(!joined.created);
    world.member().await.verify().await.unwrap();
}

#[tokio::test]
async fn who_may_not_join_leaves_nothing_behind() {
    let world = World::new().await;
    world.add("user", Control::NORMAL_ACCOUNT).await;
    world.add("M$", Control::WORKSTATION_TRUST_ACCOUNT).await;
    let before = world.account().await.unwrap();
    let failure = world.joining.join(&order("user")).await.unwrap_err();
    assert_eq!(failure.reason.exit(), ExitStatus::Rights, "{failure}");
    assert_eq!(failure.reason.win32(), Win32Error::ERROR_ACCESS_DENIED);
    assert!(world.disk.load().await.unwrap().is_none());
    let after = world.account().await.unwrap();
    assert_eq!(after.password_last_set, before.password_last_set);
}

/// A channel that works goes on working when somebody without rights tries to reset it.
#[tokio::test]
async fn a_refused_reset_strands_nobody() {
    let world = World::new().await;
    world.join().await.unwrap();
    world.add("user", Control::NORMAL_ACCOUNT).await;
    let failure = world.joining.join(&order("user")).await.unwrap_err();
    assert_eq!(failure.reason.exit(), ExitStatus::Rights, "{failure}");
    let member = world.member().await;
    member.verify().await.unwrap();
    // And what it has written down is what the account gets now.
    member.change_password().await.unwrap();
    world.member().await.verify().await.unwrap();
}

#[tokio::test]
async fn nothing_is_set_that_is_not_written_down() {
    let world = World::new().await;
    world.add("M$", Control::WORKSTATION_TRUST_ACCOUNT).await;
    let before = world.account().await.unwrap();
    world.disk.fill(true);
    let failure = world.join().await.unwrap_err();
    assert_eq!(failure.step, JoinStep::WriteDown);
    assert_eq!(failure.reason.code(), "disk-full");
    let after = world.account().await.unwrap();
    assert_eq!(after.version, before.version);
    world.disk.fill(false);
    world.join().await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_joined_is_named() {
    let world = World::new().await;
    let code = async |order: JoinOrder| {
        let failure = world.joining.join(&order).await.unwrap_err();
        failure.reason.code()
    };
    let missing = JoinOrder {
        create_account: false,
        ..order("Administrator")
    };
    assert_eq!(code(missing).await, "account-missing");
    let elsewhere = JoinOrder {
        domain: "NOWHERE".into(),
        ..order("Administrator")
    };
    assert_eq!(code(elsewhere).await, "pdc-not-found");
    let another = JoinOrder {
        domain: "OTHERDOM".into(),
        server: Some("OURPDC".into()),
        ..order("Administrator")
    };
    assert_eq!(code(another).await, "another-domain");
    let placed = JoinOrder {
        ou: Some("OU=Here".into()),
        ..order("Administrator")
    };
    assert_eq!(code(placed).await, "not-offered");
    assert_eq!(code(order("nobody")).await, "logon-failure");
    world.add("M$", Control::SERVER_TRUST_ACCOUNT).await;
    assert_eq!(code(order("Administrator")).await, "account-wrong-type");
    assert!(world.disk.load().await.unwrap().is_none());
}

#[tokio::test]
async fn a_member_of_another_domain_stays_there() {
    let world = World::new().await;
    world.join().await.unwrap();
    let mut kept = world.disk.load().await.unwrap().unwrap();
    kept.domain.sid = "S-1-5-21-9-9-9".parse().unwrap();
    world.disk.save(&kept).await.unwrap();
    let failure = world.join().await.unwrap_err();
    assert_eq!(failure.reason.code(), "member-of-another-domain");
    assert_eq!(failure.reason.win32(), Win32Error::NERR_SetupAlreadyJoined);
    assert!(matches!(failure.reason, JoinReason::There(_)));
    let administrator = credentials("Administrator");
    let left = world.joining.leave(Some(&administrator), None).await;
    assert!(left.is_ok());
}
