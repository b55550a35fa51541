//! Users: making, finding, changing, deleting.

use store::{
    AliasId, Control, NewUser, PasswordChange, PrincipalKind, SamDomain, StoreError, UserChange,
};
use wire::{FileTime, Sid};

use crate::common::{NOW, add_machine, add_person, domain_sid, hash, in_memory, later};

#[tokio::test]
async fn a_machine_is_found_by_its_name_in_any_case() {
    let store = in_memory().await;
    let made = add_machine(&store, "Member$", 1).await;
    assert_eq!((made.rid, made.primary_group), (1000, 515));
    assert_eq!((made.created, made.password_last_set), (NOW, NOW));
    let (found, passwords) = store.credentials_by_name("mEMBER$").await.unwrap().unwrap();
    assert_eq!(found, made);
    assert_eq!(passwords.current.unwrap().expose(), &[1; 16]);
    assert!(passwords.previous.is_none());
    let (by_rid, passwords) = store.credentials(1000).await.unwrap().unwrap();
    assert_eq!(by_rid, made);
    assert_eq!(passwords.current.unwrap().expose(), &[1; 16]);
    assert_eq!(store.user(1000).await.unwrap(), Some(made));
    assert_eq!(store.user_by_name("other$").await.unwrap(), None);
    // A group is no user.
    assert_eq!(store.user_by_name("Domain Admins").await.unwrap(), None);
    assert_eq!(store.user(512).await.unwrap(), None);
}

#[tokio::test]
async fn a_name_is_unique_among_users_groups_and_aliases() {
    let store = in_memory().await;
    add_person(&store, "jürgen").await;
    let group = store.create_group("Staff", "", NOW).await.unwrap();
    let alias = store.create_alias("Printers", "", NOW).await.unwrap();
    let before = store.counts(SamDomain::Account).await.unwrap();
    for name in ["JÜRGEN", "STAFF", "printers", "domain users"] {
        let new = NewUser::new(name, Control::NORMAL_ACCOUNT, NOW);
        let made = store.create_user(&new).await;
        assert!(matches!(made, Err(StoreError::NameTaken)), "{name}");
        let made = store.create_group(name, "", NOW).await;
        assert!(matches!(made, Err(StoreError::NameTaken)), "{name}");
        let made = store.create_alias(name, "", NOW).await;
        assert!(matches!(made, Err(StoreError::NameTaken)), "{name}");
        if name != "STAFF" {
            let renamed = store.rename_group(group.rid, name, NOW).await;
            assert!(matches!(renamed, Err(StoreError::NameTaken)), "{name}");
        }
        if name != "printers" {
            let renamed = store.rename_alias(alias.id, name, NOW).await;
            assert!(matches!(renamed, Err(StoreError::NameTaken)), "{name}");
        }
    }
    assert_eq!(store.counts(SamDomain::Account).await.unwrap(), before);
    // BUILTIN is another domain.
    store.create_alias("Administrators", "", NOW).await.unwrap();
}

#[tokio::test]
async fn rids_are_not_given_twice() {
    let store = in_memory().await;
    let first = add_person(&store, "first").await.rid;
    store.delete_user(first, NOW).await.unwrap();
    let second = add_person(&store, "first").await.rid;
    assert!(second > first);
    // Nor by those who make accounts at the same time.
    let many = (0..32).map(|number| {
        let store = store.clone();
        tokio::spawn(async move { add_person(&store, &format!("u{number}")).await.rid })
    });
    let mut rids = Vec::new();
    for task in many.collect::<Vec<_>>() {
        rids.push(task.await.unwrap());
    }
    rids.sort_unstable();
    rids.dedup();
    assert_eq!(rids.len(), 32);
}

#[tokio::test]
async fn kinds_of_accounts_have_their_groups() {
    let store = in_memory().await;
    for (name, control, group) in [
        ("person", Control::NORMAL_ACCOUNT, 513),
        ("ws$", Control::WORKSTATION_TRUST_ACCOUNT, 515),
        ("bdc$", Control::SERVER_TRUST_ACCOUNT, 516),
        ("THEIRDOM$", Control::INTERDOMAIN_TRUST_ACCOUNT, 513),
    ] {
        let user = store
            .create_user(&NewUser::new(name, control, NOW))
            .await
            .unwrap();
        assert_eq!(user.primary_group, group, "{name}");
        assert_eq!(user.is_machine(), control != Control::NORMAL_ACCOUNT);
    }
    let both = Control::NORMAL_ACCOUNT | Control::WORKSTATION_TRUST_ACCOUNT;
    for control in [0, Control::ACCOUNT_DISABLED, both] {
        let made = store
            .create_user(&NewUser::new("other", control, NOW))
            .await;
        assert!(
            matches!(made, Err(StoreError::InvalidValue { field: "control" })),
            "{control:#x}"
        );
    }
}

