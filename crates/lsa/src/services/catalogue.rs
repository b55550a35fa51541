//! The services that tools look for.

use msrpc::svcctl::{
    ServiceConfig, ServiceState as WireState, ServiceStatus, ServiceStatusProcess, StartType,
};
use wire::Win32Error;

use super::state::ServiceState;

/// A service.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Entry {
    /// What programs call it.
    pub(super) name: &'static str,
    /// What it is called for people.
    pub(super) display_name: &'static str,
    /// What it is for.
    pub(super) description: &'static str,
}

/// The one that can be controlled.
pub(super) const NETLOGON: Entry = Entry {
    name: "NETLOGON",
    display_name: "Net Logon",
    description: "Keeps the secure channels between computers and their domain.",
};

/// All of them. Those besides [`NETLOGON`] are what else this process does, and run as long as it does.
pub(super) const ALL: [Entry; 5] = [
    Entry {
        name: "Eventlog",
        display_name: "Event Log",
        description: "Keeps the events of this computer, and has them read.",
    },
    Entry {
        name: "LanmanServer",
        display_name: "Server",
        description: "Lets computers reach this one by name, for its pipes.",
    },
    Entry {
        name: "LanmanWorkstation",
        display_name: "Workstation",
        description: "Tells what this computer is a member of, and changes it.",
    },
    NETLOGON,
    Entry {
        name: "SamSs",
        display_name: "Security Accounts Manager",
        description: "Keeps the accounts of this computer or its domain.",
    },
];

impl Entry {
    /// The one with this name.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let mut all = ALL.iter().copied();
        all.find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The one that is called so for people.
    pub(super) fn by_display_name(name: &str) -> Option<Self> {
        let mut all = ALL.iter().copied();
        all.find(|entry| entry.display_name.eq_ignore_ascii_case(name))
    }

    /// How it is, while the Netlogon service is in this state.
    pub(super) fn status(self, netlogon: ServiceState) -> ServiceStatus {
        let state = if self == NETLOGON {
            netlogon
        } else {
            ServiceState::Running
        };
        let (current_state, exit_code) = match state {
            ServiceState::Running => (WireState::RUNNING, Win32Error::NERR_Success),
            ServiceState::Paused => (WireState::PAUSED, Win32Error::NERR_Success),
            ServiceState::Stopped => (WireState::STOPPED, Win32Error::NERR_Success),
        };
        let controllable = self == NETLOGON && state != ServiceState::Stopped;
        ServiceStatus {
            service_type: SHARE_PROCESS,
            current_state,
            controls_accepted: if controllable { STOP_AND_PAUSE } else { 0 },
            exit_code,
            service_specific_exit_code: 0,
            check_point: 0,
            wait_hint: 0,
        }
    }

    /// [`Self::status`], with the process.
    pub(super) fn process_status(self, netlogon: ServiceState) -> ServiceStatusProcess {
        self.in_process(self.status(netlogon))
    }

    /// A status of it, with the process in which all of them are.
    pub(super) fn in_process(self, status: ServiceStatus) -> ServiceStatusProcess {
        let runs = status.current_state != WireState::STOPPED;
        ServiceStatusProcess {
            status,
            process_id: if runs { std::process::id() } else { 0 },
            service_flags: 0,
        }
    }

    /// How it is configured, where the Netlogon service starts so.
    pub(super) fn config(self, netlogon: StartType) -> ServiceConfig {
        ServiceConfig {
            service_type: SHARE_PROCESS,
            start_type: if self == NETLOGON {
                netlogon
            } else {
                StartType::AUTO_START
            },
            error_control: ERROR_NORMAL,
            binary_path_name: Some("netlogond".into()),
            load_order_group: Some("".into()),
            tag_id: 0,
            dependencies: Some("".into()),
            service_start_name: Some("LocalSystem".into()),
            display_name: Some(self.display_name.into()),
        }
    }
}

/// `SERVICE_WIN32_SHARE_PROCESS`, [MS-SCMR] 2.2.47.
pub(super) const SHARE_PROCESS: u32 = 0x20;
/// `SERVICE_ERROR_NORMAL`, [MS-SCMR] 2.2.15.
const ERROR_NORMAL: u32 = 1;
/// `SERVICE_ACCEPT_STOP` and `SERVICE_ACCEPT_PAUSE_CONTINUE`, [MS-SCMR] 2.2.47.
const STOP_AND_PAUSE: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_netlogon_can_be_controlled() {
        for entry in ALL {
            assert_eq!(Entry::by_name(&entry.name.to_lowercase()), Some(entry));
            let status = entry.status(ServiceState::Paused);
            assert_eq!(status.controls_accepted != 0, entry == NETLOGON);
            assert_eq!(status.current_state == WireState::PAUSED, entry == NETLOGON);
        }
        assert_eq!(NETLOGON.status(ServiceState::Stopped).controls_accepted, 0);
        assert_eq!(Entry::by_name("Spooler"), None);
    }
}
