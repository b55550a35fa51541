//! Events as they are written down: into the `store`, and into the log file.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use store::{EventKind, NewEvent, Store, StoreError};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tracing::{error, info, warn};
use wire::FileTime;

use crate::events::{Severity, message};
use crate::{EventLog, NetlogonEvent};

/// Takes events, and never waits.
pub struct EventWriter {
    queue: Sender<(NetlogonEvent, FileTime)>,
    /// Events that found the queue full.
    dropped: Arc<AtomicU64>,
}

/// Writes down what [`EventWriter`] took.
pub struct EventQueue {
    queue: Receiver<(NetlogonEvent, FileTime)>,
    store: Store,
    dropped: Arc<AtomicU64>,
}

/// How long a repeated event is only counted.
const QUIET: Duration = Duration::from_mins(1);

/// Events that may wait for the disk.
const MOST_WAITING: usize = 256;

impl EventWriter {
    /// What takes the events of a computer, and what writes them down, whose [`EventQueue::run`] somebody has to run.
    #[must_use]
    pub fn new(store: Store) -> (Self, EventQueue) {
        let (sender, receiver) = channel(MOST_WAITING);
        let dropped = Arc::new(AtomicU64::new(0));
        let queue = EventQueue {
            queue: receiver,
            store,
            dropped: Arc::clone(&dropped),
        };
        let writer = Self {
            queue: sender,
            dropped,
        };
        (writer, queue)
    }
}

impl EventLog for EventWriter {
    fn log(&self, event: &NetlogonEvent, at: FileTime) {
        let id = event.id();
        let text = message(id, &event.strings()).unwrap_or_default();
        let text = cli::printable(&text);
        match event.severity() {
            Severity::Error => error!(event = id, "{text}"),
            Severity::Warning => warn!(event = id, "{text}"),
            Severity::Information => info!(event = id, "{text}"),
        }
        if self.queue.try_send((event.clone(), at)).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl EventQueue {
    /// Writes events down until nobody is left who could log one.
    pub async fn run(mut self) {
        while let Some((event, at)) = self.queue.recv().await {
            if let Err(error) = self.write(&event, at).await {
                error!(%error, event = event.id(), "an event could not be stored");
            }
            let dropped = self.dropped.swap(0, Ordering::Relaxed);
            if dropped > 0 {
                warn!(dropped, "events came faster than they could be stored");
            }
        }
    }

    async fn write(&self, event: &NetlogonEvent, at: FileTime) -> Result<(), StoreError> {
        let new = NewEvent {
            event_id: event.id(),
            kind: match event.severity() {
                Severity::Error => EventKind::Error,
                Severity::Warning => EventKind::Warning,
                Severity::Information => EventKind::Information,
            },
            source: "NETLOGON".to_owned(),
            strings: event.strings(),
            data: event.data(),
            computer: self.store.domain().await?.controller.to_string(),
            user: None,
            connection: None,
        };
        self.store.append_or_count_event(&new, QUIET, at).await?;
        Ok(())
    }
}
