//! Another name.

use auth::Credentials;
use member::joining::{JoinFailure, JoinReason, JoinStep, Renamed};
use member::{MembershipStore as _, RenameOrder};
use store::Control;
use wire::Win32Error;

use crate::world::{World, credentials};

fn order(name: &str, credentials: Option<Credentials>) -> RenameOrder {
    RenameOrder {
        name: name.parse().unwrap(),
        server: None,
        credentials,
    }
}

impl World {
    async fn rename(&self, name: &str) -> Result<Renamed, JoinFailure> {
        let administrator = Some(credentials("Administrator"));
        self.joining.rename(&order(name, administrator)).await
    }

    async fn rename_account(&self, from: &str, to: &str) {
        let account = self.domain.user_by_name(from).await.unwrap().unwrap();
        let renamed = self.domain.rename_user(account.rid, to, account.created);
        renamed.await.unwrap();
    }

    /// Writes down that the account may be called so: the state that a crash leaves while it is renamed.
    async fn write_down(&self, renaming: &str) {
        let kept = self.disk.load().await.unwrap().unwrap();
        let renaming = kept.about_to_take(Some(renaming.parse().unwrap()));
        self.disk.save(&renaming).await.unwrap();
    }

    async fn has_account(&self, name: &str) -> bool {
        self.domain.user_by_name(name).await.unwrap().is_some()
    }
}

#[tokio::test]
async fn a_member_takes_another_name_and_stays_in_the_domain() {
    let world = World::new().await;
    world.join().await.unwrap();
    let rid = world.account().await.unwrap().rid;
    let renamed = world.rename("N").await.unwrap();
    assert_eq!(
        (renamed.from.as_str(), renamed.computer.as_str()),
        ("M", r"\\N")
    );
    assert!(renamed.account_renamed);
    let account = world.domain.user_by_name("N$").await.unwrap().unwrap();
    assert_eq!(account.rid, rid);
    assert!(!world.has_account("M$").await);
    assert_eq!(world.name().await, "N");
    assert_eq!(world.names().await, ("N".to_owned(), None));
    let member = world.member().await;
    member.verify().await.unwrap();
    member.change_password().await.unwrap();
    assert_eq!(member.status().computer, "N");
    // And it goes on under that name.
    world.join().await.unwrap();
    assert!(!world.has_account("M$").await);
    world.member().await.verify().await.unwrap();
    world.rename("M").await.unwrap();
    assert_eq!(world.name().await, "M");
}

#[tokio::test]
async fn what_cannot_be_renamed_keeps_its_name() {
    let world = World::new().await;
    let none = world.rename("N").await.unwrap_err();
    assert_eq!(none.reason.win32(), Win32Error::NERR_SetupNotJoined);
    world.join().await.unwrap();
    world.add("user", Control::NORMAL_ACCOUNT).await;
    world
        .add("TAKEN$", Control::WORKSTATION_TRUST_ACCOUNT)
        .await;
    let taken = world.rename("TAKEN").await.unwrap_err();
    assert_eq!(taken.reason.win32(), Win32Error::NERR_UserExists);
    let by_user = order("N", Some(credentials("user")));
    let refused = world.joining.rename(&by_user).await.unwrap_err();
    assert_eq!(refused.step, JoinStep::Rename);
    assert_eq!(refused.reason.win32(), Win32Error::ERROR_ACCESS_DENIED);
    let anonymous = order("N", Some(Credentials::Anonymous));
    let anonymous = world.joining.rename(&anonymous).await.unwrap_err();
    assert_eq!(anonymous.reason.code(), "password-needed");
    // None of them leaves anything undecided.
    assert_eq!(world.names().await, ("M".to_owned(), None));
    assert_eq!(world.name().await, "M");
    world.member().await.verify().await.unwrap();
}

