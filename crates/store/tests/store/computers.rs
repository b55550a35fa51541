//! What computers say of themselves.

use store::{Computer, StoreError};

use crate::common::{add_machine, in_memory, later};

fn said() -> Computer {
    Computer {
        dns_host_name: "m.our.example".to_owned(),
        operating_system: "Samba".to_owned(),
        service_principal_names: vec!["HOST/m".to_owned(), "HOST/m.our.example".to_owned()],
        supported_encryption_types: Some(28),
        ..Computer::default()
    }
}

#[tokio::test]
async fn what_a_computer_says_is_kept_as_long_as_its_account() {
    let store = in_memory().await;
    let rid = add_machine(&store, "M$", 1).await.rid;
    assert_eq!(store.computer(rid).await.unwrap(), None);
    let say = store.update_computer(rid, Computer::default(), |computer| {
        *computer = said();
        Ok::<(), ()>(())
    });
    say.await.unwrap().unwrap();
    assert_eq!(store.computer(rid).await.unwrap(), Some(said()));
    let refuse = store.update_computer(rid, Computer::default(), |computer| {
        computer.operating_system = "other".to_owned();
        Err("no")
    });
    assert_eq!(refuse.await.unwrap(), Err("no"));
    assert_eq!(store.computer(rid).await.unwrap(), Some(said()));
    store.delete_user(rid, later(1)).await.unwrap();
    assert_eq!(store.computer(rid).await.unwrap(), None);
    let say = store.update_computer(rid, Computer::default(), |computer| {
        *computer = said();
        Ok::<(), ()>(())
    });
    assert!(matches!(say.await, Err(StoreError::NoSuchAccount)));
}

#[tokio::test]
async fn what_a_computer_says_is_bounded() {
    let store = in_memory().await;
    let rid = add_machine(&store, "M$", 1).await.rid;
    let long = "x".repeat(Computer::MAX_TEXT + 1);
    for bad in [
        Computer {
            dns_host_name: long.clone(),
            ..said()
        },
        Computer {
            operating_system_service_pack: long.clone(),
            ..said()
        },
        Computer {
            service_principal_names: vec![long],
            ..said()
        },
        Computer {
            service_principal_names: vec!["a\nb".to_owned()],
            ..said()
        },
        Computer {
            service_principal_names: vec![String::new()],
            ..said()
        },
        Computer {
            service_principal_names: vec!["a/b".to_owned(); Computer::MAX_NAMES + 1],
            ..said()
        },
    ] {
        let say = store.update_computer(rid, Computer::default(), |computer| {
            *computer = bad;
            Ok::<(), ()>(())
        });
        assert!(matches!(say.await, Err(StoreError::InvalidValue { .. })));
    }
    assert_eq!(store.computer(rid).await.unwrap(), None);
}
