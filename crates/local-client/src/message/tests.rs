//! The messages as they are written.

use proptest::prelude::*;
use wire::{NtStatus, Password, SecretBytes, SecretKey};

use super::{
    Answer, Failure, FailureKind, LoggedOn, NotAMessage, NumberedAnswer, NumberedRequest,
    PasswordLogon, Request, ResponseLogon,
};

fn text(frame: &SecretBytes) -> &str {
    std::str::from_utf8(frame.expose()).unwrap()
}

fn frame(text: &str) -> SecretBytes {
    SecretBytes::new(text.as_bytes().to_vec())
}

fn round(request: Request, expected: &str) {
    let written = NumberedRequest { id: 7, request }.encode();
    assert_eq!(text(&written), expected);
    let read = NumberedRequest::decode(&written).unwrap();
    assert_eq!(read.id, 7);
    assert_eq!(text(&read.encode()), expected);
}

#[test]
fn requests_are_written_so() {
    round(Request::Ping, r#"{"version":1,"id":7,"request":"ping"}"#);
    round(
        Request::LogOn(ResponseLogon {
            domain: "DOMAIN".into(),
            user: "alice".into(),
            workstation: "WS".into(),
            challenge: [1, 2, 3, 4, 5, 6, 7, 0xff],
            nt_response: vec![0xab; 3],
            lm_response: Vec::new(),
            mschapv2: true,
        }),
        r#"{"version":1,"id":7,"request":{"log-on":{"domain":"DOMAIN","user":"alice","workstation":"WS","challenge":"01020304050607ff","nt-response":"ababab","lm-response":"","mschapv2":true}}}"#,
    );
    round(
        Request::CheckPassword(PasswordLogon {
            domain: String::new(),
            user: "alice@domain.example".into(),
            workstation: String::new(),
            password: Password::new("a \"b\" ü\n".into()),
        }),
        r#"{"version":1,"id":7,"request":{"check-password":{"domain":"","user":"alice@domain.example","workstation":"","password":"a \"b\" ü\n"}}}"#,
    );
    let server = Some("DC".into());
    round(
        Request::Rediscover { server },
        r#"{"version":1,"id":7,"request":{"rediscover":{"server":"DC"}}}"#,
    );
}

#[test]
fn what_may_be_left_out_may_be() {
    let least = frame(
        r#"{"id":1,"request":{"log-on":{"user":"a","challenge":"0000000000000000","nt-response":""}},"version":1,"later":2}"#,
    );
    let read = NumberedRequest::decode(&least).unwrap();
    let Request::LogOn(logon) = read.request else {
        panic!("another request");
    };
    assert!(logon.domain.is_empty() && logon.lm_response.is_empty() && !logon.mschapv2);
}

#[test]
fn answers_are_written_so() {
    let written = NumberedAnswer {
        id: 1,
        answer: Answer::LoggedOn(Box::new(LoggedOn {
            domain: "DOMAIN".into(),
            user: "alice".into(),
            sid: "S-1-5-21-1-2-3-1105".parse().unwrap(),
            groups: vec!["S-1-5-21-1-2-3-513".parse().unwrap()],
            session_key: SecretKey::new([0xa5; 16]),
            controller: "DC".into(),
        })),
    }
    .encode();
    assert_eq!(
        text(&written),
        r#"{"version":1,"id":1,"answer":{"logged-on":{"domain":"DOMAIN","user":"alice","sid":"S-1-5-21-1-2-3-1105","groups":["S-1-5-21-1-2-3-513"],"session-key":"a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5","controller":"DC"}}}"#
    );
    let read = NumberedAnswer::decode(&written).unwrap();
    assert_eq!(text(&read.encode()), text(&written));
    let written = NumberedAnswer {
        id: 2,
        answer: Answer::Failed(Failure {
            kind: FailureKind::NoChannel,
            code: "wrong-password".into(),
            status: NtStatus::ACCESS_DENIED,
            is_elsewhere: false,
            reason: "why".into(),
            remedy: None,
            message: Some("what the user reads".into()),
        }),
    }
    .encode();
    assert_eq!(
        text(&written),
        r#"{"version":1,"id":2,"answer":{"failed":{"kind":"no-channel","code":"wrong-password","status":3221225506,"reason":"why","message":"what the user reads"}}}"#
    );
}

#[test]
fn what_is_not_understood_is_told_apart_and_never_repeated() {
    for (wrong, error) in [
        (
            r#"{"version":2,"id":1,"request":"ping"}"#,
            NotAMessage::Version(2),
        ),
        (
            r#"{"version":1,"id":9,"request":"hack"}"#,
            NotAMessage::Unknown(9),
        ),
        (
            r#"{"version":1,"id":9,"request":{"log-on":{"user":"a","challenge":"00","nt-response":""}}}"#,
            NotAMessage::Unknown(9),
        ),
        (
            r#"{"version":1,"id":9,"request":{"check-password":{"user":"a","password":7}}}"#,
            NotAMessage::Unknown(9),
        ),
        (r#"{"version":1,"request":"ping"}"#, NotAMessage::Garbage),
        (r#"{"id":1,"request":"ping"}"#, NotAMessage::Garbage),
        (
            r#"{"version":1,"id":1,"request":"ping"} x"#,
            NotAMessage::Garbage,
        ),
        ("", NotAMessage::Garbage),
    ] {
        assert_eq!(
            NumberedRequest::decode(&frame(wrong)).err(),
            Some(error),
            "{wrong}"
        );
    }
}

#[test]
fn a_frame_that_is_cut_is_no_message() {
    let whole = r#"{"version":1,"id":1,"request":{"check-password":{"user":"a","password":"bü"}}}"#;
    for end in 0..whole.len() {
        let cut = SecretBytes::new(whole.as_bytes().get(..end).unwrap().to_vec());
        assert!(NumberedRequest::decode(&cut).is_err(), "{end}");
    }
}

proptest! {
    #[test]
    fn passwords_and_responses_arrive_as_they_are(
        password in ".*", user in ".*", response: Vec<u8>, challenge: [u8; 8], id: u64,
    ) {
        let logon = PasswordLogon {
            domain: String::new(),
            user: user.clone(),
            workstation: String::new(),
            password: Password::new(password.clone()),
        };
        let request = Request::CheckPassword(logon);
        let read = NumberedRequest::decode(&NumberedRequest { id, request }.encode()).unwrap();
        prop_assert_eq!(read.id, id);
        let Request::CheckPassword(logon) = read.request else { panic!() };
        prop_assert_eq!(logon.password.expose(), password);
        prop_assert_eq!(&logon.user, &user);
        let logon = ResponseLogon {
            domain: String::new(),
            user,
            workstation: String::new(),
            challenge,
            nt_response: response.clone(),
            lm_response: response.clone(),
            mschapv2: false,
        };
        let request = Request::LogOn(logon);
        let read = NumberedRequest::decode(&NumberedRequest { id, request }.encode()).unwrap();
        let Request::LogOn(logon) = read.request else { panic!() };
        prop_assert_eq!((logon.challenge, &logon.nt_response), (challenge, &response));
    }
}
