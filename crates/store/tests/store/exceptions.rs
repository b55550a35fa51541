//! Security exceptions.

use store::{ExceptionKinds, NewException, StoreError};
use wire::FileTime;

use crate::common::{NOW, in_memory, later};

const NEW: NewException<'static> = NewException {
    account: "old$",
    kinds: ExceptionKinds::WEAK_CRYPTO,
    owner: "the operator",
    reason: "NT 4.0 plotter",
    until: FileTime(NOW.0 + 600_000_000),
};

#[tokio::test]
async fn an_exception_counts_until_its_end() {
    let store = in_memory().await;
    store.add_exception(&NEW, NOW).await.unwrap();
    let found = store.exception("OLD$", later(59)).await.unwrap().unwrap();
    assert_eq!(found.reason, NEW.reason);
    assert!(found.kinds.contains(ExceptionKinds::WEAK_CRYPTO));
    assert!(!found.kinds.contains(ExceptionKinds::ALL));
    assert_eq!(store.exception("old$", later(60)).await.unwrap(), None);
    assert_eq!(store.exception("other$", NOW).await.unwrap(), None);
    // It is still listed, so that somebody removes it.
    assert_eq!(store.exceptions().await.unwrap(), [found]);
    store.remove_exception("Old$").await.unwrap();
    let again = store.remove_exception("old$").await;
    assert!(matches!(again, Err(StoreError::NoSuchException)));
}

#[tokio::test]
async fn uses_are_counted_and_kept() {
    let store = in_memory().await;
    store.add_exception(&NEW, NOW).await.unwrap();
    store
        .record_exception_use("old$", 2, later(1))
        .await
        .unwrap();
    store
        .record_exception_use("OLD$", 1, later(2))
        .await
        .unwrap();
    let longer = NewException {
        kinds: ExceptionKinds::NO_SEAL | ExceptionKinds::MD5_CLIENT,
        until: later(1000),
        ..NEW
    };
    store.add_exception(&longer, later(3)).await.unwrap();
    let all = store.exceptions().await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].uses, all[0].last_use), (3, later(2)));
    assert_eq!((all[0].created, all[0].until), (later(3), later(1000)));
    assert!(!all[0].kinds.contains(ExceptionKinds::WEAK_CRYPTO));
    let nobody = store.record_exception_use("other$", 1, NOW).await;
    assert!(matches!(nobody, Err(StoreError::NoSuchException)));
}

#[tokio::test]
async fn there_is_none_for_everybody_for_ever_or_for_no_reason() {
    let store = in_memory().await;
    for account in ["*", "", "a*"] {
        let refused = store
            .add_exception(&NewException { account, ..NEW }, NOW)
            .await;
        assert!(matches!(refused, Err(StoreError::InvalidName)), "{account}");
    }
    let kinds = ExceptionKinds::NONE;
    for (expected, new) in [
        ("kinds", NewException { kinds, ..NEW }),
        ("owner", NewException { owner: " ", ..NEW }),
        ("reason", NewException { reason: "", ..NEW }),
        ("until", NewException { until: NOW, ..NEW }),
        (
            "until",
            NewException {
                until: FileTime::NEVER,
                ..NEW
            },
        ),
    ] {
        match store.add_exception(&new, NOW).await {
            Err(StoreError::InvalidValue { field }) => assert_eq!(field, expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
    assert!(store.exceptions().await.unwrap().is_empty());
}
