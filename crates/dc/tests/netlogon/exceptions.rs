//! What no exception does: it counts for no domain controller, and lets no hash of a password out.

use auth::Protection;
use dc::Settings;
use msrpc::netlogon::{NegotiateFlags, SecureChannelType};
use netlogon::{CapabilitiesQuery, SecureChannel, SetupError};
use store::{Control, NewUser};
use wire::NtStatus;

use crate::domain::{Domain, NOW, PASSWORD, hash, laboratory, setup, trust_passwords_get};

/// A channel without AES.
async fn weak(domain: &Domain, computer: &str) -> Result<SecureChannel, SetupError> {
    let channel_type = match computer {
        "M" => SecureChannelType::WORKSTATION,
        _ => SecureChannelType::SERVER,
    };
    let flags = NegotiateFlags::MEMBER.without(NegotiateFlags::AES);
    let setup = setup(computer, channel_type, PASSWORD, flags);
    domain.set_up(setup).await
}

/// Whether a call is answered that is signed and not sealed.
async fn is_answered(domain: &Domain, computer: &str) -> bool {
    let channel = domain.channel(computer).await;
    let mut signed = domain.through(&channel, Protection::Integrity).await;
    let (request, _) = channel.ask_capabilities(CapabilitiesQuery::Negotiated, NOW);
    let reply = signed.call(&request).await;
    reply.is_ok_and(|reply| reply.status.is_success())
}

/// What is told of a computer's own hash, over a connection that is protected like this or not at all.
async fn own_hash(domain: &Domain, computer: &str, protection: Option<Protection>) -> NtStatus {
    let channel = domain.channel(computer).await;
    let mut client = match protection {
        Some(protection) => domain.through(&channel, protection).await,
        None => domain.anonymous().await,
    };
    let (authenticator, _) = channel.authenticator(NOW);
    let request = trust_passwords_get(&channel, &format!("{computer}$"), authenticator);
    let reply = client.call(&request).await.unwrap();
    assert_eq!(reply.new_hash.0 == [0; 16], !reply.status.is_success());
    reply.status
}

#[tokio::test]
async fn none_counts_for_a_domain_controller_and_its_name_is_told() {
    let domain = Domain::new().await;
    domain.except("b$").await;
    domain.except("M$").await;
    assert!(weak(&domain, "M").await.is_ok());
    assert!(is_answered(&domain, "M").await);
    let refused = SetupError::Refused(NtStatus::DOWNGRADE_DETECTED);
    assert_eq!(weak(&domain, "B").await.err(), Some(refused));
    assert!(!is_answered(&domain, "B").await);
    let told: Vec<_> = domain
        .events()
        .await
        .into_iter()
        .filter(|(id, ..)| *id == 5841)
        .map(|(_, strings, _)| strings.join(": "))
        .collect();
    assert_eq!(told, ["B$: no AES", "B$: no sealing"]);
    let exception = domain.store.exception("B$", NOW).await.unwrap().unwrap();
    assert_eq!(exception.uses, 0);
}

// An exception is made for a name, and whose name it is may come later.
#[tokio::test]
async fn none_counts_for_a_controller_that_did_not_exist_when_it_was_made() {
    for (settings, is_let_in) in [(Settings::default(), false), (laboratory(), true)] {
        let domain = Domain::with(settings).await;
        domain.except("C$").await;
        let password = hash(PASSWORD);
        let controller = NewUser {
            password: Some(&password),
            ..NewUser::new("C$", Control::SERVER_TRUST_ACCOUNT, NOW)
        };
        domain.store.create_user(&controller).await.unwrap();
        assert_eq!(weak(&domain, "C").await.is_ok(), is_let_in);
    }
}

// It is under DES, which keeps nobody from it.
#[tokio::test]
async fn none_lets_the_hash_of_a_password_out_unsealed() {
    let domain = Domain::new().await;
    domain.except("M$").await;
    let in_laboratory = Domain::with(laboratory()).await;
    in_laboratory.except("M$").await;
    for (protection, status) in [
        (Some(Protection::Privacy), NtStatus::SUCCESS),
        (Some(Protection::Integrity), NtStatus::ACCESS_DENIED),
        (None, NtStatus::ACCESS_DENIED),
    ] {
        let told = own_hash(&domain, "M", protection).await;
        assert_eq!(told, status, "{protection:?}");
        let told = own_hash(&in_laboratory, "M", protection).await;
        assert_eq!(told, NtStatus::SUCCESS, "{protection:?}");
    }
}
