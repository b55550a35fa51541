//! Users who log on to a member.

use auth::Protection;
use auth::ntlm::{self, InitiatorEntropy};
use auth::{Account, Claim, Credentials, Exchange, Step};
use dc::Settings;
use msrpc::netlogon::{
    ExtraFlags, LogonIdentity, LogonInformation, NetworkLogon, ParameterControl, PasswordLogon,
    SamLogonEx, SamLogonExReply, Validation, ValidationLevel,
};
use ndr::{AnsiString, Leveled, UnicodeString};
use store::{Control, LogonHours, NewUser, PasswordChange, Span, UserChange};
use tokio::task::JoinSet;
use wire::{FileTime, NtStatus, Password, SecretKey};

use crate::domain::{Domain, NOW, PASSWORD, hash};

pub(crate) fn sam_logon_ex(logon: LogonInformation) -> SamLogonEx {
    SamLogonEx {
        logon_server: Some("\\\\OURPDC".into()),
        computer_name: Some("M".into()),
        logon: Leveled(logon),
        validation_level: ValidationLevel::SAM_INFO_4,
        extra_flags: ExtraFlags(0),
    }
}

pub(crate) fn identity(domain: &str, user: &str) -> LogonIdentity {
    LogonIdentity {
        domain: domain.into(),
        parameter_control: ParameterControl(0),
        reserved: [0; 2],
        user: user.into(),
        workstation: UnicodeString::NULL,
    }
}

/// The responses of a user to a server, as the server passes them on.
pub(crate) fn network_logon(user: &str, password: &str) -> LogonInformation {
    network_logon_of("OURDOM", user, password)
}

/// The same of a user of some domain.
pub(crate) fn network_logon_of(domain: &str, user: &str, password: &str) -> LogonInformation {
    let claim = claim(domain, user, password);
    LogonInformation::NetworkTransitive(Some(NetworkLogon {
        identity: identity(&claim.domain, &claim.user),
        challenge: claim.server_challenge,
        nt_response: AnsiString(Some(claim.nt_response.clone())),
        lm_response: AnsiString(None),
    }))
}

/// What a server knows of a user who has answered its challenge.
pub(crate) fn claim(domain: &str, user: &str, password: &str) -> Claim {
    let credentials = Credentials::Password {
        account: Account {
            domain: domain.into(),
            user: user.into(),
        },
        password: Password::new(password.into()),
    };
    let entropy = InitiatorEntropy {
        client_challenge: [3; 8],
        exported_session_key: SecretKey::new([4; 16]),
    };
    let name = || "M".parse().unwrap();
    let config = ntlm::AcceptorConfig::in_domain(name(), "OURDOM".parse().unwrap());
    let initiator = ntlm::Initiator::new(credentials, "cifs/M", name(), entropy, NOW);
    let acceptor: Box<dyn Exchange> = Box::new(ntlm::Acceptor::new(&config, [9; 8], NOW));
    let Ok(Step::Continue { token, next }) = Box::new(initiator).step(&[]) else {
        panic!("no NEGOTIATE");
    };
    let Ok(Step::Continue {
        token,
        next: acceptor,
    }) = acceptor.step(&token)
    else {
        panic!("no CHALLENGE");
    };
    let Ok(
        Step::Continue { token, .. }
        | Step::Done {
            token: Some(token), ..
        },
    ) = next.step(&token)
    else {
        panic!("no AUTHENTICATE");
    };
    let Ok(Step::Identify(claim)) = acceptor.step(&token) else {
        panic!("no claim");
    };
    claim
}

pub(crate) async fn log_on(domain: &Domain, logon: LogonInformation) -> SamLogonExReply {
    let channel = domain.channel("M").await;
    let mut client = domain.through(&channel, Protection::Privacy).await;
    let mut request = sam_logon_ex(logon);
    channel.key().encrypt_logon(&mut request.logon.0);
    client.call(&request).await.unwrap()
}

#[tokio::test]
async fn a_user_who_proves_his_password_is_let_in() {
    let domain = Domain::new().await;
    let reply = log_on(&domain, network_logon("USER", PASSWORD)).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let Validation::SamInfo4(Some(info)) = reply.validation else {
        panic!("no information");
    };
    assert_eq!(info.user.effective_name.as_str_or_empty(), "user");
    assert_eq!(info.user.logon_domain_id, "S-1-5-21-1-2-3".parse().ok());
    let groups: Vec<u32> = info
        .user
        .groups
        .0
        .iter()
        .map(|group| group.relative_id)
        .collect();
    assert_eq!(groups, [513]);
    // What the server and the user share from now on.
    assert_ne!(info.user.user_session_key.expose(), &[0; 16]);
}

