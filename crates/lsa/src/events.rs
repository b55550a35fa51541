//! What is logged, and how often: an event is a line of the log file and a record of the database, and one that comes again
//! soon is only counted, so that nobody floods them. Which events there are, each service's own catalogue says.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use store::{EventKind, NewEvent, Store, StoreError};
use tracing::{error, info, warn};
use transport::CallContext;
use wire::{FileTime, NetbiosName};

use crate::Authority;

/// An event, as the catalogue of a service has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// Its number.
    pub id: u32,
    /// How bad it is.
    pub kind: EventKind,
    /// Which service's it is: `NETLOGON`.
    pub source: &'static str,
    /// The insertion strings, `%1` first; those that came from a client fit for a terminal.
    pub strings: Vec<String>,
    /// The event's data.
    pub data: Vec<u8>,
    /// Its text in the log file, with `%1` and so on in the places of the strings.
    pub template: &'static str,
}

/// The text of an event: its template with the strings in their places.
#[must_use]
pub fn filled(template: &str, strings: &[String]) -> String {
    strings
        .iter()
        .zip(1..)
        .fold(template.to_owned(), |text, (string, n): (_, u32)| {
            text.replace(&format!("%{n}"), string)
        })
}

/// Counts events, tells them in the log file and writes them down.
pub struct Events {
    store: Store,
    recent: Mutex<HashMap<(u32, Vec<String>), Recent>>,
}

/// An event that is to be written down.
pub struct Counted {
    entry: Entry,
    /// The connection on which it was caused.
    connection: Option<u64>,
    at: FileTime,
    /// How many it stands for: those that were only counted since it was written down last, and itself.
    pub times: u32,
}

/// An event that was logged not long ago.
struct Recent {
    logged: FileTime,
    /// How often it has come since.
    again: u32,
}

/// How long a repeated event is only counted.
const QUIET: Duration = Duration::from_mins(1);

/// Events that come again within that time are one record: it is as long as what goes on may need to be told again.
const SAME_RECORD: Duration = Duration::from_mins(2);

/// Events that are remembered; more different ones within [`QUIET`] are dropped, and told of in the log file.
const MOST_RECENT: usize = 1024;

impl Events {
    /// Nothing was counted yet.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self {
            store,
            recent: Mutex::default(),
        }
    }

    /// Counts an event, which a call caused if there is one, and tells it in the log file. What is to be written down is the
    /// answer; `None` if it was only counted.
    pub fn count(
        &self,
        entry: Entry,
        context: Option<&CallContext>,
        at: FileTime,
    ) -> Option<Counted> {
        let times = self.times((entry.id, &entry.strings), at)?;
        let (id, text) = (entry.id, filled(entry.template, &entry.strings));
        let connection = context.map(CallContext::connection);
        let peer = context.map(|context| tracing::field::display(context.peer()));
        match entry.kind {
            EventKind::Information | EventKind::AuditSuccess => {
                info!(event = id, connection, peer, times, "{text}");
            }
            EventKind::Error => error!(event = id, connection, peer, times, "{text}"),
            EventKind::Warning | EventKind::AuditFailure => {
                warn!(event = id, connection, peer, times, "{text}");
            }
        }
        Some(Counted {
            entry,
            connection,
            at,
            times,
        })
    }

    /// Writes down what has happened on a computer.
    ///
    /// # Errors
    /// [`StoreError`] of the file.
    pub async fn write(&self, counted: Counted, computer: &NetbiosName) -> Result<(), StoreError> {
        let Counted {
            entry,
            connection,
            at,
            times,
        } = counted;
        let event = NewEvent {
            event_id: entry.id,
            kind: entry.kind,
            source: entry.source.to_owned(),
            strings: entry.strings,
            data: entry.data,
            computer: computer.to_string(),
            user: None,
            connection,
        };
        let written = self
            .store
            .append_or_count_event(&event, times, SAME_RECORD, at);
        written.await.map(drop)
    }

    /// How many an event stands for if it is to be written down; `None` if it is only counted.
    fn times(&self, (id, strings): (u32, &[String]), now: FileTime) -> Option<u32> {
        let key = (id, strings.to_vec());
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seen) = recent.get_mut(&key)
            && seen.logged.abs_diff(now) < QUIET
        {
            seen.again = seen.again.saturating_add(1);
            return None;
        }
        if recent.len() >= MOST_RECENT {
            recent.retain(|_, seen| seen.logged.abs_diff(now) < QUIET);
        }
        if recent.len() >= MOST_RECENT {
            warn!(event = id, "too many different events at a time: dropped");
            return None;
        }
        let new = Recent {
            logged: now,
            again: 0,
        };
        let before = recent.insert(key, new);
        Some(before.map_or(1, |seen| seen.again.saturating_add(1)))
    }
}

impl Authority {
    /// Logs an event, which a call caused if there is one. That it cannot be stored is no reason to refuse a client, so it
    /// is only told in the log file.
    ///
    /// The answer is how many events the one that was written stands for; `None` if it was only counted.
    pub async fn log(&self, context: Option<&CallContext>, entry: Entry) -> Option<u32> {
        let counted = self.events.count(entry, context, self.now())?;
        let (id, times) = (counted.entry.id, counted.times);
        if let Err(error) = self.events.write(counted, &self.names().computer).await {
            error!(%error, event = id, "an event could not be stored");
        }
        Some(times)
    }
}

#[cfg(test)]
mod tests {
    use auth::NtHash;
    use store::NewDomain;

    use super::*;

    const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);

    async fn events() -> Events {
        let store = Store::in_memory(&NewDomain {
            name: &"OURDOM".parse().unwrap(),
            controller: &"OURPDC".parse().unwrap(),
            sid: &"S-1-5-21-1-2-3".parse().unwrap(),
            administrator: &NtHash::new([0; 16]),
            now: NOW,
        })
        .await;
        Events::new(store.unwrap())
    }

    fn after(seconds: i64) -> FileTime {
        FileTime::from_unix_seconds(1_700_000_000 + seconds)
    }

    #[tokio::test]
    async fn what_comes_again_soon_is_counted_and_told_later() {
        let events = events().await;
        let times = |name: &str, at| events.times((5722, &[name.to_owned()]), at);
        assert_eq!(times("M", NOW), Some(1));
        assert_eq!(times("M", after(1)), None);
        assert_eq!(times("M", after(59)), None);
        assert_eq!(times("N", after(59)), Some(1));
        assert_eq!(times("M", after(60)), Some(3));
        assert_eq!(times("M", after(200)), Some(1));
    }

    #[tokio::test]
    async fn a_flood_of_different_events_is_dropped_until_it_is_over() {
        let events = events().await;
        let times = |n: usize, at| events.times((5723, &[n.to_string()]), at);
        for n in 0..MOST_RECENT {
            assert_eq!(times(n, NOW), Some(1));
        }
        assert_eq!(times(MOST_RECENT, after(1)), None);
        assert_eq!(times(MOST_RECENT, after(60)), Some(1));
        let kept = events.recent.lock().unwrap().len();
        assert_eq!(kept, 1);
    }

    #[test]
    fn strings_stand_in_their_places() {
        let strings = ["M".to_owned(), "M$".to_owned()];
        assert_eq!(filled("%1 has %2, not %3", &strings), "M has M$, not %3");
    }
}
