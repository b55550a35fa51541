//! A computer that comes with its previous password: refused, unless the settings say for how long it is not.

use std::time::Duration;

use auth::ntlm::{self, InitiatorEntropy};
use auth::{Account, Credentials, Protection};
use dc::Settings;
use msrpc::netlogon::{
    GetDcName, LogonInformation, NegotiateFlags, ParameterControl, SecureChannelType,
};
use netlogon::{CapabilitiesQuery, SecureChannel, SetupError};
use rpc::association::BindAuth;
use rpc::pdu::AuthType;
use store::{Control, PasswordChange, UserChange};
use wire::{FileTime, NtStatus, Password, SecretKey};

use crate::domain::{
    Domain, NOW, PASSWORD, hash, later, setup, trust_info_get, trust_passwords_get,
};
use crate::logons::{network_logon, sam_logon_ex};
use crate::passwords::set_password;

/// The account of M.
const M: u32 = 1000;

const DAY: i64 = 86_400;

/// A domain that accepts previous passwords for a day.
async fn accepting() -> Domain {
    Domain::with(Settings {
        accept_previous_machine_password: Duration::from_hours(24),
        ..Settings::default()
    })
    .await
}

pub(crate) async fn come(
    domain: &Domain,
    computer: &str,
    password: &str,
) -> Result<SecureChannel, NtStatus> {
    let channel_type = match computer {
        "B" => SecureChannelType::SERVER,
        _ => SecureChannelType::WORKSTATION,
    };
    let with = setup(computer, channel_type, password, NegotiateFlags::MEMBER);
    domain.set_up(with).await.map_err(|error| match error {
        SetupError::Refused(status) => status,
        error => panic!("{error}"),
    })
}

async fn refusal(domain: &Domain, password: &str) -> Option<NtStatus> {
    come(domain, "M", password).await.err()
}

/// M replaces its password by "new".
async fn changed(domain: &Domain) {
    let mut channel = domain.channel("M").await;
    let status = set_password(domain, &mut channel, "new").await;
    assert_eq!(status, NtStatus::SUCCESS);
}

async fn used(domain: &Domain) -> FileTime {
    let user = domain.store.user(M).await.unwrap().unwrap();
    user.previous_password_used
}

const DENIED: Option<NtStatus> = Some(NtStatus::ACCESS_DENIED);

#[tokio::test]
async fn by_default_the_previous_password_is_a_wrong_one() {
    let domain = Domain::new().await;
    changed(&domain).await;
    assert_eq!(refusal(&domain, PASSWORD).await, DENIED);
    let strings = ["M", "M$", "Access is denied."].map(String::from).to_vec();
    let status = Some(NtStatus::ACCESS_DENIED);
    assert_eq!(domain.events().await, [(5722, strings, status)]);
    assert_eq!(used(&domain).await, FileTime::ZERO);
}

#[tokio::test]
async fn where_it_is_accepted_it_opens_a_channel_and_is_told_each_time() {
    let domain = accepting().await;
    changed(&domain).await;
    domain.is_later(60);
    let mut channel = come(&domain, "M", PASSWORD).await.ok().unwrap();
    let mut sealed = domain.through(&channel, Protection::Privacy).await;
    let query = CapabilitiesQuery::Negotiated;
    let (request, pending) = channel.ask_capabilities(query, NOW);
    let reply = sealed.call(&request).await.unwrap();
    channel.verify_capabilities(query, pending, &reply).unwrap();
    let logon = sam_logon_ex(network_logon("user", PASSWORD));
    let reply = sealed.call(&logon).await.unwrap();
    assert_eq!(reply.status, NtStatus::SUCCESS);
    assert_eq!(used(&domain).await, later(60));
    let replaced = NOW.to_string();
    let strings = ["M", "M$", &replaced].map(String::from).to_vec();
    assert_eq!(domain.events().await, [(5851, strings.clone(), None)]);
    // Within a minute it is only counted, and after that told again.
    come(&domain, "M", PASSWORD).await.ok().unwrap();
    domain.is_later(130);
    come(&domain, "M", PASSWORD).await.ok().unwrap();
    let events = domain.store.events_from(0, 100).await.unwrap();
    let counts: Vec<_> = events.iter().map(|event| event.count).collect();
    assert_eq!(counts, [3]);
    assert!(events[0].event.connection.is_some());
    // The password in use is none the worse, and whoever comes with it has it again.
    come(&domain, "M", "new").await.ok().unwrap();
    assert_eq!(used(&domain).await, FileTime::ZERO);
}

