//! Leaving.

use member::{ChannelFailure, MembershipStore as _};
use store::{AliasId, Control};
use wire::Win32Error;

use crate::world::{World, credentials, domain_sid};

#[tokio::test]
async fn who_leaves_with_credentials_has_its_account_disabled() {
    let world = World::new().await;
    world.join().await.unwrap();
    let administrator = credentials("Administrator");
    let left = world.joining.leave(Some(&administrator), None).await;
    assert!(left.unwrap().disabled);
    assert!(world.account_is_disabled().await);
    assert!(world.disk.load().await.unwrap().is_none());
    let gone = world.member().await.verify().await;
    assert_eq!(gone, Err(ChannelFailure::NotJoined));
    let members = world.machine.alias_members(AliasId::builtin(544)).await;
    let administrators = domain_sid().child(512).unwrap();
    assert!(!members.unwrap().contains(&administrators));
    // And it may come back.
    world.join().await.unwrap();
    world.member().await.verify().await.unwrap();
}

#[tokio::test]
async fn without_credentials_only_this_computer_forgets() {
    let world = World::new().await;
    world.join().await.unwrap();
    let left = world.joining.leave(None, None).await.unwrap();
    assert!(!left.disabled);
    assert!(!world.account_is_disabled().await);
    assert!(world.disk.load().await.unwrap().is_none());
}

#[tokio::test]
async fn who_may_not_disable_the_account_stays_a_member() {
    let world = World::new().await;
    world.join().await.unwrap();
    world.add("user", Control::NORMAL_ACCOUNT).await;
    let failure = world.joining.leave(Some(&credentials("user")), None).await;
    assert_eq!(failure.unwrap_err().reason.code(), "access-denied");
    world.member().await.verify().await.unwrap();
}

#[tokio::test]
async fn who_is_no_member_cannot_leave() {
    let world = World::new().await;
    let failure = world.joining.leave(None, None).await.unwrap_err();
    assert_eq!(failure.reason.win32(), Win32Error::NERR_SetupNotJoined);
}
