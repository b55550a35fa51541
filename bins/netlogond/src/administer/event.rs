//! `dc event`.

use std::collections::VecDeque;
use std::time::Duration;

use store::Event;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::sleep;

use super::Desk;
use super::user::PAGE;
use crate::args::{EventCommand, EventFilter};
use crate::error::{About as _, Error, UsageError};
use crate::render::Render;
use crate::report::{EventLine, Report};

impl Desk {
    pub(super) async fn event(
        &self,
        command: &EventCommand,
        render: &mut dyn Render,
    ) -> Result<(), Error> {
        let EventCommand::List(filter) = command;
        self.show_events(filter, render).await
    }

    /// Shows those that are wanted.
    pub(crate) async fn show_events(
        &self,
        filter: &EventFilter,
        render: &mut dyn Render,
    ) -> Result<(), Error> {
        // From here on an interruption is an end and not a failure, whatever has been shown by then.
        let interrupt = || signal(SignalKind::interrupt()).map_err(UsageError::Runtime);
        let interrupt = filter.follow.then(interrupt).transpose()?;
        let mut events = VecDeque::new();
        let mut next = 1;
        loop {
            let page = self.store.events_from(next, PAGE).await.about(EVENT, "*")?;
            let Some(last) = page.last() else { break };
            next = last.record.saturating_add(1);
            events.extend(page.into_iter().filter(|event| filter.wants(event)));
            let most = filter.last.unwrap_or(usize::MAX);
            events.drain(..events.len().saturating_sub(most));
        }
        let lines = events.into_iter().map(EventLine::from);
        let Some(mut interrupt) = interrupt else {
            render.report(&Report::Events(lines.collect()));
            return Ok(());
        };
        lines.for_each(|line| render.event(&line));
        tokio::select! {
            outcome = self.follow(filter, next, render) => outcome,
            _ = interrupt.recv() => Ok(()),
        }
    }

    /// Shows events as they come. Another process writes them, so that there is nothing to wait for but time.
    async fn follow(
        &self,
        filter: &EventFilter,
        mut next: u64,
        render: &mut dyn Render,
    ) -> Result<(), Error> {
        while !render.is_closed() {
            sleep(PAUSE).await;
            let page = self.store.events_from(next, PAGE).await.about(EVENT, "*")?;
            for event in page {
                next = event.record.saturating_add(1);
                if filter.wants(&event) {
                    render.event(&EventLine::from(event));
                }
            }
        }
        Ok(())
    }
}

impl EventFilter {
    fn wants(&self, event: &Event) -> bool {
        (self.id.is_empty() || self.id.contains(&event.event.event_id))
            && self.since.is_none_or(|since| event.last_time >= since)
    }
}

const PAUSE: Duration = Duration::from_secs(1);
const EVENT: &str = "events";