/// Or the account of another computer that uses this name by now would be renamed.
#[tokio::test]
async fn an_account_that_is_not_this_computers_is_left_alone() {
    let world = World::new().await;
    world.join().await.unwrap();
    world.reset_account().await;
    let failure = world.rename("N").await.unwrap_err();
    assert!(
        matches!(failure.reason, JoinReason::NotProven(_)),
        "{failure}"
    );
    assert!(world.has_account("M$").await);
    assert_eq!(world.names().await, ("M".to_owned(), None));
}

#[tokio::test]
async fn nothing_is_renamed_that_is_not_written_down() {
    let world = World::new().await;
    world.join().await.unwrap();
    world.disk.fill(true);
    let failure = world.rename("N").await.unwrap_err();
    assert_eq!(failure.step, JoinStep::WriteDown);
    assert!(world.has_account("M$").await);
    // The account has its name back if the computer cannot keep the new one.
    world.disk.fill_after(1);
    let failure = world.rename("N").await.unwrap_err();
    assert_eq!(failure.reason.code(), "disk-full");
    assert!(world.has_account("M$").await);
    world.disk.fill(false);
    world.member().await.verify().await.unwrap();
    assert_eq!(world.name().await, "M");
}

/// A crash after the account was renamed: the computer finds out, says so, and is called as its account is.
#[tokio::test]
async fn an_account_that_was_renamed_is_found_under_its_new_name() {
    let world = World::new().await;
    world.join().await.unwrap();
    world.write_down("N").await;
    world.rename_account("M$", "N$").await;
    let member = world.member().await;
    assert_eq!(member.status().renaming.as_deref(), Some("N"));
    member.verify().await.unwrap();
    let status = member.status();
    // Another controller may not have heard of it yet.
    let names = (status.computer.as_str(), status.renaming.as_deref());
    assert_eq!(names, ("N", Some("M")));
    assert_eq!(world.names().await, ("N".to_owned(), Some("M".to_owned())));
    assert_eq!(world.name().await, "N");
    member.change_password().await.unwrap();
}

/// A crash before the account was renamed: it may yet be, so both names stay.
#[tokio::test]
async fn an_account_that_was_not_renamed_keeps_its_name() {
    let world = World::new().await;
    world.join().await.unwrap();
    world.write_down("N").await;
    let member = world.member().await;
    member.verify().await.unwrap();
    member.change_password().await.unwrap();
    assert_eq!(world.names().await, ("M".to_owned(), Some("N".to_owned())));
    world.rename_account("M$", "N$").await;
    member.verify().await.unwrap();
    assert_eq!(world.names().await, ("N".to_owned(), Some("M".to_owned())));
}

/// Repeating what was interrupted ends it, whichever name the account has.
#[tokio::test]
async fn an_interrupted_renaming_is_repeated() {
    for already in [false, true] {
        let world = World::new().await;
        world.join().await.unwrap();
        world.write_down("N").await;
        if already {
            world.rename_account("M$", "N$").await;
        }
        // Something else than before.
        let renamed = world.rename("P").await.unwrap();
        assert!(renamed.account_renamed);
        assert_eq!(world.names().await, ("P".to_owned(), None));
        assert!(world.has_account("P$").await && !world.has_account("N$").await);
        world.member().await.verify().await.unwrap();
    }
}

/// Without credentials the computer takes a name that its account has already, and no other.
#[tokio::test]
async fn a_computer_follows_its_account() {
    let world = World::new().await;
    world.join().await.unwrap();
    let failure = world.joining.rename(&order("N", None)).await.unwrap_err();
    assert!(
        matches!(failure.reason, JoinReason::NotProven(_)),
        "{failure}"
    );
    assert_eq!(world.names().await, ("M".to_owned(), None));
    world.rename_account("M$", "N$").await;
    let renamed = world.joining.rename(&order("N", None)).await.unwrap();
    assert!(!renamed.account_renamed);
    assert_eq!(world.names().await, ("N".to_owned(), Some("M".to_owned())));
    world.member().await.verify().await.unwrap();
}
