use super::*;
use crate::codec::ping::{DsFlags, LogonAnswer};
use crate::server::test_support::{Accounts, NORMAL, OURS, identity, identity_with_dns};

fn ping(version: NtVersion) -> LdapPing {
    LdapPing {
        id: 5,
        host: DottedName::new("MEMBER").ok(),
        version,
        ..LdapPing::default()
    }
}

fn domain(text: &str) -> Option<DottedName> {
    Some(DottedName::new(text).unwrap())
}

async fn answer(identity: Identity, accounts: &Accounts, ping: &LdapPing) -> Option<PingResponse> {
    let responder = LdapResponder::new(identity);
    let octets = match responder.receive(&ping.encode()).unwrap() {
        Searched::Nothing(octets) => octets,
        Searched::Ping(question) => {
            let answer = question.answer(&responder.identity, OURS, accounts).await;
            answer.unwrap()
        }
    };
    assert_eq!(responder.receive(&octets), None, "no answer is answered");
    let pong = LdapPong::decode(&octets).unwrap();
    assert_eq!(pong.id, ping.id);
    pong.netlogon
        .map(|netlogon| PingResponse::decode(&netlogon).unwrap())
}

#[tokio::test]
async fn each_form_with_names_in_dns_and_without() {
    for identity in [identity(), identity_with_dns()] {
        let dns = identity.dns.clone();
        for (version, form) in [(1, 1), (2, 5), (3, 5), (4, 50), (6, 50), (0x0c, 51)] {
            let ping = ping(NtVersion(version));
            let response = answer(identity.clone(), &Accounts::default(), &ping).await;
            let found = match response.unwrap() {
                PingResponse::SamLogonEx(response) => {
                    let host = dns.as_ref().map(|dns| dns.host.clone());
                    assert_eq!(response.dns_host, host.unwrap_or_default());
                    assert_eq!(response.netbios_computer.as_str(), "PDC");
                    assert_eq!(response.dc_site, response.client_site);
                    assert!(response.flags.contains(DsFlags::WRITABLE));
                    assert!(!response.flags.contains(DsFlags::LDAP));
                    50 + usize::from(response.address == Some(OURS))
                }
                PingResponse::SamLogon(response) => match response.directory {
                    Some(part) => {
                        assert_eq!(part.address, OURS);
                        5
                    }
                    None => 1,
                },
                PingResponse::Primary(_) => panic!("no LDAP ping asks for it"),
            };
            assert_eq!(found, form, "NtVer {version:#x}");
        }
    }
}

#[tokio::test]
async fn the_domain_is_named_as_in_dns_as_in_netbios_or_by_its_guid() {
    let ours = Identity {
        domain_guid: Guid::from_u128(5),
        ..identity_with_dns()
    };
    let other_guid = wire::Guid::from_u128(7);
    for (named, guid, served) in [
        ("", None, true),
        ("domain.example", None, true),
        ("DOMAIN.EXAMPLE", None, true),
        ("domain", None, true),
        ("example", None, false),
        ("other.example", None, false),
        ("", Some(ours.domain_guid), true),
        ("", Some(other_guid), false),
        ("domain.example", Some(other_guid), true),
        ("other.example", Some(ours.domain_guid), true),
        ("other.example", Some(other_guid), false),
    ] {
        let ping = LdapPing {
            dns_domain: domain(named),
            domain_guid: guid,
            ..ping(NtVersion::V5EX)
        };
        let response = answer(ours.clone(), &Accounts::default(), &ping).await;
        assert_eq!(response.is_some(), served, "{named:?} {guid:?}");
    }
}

// A domain without a GUID has the nil one, and is not meant by it.
#[tokio::test]
async fn the_nil_guid_names_no_domain() {
    assert_eq!(identity().domain_guid, Guid::NIL);
    for (named, served) in [("", true), ("domain", true), ("other.example", false)] {
        let ping = LdapPing {
            dns_domain: domain(named),
            domain_guid: Some(Guid::NIL),
            ..ping(NtVersion::V5EX)
        };
        let response = answer(identity(), &Accounts::default(), &ping).await;
        assert_eq!(response.is_some(), served, "{named:?}");
    }
}

