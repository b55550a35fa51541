use msrpc::lsarpc::*;
use ndr::ContextHandle;
use wire::{NtStatus, SecretBytes};

use crate::world::{ADMINISTRATOR, Caller, NOW, World, key};

fn sealed(text: &str) -> Option<CipherValue> {
    let secret = SecretBytes::new(text.as_bytes().to_vec());
    Some(CipherValue::seal(&secret, &key()).unwrap())
}

fn opened(value: Option<Option<CipherValue>>) -> Option<Vec<u8>> {
    value
        .flatten()
        .map(|value| value.open(&key()).unwrap().expose().to_vec())
}

async fn create(caller: &Caller<'_>, name: &str) -> OpenSecretReply {
    let policy = caller.policy().await;
    caller
        .ask(CreateSecret {
            policy,
            secret_name: name.into(),
            desired_access: SecretAccess::MAXIMUM_ALLOWED,
        })
        .await
}

async fn query(caller: &Caller<'_>, secret: SecretHandle) -> QuerySecretReply {
    caller
        .ask(QuerySecret {
            secret,
            encrypted_current_value: Some(None),
            current_value_set_time: Some(LargeTime(0)),
            encrypted_old_value: Some(None),
            old_value_set_time: None,
        })
        .await
}

#[tokio::test]
async fn a_secret_has_a_value_and_the_one_before() {
    let world = World::new().await;
    let administrator = world.administrator();
    let secret = create(&administrator, "G$test").await.secret;
    let empty = query(&administrator, secret).await;
    assert_eq!(
        (empty.status, opened(empty.encrypted_current_value)),
        (NtStatus::SUCCESS, None)
    );
    for value in ["one", "two"] {
        let call = SetSecret {
            secret,
            encrypted_current_value: sealed(value),
            encrypted_old_value: None,
        };
        assert_eq!(administrator.ask(call).await.status, NtStatus::SUCCESS);
    }
    let reply = query(&administrator, secret).await;
    assert_eq!(opened(reply.encrypted_current_value), Some(b"two".to_vec()));
    assert_eq!(opened(reply.encrypted_old_value), Some(b"one".to_vec()));
    assert_eq!(reply.current_value_set_time, Some(NOW.into()));
    assert_eq!(reply.old_value_set_time, None, "it was not asked for");
    let again = create(&administrator, "g$TEST").await.status;
    assert_eq!(again, NtStatus::OBJECT_NAME_COLLISION);
    let deleted = administrator.ask(DeleteObject::new(secret)).await;
    assert_eq!(
        (deleted.status, deleted.handle),
        (NtStatus::SUCCESS, ContextHandle::NIL)
    );
}

#[tokio::test]
async fn secrets_are_for_administrators() {
    let world = World::new().await;
    create(&world.administrator(), "G$test").await;
    let user = world.user();
    assert_eq!(
        create(&user, "G$other").await.status,
        NtStatus::ACCESS_DENIED
    );
    let policy = user.policy().await;
    let open = OpenSecret {
        policy,
        secret_name: "G$test".into(),
        desired_access: SecretAccess::QUERY_VALUE,
    };
    assert_eq!(user.ask(open).await.status, NtStatus::ACCESS_DENIED);
    let retrieve = RetrievePrivateData {
        policy,
        key_name: "G$test".into(),
        encrypted_data: None,
    };
    assert_eq!(user.ask(retrieve).await.status, NtStatus::ACCESS_DENIED);
    let nobody = world.nobody();
    let open = OpenSecret {
        policy: nobody.policy().await,
        secret_name: "G$test".into(),
        desired_access: SecretAccess::MAXIMUM_ALLOWED,
    };
    assert_eq!(
        nobody.ask(open).await.status,
        NtStatus::OBJECT_NAME_NOT_FOUND
    );
}

// KB Q197160: "$MACHINE.ACC is never returned by any interface", not even to administrators, and whoever puts it into the
// database.
#[tokio::test]
async fn the_machine_password_is_never_returned() {
    let world = World::new().await;
    let canary = SecretBytes::new(b"canary".to_vec());
    for name in ["$MACHINE.ACC", "L$local", "NL$1", "_SC_Netlogon"] {
        world.store.store_secret(name, &canary, NOW).await.unwrap();
        let administrator = world.administrator();
        let policy = administrator.policy().await;
        let open = OpenSecret {
            policy,
            secret_name: name.to_lowercase().into(),
            desired_access: SecretAccess::QUERY_VALUE,
        };
        assert_eq!(
            administrator.ask(open).await.status,
            NtStatus::ACCESS_DENIED,
            "{name}"
        );
        assert_eq!(
            create(&administrator, name).await.status,
            NtStatus::ACCESS_DENIED
        );
        let retrieve = RetrievePrivateData {
            policy,
            key_name: name.into(),
            encrypted_data: None,
        };
        let reply = administrator.ask(retrieve).await;
        assert_eq!(
            (reply.status, reply.encrypted_data),
            (NtStatus::ACCESS_DENIED, None)
        );
        let store = StorePrivateData {
            policy,
            key_name: name.into(),
            encrypted_data: sealed("forged"),
        };
        assert_eq!(
            administrator.ask(store).await.status,
            NtStatus::ACCESS_DENIED
        );
        let kept = world.store.secret(name).await.unwrap().unwrap();
        assert!(kept.current == Some(SecretBytes::new(b"canary".to_vec())));
    }
}

#[tokio::test]
async fn private_data_are_stored_replaced_and_deleted() {
    let world = World::new().await;
    let administrator = world.administrator();
    let policy = administrator.policy().await;
    let store = |encrypted_data| StorePrivateData {
        policy,
        key_name: "G$data".into(),
        encrypted_data,
    };
    let retrieve = || RetrievePrivateData {
        policy,
        key_name: "G$data".into(),
        encrypted_data: None,
    };
    for value in ["one", "two"] {
        let stored = administrator.ask(store(sealed(value))).await;
        assert_eq!(stored.status, NtStatus::SUCCESS);
        let reply = administrator.ask(retrieve()).await;
        assert_eq!(
            opened(Some(reply.encrypted_data)),
            Some(value.as_bytes().to_vec())
        );
    }
    assert_eq!(
        administrator.ask(store(None)).await.status,
        NtStatus::SUCCESS
    );
    let gone = administrator.ask(retrieve()).await.status;
    assert_eq!(gone, NtStatus::OBJECT_NAME_NOT_FOUND);
}

#[tokio::test]
async fn what_was_encrypted_with_another_key_is_not_stored() {
    let world = World::new().await;
    let administrator = world.caller(ADMINISTRATOR);
    let secret = create(&administrator, "G$test").await.secret;
    let call = SetSecret {
        secret,
        encrypted_current_value: Some(CipherValue {
            octets: vec![7; 24].into(),
        }),
        encrypted_old_value: None,
    };
    let refused = administrator.ask(call).await.status;
    assert_eq!(refused, NtStatus::UNKNOWN_REVISION);
    let reply = query(&administrator, secret).await;
    assert_eq!(opened(reply.encrypted_current_value), None);
}
