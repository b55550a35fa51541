//! The change log, as a backup controller reads it.

use store::{AliasId, Change, Changes, Database, DeltaType, PasswordChange, Store, UserChange};
use wire::SecretBytes;

use crate::common::{NOW, Scratch, add_machine, domain_sid, hash, in_memory, later};

async fn after(store: &Store, database: Database, serial: u64) -> Vec<Change> {
    match store.changes_after(database, serial, 1000).await.unwrap() {
        Changes::Changes { changes, more } => {
            assert!(!more);
            changes
        }
        Changes::FullSync => panic!("truncated"),
    }
}

#[tokio::test]
async fn each_change_is_told_with_the_next_serial_number() {
    let store = in_memory().await;
    let start = store.database_state(Database::Sam).await.unwrap();
    assert_eq!((start.serial, start.created), (1, NOW));
    let rid = add_machine(&store, "m$", 1).await.rid;
    let new = hash(2);
    store
        .set_password(rid, PasswordChange::new(&new, later(1)))
        .await
        .unwrap();
    store.rename_user(rid, "n$", later(2)).await.unwrap();
    store
        .update_user(rid, UserChange::default(), later(3))
        .await
        .unwrap();
    store.add_group_member(512, rid, later(4)).await.unwrap();
    store.delete_user(rid, later(5)).await.unwrap();
    store.change_policy(later(6), |_| {}).await.unwrap();
    let group = store.create_group("g", "", later(7)).await.unwrap().rid;
    store.delete_group(group, later(8)).await.unwrap();
    let told: Vec<_> = after(&store, Database::Sam, 1)
        .await
        .into_iter()
        .map(|change| (change.serial, change.delta, change.rid, change.name))
        .collect();
    let expected = [
        (2, DeltaType::ADD_OR_CHANGE_USER, rid, None),
        (3, DeltaType::ADD_OR_CHANGE_USER, rid, None),
        (4, DeltaType::RENAME_USER, rid, Some("m$".to_owned())),
        (5, DeltaType::ADD_OR_CHANGE_USER, rid, None),
        (6, DeltaType::CHANGE_GROUP_MEMBERSHIP, 512, None),
        (7, DeltaType::DELETE_USER, rid, Some("n$".to_owned())),
        (8, DeltaType::ADD_OR_CHANGE_DOMAIN, 0, None),
        (9, DeltaType::ADD_OR_CHANGE_GROUP, group, None),
        (10, DeltaType::DELETE_GROUP, group, Some("g".to_owned())),
    ];
    assert_eq!(told, expected);
    assert_eq!(
        store.database_state(Database::Sam).await.unwrap().serial,
        10
    );
    assert!(after(&store, Database::Sam, 10).await.is_empty());
    assert!(after(&store, Database::Builtin, 1).await.is_empty());
}

#[tokio::test]
async fn what_failed_is_not_told() {
    let store = in_memory().await;
    add_machine(&store, "m$", 1).await;
    let taken = store.create_group("M$", "", NOW).await;
    assert!(taken.is_err());
    assert!(store.rename_user(500, "m$", NOW).await.is_err());
    assert_eq!(after(&store, Database::Sam, 1).await.len(), 1);
}

#[tokio::test]
async fn each_database_has_its_own_numbers() {
    let store = in_memory().await;
    let user = domain_sid().child(1000).unwrap();
    store
        .add_alias_member(AliasId::builtin(545), &user, NOW)
        .await
        .unwrap();
    let changes = after(&store, Database::Builtin, 1).await;
    assert_eq!(changes[0].delta, DeltaType::CHANGE_ALIAS_MEMBERSHIP);
    assert_eq!(changes[0].rid, 545);
    let value = SecretBytes::new(vec![1]);
    store.store_secret("G$Global", &value, NOW).await.unwrap();
    store.store_secret("L$Local", &value, NOW).await.unwrap();
    store.add_account_rights(&user, &[], 1, NOW).await.unwrap();
    let changes = after(&store, Database::Lsa, 1).await;
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0].delta, DeltaType::ADD_OR_CHANGE_LSA_SECRET);
    assert_eq!(changes[0].name.as_deref(), Some("G$Global"));
    assert_eq!(changes[1].delta, DeltaType::ADD_OR_CHANGE_LSA_ACCOUNT);
    assert_eq!(changes[1].sid, Some(user));
    assert!(after(&store, Database::Sam, 1).await.is_empty());
}

#[tokio::test]
async fn changes_come_in_pages() {
    let store = in_memory().await;
    for _ in 0..5 {
        store
            .update_user(500, UserChange::default(), NOW)
            .await
            .unwrap();
    }
    let mut serial = 1;
    let mut pages = Vec::new();
    loop {
        let page = store.changes_after(Database::Sam, serial, 2).await.unwrap();
        let Changes::Changes { changes, more } = page else {
            panic!("truncated");
        };
        serial = changes.last().unwrap().serial;
        pages.push(changes.len());
        if !more {
            break;
        }
    }
    assert_eq!((pages, serial), (vec![2, 2, 1], 6));
}

#[tokio::test]
async fn who_is_too_far_behind_or_ahead_needs_everything() {
    let store = in_memory().await;
    let ask = async |serial| {
        store
            .changes_after(Database::Sam, serial, 10)
            .await
            .unwrap()
    };
    assert_eq!(ask(0).await, Changes::FullSync);
    assert_eq!(ask(2).await, Changes::FullSync);
    assert_eq!(ask(u64::MAX).await, Changes::FullSync);
    store
        .add_many_machines("m", 10, &hash(1), NOW)
        .await
        .unwrap();
    assert_eq!(ask(1).await, Changes::FullSync);
    assert_eq!(ask(10).await, Changes::FullSync);
    let nothing = Changes::Changes {
        changes: Vec::new(),
        more: false,
    };
    assert_eq!(ask(11).await, nothing);
    store
        .update_user(500, UserChange::default(), NOW)
        .await
        .unwrap();
    assert_eq!(after(&store, Database::Sam, 11).await.len(), 1);
}

#[tokio::test]
async fn the_log_is_bounded() {
    let scratch = Scratch::with_domain("changes-bound").await;
    {
        let store = Store::open(scratch.path()).await.unwrap();
        store
            .update_user(500, UserChange::default(), NOW)
            .await
            .unwrap();
        store
            .update_user(500, UserChange::default(), NOW)
            .await
            .unwrap();
        assert_eq!(after(&store, Database::Sam, 1).await.len(), 2);
    }
    // As if the ones between had been made: 100,000 are kept, and it is looked after at each 256th.
    scratch
        .run("UPDATE database SET serial = 100351 WHERE db = 0")
        .await;
    let store = Store::open(scratch.path()).await.unwrap();
    store
        .update_user(500, UserChange::default(), NOW)
        .await
        .unwrap();
    for serial in [1, 3, 351] {
        let behind = store
            .changes_after(Database::Sam, serial, 10)
            .await
            .unwrap();
        assert_eq!(behind, Changes::FullSync, "{serial}");
    }
    let told = after(&store, Database::Sam, 352).await;
    assert_eq!(
        told.iter().map(|change| change.serial).collect::<Vec<_>>(),
        [100_352]
    );
}