#[tokio::test]
async fn an_account_of_another_kind_leaves_the_group_of_its_former_kind() {
    let store = in_memory().await;
    let user = add_person(&store, "ws$").await;
    store.add_group_member(515, user.rid, NOW).await.unwrap();
    let change = UserChange {
        set_control: Control::WORKSTATION_TRUST_ACCOUNT,
        clear_control: Control::ACCOUNT_TYPE_MASK,
        ..UserChange::default()
    };
    let user = store.update_user(user.rid, change, NOW).await.unwrap();
    assert_eq!((user.control, user.primary_group), (0x80, 515));
    let groups = store.memberships(user.rid).await.unwrap();
    assert_eq!(
        groups.iter().map(|group| group.rid).collect::<Vec<_>>(),
        [515]
    );
    // And back, to a group that it has chosen itself and keeps.
    let chosen = UserChange {
        primary_group: Some(512),
        ..UserChange::default()
    };
    store.update_user(user.rid, chosen, NOW).await.unwrap();
    let back = UserChange {
        set_control: Control::NORMAL_ACCOUNT,
        clear_control: Control::ACCOUNT_TYPE_MASK,
        ..UserChange::default()
    };
    let user = store.update_user(user.rid, back, NOW).await.unwrap();
    assert_eq!((user.control, user.primary_group), (0x10, 512));
    let groups = store.memberships(user.rid).await.unwrap();
    assert_eq!(
        groups.iter().map(|group| group.rid).collect::<Vec<_>>(),
        [512, 515]
    );
}

#[tokio::test]
async fn a_change_replaces_what_it_names_and_nothing_else() {
    let store = in_memory().await;
    let before = add_machine(&store, "member$", 1).await;
    let change = UserChange {
        full_name: Some("A member".into()),
        account_expires: Some(later(60)),
        logon_hours: Some(store::LogonHours {
            units_per_week: 168,
            bits: Some(vec![0xff; 21]),
        }),
        set_control: Control::ACCOUNT_DISABLED | Control::ACCOUNT_AUTO_LOCKED,
        ..UserChange::default()
    };
    let changed = store
        .update_user(before.rid, change, later(1))
        .await
        .unwrap();
    let expected = store::User {
        full_name: "A member".into(),
        account_expires: later(60),
        logon_hours: store::LogonHours {
            units_per_week: 168,
            bits: Some(vec![0xff; 21]),
        },
        // Whether it is locked follows from elsewhere.
        control: 0x0081,
        version: 2,
        ..before
    };
    assert_eq!(changed, expected);
    assert_eq!(store.user(expected.rid).await.unwrap(), Some(expected));
    let nobody = store.update_user(4000, UserChange::default(), NOW).await;
    assert!(matches!(nobody, Err(StoreError::NoSuchAccount)));
}

#[tokio::test]
async fn name_fields_and_password_change_together_or_not_at_all() {
    let store = in_memory().await;
    let rid = add_machine(&store, "m$", 1).await.rid;
    let set = |policy: &mut store::Policy| policy.password_history_length = 1;
    store.change_policy(NOW, set).await.unwrap();
    let full_name = |name: &str| UserChange {
        full_name: Some(name.into()),
        ..UserChange::default()
    };
    let (first, second) = (hash(1), hash(2));
    let in_history = PasswordChange {
        check_history: true,
        ..PasswordChange::new(&first, later(1))
    };
    let before = store.user(rid).await.unwrap();
    let refused = store
        .change_user(rid, Some("n$"), full_name("N"), Some(in_history), later(1))
        .await;
    assert!(matches!(refused, Err(StoreError::InHistory)));
    assert_eq!(store.user(rid).await.unwrap(), before);
    let new = PasswordChange::new(&second, later(1));
    let changed = store.change_user(rid, Some("n$"), full_name("N"), Some(new), later(1));
    changed.await.unwrap();
    let (user, passwords) = store.credentials(rid).await.unwrap().unwrap();
    assert_eq!((user.name.as_str(), user.full_name.as_str()), ("n$", "N"));
    assert!(passwords.current.unwrap() == second);
    // What is not to change is not written.
    let nothing = store.change_user(rid, None, UserChange::default(), None, later(2));
    nothing.await.unwrap();
    assert_eq!(store.user(rid).await.unwrap(), Some(user));
}