#[tokio::test]
async fn another_sid_and_a_pdc_that_is_none_find_nothing() {
    let accounts = Accounts::default();
    let sid = |text: &str| LdapPing {
        domain_sid: text.parse().ok(),
        ..ping(NtVersion::V5EX)
    };
    assert!(
        answer(identity(), &accounts, &sid("S-1-5-21-1-2-3"))
            .await
            .is_some()
    );
    assert!(
        answer(identity(), &accounts, &sid("S-1-5-21-9"))
            .await
            .is_none()
    );
    let pdc = ping(NtVersion::V5EX.with(NtVersion::PDC));
    assert!(answer(identity(), &accounts, &pdc).await.is_some());
    let bdc = Identity {
        pdc: false,
        ..identity()
    };
    assert!(answer(bdc, &accounts, &pdc).await.is_none());
}

#[tokio::test]
async fn users_are_looked_for_by_kind() {
    let accounts = Accounts::default();
    for (user, kinds, expected) in [
        ("user", Some(NORMAL), LogonAnswer::Ready),
        ("user", Some(0x80), LogonAnswer::UserUnknown),
        ("user", Some(0), LogonAnswer::UserUnknown),
        ("user", None, LogonAnswer::UserUnknown),
        ("nobody", Some(NORMAL), LogonAnswer::UserUnknown),
        ("", None, LogonAnswer::Ready),
    ] {
        for version in [NtVersion::V1, NtVersion::V5, NtVersion::V5EX] {
            let ping = LdapPing {
                user: Some(user.into()),
                account_control: kinds,
                ..ping(version)
            };
            let response = answer(identity(), &accounts, &ping).await.unwrap();
            assert_eq!(response.answer(), expected, "{user:?} of {kinds:?}");
        }
    }
}

// CVE-2020-14303 and kin.
#[tokio::test]
async fn long_users_and_domains_overflow_nothing() {
    let accounts = Accounts::default();
    for length in [64, 130, 255] {
        for version in [1, 2, 4, 12] {
            let ping = LdapPing {
                user: Some("u".repeat(length)),
                account_control: Some(NORMAL),
                ..ping(NtVersion(version))
            };
            let response = answer(identity_with_dns(), &accounts, &ping).await;
            assert_eq!(response.unwrap().answer(), LogonAnswer::UserUnknown);
        }
    }
    let label = "a".repeat(63);
    let longest = format!("{label}.{label}.{label}.{}", &label[..61]);
    let mut ours = identity_with_dns();
    let name = DottedName::new(&longest).unwrap();
    ours.dns = Some(crate::server::DnsNames {
        domain: name.clone(),
        forest: name.clone(),
        host: name.clone(),
    });
    let ping = LdapPing {
        dns_domain: Some(name),
        ..ping(NtVersion::V5EX)
    };
    assert!(answer(ours, &accounts, &ping).await.is_some());
}

#[test]
fn every_search_is_answered_and_nothing_else() {
    let responder = LdapResponder::new(identity());
    let whole = ping(NtVersion::V5EX).encode();
    for length in 0..whole.len() {
        assert_eq!(responder.receive(&whole[..length]), None);
    }
    // The same search for another attribute: an LDAP server would know it, and this is none.
    let mut other = whole;
    let at = other.windows(8).position(|w| w == b"Netlogon").unwrap();
    other[at..at + 8].copy_from_slice(b"namingCo");
    let Some(Searched::Nothing(answer)) = responder.receive(&other) else {
        panic!("a search")
    };
    let pong = LdapPong::decode(&answer).unwrap();
    assert_eq!((pong.id, pong.netlogon), (5, None));
    for length in 0..=64 {
        for octet in [0, 0x30, 0x63, 0xff] {
            assert_eq!(responder.receive(&vec![octet; length]), None);
        }
    }
}
