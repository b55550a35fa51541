//! Machine passwords over the channel.

use auth::Protection;
use msrpc::netlogon::{EncryptedTrustPassword, PasswordSet2, SecureChannelType};
use netlogon::SecureChannel;
use wire::{NtStatus, Password};

use crate::domain::{Domain, NOW, PASSWORD, hash};

fn request(channel: &SecureChannel, new_password: EncryptedTrustPassword) -> PasswordSet2 {
    let (authenticator, _pending) = channel.authenticator(NOW);
    PasswordSet2 {
        primary_name: None,
        account_name: "M$".into(),
        channel_type: SecureChannelType::WORKSTATION,
        computer_name: channel.names().computer.as_str().into(),
        authenticator,
        new_password,
    }
}

fn encrypted(channel: &SecureChannel, password: &str) -> EncryptedTrustPassword {
    let password = Password::new(password.into());
    channel
        .key()
        .encrypt_password(&password, [0x55; 512])
        .unwrap()
}

#[tokio::test]
async fn a_computer_changes_its_password_and_the_previous_one_is_kept() {
    let domain = Domain::new().await;
    let channel = domain.channel("M").await;
    let mut client = domain.through(&channel, Protection::Privacy).await;
    let reply = client
        .call(&request(&channel, encrypted(&channel, "new")))
        .await
        .unwrap();
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let (user, passwords) = domain.store.credentials(1000).await.unwrap().unwrap();
    assert!(passwords.current == Some(hash("new")));
    assert!(
        passwords
            .previous
            .is_some_and(|previous| previous.hash == hash(PASSWORD))
    );
    assert_eq!(user.password_last_set, NOW);
}

#[tokio::test]
async fn a_channel_changes_its_own_account_whatever_the_call_names() {
    let domain = Domain::new().await;
    let channel = domain.channel("N").await;
    let mut client = domain.through(&channel, Protection::Privacy).await;
    // The request names M$.
    client
        .call(&request(&channel, encrypted(&channel, "new")))
        .await
        .unwrap();
    let (_, of_m) = domain.store.credentials(1000).await.unwrap().unwrap();
    assert!(of_m.current == Some(hash(PASSWORD)));
    let (_, of_n) = domain.store.credentials(1001).await.unwrap().unwrap();
    assert!(of_n.current == Some(hash("new")));
}

#[tokio::test]
async fn a_controller_may_refuse_changes() {
    let domain = Domain::new().await;
    let refuse = |policy: &mut store::Policy| policy.refuse_password_change = true;
    domain.store.change_policy(NOW, refuse).await.unwrap();
    let channel = domain.channel("M").await;
    let mut client = domain.through(&channel, Protection::Privacy).await;
    let reply = client
        .call(&request(&channel, encrypted(&channel, "new")))
        .await
        .unwrap();
    assert_eq!(reply.status, NtStatus::WRONG_PASSWORD);
    let (_, passwords) = domain.store.credentials(1000).await.unwrap().unwrap();
    assert!(passwords.current == Some(hash(PASSWORD)));
}

// CVE-2020-1472: what does not decrypt to a password changes nothing, an empty one least of all.
#[tokio::test]
async fn a_buffer_that_nobody_encrypted_changes_nothing() {
    let domain = Domain::new().await;
    for octets in [
        [0; EncryptedTrustPassword::LEN],
        [0x41; EncryptedTrustPassword::LEN],
    ] {
        let channel = domain.channel("M").await;
        let mut client = domain.through(&channel, Protection::Privacy).await;
        let buffer = EncryptedTrustPassword::from_octets(&octets);
        let reply = client.call(&request(&channel, buffer)).await.unwrap();
        assert_eq!(reply.status, NtStatus::WRONG_PASSWORD);
    }
    let (_, passwords) = domain.store.credentials(1000).await.unwrap().unwrap();
    assert!(passwords.current == Some(hash(PASSWORD)));
}
