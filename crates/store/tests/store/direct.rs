//! What is asked on the caller's own thread: never older than what this process has committed, a millisecond older at most
//! than what another has, and never kept waiting.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use store::{PasswordChange, Store};

use crate::common::{NOW, Scratch, add_person, hash, in_memory};

#[tokio::test]
async fn a_logon_is_judged_by_what_the_single_questions_tell() {
    let store = in_memory().await;
    let user = add_person(&store, "carol").await;
    let password = hash(7);
    let change = PasswordChange::new(&password, NOW);
    store.set_password(user.rid, change).await.unwrap();
    let group = store.create_group("Staff", "", NOW).await.unwrap();
    store
        .add_group_member(group.rid, user.rid, NOW)
        .await
        .unwrap();
    let facts = store.logon_facts("CAROL").await.unwrap().unwrap();
    assert_eq!(Some(facts.user), store.user(user.rid).await.unwrap());
    assert_eq!(facts.passwords.current.unwrap().expose(), &[7; 16]);
    assert_eq!(facts.policy, store.policy().await.unwrap());
    assert_eq!(facts.groups, store.memberships(user.rid).await.unwrap());
    assert_eq!(facts.groups.len(), 2);
    assert!(store.logon_facts("nobody").await.unwrap().is_none());
    // A group is no user.
    assert!(store.logon_facts("Staff").await.unwrap().is_none());
}

/// As an RPC call does, and all that is asked after it was answered.
#[tokio::test]
async fn what_was_committed_here_is_told_at_once() {
    let scratch = Scratch::with_domain("direct-here").await;
    let store = Store::open(scratch.path()).await.unwrap();
    let changes = Changes::new(&store).await;
    for round in 1..=50_u8 {
        changes.make(&store, round).await;
        assert_eq!(told(&store).await, Some(round));
    }
    store.delete_user(changes.carol, NOW).await.unwrap();
    assert_eq!(told(&store).await, None);
}

/// As `netlogond dc user …` does beside the service.
#[tokio::test]
async fn what_another_process_has_committed_is_told_soon() {
    let scratch = Scratch::with_domain("direct-other").await;
    let serving = Store::open(scratch.path()).await.unwrap();
    let other = Store::open(scratch.path()).await.unwrap();
    let changes = Changes::new(&other).await;
    for round in 1..=5 {
        changes.make(&other, round).await;
        told_soon(&serving, Some(round)).await;
    }
    other.delete_user(changes.carol, NOW).await.unwrap();
    told_soon(&serving, None).await;
}

/// Somebody and a group.
struct Changes {
    carol: u32,
    group: u32,
}

impl Changes {
    async fn new(store: &Store) -> Self {
        Self {
            carol: add_person(store, "carol").await.rid,
            group: store.create_group("Staff", "", NOW).await.unwrap().rid,
        }
    }

    /// Each by its own transaction.
    async fn make(&self, store: &Store, round: u8) {
        let password = hash(round);
        let change = PasswordChange::new(&password, NOW);
        store.set_password(self.carol, change).await.unwrap();
        store
            .change_policy(NOW, |policy| policy.min_password_length = round.into())
            .await
            .unwrap();
        // Asked while only a part is done.
        told(store).await;
        if round % 2 == 1 {
            let added = store.add_group_member(self.group, self.carol, NOW).await;
            added.unwrap();
        } else {
            let removed = store.remove_group_member(self.group, self.carol, NOW).await;
            removed.unwrap();
        }
    }
}

/// The round whose changes all are told of.
async fn told(store: &Store) -> Option<u8> {
    let facts = store.logon_facts("carol").await.unwrap()?;
    let round = facts.passwords.current?.expose()[0];
    let is_member = facts.groups.len() == 2;
    let is_whole =
        facts.policy.min_password_length == round.into() && is_member == (round % 2 == 1);
    is_whole.then_some(round)
}

/// After so many questions more than a millisecond has passed.
async fn told_soon(store: &Store, expected: Option<u8>) {
    for _ in 0..100_000 {
        if told(store).await == expected {
            return;
        }
    }
    panic!("not told of {expected:?}");
}

/// With one thread for all, as tests of the crates above have it.
#[tokio::test]
async fn who_asks_in_memory_keeps_nobody_from_writing() {
    let store = in_memory().await;
    let carol = add_person(&store, "carol").await.rid;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let (writing, asking) = (store.clone(), store.clone());
        tasks.spawn(async move {
            writing.record_bad_password(carol, NOW).await.unwrap();
        });
        tasks.spawn(async move {
            asking.logon_facts("carol").await.unwrap().unwrap();
        });
    }
    let started = std::time::Instant::now();
    tasks.join_all().await;
    // Whoever waits for who is busy waits for ten seconds.
    assert!(started.elapsed().as_secs() < 10);
    let user = store.user(carol).await.unwrap().unwrap();
    assert_eq!(user.bad_password_count, 32);
}

#[tokio::test]
async fn nobody_waits_for_who_writes() {
    let scratch = Scratch::with_domain("direct-writer").await;
    let store = Store::open(scratch.path()).await.unwrap();
    let carol = add_person(&store, "carol").await;
    let options = SqliteConnectOptions::new().filename(scratch.file());
    let mut other = options.connect().await.unwrap();
    let mut writing = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    sqlx::raw_sql("DELETE FROM principal")
        .execute(&mut *writing)
        .await
        .unwrap();
    // What is not committed has not happened.
    assert_eq!(store.user_by_name("carol").await.unwrap(), Some(carol));
    writing.commit().await.unwrap();
    told_soon(&store, None).await;
    other.close().await.unwrap();
}
