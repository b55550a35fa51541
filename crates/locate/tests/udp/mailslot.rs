//! The mailslot ping.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use locate::{Confirmation, LocateError, Located, Locator, Outcome, Source, Step, Want};

use crate::common::{HERE, config, domain, outcome_of, wins_answer};
use crate::responder::{Responder, primary_response};

/// WINS answers, and `datagrams` does with each mailslot ping what it likes.
async fn find_pdc_by_wins(
    datagrams: impl FnMut(&[u8]) -> Vec<Vec<u8>> + Send + 'static,
) -> Result<Located, LocateError> {
    let wins = Responder::new(|request| vec![wins_answer(request, &[HERE])]).await;
    let mailslot = Responder::new(datagrams).await;
    let mut config = config();
    config.wins = vec![HERE];
    config.ports.netbios_name = wins.port();
    config.ports.netbios_datagram = mailslot.port();
    Locator::new(config).find(&domain(), Want::Pdc).await
}

#[tokio::test]
async fn pdc_by_wins_confirmed_by_mailslot() {
    let located = find_pdc_by_wins(|ping| vec![primary_response(ping, "PDC", "DOMAIN")])
        .await
        .unwrap();
    let [pdc] = &located.candidates[..] else {
        panic!("one PDC")
    };
    assert_eq!(pdc.netbios_name, "PDC".parse().ok());
    assert_eq!(pdc.address, IpAddr::V4(HERE));
    assert_eq!(
        (pdc.source, pdc.confirmation),
        (Source::Wins, Confirmation::MailslotPing)
    );
}

#[tokio::test]
async fn the_first_ping_is_lost() {
    let mut pings = 0;
    let located = find_pdc_by_wins(move |ping| {
        pings += 1;
        if pings == 1 {
            Vec::new()
        } else {
            vec![primary_response(ping, "PDC", "DOMAIN")]
        }
    })
    .await
    .unwrap();
    assert_eq!(
        located.candidates[0].confirmation,
        Confirmation::MailslotPing
    );
}

#[tokio::test]
async fn garbage_before_the_answer_is_passed_over() {
    let located = find_pdc_by_wins(|ping| {
        let good = primary_response(ping, "PDC", "DOMAIN");
        let mut answers: Vec<Vec<u8>> = (0..=64).map(|length| vec![0x10; length]).collect();
        answers.extend((0..good.len()).map(|length| good[..length].to_vec()));
        answers.push(vec![0xff; 60_000]);
        answers.push(good);
        answers
    })
    .await
    .unwrap();
    assert_eq!(
        located.candidates[0].confirmation,
        Confirmation::MailslotPing
    );
}

#[tokio::test]
async fn a_dc_of_another_domain_is_none() {
    let error = find_pdc_by_wins(|ping| vec![primary_response(ping, "PDC", "EVIL")])
        .await
        .unwrap_err();
    let LocateError::NotFound { tried, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(
        outcome_of(&tried, &Step::MailslotPing),
        Some(Outcome::WrongDomain("EVIL".into()))
    );
}

#[tokio::test]
async fn an_answer_to_another_mailslot_counts_for_nothing() {
    let located = find_pdc_by_wins(|ping| {
        let mut blind = primary_response(ping, "EVIL", "DOMAIN");
        let at = blind
            .windows(5)
            .position(|window| window == b"GETDC")
            .unwrap();
        blind[at + 5..at + 21].copy_from_slice(b"0123456789ABCDEF");
        vec![blind]
    })
    .await
    .unwrap();
    assert_eq!(
        located.candidates[0].confirmation,
        Confirmation::Unconfirmed
    );
    assert_eq!(located.candidates[0].netbios_name, None);
    assert_eq!(
        outcome_of(&located.tried, &Step::MailslotPing),
        Some(Outcome::Mismatch)
    );
}

#[tokio::test]
async fn silence_leaves_an_unconfirmed_candidate_in_time() {
    let start = Instant::now();
    let located = find_pdc_by_wins(|_| Vec::new()).await.unwrap();
    assert_eq!(
        located.candidates[0].confirmation,
        Confirmation::Unconfirmed
    );
    assert_eq!(
        outcome_of(&located.tried, &Step::MailslotPing),
        Some(Outcome::Unanswered)
    );
    assert_eq!(
        outcome_of(&located.tried, &Step::LdapPing),
        Some(Outcome::Refused)
    );
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "bounded by the attempts, not by patience"
    );
}
