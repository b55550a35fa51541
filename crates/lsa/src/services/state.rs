//! Whether the Netlogon service runs.

use std::sync::atomic::{AtomicU8, Ordering};

/// The state of the Netlogon service. Administrators change it by `svcctl`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ServiceState {
    /// It answers.
    Running,
    /// New channels are refused, and old ones go on.
    Paused,
    /// No call of Netlogon is answered.
    Stopped,
}

/// The state, which several calls at a time may look at and change.
#[derive(Debug, Default)]
pub struct Switch(AtomicU8);

/// What the service is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Order {
    /// To start when it is stopped.
    Start,
    /// To stop.
    Stop,
    /// To pause when it runs.
    Pause,
    /// To go on when it is paused.
    Continue,
}

/// An order that does not fit the state.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CannotObey {
    /// It is to start, and is not stopped.
    #[error("the service runs already")]
    AlreadyRunning,
    /// It is to start, and must not.
    #[error("the service is disabled")]
    Disabled,
    /// It is to do something else, and is stopped.
    #[error("the service has not been started")]
    NotRunning,
}

impl Switch {
    /// The state now.
    #[must_use]
    pub fn state(&self) -> ServiceState {
        match self.0.load(Ordering::Acquire) {
            0 => ServiceState::Running,
            1 => ServiceState::Paused,
            _ => ServiceState::Stopped,
        }
    }

    /// Changes the state as it is told. One that is paused can be paused again, as Windows has it, and one that runs told to
    /// continue.
    ///
    /// # Errors
    /// [`CannotObey`] when the order does not fit the state that the service is in.
    pub fn obey(&self, order: Order) -> Result<ServiceState, CannotObey> {
        // The outcome depends on the state before, so that is read and written in one step.
        let next = |old: u8| match (order, old) {
            (Order::Start, STOPPED) | (Order::Continue, RUNNING | PAUSED) => Some(RUNNING),
            (Order::Stop, RUNNING | PAUSED) => Some(STOPPED),
            (Order::Pause, RUNNING | PAUSED) => Some(PAUSED),
            _ => None,
        };
        let changed = self
            .0
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, next);
        match (changed, order) {
            (Ok(_), Order::Start | Order::Continue) => Ok(ServiceState::Running),
            (Ok(_), Order::Stop) => Ok(ServiceState::Stopped),
            (Ok(_), Order::Pause) => Ok(ServiceState::Paused),
            (Err(_), Order::Start) => Err(CannotObey::AlreadyRunning),
            (Err(_), _) => Err(CannotObey::NotRunning),
        }
    }
}

const RUNNING: u8 = 0;
const PAUSED: u8 = 1;
const STOPPED: u8 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_pauses_and_goes_on() {
        let switch = Switch::default();
        assert_eq!(switch.state(), ServiceState::Running);
        assert_eq!(switch.obey(Order::Pause), Ok(ServiceState::Paused));
        assert_eq!(switch.state(), ServiceState::Paused);
        assert_eq!(switch.obey(Order::Start), Err(CannotObey::AlreadyRunning));
        assert_eq!(switch.obey(Order::Continue), Ok(ServiceState::Running));
        assert_eq!(switch.state(), ServiceState::Running);
    }

    #[test]
    fn what_is_stopped_can_only_be_started() {
        let switch = Switch::default();
        assert_eq!(switch.obey(Order::Stop), Ok(ServiceState::Stopped));
        for order in [Order::Stop, Order::Pause, Order::Continue] {
            assert_eq!(switch.obey(order), Err(CannotObey::NotRunning));
            assert_eq!(switch.state(), ServiceState::Stopped);
        }
        assert_eq!(switch.obey(Order::Start), Ok(ServiceState::Running));
    }
}