#[tokio::test]
async fn it_is_accepted_until_its_time_is_over() {
    let domain = accepting().await;
    domain.is_later(100);
    changed(&domain).await;
    for (seconds, expected) in [
        (100, None),
        (100 + DAY - 1, None),
        (100 + DAY, DENIED),
        // Nor does a clock that was set back tell how long ago it was.
        (99, DENIED),
    ] {
        domain.is_later(seconds);
        assert_eq!(refusal(&domain, PASSWORD).await, expected, "{seconds}");
    }
    assert_eq!(refusal(&domain, "new").await, None);
}

#[tokio::test]
async fn a_computer_that_came_by_it_sets_another_and_then_none_but_that_is_accepted() {
    let domain = accepting().await;
    changed(&domain).await;
    let mut channel = come(&domain, "M", PASSWORD).await.ok().unwrap();
    assert_ne!(used(&domain).await, FileTime::ZERO);
    let status = set_password(&domain, &mut channel, "newest").await;
    assert_eq!(status, NtStatus::SUCCESS);
    assert_eq!(used(&domain).await, FileTime::ZERO);
    // "new" is what another copy of the computer has; "newest" need not be all that this one remembers.
    for (password, expected) in [(PASSWORD, DENIED), ("new", DENIED), ("newest", None)] {
        assert_eq!(refusal(&domain, password).await, expected, "{password}");
    }
    // From here on it goes on as with any other one.
    let mut channel = come(&domain, "M", "newest").await.ok().unwrap();
    for password in ["latest", "last"] {
        domain.is_later(1);
        set_password(&domain, &mut channel, password).await;
    }
    assert_eq!(refusal(&domain, "newest").await, DENIED);
    assert_eq!(refusal(&domain, "latest").await, None);
}

#[tokio::test]
async fn after_an_administrator_has_set_the_password_none_but_that_is_accepted() {
    // Another one, and the same once more.
    for reset in ["reset", "new"] {
        let domain = accepting().await;
        changed(&domain).await;
        let change = hash(reset);
        let change = PasswordChange::new(&change, later(5));
        domain.store.set_password(M, change).await.unwrap();
        domain.is_later(10);
        for password in [PASSWORD, "new", "reset"] {
            let expected = if password == reset { None } else { DENIED };
            let refused = refusal(&domain, password).await;
            assert_eq!(refused, expected, "{password} of {reset}");
        }
    }
}

#[tokio::test]
async fn after_the_account_was_disabled_it_is_a_wrong_one_for_good() {
    let domain = accepting().await;
    changed(&domain).await;
    for (set_control, clear_control) in [
        (Control::ACCOUNT_DISABLED, 0),
        (0, Control::ACCOUNT_DISABLED),
    ] {
        let change = UserChange {
            set_control,
            clear_control,
            ..UserChange::default()
        };
        domain.store.update_user(M, change, NOW).await.unwrap();
        assert_eq!(refusal(&domain, PASSWORD).await, DENIED);
    }
    assert_eq!(refusal(&domain, "new").await, None);
}

