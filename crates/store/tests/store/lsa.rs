//! Account rights, secrets and trusted domains.

use store::{Control, NewUser, Store, StoreError, SystemAccess, TrustAuth, TrustedDomain};
use wire::{FileTime, SecretBytes, Sid};

use crate::common::{NOW, add_person, in_memory, later};

fn builtin(rid: u32) -> Sid {
    Sid::builtin().child(rid).unwrap()
}

#[tokio::test]
async fn rights_are_given_and_taken() {
    let store = in_memory().await;
    let sid: Sid = "S-1-5-21-1-2-3-1000".parse().unwrap();
    assert_eq!(store.account_rights(&sid).await.unwrap(), None);
    store.create_account_rights(&sid, NOW).await.unwrap();
    let again = store.create_account_rights(&sid, NOW).await;
    assert!(matches!(again, Err(StoreError::RightsExist)));
    let rights = store.account_rights(&sid).await.unwrap().unwrap();
    assert_eq!((rights.privileges.len(), rights.system_access), (0, 0));
    for _ in 0..2 {
        let privileges = ["SeMachineAccountPrivilege", "SeBackupPrivilege"];
        store
            .add_account_rights(&sid, &privileges, SystemAccess::BATCH, NOW)
            .await
            .unwrap();
    }
    let rights = store.account_rights(&sid).await.unwrap().unwrap();
    assert_eq!(
        rights.privileges,
        ["SeBackupPrivilege", "SeMachineAccountPrivilege"]
    );
    assert_eq!(rights.system_access, 4);
    let holders = store
        .accounts_with_privilege("SeMachineAccountPrivilege")
        .await;
    assert_eq!(holders.unwrap(), [sid.clone(), builtin(544), builtin(548)]);
    let batch = store.accounts_with_system_access(SystemAccess::BATCH).await;
    assert_eq!(batch.unwrap(), std::slice::from_ref(&sid));
    let (privileges, access) = store
        .rights_of_all(&[builtin(551), sid.clone(), builtin(1)])
        .await
        .unwrap();
    assert_eq!(
        privileges,
        [
            "SeBackupPrivilege",
            "SeMachineAccountPrivilege",
            "SeRestorePrivilege",
            "SeShutdownPrivilege"
        ]
    );
    assert_eq!(access, SystemAccess::INTERACTIVE | SystemAccess::BATCH);

    store
        .remove_account_rights(&sid, &["SeBackupPrivilege", "SeNothing"], 0, NOW)
        .await
        .unwrap();
    store.delete_empty_account_rights(&sid, NOW).await.unwrap();
    assert!(store.account_rights(&sid).await.unwrap().is_some());
    store.set_system_access(&sid, 0, NOW).await.unwrap();
    store
        .remove_account_rights(&sid, &["SeMachineAccountPrivilege"], 7, NOW)
        .await
        .unwrap();
    store.delete_empty_account_rights(&sid, NOW).await.unwrap();
    assert_eq!(store.account_rights(&sid).await.unwrap(), None);
    let gone = [
        store.remove_account_rights(&sid, &[], 0, NOW).await,
        store.set_system_access(&sid, 1, NOW).await,
        store.delete_account_rights(&sid, NOW).await,
    ];
    assert!(
        gone.iter()
            .all(|gone| matches!(gone, Err(StoreError::NoSuchRights)))
    );
    let all = store.rights_accounts(0, 10).await.unwrap();
    assert_eq!(all.len(), 6);
    assert_eq!(store.rights_accounts(4, 10).await.unwrap(), all[4..]);
}

#[tokio::test]
async fn administrators_may_and_guests_may_not() {
    let store = in_memory().await;
    let (privileges, access) = store.rights_of_all(&[builtin(544)]).await.unwrap();
    assert!(privileges.contains(&"SeTakeOwnershipPrivilege".to_owned()));
    assert_eq!(access, SystemAccess::INTERACTIVE | SystemAccess::NETWORK);
    let (privileges, access) = store.rights_of_all(&[builtin(546)]).await.unwrap();
    assert_eq!((privileges.len(), access), (0, 0));
}

async fn values(
    store: &Store,
    name: &str,
) -> (Option<Vec<u8>>, FileTime, Option<Vec<u8>>, FileTime) {
    let secret = store.secret(name).await.unwrap().unwrap();
    let value = |value: Option<SecretBytes>| value.map(|value| value.expose().to_vec());
    (
        value(secret.current),
        secret.current_set,
        value(secret.old),
        secret.old_set,
    )
}

