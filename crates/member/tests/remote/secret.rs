use msrpc::lsarpc::{
    CipherValue, CreateSecret, Lsarpc, OpenSecret, PolicyHandle, QuerySecret, RetrievePrivateData,
    SecretAccess, SetSecret, StorePrivateData,
};
use transport::RpcClient;
use wire::{NtStatus, Password, SecretBytes, Win32Error};

use crate::world::{World, policy, refusal};

const MACHINE: &str = "$MACHINE.ACC";

fn sealed(lsa: &RpcClient<Lsarpc>, secret: &SecretBytes) -> CipherValue {
    CipherValue::seal(secret, lsa.transport_session_key().unwrap()).unwrap()
}

fn utf16(password: &str) -> SecretBytes {
    Password::new(password.into()).to_utf16le()
}

fn open(policy: PolicyHandle, desired_access: SecretAccess) -> OpenSecret {
    OpenSecret {
        policy,
        secret_name: MACHINE.into(),
        desired_access,
    }
}

// KB Q150518: the channel is reset by setting the secret on the member, and the password of its account.
#[tokio::test]
async fn an_administrator_sets_the_machine_password_and_the_channel_follows_the_account() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    world
        .set_account_password("somebody else has reset it")
        .await;
    assert_eq!(
        administrator.verified().await,
        Win32Error::ERROR_ACCESS_DENIED
    );
    // Whoever is at the domain is told what is wrong, and not that it is himself.
    assert_eq!(
        refusal(world.domain_user().await),
        NtStatus::TRUSTED_RELATIONSHIP_FAILURE
    );
    let mut lsa = administrator.open::<Lsarpc>().await;
    let policy = policy(&mut lsa).await;
    let call = open(policy, SecretAccess::SET_VALUE);
    let opened = lsa.call(&call).await.unwrap();
    assert_eq!(opened.status, NtStatus::SUCCESS);
    let call = SetSecret {
        secret: opened.secret,
        encrypted_current_value: Some(sealed(&lsa, &utf16("a new one"))),
        encrypted_old_value: None,
    };
    assert_eq!(lsa.call(&call).await.unwrap().status, NtStatus::SUCCESS);
    world.set_account_password("a new one").await;
    assert_eq!(administrator.verified().await, Win32Error::NERR_Success);
    assert!(world.domain_user().await.is_ok());
}

#[tokio::test]
async fn the_older_call_sets_it_too() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let mut lsa = administrator.open::<Lsarpc>().await;
    let policy = policy(&mut lsa).await;
    let store = |value| StorePrivateData {
        policy,
        key_name: MACHINE.into(),
        encrypted_data: value,
    };
    let call = store(Some(sealed(&lsa, &utf16("a new one"))));
    assert_eq!(lsa.call(&call).await.unwrap().status, NtStatus::SUCCESS);
    world.set_account_password("a new one").await;
    assert_eq!(administrator.verified().await, Win32Error::NERR_Success);
    // To delete it is to leave the domain, for which there is another call.
    let deleted = lsa.call(&store(None)).await.unwrap();
    assert_eq!(deleted.status, NtStatus::ACCESS_DENIED);
    assert_eq!(administrator.verified().await, Win32Error::NERR_Success);
    // What is no text cannot be told to a controller.
    for bad in [vec![], vec![0], vec![0, 0xd8]] {
        let call = store(Some(sealed(&lsa, &SecretBytes::new(bad))));
        assert_eq!(
            lsa.call(&call).await.unwrap().status,
            NtStatus::INVALID_PARAMETER
        );
    }
}

// KB Q197160: "$MACHINE.ACC is never returned by any interface", and the database does not have it either.
#[tokio::test]
async fn nobody_reads_the_machine_password() {
    let world = World::new().await;
    let administrator = world.domain_administrator().await;
    let mut lsa = administrator.open::<Lsarpc>().await;
    let policy = policy(&mut lsa).await;
    let call = RetrievePrivateData {
        policy,
        key_name: MACHINE.into(),
        encrypted_data: None,
    };
    let read = lsa.call(&call).await.unwrap();
    assert_eq!(
        (read.status, read.encrypted_data),
        (NtStatus::ACCESS_DENIED, None)
    );
    for desired in [
        SecretAccess::QUERY_VALUE,
        SecretAccess::DELETE,
        SecretAccess(0x1000_0000),
    ] {
        let opened = lsa.call(&open(policy, desired)).await.unwrap();
        assert_eq!(opened.status, NtStatus::ACCESS_DENIED, "{desired:?}");
    }
    let call = open(policy, SecretAccess::MAXIMUM_ALLOWED);
    let secret = lsa.call(&call).await.unwrap().secret;
    let query = QuerySecret {
        secret,
        encrypted_current_value: Some(None),
        current_value_set_time: None,
        encrypted_old_value: Some(None),
        old_value_set_time: None,
    };
    let queried = lsa.call(&query).await.unwrap();
    assert_eq!(queried.status, NtStatus::ACCESS_DENIED);
    assert_eq!(queried.encrypted_current_value, None);
    let create = CreateSecret {
        policy,
        secret_name: "$machine.acc".into(),
        desired_access: SecretAccess::MAXIMUM_ALLOWED,
    };
    let created = lsa.call(&create).await.unwrap();
    assert_eq!(created.status, NtStatus::OBJECT_NAME_COLLISION);
    let set = SetSecret {
        secret,
        encrypted_current_value: Some(sealed(&lsa, &utf16("kept elsewhere"))),
        encrypted_old_value: None,
    };
    assert_eq!(lsa.call(&set).await.unwrap().status, NtStatus::SUCCESS);
    assert!(world.machine.secret_names().await.unwrap().is_empty());
}

#[tokio::test]
async fn others_do_not_set_it() {
    let world = World::new().await;
    let user = world.domain_user().await.unwrap();
    let mut lsa = user.open::<Lsarpc>().await;
    let policy = policy(&mut lsa).await;
    let opened = lsa.call(&open(policy, SecretAccess::SET_VALUE)).await;
    assert_eq!(opened.unwrap().status, NtStatus::ACCESS_DENIED);
    let call = StorePrivateData {
        policy,
        key_name: MACHINE.into(),
        encrypted_data: Some(sealed(&lsa, &utf16("a new one"))),
    };
    let stored = lsa.call(&call).await.unwrap();
    assert_eq!(stored.status, NtStatus::ACCESS_DENIED);
}

#[tokio::test]
async fn a_computer_without_a_domain_has_no_machine_password() {
    let world = World::standalone().await;
    let administrator = world.local_administrator().await;
    let mut lsa = administrator.open::<Lsarpc>().await;
    let policy = policy(&mut lsa).await;
    let call = StorePrivateData {
        policy,
        key_name: MACHINE.into(),
        encrypted_data: Some(sealed(&lsa, &utf16("a new one"))),
    };
    let stored = lsa.call(&call).await.unwrap();
    assert_eq!(stored.status, NtStatus::OBJECT_NAME_NOT_FOUND);
}
