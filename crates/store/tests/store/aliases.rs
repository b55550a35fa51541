//! Aliases of both domains.

use store::{AliasId, SamDomain, StoreError};
use wire::Sid;

use crate::common::{NOW, domain_sid, in_memory};

#[tokio::test]
async fn members_of_any_domain_come_and_go() {
    let store = in_memory().await;
    let foreign: Sid = "S-1-5-21-9-9-9-1000".parse().unwrap();
    let alias = store.create_alias("helpers", "Help", NOW).await.unwrap();
    assert_eq!(alias.id, AliasId::account(1000));
    assert_eq!(store.alias(alias.id).await.unwrap(), Some(alias.clone()));
    // The same number in the other domain is another alias, or none.
    assert_eq!(store.alias(AliasId::builtin(1000)).await.unwrap(), None);
    for id in [alias.id, AliasId::builtin(545)] {
        store.add_alias_member(id, &foreign, NOW).await.unwrap();
        let again = store.add_alias_member(id, &foreign, NOW).await;
        assert!(matches!(again, Err(StoreError::AlreadyMember)));
    }
    let members = store.alias_members(alias.id).await.unwrap();
    assert_eq!(members, std::slice::from_ref(&foreign));
    let users = domain_sid().child(513).unwrap();
    let found = store
        .alias_memberships(&[users, foreign.clone(), foreign.clone()])
        .await
        .unwrap();
    assert_eq!(found, [alias.id, AliasId::builtin(545)]);
    store
        .remove_member_everywhere(SamDomain::Builtin, &foreign, NOW)
        .await
        .unwrap();
    let found = store
        .alias_memberships(std::slice::from_ref(&foreign))
        .await
        .unwrap();
    assert_eq!(found, [alias.id]);
    store
        .remove_alias_member(alias.id, &foreign, NOW)
        .await
        .unwrap();
    let again = store.remove_alias_member(alias.id, &foreign, NOW).await;
    assert!(matches!(again, Err(StoreError::NotAMember)));
    let nothing = AliasId::account(544);
    assert!(matches!(
        store.alias_members(nothing).await,
        Err(StoreError::NoSuchAlias)
    ));
    let refused = store.add_alias_member(nothing, &foreign, NOW).await;
    assert!(matches!(refused, Err(StoreError::NoSuchAlias)));
}

#[tokio::test]
async fn an_alias_changes_and_goes_and_those_of_builtin_stay() {
    let store = in_memory().await;
    let id = store.create_alias("helpers", "", NOW).await.unwrap().id;
    store.rename_alias(id, "Helpers2", NOW).await.unwrap();
    store.describe_alias(id, "Help", NOW).await.unwrap();
    let alias = store.alias(id).await.unwrap().unwrap();
    assert_eq!(
        (alias.name.as_str(), alias.description.as_str()),
        ("Helpers2", "Help")
    );
    store
        .add_alias_member(id, &domain_sid().child(500).unwrap(), NOW)
        .await
        .unwrap();
    store.delete_alias(id, NOW).await.unwrap();
    assert!(
        store
            .aliases(SamDomain::Account, 0, 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(matches!(
        store.delete_alias(id, NOW).await,
        Err(StoreError::NoSuchAlias)
    ));
    let builtin = AliasId::builtin(544);
    let refused = store.delete_alias(builtin, NOW).await;
    assert!(matches!(refused, Err(StoreError::BuiltInAccount)));
    let refused = store.rename_alias(builtin, "x", NOW).await;
    assert!(matches!(refused, Err(StoreError::BuiltInAccount)));
    let page = store.aliases(SamDomain::Builtin, 545, 2).await.unwrap();
    let names: Vec<_> = page.iter().map(|alias| alias.name.as_str()).collect();
    assert_eq!(names, ["Guests", "Account Operators"]);
}

#[tokio::test]
async fn a_deleted_group_is_no_longer_a_member_of_aliases() {
    let store = in_memory().await;
    let group = store.create_group("staff", "", NOW).await.unwrap().rid;
    let sid = domain_sid().child(group).unwrap();
    let administrators = AliasId::builtin(544);
    store
        .add_alias_member(administrators, &sid, NOW)
        .await
        .unwrap();
    store.delete_group(group, NOW).await.unwrap();
    assert!(store.alias_memberships(&[sid]).await.unwrap().is_empty());
}