#[tokio::test]
async fn a_change_of_another_version_is_refused() {
    let store = in_memory().await;
    let change = |name: &str, version| UserChange {
        full_name: Some(name.into()),
        if_version: Some(version),
        ..UserChange::default()
    };
    store.update_user(500, change("one", 1), NOW).await.unwrap();
    let late = store.update_user(500, change("two", 1), NOW).await;
    assert!(matches!(late, Err(StoreError::Conflict)));
    assert_eq!(store.user(500).await.unwrap().unwrap().full_name, "one");
}

#[tokio::test]
async fn who_is_deleted_is_nowhere_any_more() {
    let store = in_memory().await;
    let user = add_person(&store, "person").await;
    let sid = domain_sid().child(user.rid).unwrap();
    store.add_group_member(512, user.rid, NOW).await.unwrap();
    store
        .add_alias_member(AliasId::builtin(544), &sid, NOW)
        .await
        .unwrap();
    store.delete_user(user.rid, NOW).await.unwrap();
    assert_eq!(store.user(user.rid).await.unwrap(), None);
    assert_eq!(store.user_by_name("person").await.unwrap(), None);
    assert!(store.memberships(user.rid).await.unwrap().is_empty());
    assert!(store.alias_memberships(&[sid]).await.unwrap().is_empty());
    let members = store.group_members(512, 0, 10).await.unwrap();
    assert_eq!(
        members.iter().map(|member| member.rid).collect::<Vec<_>>(),
        [500]
    );
    let again = store.delete_user(user.rid, NOW).await;
    assert!(matches!(again, Err(StoreError::NoSuchAccount)));
    let built_in = store.delete_user(500, NOW).await;
    assert!(matches!(built_in, Err(StoreError::BuiltInAccount)));
    let group = store.create_group("group", "", NOW).await.unwrap();
    let no_user = store.delete_user(group.rid, NOW).await;
    assert!(matches!(no_user, Err(StoreError::NoSuchAccount)));
}

#[tokio::test]
async fn a_renamed_user_keeps_the_rid_and_frees_the_name() {
    let store = in_memory().await;
    let user = add_machine(&store, "old$", 1).await;
    store.rename_user(user.rid, "new$", NOW).await.unwrap();
    // In another case it is still its own name.
    store.rename_user(user.rid, "NEW$", NOW).await.unwrap();
    let renamed = store.user_by_name("new$").await.unwrap().unwrap();
    assert_eq!((renamed.rid, renamed.name.as_str()), (user.rid, "NEW$"));
    assert_eq!(store.user_by_name("old$").await.unwrap(), None);
    add_machine(&store, "old$", 2).await;
    let taken = store.rename_user(user.rid, "Old$", NOW).await;
    assert!(matches!(taken, Err(StoreError::NameTaken)));
    let invalid = store.rename_user(user.rid, "a/b", NOW).await;
    assert!(matches!(invalid, Err(StoreError::InvalidName)));
    let group = store.rename_user(512, "Rulers", NOW).await;
    assert!(matches!(group, Err(StoreError::NoSuchAccount)));
}

#[tokio::test]
async fn the_quota_counts_the_accounts_that_one_has_made() {
    let store = in_memory().await;
    let creator: Sid = domain_sid().child(1500).unwrap();
    let other: Sid = domain_sid().child(1501).unwrap();
    let tasks = (0..8).map(|number| {
        let (store, creator) = (store.clone(), creator.clone());
        tokio::spawn(async move {
            let name = format!("q{number}$");
            let new = NewUser {
                creator: Some(&creator),
                quota: Some(3),
                ..NewUser::new(&name, Control::WORKSTATION_TRUST_ACCOUNT, NOW)
            };
            match store.create_user(&new).await {
                Ok(_) => true,
                Err(StoreError::QuotaExceeded) => false,
                Err(error) => panic!("{error}"),
            }
        })
    });
    let mut made = 0;
    for task in tasks.collect::<Vec<_>>() {
        made += i32::from(task.await.unwrap());
    }
    assert_eq!(made, 3);
    let new = NewUser {
        creator: Some(&other),
        quota: Some(3),
        ..NewUser::new("o$", Control::WORKSTATION_TRUST_ACCOUNT, NOW)
    };
    let by_other = store.create_user(&new).await.unwrap();
    assert_eq!(by_other.creator, Some(other));
}

