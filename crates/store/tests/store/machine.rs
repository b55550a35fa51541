use auth::NtHash;
use store::{Machine, NewMachine, Store, StoreError};

use crate::common::{NOW, in_memory};

#[tokio::test]
async fn what_is_said_of_a_machine_is_kept() {
    let store = Store::machine_in_memory(&NewMachine {
        computer: &"M".parse().unwrap(),
        sid: &"S-1-5-21-7-8-9".parse().unwrap(),
        administrator: Some(&NtHash::new([1; 16])),
        now: NOW,
    })
    .await
    .unwrap();
    // SERVICE_AUTO_START.
    let new = Machine {
        workgroup: "WORKGROUP".parse().unwrap(),
        netlogon_start: 2,
    };
    assert_eq!(store.machine().await.unwrap(), new);
    store
        .set_workgroup(&"OFFICE".parse().unwrap())
        .await
        .unwrap();
    store.set_netlogon_start(4).await.unwrap();
    let kept = store.machine().await.unwrap();
    assert_eq!(
        (kept.workgroup.as_str(), kept.netlogon_start),
        ("OFFICE", 4)
    );
}

#[tokio::test]
async fn a_domain_is_no_machine() {
    let store = in_memory().await;
    let machine = store.machine().await;
    assert!(matches!(machine, Err(StoreError::OfDomain)));
}
