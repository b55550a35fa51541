//! Wrong passwords, counted and not.

use store::{BadPassword, Changes, Database, PasswordChange, Policy, Span, Store, UserChange};
use wire::FileTime;

use crate::common::{Scratch, add_machine, add_person, hash, in_memory, later};

async fn with_threshold(store: &Store, threshold: u16) {
    let set = |policy: &mut Policy| {
        policy.lockout_threshold = threshold;
        policy.lockout_duration = Span::minutes(30);
        policy.lockout_observation_window = Span::minutes(10);
    };
    store.change_policy(later(0), set).await.unwrap();
}

async fn bad(store: &Store, rid: u32, seconds: u64) -> (u16, bool) {
    let BadPassword { count, locked, .. } = store
        .record_bad_password(rid, later(seconds))
        .await
        .unwrap();
    (count, locked)
}

// CVE-2021-20251: the counter was read and written in two steps.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_at_once_are_counted_each() {
    let scratch = Scratch::with_domain("lockout-parallel").await;
    let store = Store::open(scratch.path()).await.unwrap();
    with_threshold(&store, 50).await;
    let rid = add_person(&store, "person").await.rid;
    // Half of them by way of another process's connection.
    let beside = Store::open(scratch.path()).await.unwrap();
    let tasks = (0..64).map(|number| {
        let store = if number % 2 == 0 { &store } else { &beside }.clone();
        tokio::spawn(async move { store.record_bad_password(rid, later(1)).await.unwrap() })
    });
    let mut outcomes = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        outcomes.push(task.await.unwrap());
    }
    let mut counts: Vec<_> = outcomes.iter().map(|outcome| outcome.count).collect();
    counts.sort_unstable();
    let expected: Vec<u16> = (1..=50).chain([50; 14]).collect();
    assert_eq!(counts, expected);
    let locked = outcomes.iter().filter(|outcome| outcome.locked).count();
    let just_locked = outcomes
        .iter()
        .filter(|outcome| outcome.just_locked)
        .count();
    assert_eq!((locked, just_locked), (15, 1));
    let user = store.user(rid).await.unwrap().unwrap();
    assert_eq!((user.bad_password_count, user.lockout_time), (50, later(1)));
}

#[tokio::test]
async fn a_count_ends_with_its_window() {
    let store = in_memory().await;
    with_threshold(&store, 3).await;
    let rid = add_person(&store, "person").await.rid;
    assert_eq!(bad(&store, rid, 0).await, (1, false));
    assert_eq!(bad(&store, rid, 599).await, (2, false));
    // Ten minutes after the last one.
    assert_eq!(bad(&store, rid, 599 + 600).await, (1, false));
    assert_eq!(bad(&store, rid, 1200).await, (2, false));
    assert_eq!(bad(&store, rid, 1201).await, (3, true));
}

#[tokio::test]
async fn a_lock_ends_with_its_duration_and_the_count_with_it() {
    let store = in_memory().await;
    with_threshold(&store, 2).await;
    let rid = add_person(&store, "person").await.rid;
    bad(&store, rid, 0).await;
    assert_eq!(bad(&store, rid, 1).await, (2, true));
    let policy = store.policy().await.unwrap();
    let user = store.user(rid).await.unwrap().unwrap();
    assert!(user.is_locked(&policy, later(1800)));
    assert!(!user.is_locked(&policy, later(1801)));
    // Wrong ones meanwhile do not make it longer.
    assert_eq!(bad(&store, rid, 1700).await, (2, true));
    assert_eq!(store.user(rid).await.unwrap().unwrap(), user);
    assert_eq!(bad(&store, rid, 1801).await, (1, false));
    let user = store.user(rid).await.unwrap().unwrap();
    assert_eq!(user.lockout_time, FileTime::ZERO);
}

#[tokio::test]
async fn a_lock_without_an_end_ends_with_the_administrator() {
    let store = in_memory().await;
    with_threshold(&store, 1).await;
    let never = |policy: &mut Policy| policy.lockout_duration = Span::NEVER;
    let policy = store.change_policy(later(0), never).await.unwrap();
    let rid = add_person(&store, "person").await.rid;
    assert_eq!(bad(&store, rid, 0).await, (1, true));
    let user = store.user(rid).await.unwrap().unwrap();
    assert!(user.is_locked(&policy, later(1 << 32)));
    let unlock = UserChange {
        unlock: true,
        ..UserChange::default()
    };
    let user = store.update_user(rid, unlock, later(1)).await.unwrap();
    assert!(!user.is_locked(&policy, later(1)));
    assert_eq!(user.bad_password_count, 0);
}

#[tokio::test]
async fn computers_and_the_last_administrator_are_counted_and_not_locked() {
    let store = in_memory().await;
    with_threshold(&store, 1).await;
    let machine = add_machine(&store, "m$", 1).await.rid;
    assert_eq!(bad(&store, machine, 0).await, (1, false));
    assert_eq!(bad(&store, machine, 1).await, (2, false));
    assert_eq!(bad(&store, 500, 0).await, (1, false));
    // DOMAIN_LOCKOUT_ADMINS
    let admins = |policy: &mut Policy| policy.password_properties |= 8;
    store.change_policy(later(0), admins).await.unwrap();
    assert_eq!(bad(&store, 500, 1).await, (2, true));
}

#[tokio::test]
async fn a_right_password_forgets_the_wrong_ones() {
    let store = in_memory().await;
    with_threshold(&store, 3).await;
    let rid = add_person(&store, "person").await.rid;
    bad(&store, rid, 0).await;
    bad(&store, rid, 1).await;
    store.record_logon(rid, later(2)).await.unwrap();
    let user = store.user(rid).await.unwrap().unwrap();
    assert_eq!((user.logon_count, user.last_logon), (1, later(2)));
    assert_eq!(bad(&store, rid, 3).await, (1, false));
    let new = hash(1);
    store
        .set_password(rid, PasswordChange::new(&new, later(4)))
        .await
        .unwrap();
    assert_eq!(bad(&store, rid, 5).await, (1, false));
    store.record_logoff(rid, later(6)).await.unwrap();
    assert_eq!(
        store.user(rid).await.unwrap().unwrap().last_logoff,
        later(6)
    );
}

#[tokio::test]
async fn only_the_one_that_locks_is_replicated() {
    let store = in_memory().await;
    with_threshold(&store, 2).await;
    let rid = add_person(&store, "person").await.rid;
    let serial = store.database_state(Database::Sam).await.unwrap().serial;
    bad(&store, rid, 0).await;
    store.record_logon(rid, later(1)).await.unwrap();
    bad(&store, rid, 2).await;
    assert_eq!(
        store.database_state(Database::Sam).await.unwrap().serial,
        serial
    );
    assert_eq!(bad(&store, rid, 3).await, (2, true));
    let Changes::Changes { changes, .. } = store
        .changes_after(Database::Sam, serial, 10)
        .await
        .unwrap()
    else {
        panic!("truncated");
    };
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].rid, rid);
}
