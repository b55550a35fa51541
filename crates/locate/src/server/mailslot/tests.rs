use super::*;
use crate::codec::ping::{
    DsFlags, LogonAnswer, NtVersion, PingText, PrimaryQuery, SamLogonRequest,
};
use crate::server::test_support::{Accounts, NORMAL, OURS, identity, identity_with_dns};
use crate::server::{NetlogonState, ServerSettings};

const PORT: u16 = 138;

fn responder(identity: Identity) -> MailslotResponder {
    let settings = ServerSettings {
        bind: OURS,
        ..ServerSettings::default()
    };
    MailslotResponder::new(&ServerConfig { identity, settings }, PORT)
}

fn reply_to() -> MailslotName {
    MailslotName::for_answer(0x939)
}

fn logon(user: &str, version: NtVersion) -> SamLogonRequest {
    SamLogonRequest {
        request_count: 0,
        computer: PingText::new("MEMBER").unwrap(),
        user: PingText::new(user).unwrap(),
        reply_to: reply_to(),
        account_control: NORMAL,
        domain_sid: None,
        version,
    }
}

fn primary() -> PingRequest {
    PingRequest::Primary(PrimaryQuery {
        computer: "MEMBER".parse().unwrap(),
        reply_to: reply_to(),
        version: NtVersion::V1,
    })
}

fn name(text: &str, suffix: u8) -> NbName {
    NbName::new(
        &text.parse().unwrap(),
        Suffix(suffix),
        &DottedName::default(),
    )
}

fn datagram(request: &PingRequest, destination: NbName, mailslot: &str) -> Vec<u8> {
    let slot = MailslotName::new(mailslot).unwrap();
    Datagram {
        kind: DatagramKind::DirectUnique,
        node_type: NodeType::B,
        id: 7,
        source_address: Ipv4Addr::new(10, 1, 0, 11),
        source_port: 138,
        source: name("MEMBER", 0),
        destination,
        data: MailslotWrite::new(slot, request.encode()).unwrap().encode(),
    }
    .encode()
}

/// What is answered to this request, and the directory was asked.
async fn answer(
    responder: &MailslotResponder,
    accounts: &Accounts,
    request: &PingRequest,
) -> Option<PingResponse> {
    let octets = datagram(request, name("DOMAIN", 0x1c), "\\MAILSLOT\\NET\\NETLOGON");
    let question = responder.receive(&octets)?;
    let answer = question.answer(&responder.identity, OURS, accounts).await?;
    assert_eq!(responder.receive(&answer), None, "no answer is answered");
    let answer = Datagram::decode(&answer).unwrap();
    assert_eq!(answer.source, name("PDC", 0));
    assert_eq!(answer.destination, name("MEMBER", 0));
    assert_eq!((answer.source_address, answer.source_port), (OURS, PORT));
    let write = MailslotWrite::decode(&answer.data).unwrap();
    assert_eq!(write.name(), &reply_to());
    Some(PingResponse::decode(write.data()).unwrap())
}

#[tokio::test]
async fn the_pdc_says_so_and_a_bdc_does_not() {
    let accounts = Accounts::default();
    let response = answer(&responder(identity()), &accounts, &primary()).await;
    let response = response.unwrap();
    assert!(matches!(response, PingResponse::Primary(_)));
    assert_eq!(response.computer(), "PDC".parse().ok());
    assert_eq!(response.domain(), "DOMAIN".parse().ok());
    let bdc = Identity {
        pdc: false,
        ..identity()
    };
    let bdc = responder(bdc);
    assert_eq!(answer(&bdc, &accounts, &primary()).await, None);
    let logon = PingRequest::SamLogon(logon("", NtVersion::V1));
    assert!(answer(&bdc, &accounts, &logon).await.is_some());
}

#[tokio::test]
async fn a_domain_without_dns_answers_in_the_form_of_nt4() {
    let all = NtVersion(0x0000_001f);
    let request = PingRequest::SamLogon(logon("", all));
    let response = answer(&responder(identity()), &Accounts::default(), &request).await;
    let PingResponse::SamLogon(response) = response.unwrap() else {
        panic!("a logon response")
    };
    assert_eq!(response.computer.as_str(), "\\\\PDC");
    assert_eq!(
        (response.answer, response.directory),
        (LogonAnswer::Ready, None)
    );
}

#[tokio::test]
async fn a_domain_with_dns_answers_in_the_newest_form_that_the_client_understands() {
    let responder = responder(identity_with_dns());
    let accounts = Accounts::default();
    for (version, form) in [
        (0, 1),
        (1, 1),
        (2, 5),
        (3, 5),
        (4, 50),
        (7, 50),
        (8, 51),
        (0x0f, 51),
    ] {
        let request = PingRequest::SamLogon(logon("", NtVersion(version)));
        let found = match answer(&responder, &accounts, &request).await.unwrap() {
            PingResponse::SamLogonEx(response) => {
                assert_eq!(response.dns_host.as_str(), "pdc.domain.example");
                assert!(response.flags.contains(DsFlags::PDC));
                50 + usize::from(response.address == Some(OURS))
            }
            PingResponse::SamLogon(response) => match response.directory {
                None => 1,
                Some(part) => {
                    assert_eq!((part.dns_forest.as_str(), part.address), ("example", OURS));
                    5
                }
            },
            PingResponse::Primary(_) => panic!("nobody asked"),
        };
        assert_eq!(found, form, "NtVersion {version:#x}");
    }
}

