//! What has changed since, and one object at a time.

use msrpc::netlogon::{DatabaseId, Delta, ModifiedCount, SyncState};
use store::PasswordChange;
use wire::NtStatus;

use super::backup::{ALL, Backup, entry, keys, nt_hash, types};
use crate::domain::{Domain, NOW, PASSWORD, hash};

async fn serial(backup: &mut Backup) -> i64 {
    let Delta::Domain {
        change: Some(domain),
        ..
    } = backup.redo_one(&entry(0, 1, 0)).await
    else {
        panic!("no domain");
    };
    domain.modified_count.into()
}

#[tokio::test]
async fn what_changed_since() {
    let domain = Domain::new().await;
    let policy = |policy: &mut store::Policy| policy.password_history_length = 24;
    domain.store.change_policy(NOW, policy).await.unwrap();
    let mut backup = Backup::new(&domain, "B").await;
    let before = serial(&mut backup).await;
    let store = &domain.store;
    let user = store.user_by_name("user").await.unwrap().unwrap().rid;
    store.rename_user(user, "person", NOW).await.unwrap();
    let new = hash("new password");
    let change = PasswordChange::new(&new, NOW);
    store.set_password(user, change).await.unwrap();
    let group = store.create_group("Group", "", NOW).await.unwrap().rid;
    store.add_group_member(group, user, NOW).await.unwrap();
    let member = store.user_by_name("N$").await.unwrap().unwrap().rid;
    store.delete_user(member, NOW).await.unwrap();

    let reply = backup.deltas(DatabaseId::SAM, before, ALL).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let after = i64::from(reply.modified_count);
    assert_eq!(after, serial(&mut backup).await);
    let deltas = reply.deltas.unwrap().0;
    let [
        Delta::RenameUser {
            rid,
            change: Some(rename),
        },
        Delta::User {
            change: Some(changed),
            ..
        },
        Delta::Group { .. },
        Delta::GroupMembers {
            change: Some(members),
            ..
        },
        ..,
        Delta::DeleteUser { rid: deleted },
    ] = &deltas[..]
    else {
        panic!("{:?}", types(&deltas));
    };
    assert_eq!((*rid, *deleted), (user, member));
    assert_eq!(rename.old_name.as_str(), Some("user"));
    assert_eq!(rename.new_name.as_str(), Some("person"));
    let key = backup.channel.key();
    assert!(nt_hash(key, changed) == Some(new.duplicate()));
    // A backup controller that becomes the primary one refuses the old password, too.
    let history = keys(key, changed).nt_history;
    assert_eq!(history.len(), 2);
    for (kept, was) in history.iter().zip([new, hash(PASSWORD)]) {
        assert!(kept.expose() == was.expose());
    }
    assert_eq!(members.members.0[0].relative_id, user);

    // The same, one by one.
    let (mut at, mut one_by_one) = (before, Vec::new());
    loop {
        let reply = backup.deltas(DatabaseId::SAM, at, 0).await;
        let next = i64::from(reply.modified_count);
        assert!(next > at, "no progress from {at}");
        at = next;
        one_by_one.extend(reply.deltas.unwrap().0);
        if reply.status != NtStatus::MORE_ENTRIES {
            break;
        }
    }
    assert_eq!(at, after);
    assert!(one_by_one == deltas);
}

// What was changed and is gone has no delta but the one that deletes it.
#[tokio::test]
async fn what_is_gone_by_now_is_deleted_only() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let before = serial(&mut backup).await;
    let store = &domain.store;
    let group = store
        .create_group("Short-lived", "", NOW)
        .await
        .unwrap()
        .rid;
    store.delete_group(group, NOW).await.unwrap();
    let reply = backup.deltas(DatabaseId::SAM, before, ALL).await;
    assert!(reply.deltas.unwrap().0 == [Delta::DeleteGroup { rid: group }]);
}

#[tokio::test]
async fn a_serial_number_that_is_not_in_the_log_needs_a_full_synchronization() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let newest = serial(&mut backup).await;
    for unknown in [newest + 1, i64::MAX, -1, i64::MIN] {
        let reply = backup.deltas(DatabaseId::SAM, unknown, ALL).await;
        assert_eq!(
            reply.status,
            NtStatus::SYNCHRONIZATION_REQUIRED,
            "{unknown}"
        );
        assert_eq!(reply.modified_count, ModifiedCount::from(unknown));
        assert!(reply.deltas.is_none());
    }
    let status = Some(NtStatus::SYNCHRONIZATION_REQUIRED);
    let events = domain.events().await;
    assert!(
        events
            .iter()
            .any(|(id, strings, data)| (*id, strings[0].as_str(), *data) == (5712, "B", status)),
        "{events:?}"
    );
}

#[tokio::test]
async fn events_tell_how_much_was_fetched() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let before = serial(&mut backup).await;
    let (deltas, _) = backup.whole(DatabaseId::BUILTIN, ALL).await;
    domain.store.create_group("One", "", NOW).await.unwrap();
    domain.store.create_group("Two", "", NOW).await.unwrap();
    backup.deltas(DatabaseId::SAM, before, ALL).await;
    backup.sync(DatabaseId(3), SyncState::NORMAL, 0, ALL).await;
    let events = domain.events().await;
    let strings = |id| {
        let mut events = events.iter().filter(move |event| event.0 == id);
        events.next_back().unwrap().1.clone()
    };
    assert_eq!(strings(5711), ["B", "2"]);
    assert_eq!(strings(5713), ["B".to_owned(), deltas.len().to_string()]);
    let failed = events.iter().find(|event| event.0 == 5714).unwrap();
    assert_eq!(failed.1[0], "B");
    assert_eq!(failed.2, Some(NtStatus::INVALID_LEVEL));
}

#[tokio::test]
async fn one_object_at_a_time() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let user = domain
        .store
        .user_by_name("user")
        .await
        .unwrap()
        .unwrap()
        .rid;
    let delta = backup.redo_one(&entry(0, 5, user)).await;
    assert!(matches!(delta, Delta::User { rid, .. } if rid == user));
    let delta = backup.redo_one(&entry(1, 12, 544)).await;
    assert!(matches!(delta, Delta::AliasMembers { rid: 544, .. }));
    assert!(backup.redo_one(&entry(0, 5, 77)).await == Delta::DeleteUser { rid: 77 });

    let mut odd = entry(0, 5, user).encode();
    odd.push(0);
    for wrong in [
        Vec::new(),
        odd,
        entry(3, 5, user).encode(),
        // Groups are not in BUILTIN, users not in the LSA, and deltas not above 22.
        entry(1, 2, 544).encode(),
        entry(2, 5, user).encode(),
        entry(0, 23, user).encode(),
        // A secret without a name.
        entry(2, 18, 0).encode(),
    ] {
        let reply = backup.redo(wrong.clone()).await;
        assert_eq!(reply.status, NtStatus::INVALID_PARAMETER, "{wrong:?}");
        assert!(reply.deltas.is_none());
    }
}
