//! What the state of the service means for its calls, KB Q240142: one that is paused refuses new channels and keeps old
//! ones, and one that is stopped answers over neither.

use lsa::ServiceState;
use wire::NtStatus;

use crate::Controller;

impl Controller {
    /// Sees that new channels are set up.
    ///
    /// # Errors
    /// `STATUS_NETLOGON_NOT_STARTED` while the service is paused or stopped.
    pub(super) fn takes_channels(&self) -> Result<(), NtStatus> {
        match self.service_state() {
            ServiceState::Running => Ok(()),
            ServiceState::Paused | ServiceState::Stopped => Err(NtStatus::NETLOGON_NOT_STARTED),
        }
    }

    /// Sees that calls over channels are answered.
    ///
    /// # Errors
    /// `STATUS_NETLOGON_NOT_STARTED` while the service is stopped.
    pub(super) fn answers_channels(&self) -> Result<(), NtStatus> {
        match self.service_state() {
            ServiceState::Running | ServiceState::Paused => Ok(()),
            ServiceState::Stopped => Err(NtStatus::NETLOGON_NOT_STARTED),
        }
    }
}