#[tokio::test]
async fn users_are_known_unknown_or_not_looked_for() {
    let responder = responder(identity());
    let accounts = Accounts::default();
    let judge = async |user: &str, kinds| {
        let request = PingRequest::SamLogon(SamLogonRequest {
            account_control: kinds,
            ..logon(user, NtVersion::V1)
        });
        let response = answer(&responder, &accounts, &request).await.unwrap();
        let PingResponse::SamLogon(response) = response else {
            panic!("a logon response")
        };
        assert_eq!(response.user.as_str(), user);
        response.answer
    };
    assert_eq!(judge("user", NORMAL).await, LogonAnswer::Ready);
    assert_eq!(judge("user", 0x80).await, LogonAnswer::UserUnknown);
    assert_eq!(judge("nobody", NORMAL).await, LogonAnswer::UserUnknown);
    assert_eq!(*accounts.asked.lock().unwrap(), ["user", "user", "nobody"]);
    assert_eq!(judge("user", 0).await, LogonAnswer::UserUnknown);
    assert_eq!(judge("", NORMAL).await, LogonAnswer::Ready);
    assert_eq!(
        accounts.asked.lock().unwrap().len(),
        3,
        "nothing to look for"
    );
}

// CVE-2020-14303 and kin.
#[tokio::test]
async fn a_user_of_130_characters_is_unknown_in_every_form() {
    let accounts = Accounts::default();
    let long = "u".repeat(130);
    for version in [1, 3, 0x0f] {
        let request = PingRequest::SamLogon(logon(&long, NtVersion(version)));
        let response = answer(&responder(identity_with_dns()), &accounts, &request).await;
        assert_eq!(response.unwrap().answer(), LogonAnswer::UserUnknown);
    }
}

#[tokio::test]
async fn a_paused_controller_sends_clients_elsewhere_and_one_stopped_or_in_doubt_is_silent() {
    let request = PingRequest::SamLogon(logon("user", NtVersion::V1));
    let paused = Accounts {
        state: Some(NetlogonState::Paused),
        ..Accounts::default()
    };
    let responder = responder(identity());
    let response = answer(&responder, &paused, &request).await.unwrap();
    assert_eq!(response.answer(), LogonAnswer::Paused);
    assert!(answer(&responder, &paused, &primary()).await.is_some());
    let stopped = Accounts {
        state: Some(NetlogonState::Stopped),
        ..Accounts::default()
    };
    for request in [&request, &primary()] {
        assert_eq!(answer(&responder, &stopped, request).await, None);
    }
    let unavailable = Accounts {
        unavailable: true,
        ..Accounts::default()
    };
    assert_eq!(answer(&responder, &unavailable, &request).await, None);
}

#[tokio::test]
async fn a_question_for_the_domain_of_another_sid_is_not_ours() {
    let responder = responder(identity());
    for (sid, ours) in [("S-1-5-21-1-2-3", true), ("S-1-5-21-1-2-4", false)] {
        let request = PingRequest::SamLogon(SamLogonRequest {
            domain_sid: sid.parse().ok(),
            ..logon("", NtVersion::V1)
        });
        let response = answer(&responder, &Accounts::default(), &request).await;
        assert_eq!(response.is_some(), ours, "{sid}");
    }
}

#[test]
fn only_our_names_and_mailslots_are_listened_to() {
    let responder = responder(identity());
    let netlogon = "\\MAILSLOT\\NET\\NETLOGON";
    let received = |destination, mailslot: &str| {
        responder
            .receive(&datagram(&primary(), destination, mailslot))
            .is_some()
    };
    for (text, suffix) in [
        ("DOMAIN", 0x1b),
        ("DOMAIN", 0x1c),
        ("DOMAIN", 0x00),
        ("PDC", 0x00),
        ("PDC", 0x20),
    ] {
        assert!(received(name(text, suffix), netlogon));
        assert!(received(name(text, suffix), "\\mailslot\\net\\ntlogon"));
    }
    for (text, suffix) in [
        ("OTHER", 0x1b),
        ("OTHER", 0x1c),
        ("DOMAIN", 0x1d),
        ("MEMBER", 0),
    ] {
        assert!(!received(name(text, suffix), netlogon));
    }
    assert!(!received(name("DOMAIN", 0x1c), "\\MAILSLOT\\BROWSE"));
    assert!(!received(name("DOMAIN", 0x1c), "\\MAILSLOT\\NET\\GETDC939"));
}

#[test]
fn what_is_cut_off_or_short_is_dropped() {
    let responder = responder(identity());
    let request = PingRequest::SamLogon(logon("user", NtVersion::V1));
    let whole = datagram(&request, name("DOMAIN", 0x1c), "\\MAILSLOT\\NET\\NETLOGON");
    for length in 0..whole.len() {
        assert_eq!(responder.receive(&whole[..length]), None);
    }
    for length in 0..=64 {
        for octet in [0, 0x10, 0xff] {
            assert_eq!(responder.receive(&vec![octet; length]), None);
        }
    }
}