#[tokio::test]
async fn a_hash_does_as_well_where_it_was_typed_in() {
    let domain = Domain::new().await;
    for (password, status) in [
        (PASSWORD, NtStatus::SUCCESS),
        ("another", NtStatus::WRONG_PASSWORD),
    ] {
        let logon = LogonInformation::Interactive(Some(PasswordLogon {
            identity: identity("OURDOM", "user"),
            lm_hash: SecretKey::new([0; 16]),
            nt_hash: SecretKey::new(*hash(password).expose()),
        }));
        assert_eq!(log_on(&domain, logon).await.status, status);
    }
}

#[tokio::test]
async fn everybody_else_hears_why_not() {
    let domain = Domain::new().await;
    let user = domain
        .store
        .user_by_name("user")
        .await
        .unwrap()
        .unwrap()
        .rid;
    let change = async |change: UserChange| {
        domain.store.update_user(user, change, NOW).await.unwrap();
    };
    let status = async |name: &str, password: &str| {
        log_on(&domain, network_logon(name, password)).await.status
    };
    assert_eq!(status("user", "another").await, NtStatus::WRONG_PASSWORD);
    assert_eq!(status("nobody", PASSWORD).await, NtStatus::NO_SUCH_USER);
    assert_eq!(
        status("M$", PASSWORD).await,
        NtStatus::NOLOGON_WORKSTATION_TRUST_ACCOUNT
    );
    change(UserChange {
        account_expires: Some(FileTime(NOW.0 - 1)),
        ..UserChange::default()
    })
    .await;
    assert_eq!(status("user", PASSWORD).await, NtStatus::ACCOUNT_EXPIRED);
    change(UserChange {
        set_control: Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    })
    .await;
    assert_eq!(status("user", PASSWORD).await, NtStatus::ACCOUNT_DISABLED);
    // That it is disabled is nothing for somebody who only guesses.
    assert_eq!(status("user", "another").await, NtStatus::WRONG_PASSWORD);
}

#[tokio::test]
async fn another_domain_may_know_more() {
    let domain = Domain::new().await;
    let logon = LogonInformation::Interactive(Some(PasswordLogon {
        identity: identity("ELSEWHERE", "user"),
        lm_hash: SecretKey::new([0; 16]),
        nt_hash: SecretKey::new(*hash(PASSWORD).expose()),
    }));
    let reply = log_on(&domain, logon).await;
    assert_eq!(
        (reply.status, reply.authoritative),
        (NtStatus::NO_SUCH_USER, 0)
    );
}

// [MS-LSAT] 3.1.4.5: the default user principal name. A client sends it without a domain.
#[tokio::test]
async fn a_user_may_be_named_by_a_principal_name() {
    let domain = Domain::with(Settings {
        dns_domain: Some("our.example".to_owned()),
        ..Settings::default()
    })
    .await;
    // Who really has such a name is not mistaken for another.
    let mut new = NewUser::new("user@elsewhere", Control::NORMAL_ACCOUNT, NOW);
    let password = hash("another");
    new.password = Some(&password);
    domain.store.create_user(&new).await.unwrap();
    let log_on = async |of: &str, user: &str, password: &str| {
        let reply = log_on(&domain, network_logon_of(of, user, password)).await;
        let name = match reply.validation {
            Validation::SamInfo4(Some(info)) => info.user.effective_name.0,
            _ => None,
        };
        (name, reply.status, reply.authoritative)
    };
    let welcome = |name: &str| (Some(name.to_owned()), NtStatus::SUCCESS, 1);
    for (of, user) in [
        ("", "user@our.example"),
        ("", "USER@Our.Example."),
        ("", "user@OURDOM"),
        ("ourdom", "user@our.example"),
    ] {
        assert_eq!(log_on(of, user, PASSWORD).await, welcome("user"), "{user}");
    }
    assert_eq!(
        log_on("", "user@elsewhere", "another").await,
        welcome("user@elsewhere")
    );
    for (user, status, authoritative) in [
        ("user@other.example", NtStatus::NO_SUCH_USER, 0),
        ("user@example", NtStatus::NO_SUCH_USER, 0),
        ("user@our.example@other", NtStatus::NO_SUCH_USER, 0),
        ("@our.example", NtStatus::NO_SUCH_USER, 1),
        ("user@our.example@our.example", NtStatus::NO_SUCH_USER, 1),
    ] {
        let refused = (None, status, authoritative);
        assert_eq!(log_on("", user, PASSWORD).await, refused, "{user}");
    }
    let (_, status, _) = log_on("", "user@our.example", "wrong").await;
    assert_eq!(status, NtStatus::WRONG_PASSWORD);
    let user = domain.store.user_by_name("user").await.unwrap().unwrap();
    assert_eq!(user.bad_password_count, 1);
}

// CVE-2015-0005: what a user gave one computer is of no use to another.
#[tokio::test]
async fn a_response_for_another_computer_gives_no_session_key() {
    let domain = Domain::new().await;
    let channel = domain.channel("N").await;
    let mut client = domain.through(&channel, Protection::Privacy).await;
    // The user has logged on to M.
    let reply = client
        .call(&sam_logon_ex(network_logon("user", PASSWORD)))
        .await
        .unwrap();
    assert_eq!(reply.status, NtStatus::LOGON_FAILURE);
    assert!(matches!(reply.validation, Validation::SamInfo4(None)));
}

