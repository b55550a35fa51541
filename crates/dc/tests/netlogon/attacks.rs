//! What others have fallen for, replayed against our own server.

use auth::Protection;
use msrpc::netlogon::{
    Authenticator, Credential, GetDcName, NegotiateFlags, SamLogonEx, SecureChannelType,
};
use netlogon::SessionKey;
use rpc::association::BindAuth;
use rpc::pdu::AuthType;
use store::{Control, UserChange};
use wire::{NtStatus, Win32Error};

use crate::domain::{
    Domain, NOW, PASSWORD, ask, hash, password_get, prove, setup, trust_info_get,
    trust_passwords_get,
};
use crate::logons::{network_logon, sam_logon_ex};

const MEMBER: NegotiateFlags = NegotiateFlags::MEMBER;

fn proof(client: [u8; 8], server: Credential) -> Credential {
    let algorithm = netlogon::Algorithm::Aes;
    let client = Credential(client);
    SessionKey::derive(algorithm, &hash(PASSWORD), client, server).credential(client)
}

// CVE-2020-1472: with zeros for challenge and credential, one attempt in 256 would succeed.
#[tokio::test]
async fn zerologon() {
    let domain = Domain::new().await;
    let mut client = domain.anonymous().await;
    for _ in 0..2000 {
        ask(&mut client, [0; 8]).await;
        let reply = prove(&mut client, Credential([0; 8]), MEMBER).await;
        assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
        assert_eq!(reply.server_credential, Credential([0; 8]));
    }
    // Not even one who knows the password may use a challenge that can be told beforehand.
    for challenge in [[0; 8], [7; 8], [1, 1, 1, 1, 1, 2, 3, 4]] {
        let server = ask(&mut client, challenge).await;
        let reply = prove(&mut client, proof(challenge, server), MEMBER).await;
        assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    }
}

// Samba bug 11291.
#[tokio::test]
async fn a_challenge_is_not_used_twice() {
    let domain = Domain::new().await;
    let (mut one, mut other) = (domain.anonymous().await, domain.anonymous().await);
    let challenge = [1, 2, 3, 4, 5, 6, 7, 8];
    let server = ask(&mut one, challenge).await;
    let credential = proof(challenge, server);
    // Over another connection than it was asked for, too, but once.
    let status = prove(&mut other, credential, MEMBER).await.status;
    assert_eq!(status, NtStatus::SUCCESS);
    for client in [&mut one, &mut other] {
        let status = prove(client, credential, MEMBER).await.status;
        assert_eq!(status, NtStatus::ACCESS_DENIED);
    }
    // A wrong proof uses it up as well.
    let server = ask(&mut one, challenge).await;
    prove(&mut one, Credential([9; 8]), MEMBER).await;
    let status = prove(&mut one, proof(challenge, server), MEMBER)
        .await
        .status;
    assert_eq!(status, NtStatus::ACCESS_DENIED);
}

#[tokio::test]
async fn a_challenge_outlasts_a_downgrade() {
    let domain = Domain::new().await;
    let mut client = domain.anonymous().await;
    let challenge = [1, 2, 3, 4, 5, 6, 7, 8];
    let server = ask(&mut client, challenge).await;
    let weak = MEMBER.without(NegotiateFlags::AES);
    let reply = prove(&mut client, Credential([9; 8]), weak).await;
    assert_eq!(reply.status, NtStatus::DOWNGRADE_DETECTED);
    let reply = prove(&mut client, proof(challenge, server), MEMBER).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
}

// CVE-2015-0005: what is asked over the channel of one computer is not answered in the name of another.
#[tokio::test]
async fn one_computer_cannot_ask_in_the_name_of_another() {
    let domain = Domain::new().await;
    let (mut of_m, of_n) = (domain.channel("M").await, domain.channel("N").await);
    let mut through_n = domain.through(&of_n, Protection::Privacy).await;
    // M's authenticator, over N's secure RPC.
    let (authenticator, _pending) = of_m.authenticator(NOW);
    let request = trust_passwords_get(&of_m, "M$", authenticator);
    let reply = through_n.call(&request).await.unwrap();
    assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    assert_eq!(reply.return_authenticator, Authenticator::default());
    assert_eq!(reply.new_hash.0, [0; 16]);
    // And M's channel is none the worse.
    let mut through_m = domain.through(&of_m, Protection::Privacy).await;
    let query = netlogon::CapabilitiesQuery::Negotiated;
    let (request, pending) = of_m.ask_capabilities(query, NOW);
    let reply = through_m.call(&request).await.unwrap();
    of_m.verify_capabilities(query, pending, &reply).unwrap();
}

// One account cannot take the channel of another away by its name, and fills nothing with names that are nobody's.
#[tokio::test]
async fn no_channel_is_taken_from_its_computer() {
    let domain = Domain::new().await;
    let of_n = domain.channel("N").await;
    let named = |computer: &str| {
        let mut setup = setup("M", SecureChannelType::WORKSTATION, PASSWORD, MEMBER);
        setup.names.computer = computer.into();
        setup
    };
    let refused = domain.set_up(named("N")).await.err();
    let status = NtStatus::ACCESS_DENIED;
    assert_eq!(refused, Some(netlogon::SetupError::Refused(status)));
    let mut first = domain.set_up(named("X0")).await.ok().unwrap();
    let query = netlogon::CapabilitiesQuery::Negotiated;
    for n in 1..=16 {
        domain.set_up(named(&format!("X{n}"))).await.ok().unwrap();
    }
    let exchange = first.exchange(Box::new(|octets| octets.fill(1)));
    let auth = BindAuth::new(AuthType::NETLOGON, Protection::Privacy, exchange);
    assert!(domain.bind(Some(auth)).await.is_err());
    first = of_n;
    let mut sealed = domain.through(&first, Protection::Privacy).await;
    let (request, pending) = first.ask_capabilities(query, NOW);
    let reply = sealed.call(&request).await.unwrap();
    first.verify_capabilities(query, pending, &reply).unwrap();
}

