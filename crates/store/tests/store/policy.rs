//! The domain's names and rules.

use store::{Policy, Span, StoreError};
use wire::FileTime;

use crate::common::{NOW, domain_sid, in_memory, later};

#[tokio::test]
async fn a_domain_is_what_it_was_made_as() {
    let domain = in_memory().await.domain().await.unwrap();
    assert_eq!(domain.name.as_str(), "OURDOM");
    assert_eq!(domain.controller.as_str(), "OURPDC");
    assert_eq!(domain.sid, domain_sid());
    assert_eq!(domain.created, NOW);
    assert_eq!(domain.policy, Policy::default());
}

#[tokio::test]
async fn rules_are_changed_together() {
    let store = in_memory().await;
    let expected = Policy {
        min_password_length: 12,
        password_history_length: 24,
        password_properties: 1,
        max_password_age: Span(-42 * 864_000_000_000),
        min_password_age: Span(-864_000_000_000),
        lockout_threshold: 5,
        lockout_duration: Span::NEVER,
        lockout_observation_window: Span::minutes(60),
        force_logoff: Span::ZERO,
        machine_account_quota: 0,
        refuse_password_change: true,
        default_password_allowed: true,
        oem_information: "a comment".into(),
    };
    let new = expected.clone();
    let changed = store.change_policy(NOW, |policy| *policy = new).await;
    assert_eq!(changed.unwrap(), expected);
    assert_eq!(store.policy().await.unwrap(), expected);
}

#[tokio::test]
async fn rules_that_contradict_each_other_are_refused() {
    type Change = fn(&mut Policy);
    let store = in_memory().await;
    let changes: [(&str, Change); 6] = [
        ("password_history_length", |p| {
            p.password_history_length = 1025
        }),
        ("max_password_age", |p| p.max_password_age = Span(1)),
        ("min_password_age", |p| {
            p.max_password_age = Span::minutes(5);
            p.min_password_age = Span::minutes(5);
        }),
        ("lockout_duration", |p| p.lockout_duration = Span(1)),
        ("lockout_observation_window", |p| {
            p.lockout_observation_window = Span::minutes(31)
        }),
        ("force_logoff", |p| p.force_logoff = Span(1)),
    ];
    for (expected, change) in changes {
        match store.change_policy(NOW, change).await {
            Err(StoreError::InvalidValue { field }) => assert_eq!(field, expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
    assert_eq!(store.policy().await.unwrap(), Policy::default());
}

#[test]
fn spans_are_negative_and_some_are_endless() {
    assert_eq!(Span::minutes(30).0, -18_000_000_000);
    assert_eq!(Span::minutes(1).duration().unwrap().as_secs(), 60);
    assert_eq!(Span(-15).duration().unwrap().as_nanos(), 1500);
    assert_eq!(Span::NEVER.duration(), None);
    assert_eq!(Span::minutes(1).after(NOW), later(60));
    assert_eq!(Span::NEVER.after(NOW), FileTime::NEVER);
    assert_eq!(Span(i64::MIN + 1).after(NOW), FileTime::NEVER);
}
