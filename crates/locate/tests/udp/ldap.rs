//! The LDAP ping.

use locate::codec::cldap::LdapPong;
use locate::{Confirmation, LocateError, Located, Locator, Outcome, Source, Step, Want};

use crate::common::{HERE, config, domain, outcome_of, wins_answer};
use crate::responder::{Responder, pong, sam_response_ex};

/// `find_at` a server whose LDAP ping is answered like this.
async fn find_at(
    wanted: &str,
    answers: impl FnMut(&[u8]) -> Vec<Vec<u8>> + Send + 'static,
) -> Result<Located, LocateError> {
    let ldap = Responder::new(answers).await;
    let mut config = config();
    config.ports.ldap = ldap.port();
    Locator::new(config)
        .find_at(&wanted.parse().unwrap(), "127.0.0.1")
        .await
}

#[tokio::test]
async fn a_named_server_tells_who_it_is() {
    let located = find_at("corp.example", |ping| {
        vec![pong(
            ping,
            &sam_response_ex("DC1", "CORP", "corp.example", true),
        )]
    })
    .await
    .unwrap();
    let dc = &located.candidates[0];
    assert_eq!(dc.netbios_name, "DC1".parse().ok());
    assert_eq!(dc.dns_name.as_deref(), Some("dc1.corp.example"));
    assert_eq!(dc.netbios_domain, "CORP".parse().ok());
    assert_eq!(
        (dc.source, dc.confirmation),
        (Source::Explicit, Confirmation::LdapPing)
    );
    assert!(
        dc.flags
            .is_some_and(|flags| flags.contains(locate::DsFlags::PDC))
    );
}

#[tokio::test]
async fn a_named_server_of_another_domain_is_refused_by_name() {
    let error = find_at("DOMAIN", |ping| {
        vec![pong(
            ping,
            &sam_response_ex("DC1", "CORP", "corp.example", true),
        )]
    })
    .await
    .unwrap_err();
    let LocateError::WrongDomain { serves, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(serves, "corp.example");
}

#[tokio::test]
async fn a_lying_ldap_server_is_as_good_as_silent() {
    let good = |ping: &[u8]| pong(ping, &sam_response_ex("DC1", "CORP", "corp.example", true));
    let wrong_id = find_at("corp.example", move |ping| {
        let mut pong = LdapPong::decode(&good(ping)).unwrap();
        pong.id ^= 1;
        vec![pong.encode()]
    });
    let empty = find_at("corp.example", move |ping| {
        let pong = LdapPong::decode(&good(ping)).unwrap();
        vec![
            LdapPong {
                netlogon: None,
                ..pong
            }
            .encode(),
        ]
    });
    let cut_off = find_at("corp.example", move |ping| {
        let pong = LdapPong::decode(&good(ping)).unwrap();
        let netlogon = pong.netlogon.map(|value| value[..value.len() - 1].to_vec());
        vec![LdapPong { netlogon, ..pong }.encode()]
    });
    for (located, expected) in [
        (wrong_id.await.unwrap(), Some(Outcome::Mismatch)),
        (empty.await.unwrap(), Some(Outcome::NoRecords)),
        (cut_off.await.unwrap(), None),
    ] {
        assert_eq!(
            located.candidates[0].confirmation,
            Confirmation::Unconfirmed
        );
        let outcome = outcome_of(&located.tried, &Step::LdapPing).unwrap();
        match expected {
            Some(expected) => assert_eq!(outcome, expected),
            None => assert!(matches!(outcome, Outcome::Malformed(_)), "{outcome}"),
        }
    }
}

#[tokio::test]
async fn who_is_not_the_pdc_is_not_taken_for_it() {
    let wins = Responder::new(|request| vec![wins_answer(request, &[HERE])]).await;
    let ldap = Responder::new(|ping| {
        vec![pong(
            ping,
            &sam_response_ex("DC2", "DOMAIN", "domain.example", false),
        )]
    })
    .await;
    let mut config = config();
    config.wins = vec![HERE];
    config.ports.netbios_name = wins.port();
    config.ports.ldap = ldap.port();
    let locator = Locator::new(config);
    let error = locator.find(&domain(), Want::Pdc).await.unwrap_err();
    let LocateError::NotFound { tried, .. } = error else {
        panic!("{error}")
    };
    assert_eq!(outcome_of(&tried, &Step::LdapPing), Some(Outcome::NotPdc));
    let located = locator.find(&domain(), Want::Any).await.unwrap();
    assert_eq!(located.candidates[0].netbios_name, "DC2".parse().ok());
}
