//! SRV records.

use std::net::Ipv4Addr;

use hickory_resolver::proto::op::{Message, MessageType, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, SRV};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use locate::{Confirmation, Dns, LocateError, Located, Locator, Outcome, Source, Step, Want};

use crate::common::{HERE, config, outcome_of};
use crate::responder::{Responder, pong, sam_response_ex};

/// A DNS server with the SRV records of `corp.example`: the first DC is at an address where nobody is, the second on
/// this host.
fn dns_answer(request: &[u8], ldap_port: u16) -> Vec<u8> {
    let query = Message::from_vec(request).unwrap();
    let question = query.queries[0].clone();
    let name = |text: &str| Name::from_ascii(text).unwrap();
    let records = match (
        question.name().to_ascii().to_lowercase().as_str(),
        question.query_type(),
    ) {
        ("_ldap._tcp.dc._msdcs.corp.example.", RecordType::SRV) => vec![
            RData::SRV(SRV::new(0, 0, ldap_port, name("dead.corp.example."))),
            RData::SRV(SRV::new(1, 0, ldap_port, name("dc1.corp.example."))),
        ],
        // A site without a controller of its own, which another site's serves.
        ("_ldap._tcp.there._sites.dc._msdcs.corp.example.", RecordType::SRV) => vec![RData::SRV(
            SRV::new(0, 0, ldap_port, name("dc1.corp.example.")),
        )],
        ("dead.corp.example.", RecordType::A) => vec![RData::A(A(Ipv4Addr::new(127, 0, 0, 99)))],
        ("dc1.corp.example.", RecordType::A) => vec![RData::A(A(HERE))],
        _ => Vec::new(),
    };
    let mut answer = query.clone();
    answer.metadata.message_type = MessageType::Response;
    if records.is_empty() && question.query_type() == RecordType::SRV {
        answer.metadata.response_code = ResponseCode::NXDomain;
    }
    answer.answers = records
        .into_iter()
        .map(|data| Record::from_rdata(question.name().clone(), 60, data))
        .collect();
    answer.to_vec().unwrap()
}

async fn find_by_dns(wanted: &str) -> Result<Located, LocateError> {
    find(wanted, None).await
}

async fn find(wanted: &str, site: Option<&str>) -> Result<Located, LocateError> {
    let ldap = Responder::new(|ping| {
        vec![pong(
            ping,
            &sam_response_ex("DC1", "CORP", "corp.example", true),
        )]
    })
    .await;
    let port = ldap.port();
    let dns = Responder::new(move |request| vec![dns_answer(request, port)]).await;
    let mut config = config();
    config.dns = Dns::Explicit {
        servers: vec![(HERE, dns.port()).into()],
        search: vec!["corp.example".into()],
    };
    let (locator, wanted) = (Locator::new(config), wanted.parse().unwrap());
    match site {
        None => locator.find(&wanted, Want::Any).await,
        Some(site) => locator.find_in_site(&wanted, site).await,
    }
}

#[tokio::test]
async fn a_dead_first_dc_waits_behind_the_living_one() {
    let located = find_by_dns("corp.example").await.unwrap();
    let [living, dead] = &located.candidates[..] else {
        panic!("two DCs")
    };
    assert_eq!(living.dns_name.as_deref(), Some("dc1.corp.example"));
    assert_eq!(
        (living.source, living.confirmation),
        (Source::Dns, Confirmation::LdapPing)
    );
    assert_eq!(dead.dns_name.as_deref(), Some("dead.corp.example"));
    assert_eq!(dead.confirmation, Confirmation::Unconfirmed);
}

#[tokio::test]
async fn a_site_has_records_of_its_own() {
    for name in ["corp.example", "CORP"] {
        let located = find(name, Some("There")).await.unwrap();
        let [only] = &located.candidates[..] else {
            panic!("the dead one is not in it")
        };
        assert_eq!(only.dns_name.as_deref(), Some("dc1.corp.example"));
    }
    let error = find("corp.example", Some("Nowhere")).await.unwrap_err();
    let LocateError::NotFound { tried, .. } = error else {
        panic!("not found")
    };
    let step = Step::DnsSrv("_ldap._tcp.Nowhere._sites.dc._msdcs.corp.example".into());
    assert_eq!(outcome_of(&tried, &step), Some(Outcome::NoSuchName));
}

#[tokio::test]
async fn a_short_name_is_looked_for_in_the_search_domains_but_only_a_ping_decides() {
    let located = find_by_dns("CORP").await.unwrap();
    let [living] = &located.candidates[..] else {
        panic!("the dead one may serve anything")
    };
    assert_eq!(living.dns_domain.as_deref(), Some("corp.example"));
    assert!(matches!(
        find_by_dns("OTHER").await,
        Err(LocateError::NotFound { .. })
    ));
}

#[tokio::test]
async fn a_name_that_dns_does_not_have_is_told_from_silent_dns() {
    let step = Step::DnsSrv("_ldap._tcp.dc._msdcs.other.example".into());
    let LocateError::NotFound { tried, .. } = find_by_dns("other.example").await.unwrap_err()
    else {
        panic!("not found")
    };
    assert_eq!(outcome_of(&tried, &step), Some(Outcome::NoSuchName));

    let silent = Responder::new(|_| Vec::new()).await;
    let mut config = config();
    config.dns = Dns::Explicit {
        servers: vec![(HERE, silent.port()).into()],
        search: Vec::new(),
    };
    let outcome = Locator::new(config)
        .find(&"other.example".parse().unwrap(), Want::Any)
        .await;
    let LocateError::NotFound { tried, .. } = outcome.unwrap_err() else {
        panic!("not found")
    };
    assert_eq!(outcome_of(&tried, &step), Some(Outcome::Unanswered));
}
