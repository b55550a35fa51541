//! The directory searched for whatever matches.

use ldap::Page;
use ldap::asn1::{
    Filter, MatchingRuleAssertion, ResultCode, SearchResultEntry, SubstringChoice, SubstringFilter,
};
use store::{Control, NewUser};

use crate::directory::{Client, Directory, equal, present, values};
use crate::domain::{NOW, hash};

/// The names of accounts; the domain has none.
fn names(found: &[SearchResultEntry]) -> Vec<String> {
    let names = found.iter().map(|entry| values(entry, "sAMAccountName"));
    names.map(|names| names.join("")).collect()
}

async fn all_pages(client: &mut Client, filter: Filter, size: u32) -> Vec<Vec<String>> {
    let (mut pages, mut cookie) = (Vec::new(), Vec::new());
    while pages.len() < 100 {
        let ((found, code), next) = client.page(filter.clone(), &Page { size, cookie }).await;
        assert_eq!(code, ResultCode::Success);
        pages.push(names(&found));
        if next.is_empty() {
            return pages;
        }
        cookie = next;
    }
    panic!("no end: {pages:?}");
}

fn starts_with(name: &str, start: &[u8]) -> Filter {
    let start = SubstringChoice::Initial(start.to_vec().into());
    Filter::Substrings(SubstringFilter::new(name.into(), vec![start]))
}

#[tokio::test]
async fn whatever_matches_is_found() {
    let directory = Directory::new().await;
    let mut client = directory.bind("user").await;
    let disabled = MatchingRuleAssertion::new(
        Some("1.2.840.113556.1.4.803".into()),
        Some("userAccountControl".into()),
        b"2".to_vec().into(),
        false,
    );
    let everybody = ["", "Administrator", "Guest", "M$", "N$", "B$", "user"];
    for (filter, expected) in [
        (present("objectClass"), &everybody[..]),
        (equal("objectClass", b"computer"), &["M$", "N$", "B$"]),
        (starts_with("sAMAccountName", b"US"), &["user"]),
        (Filter::ExtensibleMatch(disabled), &["Guest"]),
        (
            !present("servicePrincipalName"),
            &["Administrator", "Guest", "user"],
        ),
        (equal("unknown", b"x"), &[]),
    ] {
        let (found, code) = client.find(filter.clone()).await;
        let mut found = names(&found);
        let mut expected: Vec<_> = expected.iter().map(|&name| name.to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!((found, code), (expected, ResultCode::Success), "{filter:?}");
    }
}

// RFC 2696.
#[tokio::test]
async fn pages_together_are_the_whole() {
    let directory = Directory::new().await;
    let mut client = directory.bind("user").await;
    let (whole, _) = client.find(present("objectClass")).await;
    assert_eq!(whole.len(), 7);
    for size in [1, 2, 3, 7, 1000] {
        let pages = all_pages(&mut client, present("objectClass"), size).await;
        let sizes = pages.iter().map(Vec::len);
        assert!(
            sizes.max() <= usize::try_from(size).ok(),
            "{size}: {pages:?}"
        );
        assert_eq!(pages.concat(), names(&whole), "{size}");
    }
    // Who is named is on one page.
    let pages = all_pages(&mut client, equal("sAMAccountName", b"user"), 1).await;
    assert_eq!(pages, [["user"]]);
    let page = |size, cookie: &[u8]| Page {
        size,
        cookie: cookie.to_vec(),
    };
    // A client that wants no more says so by a page without entries.
    let ended = client
        .page(present("objectClass"), &page(0, &[0, 0, 1, 244]))
        .await;
    assert_eq!(ended, ((Vec::new(), ResultCode::Success), Vec::new()));
    for cookie in [&[1_u8, 2, 3][..], &[0; 5]] {
        let ((found, code), _) = client.page(present("objectClass"), &page(9, cookie)).await;
        assert_eq!((found.len(), code), (0, ResultCode::UnwillingToPerform));
    }
    let nowhere = page(9, &[0xff; 4]);
    let ((found, code), next) = client.page(present("objectClass"), &nowhere).await;
    assert_eq!((found.len(), code, next.len()), (0, ResultCode::Success, 0));
}

#[tokio::test]
async fn no_client_has_more_than_its_share_at_once() {
    let directory = Directory::new().await;
    for number in 0..600 {
        let name = format!("w{number}$");
        let new = NewUser::new(&name, Control::WORKSTATION_TRUST_ACCOUNT, NOW);
        directory.domain.store.create_user(&new).await.unwrap();
    }
    let mut client = directory.bind("user").await;
    let (found, code) = client.find(present("objectClass")).await;
    assert_eq!((found.len(), code), (500, ResultCode::SizeLimitExceeded));
    let pages = all_pages(&mut client, equal("objectClass", b"computer"), 1000).await;
    let sizes: Vec<_> = pages.iter().map(Vec::len).collect();
    assert_eq!(sizes, [500, 103]);
    // 10,000 comparisons, each with that much.
    let long = equal("cn", &[b'a'; 2048]);
    let (found, code) = client.find(long.clone()).await;
    assert_eq!((found.len(), code), (0, ResultCode::AdminLimitExceeded));
    let many = vec![equal("cn", b"a"); 1024];
    let (_, code) = client.find(Filter::Or(many.into())).await;
    assert_eq!(code, ResultCode::AdminLimitExceeded);
}

// Nor does a search for nobody keep others waiting.
#[tokio::test]
async fn a_search_through_many_accounts_is_interrupted() {
    let directory = Directory::new().await;
    let store = &directory.domain.store;
    let password = hash("x");
    let made = store.add_many_machines("x", 10_000, &password, NOW);
    made.await.unwrap();
    let mut client = directory.bind("user").await;
    let nobody = starts_with("sAMAccountName", b"nobody");
    let (found, code) = client.find(nobody.clone()).await;
    assert_eq!((found.len(), code), (0, ResultCode::AdminLimitExceeded));
    let pages = all_pages(&mut client, nobody, 100).await;
    assert_eq!(pages, [[""; 0], [""; 0]]);
    let last = starts_with("sAMAccountName", b"x9999");
    let pages = all_pages(&mut client, last, 100).await;
    assert_eq!(pages, [&[][..], &["x9999$".to_owned()]]);
}