// [MS-LSAD] 3.1.4.6.3, the table of time stamps.
#[tokio::test]
async fn a_secret_keeps_its_former_value() {
    let store = in_memory().await;
    let value = |octet| SecretBytes::new(vec![octet]);
    store.create_secret("G$One", later(0)).await.unwrap();
    let again = store.create_secret("g$ONE", later(1)).await;
    assert!(matches!(again, Err(StoreError::SecretExists)));
    assert_eq!(
        values(&store, "g$one").await,
        (None, later(0), None, later(0))
    );
    store
        .set_secret("G$ONE", Some(&value(1)), None, later(10))
        .await
        .unwrap();
    assert_eq!(
        values(&store, "G$One").await,
        (Some(vec![1]), later(10), None, later(0))
    );
    store
        .set_secret("G$One", Some(&value(2)), None, later(20))
        .await
        .unwrap();
    assert_eq!(
        values(&store, "G$One").await,
        (Some(vec![2]), later(20), Some(vec![1]), later(10))
    );
    store
        .set_secret("G$One", Some(&value(3)), Some(&value(9)), later(30))
        .await
        .unwrap();
    assert_eq!(
        values(&store, "G$One").await,
        (Some(vec![3]), later(30), Some(vec![9]), later(30))
    );
    store
        .set_secret("G$One", None, None, later(40))
        .await
        .unwrap();
    assert_eq!(
        values(&store, "G$One").await,
        (None, later(40), Some(vec![3]), later(30))
    );
    store
        .store_secret("L$Two", &value(7), later(50))
        .await
        .unwrap();
    store
        .store_secret("l$two", &value(8), later(60))
        .await
        .unwrap();
    assert_eq!(
        values(&store, "L$Two").await,
        (Some(vec![8]), later(60), Some(vec![7]), later(50))
    );
    assert_eq!(store.secret_names().await.unwrap(), ["G$One", "L$Two"]);
    store.delete_secret("g$one", later(70)).await.unwrap();
    let gone = store.set_secret("G$One", None, None, later(80)).await;
    assert!(matches!(gone, Err(StoreError::NoSuchSecret)));
    let gone = store.delete_secret("G$One", later(80)).await;
    assert!(matches!(gone, Err(StoreError::NoSuchSecret)));
    for name in ["", "a\\b", &"x".repeat(200)] {
        let refused = store.create_secret(name, NOW).await;
        assert!(matches!(refused, Err(StoreError::InvalidName)), "{name}");
    }
}

fn trust(name: &str, sid: &str) -> TrustedDomain {
    TrustedDomain {
        name: name.into(),
        dns_name: format!("{}.test", name.to_lowercase()),
        sid: sid.parse().unwrap(),
        direction: 3,
        trust_type: 1,
        attributes: 0,
        posix_offset: 0,
    }
}

const NO_AUTH: TrustAuth = TrustAuth {
    incoming: None,
    outgoing: None,
};

#[tokio::test]
async fn a_trusted_domain_is_found_by_each_of_its_names() {
    let store = in_memory().await;
    let one = trust("ONE", "S-1-5-21-7-7-7");
    let auth = TrustAuth {
        incoming: Some(SecretBytes::new(vec![1])),
        outgoing: Some(SecretBytes::new(vec![2])),
    };
    store.create_trusted_domain(&one, &auth, NOW).await.unwrap();
    for other in [
        trust("one", "S-1-5-21-8-8-8"),
        trust("OTHER", "S-1-5-21-7-7-7"),
    ] {
        let refused = store.create_trusted_domain(&other, &NO_AUTH, NOW).await;
        assert!(matches!(refused, Err(StoreError::TrustExists)));
    }
    for name in ["One", "ONE.TEST"] {
        let found = store.trusted_domain_by_name(name).await.unwrap();
        assert_eq!(found.as_ref(), Some(&one), "{name}");
    }
    assert_eq!(store.trusted_domain_by_name("TWO").await.unwrap(), None);
    let changed = store
        .change_trusted_domain(&one.sid, None, NOW, |trust| trust.attributes = 4)
        .await
        .unwrap();
    assert_eq!(store.trusted_domain(&one.sid).await.unwrap(), Some(changed));
    let kept = store.trust_auth(&one.sid).await.unwrap().unwrap();
    assert!(kept.incoming == auth.incoming && kept.outgoing == auth.outgoing);
    let unchanged = |_: &mut TrustedDomain| {};
    store
        .change_trusted_domain(&one.sid, Some(&NO_AUTH), NOW, unchanged)
        .await
        .unwrap();
    let auth = store.trust_auth(&one.sid).await.unwrap().unwrap();
    assert!(auth.incoming.is_none() && auth.outgoing.is_none());
    let two = trust("ABLE", "S-1-5-21-8-8-8");
    store
        .create_trusted_domain(&two, &NO_AUTH, NOW)
        .await
        .unwrap();
    let page = store.trusted_domains(1, 5).await.unwrap();
    assert_eq!(page.len(), 1);
    assert_eq!(page[0].name, "ONE");
}

// [MS-LSAD] 3.1.4.7.4: secret and interdomain trust account are deleted along with the trusted domain.
#[tokio::test]
async fn a_trusted_domain_takes_its_secret_and_account_along() {
    let store = in_memory().await;
    for (name, control) in [
        ("ONE", Control::INTERDOMAIN_TRUST_ACCOUNT),
        ("TWO", Control::WORKSTATION_TRUST_ACCOUNT),
    ] {
        let sid = format!("S-1-5-21-7-7-{}", name.len() + usize::from(name == "TWO"));
        let trust = trust(name, &sid);
        store
            .create_trusted_domain(&trust, &NO_AUTH, NOW)
            .await
            .unwrap();
        let secret = SecretBytes::new(vec![1]);
        store
            .store_secret(&format!("G$${name}"), &secret, NOW)
            .await
            .unwrap();
        let account = format!("{name}$");
        store
            .create_user(&NewUser::new(&account, control, NOW))
            .await
            .unwrap();
        store.delete_trusted_domain(&trust.sid, NOW).await.unwrap();
        let again = store.delete_trusted_domain(&trust.sid, NOW).await;
        assert!(matches!(again, Err(StoreError::NoSuchTrust)));
    }
    assert!(store.secret_names().await.unwrap().is_empty());
    assert_eq!(store.user_by_name("ONE$").await.unwrap(), None);
    // A computer that happens to have that name is none of the trust's.
    assert!(store.user_by_name("TWO$").await.unwrap().is_some());
    add_person(&store, "ONE$").await;
}