#[tokio::test]
async fn lists_come_in_pages_and_by_kind() {
    let store = in_memory().await;
    for name in ["zoe", "Änne", "bob"] {
        add_person(&store, name).await;
    }
    add_machine(&store, "m1$", 1).await;
    let people = store.users(0, 3, Control::NORMAL_ACCOUNT).await.unwrap();
    let names: Vec<_> = people.iter().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["Administrator", "Guest", "zoe"]);
    let rest = store.users(people[2].rid, 10, 0).await.unwrap();
    let names: Vec<_> = rest.iter().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["Änne", "bob", "m1$"]);
    let shown = store
        .users_by_name(1, 3, Control::NORMAL_ACCOUNT)
        .await
        .unwrap();
    let names: Vec<_> = shown.iter().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["bob", "Guest", "zoe"]);
    let before = store
        .users_before("c", Control::NORMAL_ACCOUNT)
        .await
        .unwrap();
    assert_eq!(before, 2);
}

#[tokio::test]
async fn names_and_rids_are_looked_up_in_their_order() {
    let store = in_memory().await;
    let names: Vec<String> = (0..1200).map(|number| format!("x{number}")).collect();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.push("domain admins");
    names.push("Guest");
    let found = store
        .lookup_names(SamDomain::Account, &names)
        .await
        .unwrap();
    assert_eq!(found.len(), names.len());
    assert!(found[..1200].iter().all(Option::is_none));
    let group = found[1200].as_ref().unwrap();
    assert_eq!((group.rid, group.kind), (512, PrincipalKind::Group));
    assert_eq!(group.name, "Domain Admins");
    assert_eq!(found[1201].as_ref().unwrap().kind, PrincipalKind::User);
    let found = store
        .lookup_rids(SamDomain::Builtin, &[545, 1, 544, 545])
        .await
        .unwrap();
    let names: Vec<_> = found
        .iter()
        .map(|found| found.as_ref().map(|found| found.name.as_str()))
        .collect();
    assert_eq!(
        names,
        [Some("Users"), None, Some("Administrators"), Some("Users")]
    );
    assert_eq!(
        store
            .principal(SamDomain::Account, "Administrators")
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn what_a_new_domain_has() {
    let store = in_memory().await;
    let administrator = store.user(500).await.unwrap().unwrap();
    assert_eq!(administrator.name, "Administrator");
    assert_eq!(administrator.control, 0x0210);
    let (_, passwords) = store.credentials(500).await.unwrap().unwrap();
    assert_eq!(passwords.current.unwrap().expose(), hash(0xad).expose());
    let guest = store.user(501).await.unwrap().unwrap();
    assert_eq!((guest.control, guest.primary_group), (0x0211, 514));
    assert_eq!(guest.password_last_set, FileTime::ZERO);
    let groups = |user| {
        let store = store.clone();
        async move {
            let groups = store.memberships(user).await.unwrap();
            groups.iter().map(|group| group.rid).collect::<Vec<_>>()
        }
    };
    assert_eq!(groups(500).await, [512, 513]);
    assert_eq!(groups(501).await, [514]);
    for (rid, aliases) in [
        (500, vec![544]),
        (512, vec![544]),
        (513, vec![545]),
        (514, vec![546]),
    ] {
        let sid = domain_sid().child(rid).unwrap();
        let found = store.alias_memberships(&[sid]).await.unwrap();
        let expected: Vec<_> = aliases.into_iter().map(AliasId::builtin).collect();
        assert_eq!(found, expected, "{rid}");
    }
    let counts = store.counts(SamDomain::Account).await.unwrap();
    assert_eq!((counts.users, counts.groups, counts.aliases), (2, 5, 0));
    let counts = store.counts(SamDomain::Builtin).await.unwrap();
    assert_eq!((counts.users, counts.groups, counts.aliases), (0, 0, 8));
}

#[tokio::test]
async fn many_machines_are_made_at_once() {
    let store = in_memory().await;
    store
        .add_many_machines("load", 10_003, &hash(7), NOW)
        .await
        .unwrap();
    assert_eq!(
        store.counts(SamDomain::Account).await.unwrap().users,
        10_005
    );
    let (last, passwords) = store
        .credentials_by_name("LOAD10002$")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((last.rid, last.control), (11_002, 0x80));
    assert_eq!(passwords.current.unwrap().expose(), &[7; 16]);
}
