//! Events as they are written down: counted and told where a controller's are ([`lsa::events`]), by somebody who may wait for
//! the disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lsa::events::{Counted, Events};
use store::{Store, StoreError};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tracing::{error, warn};
use wire::FileTime;

use crate::{EventLog, NetlogonEvent};

/// Takes events, and never waits.
pub struct EventWriter {
    events: Arc<Events>,
    queue: Sender<Counted>,
    /// Events that found the queue full.
    dropped: Arc<AtomicU64>,
}

/// Writes down what [`EventWriter`] took.
pub struct EventQueue {
    events: Arc<Events>,
    queue: Receiver<Counted>,
    /// It knows what the computer is called at the moment.
    store: Store,
    dropped: Arc<AtomicU64>,
}

/// Events that may wait for the disk.
const MOST_WAITING: usize = 256;

impl EventWriter {
    /// What takes the events of a computer, and what writes them down, whose [`EventQueue::run`] somebody has to run.
    #[must_use]
    pub fn new(store: Store) -> (Self, EventQueue) {
        let (sender, receiver) = channel(MOST_WAITING);
        let events = Arc::new(Events::new(store.clone()));
        let dropped = Arc::new(AtomicU64::new(0));
        let queue = EventQueue {
            events: Arc::clone(&events),
            queue: receiver,
            store,
            dropped: Arc::clone(&dropped),
        };
        let writer = Self {
            events,
            queue: sender,
            dropped,
        };
        (writer, queue)
    }
}

impl EventLog for EventWriter {
    fn log(&self, event: &NetlogonEvent, at: FileTime) {
        if let Some(counted) = self.events.count(event.entry(), None, at)
            && self.queue.try_send(counted).is_err()
        {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl EventQueue {
    /// Writes events down until nobody is left who could log one.
    pub async fn run(mut self) {
        while let Some(counted) = self.queue.recv().await {
            if let Err(error) = self.write(counted).await {
                error!(%error, "an event could not be stored");
            }
            let dropped = self.dropped.swap(0, Ordering::Relaxed);
            if dropped > 0 {
                warn!(dropped, "events came faster than they could be stored");
            }
        }
    }

    async fn write(&self, counted: Counted) -> Result<(), StoreError> {
        let computer = self.store.domain().await?.controller;
        self.events.write(counted, &computer).await
    }
}
