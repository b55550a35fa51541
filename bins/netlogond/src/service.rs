//! The life of a service: what systemd is told, which signals there are, and what ends it.

use std::io;

use sd_notify::NotifyState;
use store::ServiceLock;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::{info, warn};
use transport::Tasks;

use crate::error::Error;
use crate::reload::{Reloadable, Settings};

/// A service that has ended. The lock of its directory is to be held until all tasks have ended, too: the next service that
/// gets it finds the sockets free.
pub(crate) struct Served {
    pub(crate) lock: ServiceLock,
    pub(crate) outcome: Result<(), Error>,
}

/// The signals that a service hears.
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
}

impl Signals {
    /// From now on none of them ends the process by itself.
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: signal(SignalKind::hangup())?,
        })
    }

    /// Waits until the service is told to stop, or one of its tasks ends, without which it would be half a service.
    pub(crate) async fn watch<C: Reloadable>(
        &mut self,
        mut tasks: Tasks,
        mut settings: Settings<C>,
    ) -> Result<(), Error> {
        let outcome = loop {
            let signal = tokio::select! {
                _ = self.terminate.recv() => "SIGTERM",
                _ = self.interrupt.recv() => "SIGINT",
                ended = tasks.ended() => break Err(Error::Ended(ended)),
                _ = self.hangup.recv() => {
                    reloading();
                    settings.reload();
                    notify(&[NotifyState::Ready]);
                    continue;
                }
            };
            info!(signal, "stopping");
            break Ok(());
        };
        notify(&[NotifyState::Stopping]);
        outcome
    }
}

/// sd_notify(3): "RELOADING=1", which has to come with the time.
fn reloading() {
    match NotifyState::monotonic_usec_now() {
        Ok(now) => notify(&[NotifyState::Reloading, now]),
        Err(error) => warn!(%error, "systemd cannot be told"),
    }
}

/// Tells systemd, if that has started us.
pub(crate) fn notify(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        warn!(%error, "systemd cannot be told");
    }
}
