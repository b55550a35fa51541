//! Passwords, the previous one, and the history.

use store::{Control, OverChannel, PasswordChange, Store, StoreError, UserChange};
use wire::FileTime;

use crate::common::{NOW, add_machine, add_person, hash, in_memory, later};

async fn with_history(length: u16) -> Store {
    let store = in_memory().await;
    let set = |policy: &mut store::Policy| policy.password_history_length = length;
    store.change_policy(later(0), set).await.unwrap();
    store
}

#[tokio::test]
async fn the_password_in_use_becomes_the_previous_one() {
    let store = in_memory().await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    let second = hash(2);
    store
        .set_password(rid, PasswordChange::new(&second, later(10)))
        .await
        .unwrap();
    let (user, passwords) = store.credentials(rid).await.unwrap().unwrap();
    assert_eq!((user.password_last_set, user.version), (later(10), 2));
    assert_eq!(passwords.current.unwrap().expose(), &[2; 16]);
    let previous = passwords.previous.unwrap();
    assert_eq!(previous.hash.expose(), &[1; 16]);
    assert_eq!(previous.replaced, later(10));
}

/// A channel whose computer has proved to know the password that was set then.
fn knowing(set: FileTime) -> Option<OverChannel> {
    Some(OverChannel {
        standing: 0,
        knows: Some(set),
    })
}

#[tokio::test]
async fn an_accounts_standing_counts_what_others_did_to_what_lets_it_in() {
    let store = in_memory().await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    let standing = async || store.standing(rid).await.unwrap();
    let update = async |set_control, clear_control| {
        let change = UserChange {
            set_control,
            clear_control,
            full_name: Some("M".into()),
            ..UserChange::default()
        };
        store.update_user(rid, change, NOW).await.unwrap();
    };
    let new = hash(2);
    let over = PasswordChange {
        over_channel: knowing(NOW),
        ..PasswordChange::new(&new, NOW)
    };
    store.set_password(rid, over).await.unwrap();
    store.record_logon(rid, NOW).await.unwrap();
    update(0, 0).await;
    assert_eq!(standing().await, Some(0));
    // The same once more counts as well: it is somebody else's word.
    let set = PasswordChange::new(&new, NOW);
    store.set_password(rid, set).await.unwrap();
    assert_eq!(standing().await, Some(1));
    update(Control::ACCOUNT_DISABLED, 0).await;
    update(0, Control::ACCOUNT_DISABLED).await;
    assert_eq!(standing().await, Some(2));
    let (workstation, server) = (
        Control::WORKSTATION_TRUST_ACCOUNT,
        Control::SERVER_TRUST_ACCOUNT,
    );
    update(server, workstation).await;
    assert_eq!(standing().await, Some(3));
    let (_, passwords) = store.credentials(rid).await.unwrap().unwrap();
    assert_eq!(passwords.standing, 3);
    store.delete_user(rid, NOW).await.unwrap();
    assert_eq!(standing().await, None);
}

#[tokio::test]
async fn a_channel_that_has_ended_sets_no_password() {
    let store = in_memory().await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    let (reset, new) = (hash(2), hash(3));
    let set = PasswordChange::new(&reset, NOW);
    store.set_password(rid, set).await.unwrap();
    let over = PasswordChange {
        over_channel: knowing(NOW),
        ..PasswordChange::new(&new, NOW)
    };
    let refused = store.set_password(rid, over).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
    let (_, passwords) = store.credentials(rid).await.unwrap().unwrap();
    assert!(passwords.current == Some(reset));
}

#[tokio::test]
async fn a_previous_password_is_the_owners_own_if_he_replaced_it_and_nobody_else_had_a_word() {
    let (new, other) = (hash(2), hash(3));
    let own = |set| PasswordChange {
        over_channel: knowing(set),
        ..PasswordChange::new(&new, later(10))
    };
    let again = |set| PasswordChange {
        over_channel: knowing(set),
        ..PasswordChange::new(&new, later(20))
    };
    let by_another = || PasswordChange::new(&other, later(20));
    for (name, changes, expected) in [
        ("his", vec![own(NOW)], true),
        // What he knows is not what was replaced.
        ("late", vec![own(later(1))], false),
        ("set", vec![PasswordChange::new(&new, later(10))], false),
        ("his-twice", vec![own(NOW), again(later(10))], true),
        ("late-twice", vec![own(later(1)), again(later(10))], false),
        ("his-then-set", vec![own(NOW), by_another()], false),
        (
            "his-then-set-the-same",
            vec![own(NOW), PasswordChange::new(&new, later(20))],
            false,
        ),
    ] {
        let store = in_memory().await;
        let rid = add_machine(&store, &format!("{name}$"), 1).await.rid;
        for change in changes {
            store.set_password(rid, change).await.unwrap();
        }
        let (_, passwords) = store.credentials(rid).await.unwrap().unwrap();
        let previous = passwords.previous.unwrap();
        assert_eq!(previous.by_owner, expected, "{name}");
    }
}

