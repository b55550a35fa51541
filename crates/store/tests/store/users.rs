//! Users: making, finding, changing, deleting.

use crate::common::{NOW, hash, in_memory, later};
use store::{Control, NewUser, StoreError, UserChange};

#[tokio::test]
async fn a_machine_is_found_by_its_name_in_any_case() {
    let store = in_memory().await;
    let password = hash(1);
    let new = NewUser {
        password: Some(&password),
        ..NewUser::new("Member$", Control::WORKSTATION_TRUST_ACCOUNT, NOW)
    };
    let made = store.create_user(&new).await.unwrap();
    assert_eq!((made.rid, made.primary_group), (1000, 515));
    let (found, passwords) = store.credentials_by_name("mEMBER$").await.unwrap().unwrap();
    assert_eq!(found, made);
    assert_eq!(passwords.current.unwrap().expose(), &[1; 16]);
    assert!(passwords.previous.is_none());
    assert_eq!(store.user(1000).await.unwrap(), Some(made));
    assert_eq!(store.user_by_name("other$").await.unwrap(), None);
    let again = store
        .create_user(&NewUser {
            name: "MEMBER$",
            ..new
        })
        .await;
    assert!(matches!(again, Err(StoreError::NameTaken)));
}

#[tokio::test]
async fn a_change_replaces_what_it_names() {
    let store = in_memory().await;
    let change = UserChange {
        full_name: Some("The Administrator".into()),
        set_control: Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    };
    let changed = store.update_user(500, change, later(1)).await.unwrap();
    assert_eq!(changed.full_name, "The Administrator");
    assert_eq!(changed.control, 0x0211);
    assert_eq!(changed.version, 2);
    assert_eq!(store.user(500).await.unwrap(), Some(changed));
}