// Who has an old backup of a computer does not learn from it what its password is now.
#[tokio::test]
async fn who_came_by_it_is_told_no_hash() {
    let domain = accepting().await;
    changed(&domain).await;
    for (password, status) in [
        (PASSWORD, NtStatus::ACCESS_DENIED),
        ("new", NtStatus::SUCCESS),
    ] {
        let channel = come(&domain, "M", password).await.ok().unwrap();
        let mut sealed = domain.through(&channel, Protection::Privacy).await;
        let (authenticator, _pending) = channel.authenticator(NOW);
        let request = trust_passwords_get(&channel, "M$", authenticator);
        let reply = sealed.call(&request).await.unwrap();
        assert_eq!(reply.status, status);
        assert_eq!(reply.new_hash.0 == [0; 16], !status.is_success());
        let channel = come(&domain, "M", password).await.ok().unwrap();
        let mut sealed = domain.through(&channel, Protection::Privacy).await;
        let (authenticator, _pending) = channel.authenticator(NOW);
        let request = trust_info_get(&channel, "M$", authenticator);
        let reply = sealed.call(&request).await.unwrap();
        assert_eq!(reply.status, status);
        assert_eq!(reply.old_hash.0 == [0; 16], !status.is_success());
    }
}

/// Whether M gets a session at the controller, by NTLM.
async fn logs_on(domain: &Domain, password: &str) -> bool {
    let credentials = Credentials::Password {
        account: Account {
            domain: "OURDOM".into(),
            user: "M$".into(),
        },
        password: Password::new(password.into()),
    };
    let entropy = InitiatorEntropy {
        client_challenge: [3; 8],
        exported_session_key: SecretKey::new([4; 16]),
    };
    let name = "M".parse().unwrap();
    let initiator = ntlm::Initiator::new(credentials, "host/OURPDC", name, entropy, NOW);
    let auth = BindAuth::new(AuthType::NTLM, Protection::Privacy, Box::new(initiator));
    let Ok(mut client) = domain.bind(Some(auth)).await else {
        return false;
    };
    let request = GetDcName {
        server_name: "".into(),
        domain_name: None,
    };
    client.call(&request).await.is_ok()
}

// Samba's winbindd sets its channel up within a session of the computer's own.
#[tokio::test]
async fn a_session_at_the_controller_is_let_in_by_the_same_rule_and_told() {
    let refusing = Domain::new().await;
    let domain = accepting().await;
    for (domain, is_accepted) in [(&refusing, false), (&domain, true)] {
        changed(domain).await;
        assert_eq!(logs_on(domain, PASSWORD).await, is_accepted);
        assert!(!logs_on(domain, "another").await);
        let account = domain.store.user(M).await.unwrap().unwrap();
        assert_eq!(account.bad_password_count, 2 - u16::from(is_accepted));
        // An administrator takes a logon for the proof that the computer has the password that was set.
        assert_eq!(account.last_logon, FileTime::ZERO);
        assert_eq!(
            account.previous_password_used == FileTime::ZERO,
            !is_accepted
        );
    }
    let strings = ["M$", &NOW.to_string()].map(String::from).to_vec();
    assert_eq!(domain.events().await, [(5852, strings, None)]);
    assert_eq!(refusing.events().await, []);
    assert!(logs_on(&domain, "new").await);
    assert_eq!(used(&domain).await, FileTime::ZERO);
    domain.is_later(DAY);
    assert!(!logs_on(&domain, PASSWORD).await);
}

#[tokio::test]
async fn no_logon_that_is_passed_on_and_no_domain_controller_is_let_in_by_it() {
    let domain = accepting().await;
    changed(&domain).await;
    let channel = come(&domain, "M", "new").await.ok().unwrap();
    let mut sealed = domain.through(&channel, Protection::Privacy).await;
    for (password, expected) in [
        (PASSWORD, NtStatus::WRONG_PASSWORD),
        ("new", NtStatus::SUCCESS),
    ] {
        let mut logon = network_logon("M$", password);
        if let LogonInformation::NetworkTransitive(Some(network)) = &mut logon {
            let parameters = &mut network.identity.parameter_control;
            *parameters = ParameterControl::ALLOW_WORKSTATION_TRUST_ACCOUNT;
        }
        let reply = sealed.call(&sam_logon_ex(logon)).await.unwrap();
        assert_eq!(reply.status, expected);
    }
    let mut backup = domain.channel("B").await;
    let status = set_password(&domain, &mut backup, "new").await;
    assert_eq!(status, NtStatus::SUCCESS);
    let refused = come(&domain, "B", PASSWORD).await.err();
    assert_eq!(refused, DENIED);
    come(&domain, "B", "new").await.ok().unwrap();
}