#[tokio::test]
async fn hashes_are_for_their_owner_and_backup_controllers() {
    let domain = Domain::new().await;
    for (computer, account, status) in [
        ("M", "M$", NtStatus::SUCCESS),
        ("M", "N$", NtStatus::ACCESS_DENIED),
        ("M", "Administrator", NtStatus::ACCESS_DENIED),
        ("B", "M$", NtStatus::SUCCESS),
        ("B", "Administrator", NtStatus::ACCESS_DENIED),
    ] {
        let channel = domain.channel(computer).await;
        let mut client = domain.through(&channel, Protection::Privacy).await;
        let (authenticator, _pending) = channel.authenticator(NOW);
        let request = trust_info_get(&channel, account, authenticator);
        let reply = client.call(&request).await.unwrap();
        assert_eq!(reply.status, status, "{computer} of {account}");
        let told = channel.key().decrypt_nt_hash(&reply.new_hash);
        assert_eq!(
            told.expose() == hash(PASSWORD).expose(),
            status.is_success(),
            "{computer} of {account}"
        );
        // 3.5.4.7.6: for an account that is no trust's, "an empty string MUST be used when calculating the OWF of the previous
        // password".
        let previous = channel.key().decrypt_nt_hash(&reply.old_hash);
        let is_nothing = previous.expose() == hash("").expose();
        assert_eq!(is_nothing, status.is_success(), "{computer} of {account}");
    }
}

// A backup controller's channel may be older than an administrator's last word on its account.
#[tokio::test]
async fn a_backup_controller_that_was_disabled_hears_no_hashes_of_others() {
    let domain = Domain::new().await;
    let channel = domain.channel("B").await;
    let mut client = domain.through(&channel, Protection::Privacy).await;
    let disabled = UserChange {
        set_control: Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    };
    let backup = domain.store.user_by_name("B$").await.unwrap().unwrap();
    let updated = domain.store.update_user(backup.rid, disabled, NOW);
    updated.await.unwrap();
    let (authenticator, _pending) = channel.authenticator(NOW);
    let request = password_get(&channel, SecureChannelType::WORKSTATION, authenticator);
    let reply = client.call(&request).await.unwrap();
    assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    assert_eq!(reply.nt_hash.0, [0; 16]);
}

// "Verify that AccountName is not NULL and AccountType flags are valid", [MS-NRPC] 3.5.4.4.8.
#[tokio::test]
async fn a_password_of_no_kind_of_channel_is_none() {
    let domain = Domain::new().await;
    for (account_type, status) in [
        (SecureChannelType::WORKSTATION, NtStatus::SUCCESS),
        (SecureChannelType(0), NtStatus::INVALID_PARAMETER),
        (SecureChannelType(1), NtStatus::INVALID_PARAMETER),
        (SecureChannelType(5), NtStatus::INVALID_PARAMETER),
        (SecureChannelType(8), NtStatus::INVALID_PARAMETER),
    ] {
        let mut channel = domain.channel("B").await;
        let mut client = domain.through(&channel, Protection::Privacy).await;
        let (authenticator, pending) = channel.authenticator(NOW);
        let request = password_get(&channel, account_type, authenticator);
        let reply = client.call(&request).await.unwrap();
        assert_eq!(reply.status, status, "{account_type:?}");
        // Whatever the outcome, both ends have moved on.
        let returned = &reply.return_authenticator;
        channel.verify_return(pending, returned).unwrap();
    }
}

// CVE-2022-38023: a call that is signed and not sealed, or neither, is not answered.
#[tokio::test]
async fn what_is_not_sealed_is_refused() {
    let domain = Domain::new().await;
    let channel = domain.channel("M").await;
    let mut signed = domain.through(&channel, Protection::Integrity).await;
    let mut bare = domain.anonymous().await;
    for client in [&mut signed, &mut bare] {
        let (authenticator, _pending) = channel.authenticator(NOW);
        let request = password_get(&channel, SecureChannelType::WORKSTATION, authenticator);
        let reply = client.call(&request).await.unwrap();
        assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
        assert_eq!(reply.return_authenticator, Authenticator::default());
        let request: SamLogonEx = sam_logon_ex(network_logon("user", PASSWORD));
        let reply = client.call(&request).await.unwrap();
        assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    }
}

// CVE-2025-49716: anonymous callers reach only challenge and authenticate.
#[tokio::test]
async fn nobody_asks_anonymously() {
    let domain = Domain::new().await;
    let mut client = domain.anonymous().await;
    let request = GetDcName {
        server_name: "".into(),
        domain_name: None,
    };
    let reply = client.call(&request).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_ACCESS_DENIED);
    assert_eq!(reply.name, None);
}
