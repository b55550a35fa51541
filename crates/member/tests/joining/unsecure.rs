//! Joining with the password of an account that was made before.

use cli::ExitStatus;
use member::joining::{JoinFailure, JoinStep, Joined};
use member::{MembershipStore as _, UnsecureOrder};
use store::{AliasId, Control, PasswordChange};
use wire::{Password, Win32Error};

use crate::world::{PASSWORD, World, domain_sid, hash};

impl World {
    /// With an account of the computer that has the password [`PASSWORD`].
    async fn prepared() -> Self {
        let world = Self::new().await;
        world.add("M$", Control::WORKSTATION_TRUST_ACCOUNT).await;
        world
    }

    async fn join_unsecure(&self, password: Option<&str>) -> Result<Joined, JoinFailure> {
        let order = UnsecureOrder {
            domain: "ourdom".into(),
            server: None,
            password: password.map(|password| Password::new(password.into())),
        };
        self.joining.join_unsecure(&order).await
    }

    /// The password that its account may have or not.
    async fn pending(&self) -> Option<String> {
        let kept = self.disk.load().await.unwrap().unwrap();
        let pending = kept.secret.pending;
        pending.map(|value| value.password.expose().to_owned())
    }

    async fn has_password(&self, password: &str) -> bool {
        let found = self.domain.credentials_by_name("M$").await.unwrap();
        found.unwrap().1.current == Some(hash(password))
    }
}

#[tokio::test]
async fn a_computer_joins_with_what_it_was_told_and_nobody_knows_its_password_then() {
    let world = World::prepared().await;
    let joined = world.join_unsecure(Some(PASSWORD)).await.unwrap();
    assert!(!joined.created);
    assert_eq!(joined.sid, domain_sid().to_string());
    assert!(!world.has_password(PASSWORD).await);
    let member = world.member().await;
    member.verify().await.unwrap();
    member.change_password().await.unwrap();
    let administrators = world.machine.alias_members(AliasId::builtin(544)).await;
    let group = domain_sid().child(512).unwrap();
    assert!(administrators.unwrap().contains(&group));
    // Once is once.
    let again = world.join_unsecure(Some(PASSWORD)).await.unwrap_err();
    assert_eq!(again.step, JoinStep::LogOn);
    world.member().await.verify().await.unwrap();
}

#[tokio::test]
async fn who_was_told_something_else_is_not_let_in() {
    let world = World::prepared().await;
    let before = world.account().await.unwrap();
    for wrong in [Some("something else"), None] {
        let failure = world.join_unsecure(wrong).await.unwrap_err();
        assert_eq!(failure.step, JoinStep::LogOn);
        assert_eq!(failure.reason.exit(), ExitStatus::Credentials);
        assert_eq!(failure.reason.win32(), Win32Error::ERROR_ACCESS_DENIED);
    }
    assert!(world.disk.load().await.unwrap().is_none());
    let after = world.account().await.unwrap();
    assert_eq!(after.password_last_set, before.password_last_set);
}

#[tokio::test]
async fn a_computer_joins_with_the_password_that_everybody_knows() {
    let world = World::prepared().await;
    let rid = world.account().await.unwrap().rid;
    let (hash, now) = (hash("m"), world.account().await.unwrap().created);
    let set = world
        .domain
        .set_password(rid, PasswordChange::new(&hash, now));
    set.await.unwrap();
    world
        .domain
        .change_policy(now, |policy| policy.default_password_allowed = true)
        .await
        .unwrap();
    world.join_unsecure(None).await.unwrap();
    assert!(!world.has_password("m").await);
    world.member().await.verify().await.unwrap();
}

#[tokio::test]
async fn nothing_is_set_that_is_not_written_down() {
    let world = World::prepared().await;
    world.disk.fill(true);
    let failure = world.join_unsecure(Some(PASSWORD)).await.unwrap_err();
    assert_eq!(failure.step, JoinStep::WriteDown);
    assert!(world.has_password(PASSWORD).await);
    // Set, proven, and not written down as such: the service finds out.
    world.disk.fill_after(1);
    let failure = world.join_unsecure(Some(PASSWORD)).await.unwrap_err();
    assert_eq!(failure.step, JoinStep::WriteDown);
    assert!(!world.has_password(PASSWORD).await);
    world.disk.fill(false);
    let member = world.member().await;
    member.verify().await.unwrap();
    assert_eq!(member.status().password.unwrap().pending_since, None);
}

async fn refuse_changes(world: &World, refuse: bool) {
    let now = world.account().await.unwrap().created;
    let change = |policy: &mut store::Policy| policy.refuse_password_change = refuse;
    world.domain.change_policy(now, change).await.unwrap();
}

/// What a domain says that wants no changes proves nothing: what was sent stays written down, and is sent again.
#[tokio::test]
async fn what_was_refused_stays_undecided() {
    let world = World::prepared().await;
    refuse_changes(&world, true).await;
    let failure = world.join_unsecure(Some(PASSWORD)).await.unwrap_err();
    assert_eq!(failure.step, JoinStep::SetPassword, "{failure}");
    assert!(world.has_password(PASSWORD).await);
    let sent = world.pending().await.unwrap();
    let failure = world.join_unsecure(Some(PASSWORD)).await.unwrap_err();
    assert_eq!(failure.step, JoinStep::SetPassword, "{failure}");
    assert_eq!(world.pending().await.as_ref(), Some(&sent));
    refuse_changes(&world, false).await;
    let member = world.member().await;
    member.change_password().await.unwrap();
    assert!(world.has_password(&sent).await);
    assert_eq!(world.pending().await, None);
}

/// A member whose channel is broken is repaired so; what it was told works even if nothing else can be set yet.
#[tokio::test]
async fn a_member_is_repaired_by_what_it_is_told() {
    let world = World::new().await;
    world.join().await.unwrap();
    let account = world.account().await.unwrap();
    let told = hash(PASSWORD);
    let change = PasswordChange::new(&told, account.created);
    world
        .domain
        .set_password(account.rid, change)
        .await
        .unwrap();
    refuse_changes(&world, true).await;
    world.join_unsecure(Some(PASSWORD)).await.unwrap_err();
    assert!(world.has_password(PASSWORD).await);
    world.member().await.verify().await.unwrap();
    refuse_changes(&world, false).await;
    world.join_unsecure(Some(PASSWORD)).await.unwrap();
    assert!(!world.has_password(PASSWORD).await);
    world.member().await.verify().await.unwrap();
}
