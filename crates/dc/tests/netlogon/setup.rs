//! Who gets a channel, and what the others hear.

use auth::Protection;
use msrpc::netlogon::{Authenticator, GetCapabilities, NegotiateFlags, SecureChannelType};
use netlogon::{CapabilitiesQuery, SetupError};
use store::{Control, ExceptionKinds, NewException, NewUser, UserChange};
use wire::{FileTime, NtStatus};

use crate::domain::{Domain, NOW, PASSWORD, hash, setup};
use crate::names::trust;

const MEMBER: NegotiateFlags = NegotiateFlags::MEMBER;
const WORKSTATION: SecureChannelType = SecureChannelType::WORKSTATION;

#[tokio::test]
async fn a_computer_that_knows_its_password_has_a_channel() {
    let domain = Domain::new().await;
    let mut channel = domain.channel("M").await;
    assert_eq!(channel.account_rid(), 1000);
    let mut sealed = domain.through(&channel, Protection::Privacy).await;
    for query in [CapabilitiesQuery::Negotiated, CapabilitiesQuery::Requested] {
        let (request, pending) = channel.ask_capabilities(query, NOW);
        let reply = sealed.call(&request).await.unwrap();
        channel.verify_capabilities(query, pending, &reply).unwrap();
    }
    assert_eq!(domain.events().await, []);
}

// Samba bug 15418.
#[tokio::test]
async fn an_unknown_level_costs_an_error_and_not_the_channel() {
    let domain = Domain::new().await;
    let mut channel = domain.channel("M").await;
    let mut sealed = domain.through(&channel, Protection::Privacy).await;
    for query_level in [0, 3, u32::MAX] {
        let (authenticator, _pending) = channel.authenticator(NOW);
        let request = GetCapabilities {
            server_name: "OURPDC".into(),
            computer_name: Some("M".into()),
            authenticator,
            return_authenticator: Authenticator::default(),
            query_level,
        };
        assert!(sealed.call(&request).await.is_err(), "{query_level}");
    }
    let query = CapabilitiesQuery::Negotiated;
    let (request, pending) = channel.ask_capabilities(query, NOW);
    let reply = sealed.call(&request).await.unwrap();
    channel.verify_capabilities(query, pending, &reply).unwrap();
}

// The seed: "the Netlogon service on the domain controller logs the following error when the password is not synchronized".
#[tokio::test]
async fn a_wrong_password_is_event_5722() {
    let domain = Domain::new().await;
    let wrong = setup("M", WORKSTATION, "another", MEMBER);
    let refused = domain.set_up(wrong).await.err();
    assert_eq!(refused, Some(SetupError::Refused(NtStatus::ACCESS_DENIED)));
    let strings = ["M", "M$", "Access is denied."].map(String::from).to_vec();
    assert_eq!(
        domain.events().await,
        [(5722, strings, Some(NtStatus::ACCESS_DENIED))]
    );
}

// The seed: "error 0xC000018B means that the computer account has been deleted".
#[tokio::test]
async fn a_missing_account_is_event_5723() {
    let domain = Domain::new().await;
    domain.store.delete_user(1000, NOW).await.unwrap();
    let refused = domain
        .set_up(setup("M", WORKSTATION, PASSWORD, MEMBER))
        .await;
    let status = NtStatus::NO_TRUST_SAM_ACCOUNT;
    assert_eq!(refused.err(), Some(SetupError::Refused(status)));
    let strings = ["M", "M$"].map(String::from).to_vec();
    assert_eq!(domain.events().await, [(5723, strings, Some(status))]);
}

#[tokio::test]
async fn an_account_of_another_kind_is_none() {
    let domain = Domain::new().await;
    for (computer, channel_type) in [
        ("M", SecureChannelType::SERVER),
        ("B", WORKSTATION),
        ("M", SecureChannelType::TRUSTED_DOMAIN),
    ] {
        let refused = domain
            .set_up(setup(computer, channel_type, PASSWORD, MEMBER))
            .await;
        let status = NtStatus::NO_TRUST_SAM_ACCOUNT;
        assert_eq!(
            refused.err(),
            Some(SetupError::Refused(status)),
            "{computer}"
        );
    }
}

