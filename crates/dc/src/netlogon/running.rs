//! What the state of the service means for its calls, KB Q240142: one that is paused refuses new channels and keeps old
//! ones, and one that is stopped answers over neither.

use lsa::ServiceState;
use wire::{NtStatus, Win32Error};

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

    /// Sees that questions and orders that come over no channel are answered: Windows has no such interface while the
    /// service is stopped, and the locator answers no ping.
    ///
    /// # Errors
    /// `ERROR_NETLOGON_NOT_STARTED` while the service is stopped.
    pub(super) fn check_running(&self) -> Result<(), Win32Error> {
        let answers = self.answers_channels();
        answers.map_err(|_| Win32Error::ERROR_NETLOGON_NOT_STARTED)
    }
}

#[cfg(test)]
mod tests {
    use auth::Identity;
    use lsa::Order;
    use msrpc::netlogon::{
        Control, ControlFunction, DcRequirements, DsrGetDcName, GetDcName, LogonControl2Ex,
    };
    use rpc::Handler as _;
    use transport::{CallContext, Carrier};

    use super::*;
    use crate::locator::tests::controller;

    fn administrator() -> CallContext {
        let carrier = Carrier::Pipe {
            identity: Identity::Account {
                domain: "OURDOM".into(),
                user: "Administrator".into(),
                workstation: "ADMIN".into(),
                sid: "S-1-5-21-1-2-3-500".parse().ok(),
                groups: Vec::new(),
            },
            session_key: None,
        };
        CallContext::new(1, "127.0.0.1:1".parse().unwrap(), carrier)
    }

    /// What is asked in three ways, none of them over a channel.
    async fn told(controller: &Controller) -> [Win32Error; 3] {
        let context = administrator();
        let query = LogonControl2Ex {
            server_name: None,
            control: Control {
                function: ControlFunction::Query,
                query_level: 1,
            },
        };
        let primary = GetDcName {
            server_name: "".into(),
            domain_name: None,
        };
        let any = DsrGetDcName {
            computer_name: None,
            domain_name: None,
            domain_guid: None,
            site_guid: None,
            flags: DcRequirements(0),
        };
        [
            controller.handle(&context, query).await.unwrap().status,
            controller.handle(&context, primary).await.unwrap().status,
            controller.handle(&context, any).await.unwrap().status,
        ]
    }

    #[tokio::test]
    async fn a_stopped_service_says_so_and_a_paused_one_answers() {
        let controller = controller().await;
        for (order, status) in [
            (Order::Pause, Win32Error::NERR_Success),
            (Order::Stop, Win32Error::ERROR_NETLOGON_NOT_STARTED),
            (Order::Start, Win32Error::NERR_Success),
        ] {
            controller.obey(order).await.unwrap();
            assert_eq!(told(&controller).await, [status; 3], "{order:?}");
        }
    }
}