#[tokio::test]
async fn who_was_disabled_has_no_previous_password_of_his_own() {
    let store = in_memory().await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    let new = hash(2);
    let own = PasswordChange {
        over_channel: knowing(NOW),
        ..PasswordChange::new(&new, later(10))
    };
    store.set_password(rid, own).await.unwrap();
    let is_own = async || {
        let (_, passwords) = store.credentials(rid).await.unwrap().unwrap();
        passwords.previous.unwrap().by_owner
    };
    let renamed = UserChange {
        full_name: Some("M".into()),
        ..UserChange::default()
    };
    store.update_user(rid, renamed, NOW).await.unwrap();
    assert!(is_own().await);
    for (set_control, clear_control) in [
        (Control::ACCOUNT_DISABLED, 0),
        (0, Control::ACCOUNT_DISABLED),
    ] {
        let change = UserChange {
            set_control,
            clear_control,
            ..UserChange::default()
        };
        store.update_user(rid, change, NOW).await.unwrap();
        assert!(!is_own().await);
    }
}

#[tokio::test]
async fn that_a_previous_password_was_used_is_known_until_another_is_set() {
    let store = in_memory().await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    let used = async || {
        let user = store.user(rid).await.unwrap().unwrap();
        user.previous_password_used
    };
    for at in [later(5), FileTime::ZERO, later(7)] {
        store.record_previous_password(rid, at).await.unwrap();
        assert_eq!(used().await, at);
    }
    let new = hash(2);
    let change = PasswordChange::new(&new, later(10));
    store.set_password(rid, change).await.unwrap();
    assert_eq!(used().await, FileTime::ZERO);
    let nobody = store.record_previous_password(4000, later(1)).await;
    assert!(matches!(nobody, Err(StoreError::NoSuchAccount)));
}

// A client that asks twice, because it did not hear the first answer, must not make us forget the password before.
#[tokio::test]
async fn the_same_password_again_replaces_nothing() {
    let store = with_history(5).await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    let second = hash(2);
    for seconds in [10, 20] {
        store
            .set_password(rid, PasswordChange::new(&second, later(seconds)))
            .await
            .unwrap();
    }
    let (user, passwords) = store.credentials(rid).await.unwrap().unwrap();
    assert_eq!(user.password_last_set, later(20));
    let previous = passwords.previous.unwrap();
    assert_eq!(previous.hash.expose(), &[1; 16]);
    assert_eq!(previous.replaced, later(10));
}

#[tokio::test]
async fn the_history_refuses_as_many_as_the_policy_says() {
    let store = with_history(3).await;
    let rid = add_person(&store, "person").await.rid;
    let change = async |octet| {
        let new = hash(octet);
        let change = PasswordChange {
            check_history: true,
            ..PasswordChange::new(&new, later(u64::from(octet)))
        };
        store.set_password(rid, change).await
    };
    for octet in 1..=4 {
        change(octet).await.unwrap();
    }
    for octet in 2..=4 {
        let refused = change(octet).await;
        assert!(matches!(refused, Err(StoreError::InHistory)), "{octet}");
    }
    let (user, _) = store.credentials(rid).await.unwrap().unwrap();
    assert_eq!(user.password_last_set, later(4));
    // The fourth last may come back; who does not ask is not refused, but remembered.
    change(1).await.unwrap();
    let other = hash(9);
    store
        .set_password(rid, PasswordChange::new(&other, later(9)))
        .await
        .unwrap();
    assert!(matches!(change(1).await, Err(StoreError::InHistory)));
    assert!(matches!(change(9).await, Err(StoreError::InHistory)));
    change(3).await.unwrap();
}

#[tokio::test]
async fn without_a_history_any_password_is_taken() {
    let store = in_memory().await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    for octet in [1, 2, 1] {
        let new = hash(octet);
        let change = PasswordChange {
            check_history: true,
            ..PasswordChange::new(&new, later(1))
        };
        store.set_password(rid, change).await.unwrap();
    }
}

#[tokio::test]
async fn of_two_who_know_the_old_password_one_changes_it() {
    let store = in_memory().await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    let tasks = (2..10_u8).map(|octet| {
        let store = store.clone();
        tokio::spawn(async move {
            let (old, new) = (hash(1), hash(octet));
            let change = PasswordChange {
                expected: Some(&old),
                ..PasswordChange::new(&new, later(1))
            };
            match store.set_password(rid, change).await {
                Ok(()) => true,
                Err(StoreError::Conflict) => false,
                Err(error) => panic!("{error}"),
            }
        })
    });
    let mut changed = 0;
    for task in tasks.collect::<Vec<_>>() {
        changed += i32::from(task.await.unwrap());
    }
    assert_eq!(changed, 1);
}

#[tokio::test]
async fn a_password_that_must_be_changed_was_never_set() {
    let store = in_memory().await;
    let rid = add_person(&store, "person").await.rid;
    let new = hash(1);
    let change = PasswordChange {
        must_change: true,
        ..PasswordChange::new(&new, later(1))
    };
    store.set_password(rid, change).await.unwrap();
    let user = store.user(rid).await.unwrap().unwrap();
    assert_eq!(user.password_last_set, FileTime::ZERO);
    let nobody = store.set_password(4000, PasswordChange::new(&new, later(1)));
    assert!(matches!(nobody.await, Err(StoreError::NoSuchAccount)));
}