#[tokio::test]
async fn a_disabled_account_is_told_to_its_owner_only() {
    let domain = Domain::new().await;
    let disabled = UserChange {
        set_control: Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    };
    domain.store.update_user(1000, disabled, NOW).await.unwrap();
    for (password, status) in [
        (PASSWORD, NtStatus::ACCOUNT_DISABLED),
        ("another", NtStatus::ACCESS_DENIED),
    ] {
        let refused = domain
            .set_up(setup("M", WORKSTATION, password, MEMBER))
            .await;
        assert_eq!(refused.err(), Some(SetupError::Refused(status)));
    }
    let logged: Vec<_> = domain
        .events()
        .await
        .into_iter()
        .map(|(id, _, status)| (id, status))
        .collect();
    assert_eq!(
        logged,
        [
            (5722, Some(NtStatus::ACCOUNT_DISABLED)),
            (5722, Some(NtStatus::ACCESS_DENIED))
        ]
    );
}

// CVE-2022-38023: no AES, no channel, unless an exception of the account says otherwise, and until its day is over.
#[tokio::test]
async fn without_aes_only_an_exception_helps() {
    let domain = Domain::new().await;
    let weak = || {
        setup(
            "M",
            WORKSTATION,
            PASSWORD,
            MEMBER.without(NegotiateFlags::AES),
        )
    };
    let refused = domain.set_up(weak()).await.err();
    assert_eq!(
        refused,
        Some(SetupError::Refused(NtStatus::DOWNGRADE_DETECTED))
    );
    let except = async |account, kinds, until| {
        let new = NewException {
            account,
            kinds,
            owner: "root",
            reason: "an old appliance",
            until,
        };
        domain.store.add_exception(&new, NOW).await.unwrap();
    };
    let tomorrow = FileTime(NOW.0 + 864_000_000_000);
    except("N$", ExceptionKinds::ALL, tomorrow).await;
    except("M$", ExceptionKinds::NO_SEAL, tomorrow).await;
    assert!(domain.set_up(weak()).await.is_err());
    domain.store.remove_exception("M$").await.unwrap();
    except("M$", ExceptionKinds::MD5_CLIENT, tomorrow).await;
    assert!(domain.set_up(weak()).await.is_ok());
    let used = domain.store.exception("M$", NOW).await.unwrap().unwrap();
    assert_eq!((used.uses, used.last_use), (1, NOW));
    let (id, strings, _) = domain.events().await.pop().unwrap();
    assert_eq!((id, strings[0].as_str()), (5840, "M"));
}

// [MS-NRPC] 3.5.4.4.2: "If the AccountName parameter is the name of a domain trust object, and there is a period at the end of
// the parameter name, the period is ignored during processing."
#[tokio::test]
async fn a_trusting_domain_is_known_by_each_of_its_names() {
    let domain = Domain::new().await;
    trust(&domain, "OTHER", "other.example").await;
    let password = hash(PASSWORD);
    let account = NewUser {
        password: Some(&password),
        ..NewUser::new("OTHER$", Control::INTERDOMAIN_TRUST_ACCOUNT, NOW)
    };
    let rid = domain.store.create_user(&account).await.unwrap().rid;
    let (dns, flat) = (
        SecureChannelType::TRUSTED_DNS_DOMAIN,
        SecureChannelType::TRUSTED_DOMAIN,
    );
    for (channel_type, account, is_let_in) in [
        (dns, "other.example.", true),
        (dns, "Other.Example", true),
        (dns, "OTHER.", true),
        (dns, "OTHER$", true),
        (flat, "OTHER$", true),
        (flat, "other.example.", false),
        (dns, "another.example.", false),
        (WORKSTATION, "other.example.", false),
    ] {
        let mut setup = setup("OTHERDC", channel_type, PASSWORD, MEMBER);
        setup.names.account = account.into();
        let expected = if is_let_in {
            Ok(rid)
        } else {
            Err(SetupError::Refused(NtStatus::NO_TRUST_SAM_ACCOUNT))
        };
        let rid = domain.set_up(setup).await;
        assert_eq!(
            rid.map(|channel| channel.account_rid()),
            expected,
            "{account}"
        );
    }
}
