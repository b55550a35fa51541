//! Name queries by WINS and broadcast, and node status.

use std::net::{IpAddr, Ipv4Addr};

use locate::codec::name_service::{Message, NbFlags, Rcode, Record, RecordData, RecordType};
use locate::codec::node_status::{NodeName, NodeStatus};
use locate::{Broadcast, LocateError, Locator, Outcome, Source, Step, Want};

use crate::common::{HERE, config, domain, outcome_of, wins_answer};
use crate::responder::Responder;

/// What comes of a name query at a WINS server that answers like this.
async fn wins_outcome(answers: impl FnMut(&[u8]) -> Vec<Vec<u8>> + Send + 'static) -> Outcome {
    let wins = Responder::new(answers).await;
    let mut config = config();
    config.wins = vec![HERE];
    config.ports.netbios_name = wins.port();
    let error = Locator::new(config)
        .find(&domain(), Want::Pdc)
        .await
        .unwrap_err();
    let LocateError::NotFound { tried, .. } = error else {
        panic!("{error}")
    };
    outcome_of(&tried, &Step::Wins("DOMAIN<1B>".into())).unwrap()
}

#[tokio::test]
async fn wins_says_no() {
    let outcome = wins_outcome(|request| {
        let query = Message::decode(request).unwrap();
        let record = Record {
            name: query.questions[0].name.clone(),
            ttl: 0,
            data: RecordData::Other(RecordType::NULL, Vec::new()),
        };
        vec![Message::answer(query.id, Rcode::NAME_ERROR, record).encode()]
    })
    .await;
    assert_eq!(outcome, Outcome::NoSuchName);
}

#[tokio::test]
async fn wins_lies() {
    let wrong_id = wins_outcome(|request| {
        let mut answer = wins_answer(request, &[HERE]);
        answer[0] ^= 0xff;
        vec![answer]
    });
    assert_eq!(wrong_id.await, Outcome::Mismatch);

    let wrong_name = wins_outcome(|request| {
        let mut answer = wins_answer(request, &[HERE]);
        answer[13] = b'P';
        vec![answer]
    });
    assert_eq!(wrong_name.await, Outcome::Mismatch);

    let its_own_question = wins_outcome(|request| vec![request.to_vec()]);
    assert_eq!(its_own_question.await, Outcome::Mismatch);

    let no_address = wins_outcome(|request| vec![wins_answer(request, &[Ipv4Addr::BROADCAST])]);
    assert_eq!(no_address.await, Outcome::NoRecords);

    let cut_off = wins_outcome(|request| vec![wins_answer(request, &[HERE])[..40].to_vec()]);
    assert!(matches!(cut_off.await, Outcome::Malformed(_)));

    assert_eq!(wins_outcome(|_| Vec::new()).await, Outcome::Unanswered);
}

#[tokio::test]
async fn an_answer_from_another_address_is_not_heard() {
    let stranger = std::sync::Arc::new(std::net::UdpSocket::bind("127.0.0.9:0").unwrap());
    let wins = Responder::with_sender(move |request, client, _| {
        let answer = wins_answer(request, &[HERE]);
        stranger.send_to(&answer, client).unwrap();
        Vec::new()
    })
    .await;
    let mut config = config();
    config.wins = vec![HERE];
    config.ports.netbios_name = wins.port();
    let error = Locator::new(config)
        .find(&domain(), Want::Pdc)
        .await
        .unwrap_err();
    let LocateError::NotFound { tried, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(
        outcome_of(&tried, &Step::Wins("DOMAIN<1B>".into())),
        Some(Outcome::Unanswered)
    );
}

#[tokio::test]
async fn nobody_can_be_asked() {
    let error = Locator::new(config())
        .find(&domain(), Want::Any)
        .await
        .unwrap_err();
    let LocateError::NotFound { tried, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(
        outcome_of(&tried, &Step::Wins("DOMAIN<1C>".into())),
        Some(Outcome::NotConfigured)
    );
    assert_eq!(
        outcome_of(&tried, &Step::Broadcast("DOMAIN<1C>".into())),
        Some(Outcome::NotConfigured)
    );
    assert_eq!(
        outcome_of(&tried, &Step::DnsSrv("DOMAIN".into())),
        Some(Outcome::NotApplicable)
    );
}

#[tokio::test]
async fn a_server_that_refuses_is_told_from_a_silent_one() {
    let mut config = config();
    config.wins = vec![HERE];
    let error = Locator::new(config)
        .find(&domain(), Want::Pdc)
        .await
        .unwrap_err();
    let LocateError::NotFound { tried, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(
        outcome_of(&tried, &Step::Wins("DOMAIN<1B>".into())),
        Some(Outcome::Refused)
    );
}

#[tokio::test]
async fn every_dc_that_answers_a_broadcast_is_a_candidate() {
    let neighbours = Responder::new(|request| {
        let other = Ipv4Addr::new(127, 0, 0, 2);
        let mut answers = vec![
            wins_answer(request, &[HERE]),
            wins_answer(request, &[other]),
        ];
        answers.extend(answers.clone());
        answers
    })
    .await;
    let mut config = config();
    config.broadcast = Broadcast::Addresses(vec![HERE]);
    config.ports.netbios_name = neighbours.port();
    let located = Locator::new(config)
        .find(&domain(), Want::Any)
        .await
        .unwrap();
    assert_eq!(located.candidates.len(), 2);
    assert!(
        located
            .candidates
            .iter()
            .all(|dc| dc.source == Source::Broadcast)
    );
}

#[tokio::test]
async fn an_address_tells_its_names() {
    let node = Responder::new(|request| {
        let query = Message::decode(request).unwrap();
        let entry = |octets: &[u8; 16], flags| NodeName {
            octets: *octets,
            flags: NbFlags(flags),
        };
        let status = NodeStatus::new(
            vec![
                entry(b"MEMBER         \x20", 0x0400),
                entry(b"DOMAIN         \x00", 0x8400),
            ],
            [0; 6],
        );
        let name = query.questions[0].name.clone();
        let record = Record {
            name,
            ttl: 0,
            data: RecordData::NodeStatus(status),
        };
        vec![Message::answer(query.id, Rcode::OK, record).encode()]
    })
    .await;
    let mut config = config();
    config.ports.netbios_name = node.port();
    let status = Locator::new(config)
        .node_status(IpAddr::V4(HERE))
        .await
        .unwrap();
    assert_eq!(
        (status.computer(), status.domain()),
        ("MEMBER".parse().ok(), "DOMAIN".parse().ok())
    );
}

#[tokio::test]
async fn a_host_by_wins_by_address_and_not_at_all() {
    let wins = Responder::new(|request| vec![wins_answer(request, &[HERE])]).await;
    let mut config = config();
    config.wins = vec![HERE];
    config.ports.netbios_name = wins.port();
    let locator = Locator::new(config);
    let host = locator.resolve("\\\\Member").await.unwrap();
    assert_eq!(
        (host.source, host.addresses),
        (Source::Wins, vec![IpAddr::V4(HERE)])
    );
    let host = locator.resolve("::1").await.unwrap();
    assert_eq!((host.source, host.netbios_name()), (Source::Explicit, None));
    let error = locator.resolve("member.corp.example").await.unwrap_err();
    assert_eq!(
        outcome_of(
            &error.tried,
            &Step::DnsAddress("member.corp.example".into())
        ),
        Some(Outcome::NotConfigured)
    );
}