// A telephone goes on presenting the password that its owner has changed, and is not to lock him out by that.
#[tokio::test]
async fn the_last_two_passwords_of_the_history_are_wrong_and_do_not_count() {
    for (kept, counts) in [(24, [0, 0, 1, 2]), (1, [0, 1, 2, 3]), (0, [1, 2, 3, 4])] {
        let domain = Domain::new().await;
        let policy = |policy: &mut store::Policy| policy.password_history_length = kept;
        domain.store.change_policy(NOW, policy).await.unwrap();
        let user = async || domain.store.user_by_name("user").await.unwrap().unwrap();
        let rid = user().await.rid;
        for new in ["second", "third", "fourth"] {
            let new = hash(new);
            let change = PasswordChange::new(&new, NOW);
            domain.store.set_password(rid, change).await.unwrap();
        }
        for (password, count) in ["third", "second", PASSWORD, "another"].iter().zip(counts) {
            let logon = network_logon("user", password);
            let status = log_on(&domain, logon).await.status;
            assert_eq!(status, NtStatus::WRONG_PASSWORD, "{password} of {kept}");
            let counted = user().await.bad_password_count;
            assert_eq!(counted, count, "{password} of {kept}");
        }
    }
}

// CVE-2021-20251: guesses that come at the same time are all counted, and the last free one is the last.
#[tokio::test]
async fn parallel_guesses_lock_the_account() {
    let domain = Domain::new().await;
    let policy = |policy: &mut store::Policy| policy.lockout_threshold = 5;
    domain.store.change_policy(NOW, policy).await.unwrap();
    let channel = domain.channel("M").await;
    let mut guesses = JoinSet::new();
    for _ in 0..64 {
        let mut client = domain.through(&channel, Protection::Privacy).await;
        let request = sam_logon_ex(network_logon("user", "guess"));
        guesses.spawn(async move { client.call(&request).await.unwrap().status });
    }
    let statuses = guesses.join_all().await;
    let is = |wanted| move |status: &&NtStatus| **status == wanted;
    let wrong = statuses.iter().filter(is(NtStatus::WRONG_PASSWORD)).count();
    let locked = statuses
        .iter()
        .filter(is(NtStatus::ACCOUNT_LOCKED_OUT))
        .count();
    // Those that were under way when the fifth was counted are wrong as well, and were never right.
    assert!(wrong >= 5 && wrong + locked == 64, "{statuses:?}");
    let user = domain.store.user_by_name("user").await.unwrap().unwrap();
    assert_eq!(user.bad_password_count, 5);
    let status = log_on(&domain, network_logon("user", PASSWORD))
        .await
        .status;
    assert_eq!(status, NtStatus::ACCOUNT_LOCKED_OUT);
}

// [MS-PAC] 2.5, whose fields [MS-NRPC] 2.2.1.4.13 has: when a logon ends, and of which domain it is in the DNS.
#[tokio::test]
async fn a_member_hears_when_to_show_a_user_out() {
    let settings = Settings {
        dns_domain: Some("our.example".to_owned()),
        ..Settings::default()
    };
    let domain = Domain::with(settings).await;
    let user = domain.store.user_by_name("user").await.unwrap();
    let user = user.unwrap().rid;
    let told = async || {
        let reply = log_on(&domain, network_logon("user", PASSWORD)).await;
        let Validation::SamInfo4(Some(info)) = reply.validation else {
            panic!("no information: {:?}", reply.status);
        };
        assert_eq!(info.dns_logon_domain_name, "our.example".into());
        (info.user.logoff_time, info.user.kick_off_time)
    };
    assert_eq!(told().await, (FileTime::NEVER, FileTime::NEVER));
    // NOW is Tuesday, 22:13:20. The bits are hours from Sunday on: all are set but Tuesday's last.
    let mut bits = vec![0xff; 21];
    bits[8] = 0x7f;
    let hours = LogonHours {
        units_per_week: 168,
        bits: Some(bits),
    };
    let restricted = UserChange {
        logon_hours: Some(hours),
        ..UserChange::default()
    };
    domain
        .store
        .update_user(user, restricted, NOW)
        .await
        .unwrap();
    let minutes = |count: u64| FileTime(NOW.0 + count * 600_000_000);
    let end = FileTime::from_unix_seconds(1_700_002_800);
    assert_eq!(told().await, (end, FileTime::NEVER));
    let rule = |policy: &mut store::Policy| policy.force_logoff = Span::minutes(5);
    domain.store.change_policy(NOW, rule).await.unwrap();
    assert_eq!(told().await, (end, FileTime(end.0 + 5 * 600_000_000)));
    let expiring = UserChange {
        account_expires: Some(minutes(2)),
        ..UserChange::default()
    };
    domain.store.update_user(user, expiring, NOW).await.unwrap();
    assert_eq!(told().await, (minutes(2), minutes(2)));
}
