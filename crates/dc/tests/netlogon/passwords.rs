//! Machine passwords over the channel.

use auth::Protection;
use msrpc::netlogon::{
    EncryptedTrustPassword, NegotiateFlags, PasswordSet, PasswordSet2, SecureChannelType,
};
use netlogon::SecureChannel;
use wire::{NtStatus, Password, SecretKey};

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

/// A computer, over its channel, sets its password.
pub(crate) async fn set_password(
    domain: &Domain,
    channel: &mut SecureChannel,
    new: &str,
) -> NtStatus {
    let mut client = domain.through(channel, Protection::Privacy).await;
    let new = Password::new(new.into());
    let (request, pending) = channel.set_password(&new, [0x55; 512], NOW).unwrap();
    let reply = client.call(&request).await.unwrap();
    channel
        .verify_return(pending, &reply.return_authenticator)
        .unwrap();
    reply.status
}

#[tokio::test]
async fn a_computer_changes_its_password_and_the_previous_one_is_kept() {
    let domain = Domain::new().await;
    let mut channel = domain.channel("M").await;
    let status = set_password(&domain, &mut channel, "new").await;
    assert_eq!(status, NtStatus::SUCCESS);
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
    let mut channel = domain.channel("M").await;
    let status = set_password(&domain, &mut channel, "new").await;
    assert_eq!(status, NtStatus::WRONG_PASSWORD);
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

fn hash_request(channel: &SecureChannel, new: &str) -> PasswordSet {
    let (authenticator, _pending) = channel.authenticator(NOW);
    let new = SecretKey::new(*hash(new).expose());
    PasswordSet {
        primary_name: None,
        account_name: "M$".into(),
        channel_type: SecureChannelType::WORKSTATION,
        computer_name: channel.names().computer.as_str().into(),
        authenticator,
        new_hash: channel.key().encrypt_nt_hash(&new),
    }
}

#[tokio::test]
async fn a_password_may_come_as_a_hash() {
    let domain = Domain::new().await;
    for (new, status, is) in [
        ("new", NtStatus::SUCCESS, "new"),
        // An answer was lost: the same once more.
        ("new", NtStatus::SUCCESS, "new"),
        // [MS-NRPC] 3.5.4.4.7: the old password is refused, and so is none.
        (PASSWORD, NtStatus::ACCESS_DENIED, "new"),
        ("", NtStatus::WRONG_PASSWORD, "new"),
        ("newer", NtStatus::SUCCESS, "newer"),
    ] {
        let (_, passwords) = domain.store.credentials(1000).await.unwrap().unwrap();
        let known = passwords.current.unwrap();
        let setup = netlogon::Setup {
            nt_hash: known,
            ..crate::domain::setup(
                "M",
                SecureChannelType::WORKSTATION,
                "",
                NegotiateFlags::MEMBER,
            )
        };
        let channel = domain.set_up(setup).await.ok().unwrap();
        let mut client = domain.through(&channel, Protection::Privacy).await;
        let reply = client.call(&hash_request(&channel, new)).await.unwrap();
        assert_eq!(reply.status, status, "{new}");
        let (_, passwords) = domain.store.credentials(1000).await.unwrap().unwrap();
        assert!(passwords.current == Some(hash(is)), "after {new}");
    }
}

// The hash is under DES: what protects it is the sealing of the message.
#[tokio::test]
async fn a_hash_over_an_unsealed_channel_changes_nothing() {
    let domain = Domain::new().await;
    let channel = domain.channel("M").await;
    let mut signed = domain.through(&channel, Protection::Integrity).await;
    let mut open = domain.anonymous().await;
    for client in [&mut signed, &mut open] {
        let reply = client.call(&hash_request(&channel, "new")).await.unwrap();
        assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    }
    let refuse = |policy: &mut store::Policy| policy.refuse_password_change = true;
    domain.store.change_policy(NOW, refuse).await.unwrap();
    let mut sealed = domain.through(&channel, Protection::Privacy).await;
    let reply = sealed.call(&hash_request(&channel, "new")).await.unwrap();
    assert_eq!(reply.status, NtStatus::WRONG_PASSWORD);
    let (_, passwords) = domain.store.credentials(1000).await.unwrap().unwrap();
    assert!(passwords.current == Some(hash(PASSWORD)));
}
