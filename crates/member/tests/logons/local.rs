//! Logons and orders of local programs, over the socket.

use std::sync::Arc;

use local_client::{
    Answer, Client, ClientError, FailureKind, PasswordLogon, Request, ResponseLogon,
};
use tokio::task::JoinSet;
use transport::{LocalLimits, LocalSocket, SocketAccess};
use wire::{NtStatus, Password};

use crate::world::{CHALLENGE, PASSWORD, World, response};

async fn client(world: &World) -> Client {
    let path = world.directory.0.join("socket");
    let socket = LocalSocket::listen(&path, SocketAccess::Owner).unwrap();
    let member = Arc::clone(&world.member);
    tokio::spawn(member.serve_local(socket, LocalLimits::default()));
    Client::connect(&path).await.unwrap()
}

fn password(password: &str) -> PasswordLogon {
    PasswordLogon {
        domain: "OURDOM".into(),
        user: "user".into(),
        workstation: String::new(),
        password: Password::new(password.into()),
    }
}

fn answered(nt_response: Vec<u8>) -> ResponseLogon {
    ResponseLogon {
        domain: "OURDOM".into(),
        user: "user".into(),
        workstation: "WS".into(),
        challenge: CHALLENGE,
        nt_response,
        lm_response: Vec::new(),
        mschapv2: false,
    }
}

#[tokio::test]
async fn a_response_is_judged_and_makes_the_key_that_the_client_has() {
    let world = World::new().await;
    let client = client(&world).await;
    let user = client.log_on(answered(response(PASSWORD))).await.unwrap();
    let Ok(user) = user else {
        panic!("not let in");
    };
    assert_eq!(
        (user.domain.as_str(), user.user.as_str()),
        ("OURDOM", "user")
    );
    assert_eq!(user.sid.domain().unwrap().to_string(), "S-1-5-21-1-2-3");
    assert!(user.groups.contains(&"S-1-5-21-1-2-3-513".parse().unwrap()));
    assert_eq!(user.controller, "FIRST");
    let hash = auth::NtHash::from_password(&Password::new(PASSWORD.into()));
    let answer = response(PASSWORD);
    let key = auth::ntlm::verify_response(&hash, "user", "OURDOM", CHALLENGE, &answer);
    assert!(key.ok() == Some(user.session_key));
    for (wrong, status) in [
        (response("wrong"), NtStatus::WRONG_PASSWORD),
        // Those of NTLM version 1 have 24 octets.
        (vec![1; 24], NtStatus::NTLM_BLOCKED),
        (Vec::new(), NtStatus::NTLM_BLOCKED),
        (vec![1; 10_000], NtStatus::WRONG_PASSWORD),
    ] {
        let verdict = client.log_on(answered(wrong)).await.unwrap();
        let failure = verdict.err().unwrap();
        assert_eq!(
            (failure.kind, failure.status),
            (FailureKind::Refused, status)
        );
        assert_eq!(failure.message, None);
    }
}

#[tokio::test]
async fn many_requests_of_many_clients_get_their_own_answers() {
    let world = World::new().await;
    let client = client(&world).await;
    let other = Client::connect(&world.directory.0.join("socket"))
        .await
        .unwrap();
    let mut crowd = JoinSet::new();
    for number in 0..150 {
        let client = if number % 2 == 0 { &client } else { &other }.clone();
        crowd.spawn(async move {
            let is_wrong = number % 5 == 4;
            let word = if is_wrong { "wrong" } else { PASSWORD };
            let verdict = client.check_password(password(word)).await.unwrap();
            assert_eq!(verdict.is_err(), is_wrong);
        });
    }
    crowd.join_all().await;
}

#[tokio::test]
async fn the_administrator_sees_verifies_and_changes() {
    let world = World::new().await;
    let client = client(&world).await;
    let pong = client.ping().await.unwrap();
    assert_eq!((pong.up, pong.domain.as_deref()), (false, Some("OURDOM")));
    assert_eq!(world.first().opened(), 0, "a ping sends nothing");
    let verified = client.control(Request::Verify).await.unwrap();
    assert_eq!(verified, Ok(()));
    let pong = client.ping().await.unwrap();
    assert_eq!((pong.up, pong.controller.as_deref()), (true, Some("FIRST")));
    let before = client.status().await.unwrap();
    assert_eq!(before.pointer("/channel/state").unwrap(), "up");
    assert_eq!(client.control(Request::Rotate).await.unwrap(), Ok(()));
    let after = client.status().await.unwrap();
    assert_ne!(
        after.pointer("/password/generation"),
        before.pointer("/password/generation")
    );
    assert!(!after.to_string().contains("battery staple"));
    let server = Some("nobody".into());
    let again = client.control(Request::Rediscover { server });
    assert_eq!(again.await.unwrap(), Ok(()));
    assert_eq!(client.control(Request::Reload).await.unwrap(), Ok(()));
}

#[tokio::test]
async fn without_a_channel_programs_get_the_message_the_code_and_the_remedy() {
    let world = World::new().await;
    let client = client(&world).await;
    world.set_account_password("another").await;
    let verdict = client.check_password(password(PASSWORD)).await.unwrap();
    let failure = verdict.err().unwrap();
    assert_eq!(failure.kind, FailureKind::NoChannel);
    assert_eq!(failure.code, "wrong-password");
    assert_eq!(failure.status, NtStatus::ACCESS_DENIED);
    assert!(failure.remedy.unwrap().contains("netdom member"));
    let message = failure.message.unwrap();
    assert!(message.contains("the system's computer account in its primary domain"));
    assert!(message.contains("STATUS_ACCESS_DENIED (0xc0000022)"));
    let verified = client.control(Request::Verify).await.unwrap();
    assert_eq!(verified.unwrap_err().code, "wrong-password");
    let pong = client.ping().await.unwrap();
    assert_eq!(pong.failure.unwrap().code, "wrong-password");
}

#[tokio::test]
async fn a_request_of_a_later_version_gets_an_answer() -> Result<(), ClientError> {
    let world = World::new().await;
    let _client = client(&world).await;
    let path = world.directory.0.join("socket");
    let mut raw = transport::LocalConnection::open(&path, 10_000)
        .await
        .unwrap();
    let later = br#"{"version":1,"id":5,"request":{"fly":{}}}"#;
    let later = wire::SecretBytes::new(later.to_vec());
    raw.sender.send(&later).await.unwrap();
    let answer = raw.receiver.receive().await.unwrap();
    let answer = local_client::NumberedAnswer::decode(&answer).unwrap();
    assert_eq!(answer.id, 5);
    assert!(
        matches!(answer.answer, Answer::Failed(failure) if failure.kind == FailureKind::NotUnderstood)
    );
    Ok(())
}

/// `Authoritative`, [MS-NRPC] 3.5.4.5.1.
#[tokio::test]
async fn who_may_have_an_account_elsewhere_is_told_from_who_has_none() {
    let world = World::new().await;
    let client = client(&world).await;
    for (domain, user, is_elsewhere) in [
        ("OURDOM", "nobody", false),
        ("OURDOM", "user", false),
        ("ELSEWHERE", "user", true),
    ] {
        let logon = ResponseLogon {
            domain: domain.into(),
            user: user.into(),
            ..answered(response("wrong"))
        };
        let Err(failure) = client.log_on(logon).await.unwrap() else {
            panic!("let in");
        };
        assert_eq!(failure.kind, FailureKind::Refused);
        assert_eq!(failure.is_elsewhere, is_elsewhere, "{domain}\\{user}");
    }
}
