//! Groups and their members.

use store::{Store, StoreError, UserChange};

use crate::common::{NOW, add_machine, add_person, in_memory};

async fn members(store: &Store, group: u32) -> Vec<u32> {
    let members = store.group_members(group, 0, 100).await.unwrap();
    members.iter().map(|member| member.rid).collect()
}

async fn groups(store: &Store, user: u32) -> Vec<u32> {
    let groups = store.memberships(user).await.unwrap();
    groups.iter().map(|group| group.rid).collect()
}

#[tokio::test]
async fn the_primary_group_is_a_membership_without_being_written_down() {
    let store = in_memory().await;
    let user = add_person(&store, "person").await.rid;
    assert_eq!(members(&store, 513).await, [500, user]);
    assert_eq!(groups(&store, user).await, [513]);
    let again = store.add_group_member(513, user, NOW).await;
    assert!(matches!(again, Err(StoreError::AlreadyMember)));
    let left = store.remove_group_member(513, user, NOW).await;
    assert!(matches!(left, Err(StoreError::PrimaryGroup)));
    let change = UserChange {
        primary_group: Some(512),
        ..UserChange::default()
    };
    store.update_user(user, change.clone(), NOW).await.unwrap();
    assert_eq!(groups(&store, user).await, [512, 513]);
    store.remove_group_member(513, user, NOW).await.unwrap();
    assert_eq!(groups(&store, user).await, [512]);
    // A group it belongs to already becomes the primary one.
    store.add_group_member(514, user, NOW).await.unwrap();
    let change = UserChange {
        primary_group: Some(514),
        ..change
    };
    store.update_user(user, change.clone(), NOW).await.unwrap();
    assert_eq!(groups(&store, user).await, [512, 514]);
    for nothing in [4000, 500, 544] {
        let change = UserChange {
            primary_group: Some(nothing),
            ..change.clone()
        };
        let refused = store.update_user(user, change, NOW).await;
        assert!(matches!(refused, Err(StoreError::NoSuchGroup)), "{nothing}");
    }
}

#[tokio::test]
async fn members_come_and_go() {
    let store = in_memory().await;
    let user = add_person(&store, "person").await.rid;
    let group = store
        .create_group("staff", "Those who work", NOW)
        .await
        .unwrap();
    assert_eq!(store.group(group.rid).await.unwrap(), Some(group.clone()));
    store.add_group_member(group.rid, user, NOW).await.unwrap();
    let again = store.add_group_member(group.rid, user, NOW).await;
    assert!(matches!(again, Err(StoreError::AlreadyMember)));
    for (group, user, reason) in [
        (4000, user, "group"),
        (user, user, "group"),
        (group.rid, 4000, "user"),
        (group.rid, 512, "user"),
    ] {
        match store.add_group_member(group, user, NOW).await {
            Err(StoreError::NoSuchGroup) => assert_eq!(reason, "group"),
            Err(StoreError::NoSuchAccount) => assert_eq!(reason, "user"),
            other => panic!("{group} {user}: {other:?}"),
        }
    }
    assert_eq!(groups(&store, user).await, [513, group.rid]);
    store
        .remove_group_member(group.rid, user, NOW)
        .await
        .unwrap();
    let again = store.remove_group_member(group.rid, user, NOW).await;
    assert!(matches!(again, Err(StoreError::NotAMember)));
    let none = store.group_members(4000, 0, 10).await;
    assert!(matches!(none, Err(StoreError::NoSuchGroup)));
}

#[tokio::test]
async fn members_come_in_pages_wherever_they_are_written_down() {
    let store = in_memory().await;
    let mut expected = Vec::new();
    for number in 0..6 {
        let machine = add_machine(&store, &format!("m{number}$"), 1).await.rid;
        expected.push(machine);
        let person = add_person(&store, &format!("p{number}")).await.rid;
        store.add_group_member(515, person, NOW).await.unwrap();
        expected.push(person);
    }
    let mut found = Vec::new();
    let mut after = 0;
    loop {
        let page = store.group_members(515, after, 5).await.unwrap();
        let Some(last) = page.last() else { break };
        assert!(page.len() <= 5);
        after = last.rid;
        found.extend(page.iter().map(|member| member.rid));
    }
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_group_changes_and_goes() {
    let store = in_memory().await;
    let user = add_person(&store, "person").await.rid;
    let group = store.create_group("staff", "", NOW).await.unwrap().rid;
    store.add_group_member(group, user, NOW).await.unwrap();
    store
        .update_group(group, Some("Those who work"), None, NOW)
        .await
        .unwrap();
    store.update_group(group, None, Some(5), NOW).await.unwrap();
    store.rename_group(group, "Workers", NOW).await.unwrap();
    let changed = store.group(group).await.unwrap().unwrap();
    assert_eq!(changed.name, "Workers");
    assert_eq!(
        (changed.description.as_str(), changed.attributes),
        ("Those who work", 5)
    );
    let primary = UserChange {
        primary_group: Some(group),
        ..UserChange::default()
    };
    store.update_user(user, primary, NOW).await.unwrap();
    let in_use = store.delete_group(group, NOW).await;
    assert!(matches!(in_use, Err(StoreError::PrimaryGroup)));
    assert!(store.group(group).await.unwrap().is_some());
    let back = UserChange {
        primary_group: Some(513),
        ..UserChange::default()
    };
    store.update_user(user, back, NOW).await.unwrap();
    store.delete_group(group, NOW).await.unwrap();
    assert_eq!(store.group(group).await.unwrap(), None);
    assert_eq!(groups(&store, user).await, [513]);
    let built_in = store.delete_group(512, NOW).await;
    assert!(matches!(built_in, Err(StoreError::BuiltInAccount)));
    let names = store.groups_by_name(1, 2).await.unwrap();
    let names: Vec<_> = names.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["Domain Computers", "Domain Controllers"]);
    let rids = store.groups(513, 2).await.unwrap();
    assert_eq!(
        rids.iter().map(|group| group.rid).collect::<Vec<_>>(),
        [514, 515]
    );
}
