//! The event log.

use std::time::Duration;

use store::{EventKind, EventLogState, NewEvent, Store};

use crate::common::{Scratch, domain_sid, in_memory, later};

fn event(string: &str) -> NewEvent {
    NewEvent {
        event_id: 5722,
        kind: EventKind::Error,
        source: "NETLOGON".into(),
        strings: vec![string.into(), String::new(), "Zürich".into()],
        data: vec![0x22, 0, 0, 0xc0],
        computer: "OURPDC".into(),
        user: Some(domain_sid()),
        connection: Some(u64::MAX),
    }
}

const WINDOW: Duration = Duration::from_secs(60);

#[tokio::test]
async fn an_event_is_read_as_it_was_written() {
    let store = in_memory().await;
    let plain = NewEvent {
        strings: Vec::new(),
        data: Vec::new(),
        user: None,
        connection: None,
        kind: EventKind::AuditFailure,
        ..event("")
    };
    assert_eq!(store.append_event(&event("M$"), later(1)).await.unwrap(), 1);
    assert_eq!(store.append_event(&plain, later(2)).await.unwrap(), 2);
    let read = store.events_from(1, 10).await.unwrap();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].event, event("M$"));
    assert_eq!(read[1].event, plain);
    let times = (
        read[0].record,
        read[0].time,
        read[0].last_time,
        read[0].count,
    );
    assert_eq!(times, (1, later(1), later(1), 1));
}

#[tokio::test]
async fn events_are_read_in_both_directions() {
    let store = in_memory().await;
    assert_eq!(
        store.event_log_state().await.unwrap(),
        EventLogState::default()
    );
    for number in 0..5 {
        store
            .append_event(&event(&number.to_string()), later(number))
            .await
            .unwrap();
    }
    let records =
        |events: Vec<store::Event>| events.iter().map(|event| event.record).collect::<Vec<_>>();
    assert_eq!(records(store.events_from(2, 3).await.unwrap()), [2, 3, 4]);
    assert_eq!(records(store.events_back_from(4, 2).await.unwrap()), [4, 3]);
    assert_eq!(
        records(store.events_back_from(u64::MAX, 2).await.unwrap()),
        [5, 4]
    );
    assert_eq!(records(store.events_from(6, 3).await.unwrap()), []);
    // Numbers that were cleared are not given again.
    assert_eq!(store.clear_events().await.unwrap(), 5);
    assert_eq!(
        store.event_log_state().await.unwrap(),
        EventLogState::default()
    );
    assert_eq!(store.append_event(&event("x"), later(9)).await.unwrap(), 6);
    let state = EventLogState {
        oldest: 6,
        newest: 6,
        count: 1,
    };
    assert_eq!(store.event_log_state().await.unwrap(), state);
}

#[tokio::test]
async fn what_repeats_is_counted() {
    let store = in_memory().await;
    let append = async |event: &NewEvent, seconds| {
        store
            .append_or_count_event(event, 1, WINDOW, later(seconds))
            .await
            .unwrap()
    };
    assert_eq!(append(&event("M$"), 0).await, (1, true));
    assert_eq!(append(&event("N$"), 1).await, (2, true));
    assert_eq!(append(&event("M$"), 60).await, (1, false));
    // Each one begins the window anew.
    assert_eq!(append(&event("M$"), 120).await, (1, false));
    assert_eq!(append(&event("M$"), 181).await, (3, true));
    assert_eq!(append(&event("M$"), 182).await, (3, false));
    let other = NewEvent {
        event_id: 5805,
        ..event("M$")
    };
    assert_eq!(append(&other, 182).await, (4, true));
    let first = store.events_from(1, 1).await.unwrap().remove(0);
    assert_eq!(
        (first.count, first.time, first.last_time),
        (3, later(0), later(120))
    );
    for (name, kept) in [("M$", (3, false)), ("P$", (5, true))] {
        let event = event(name);
        let many = store.append_or_count_event(&event, 5, WINDOW, later(183));
        assert_eq!(many.await.unwrap(), kept);
    }
    let counts = store.events_from(3, 3).await.unwrap();
    let counts: Vec<_> = counts.iter().map(|event| event.count).collect();
    assert_eq!(counts, [7, 1, 5]);
    // Strings that are the same when put together are not the same.
    let joined = NewEvent {
        strings: vec!["M$".into(), "Zürich".into()],
        ..event("")
    };
    assert_eq!(append(&joined, 183).await, (6, true));
}

#[tokio::test]
async fn the_oldest_make_room() {
    let scratch = Scratch::with_domain("events-bound").await;
    {
        let store = Store::open(scratch.path()).await.unwrap();
        for number in 1..=3 {
            store
                .append_event(&event("x"), later(number))
                .await
                .unwrap();
        }
    }
    // As if the ones between had been written.
    scratch
        .run("UPDATE sqlite_sequence SET seq = 100001 WHERE name = 'event'")
        .await;
    let store = Store::open(scratch.path()).await.unwrap();
    let next = u64::from(Store::MAX_EVENTS) + 2;
    assert_eq!(
        store.append_event(&event("y"), later(4)).await.unwrap(),
        next
    );
    let kept = store.events_from(0, 10).await.unwrap();
    assert_eq!(
        kept.iter().map(|event| event.record).collect::<Vec<_>>(),
        [3, next]
    );
}
