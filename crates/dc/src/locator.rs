//! What the locator's answers need: who this controller is, and which accounts it knows.

use std::sync::Arc;

use locate::Ports;
use locate::codec::dotted::DottedName;
use locate::server::{
    AccountKinds, BindError, Directory, Identity, Known, LocatorServer, NetlogonState,
    ServerConfig, ServerSettings,
};
use lsa::ServiceState;
use store::Control;
use tracing::warn;
use transport::Tasks;

use crate::Controller;

/// Locator answers, as long as this is not dropped.
pub struct Locating {
    /// Where.
    pub ports: Ports,
    /// What answers there.
    pub tasks: Tasks,
}

impl Controller {
    /// Opens the sockets of the locator, and answers whoever looks for this controller.
    ///
    /// # Errors
    /// [`BindError`] names the service whose socket could not be opened.
    pub async fn serve_locator(
        self: &Arc<Self>,
        settings: ServerSettings,
    ) -> Result<Locating, BindError> {
        let identity = self.identity();
        let address = settings.bind;
        let server = LocatorServer::bind(ServerConfig { identity, settings }).await?;
        let ports = server.ports();
        let mut tasks = Tasks::new();
        for (service, task) in server.start(Arc::clone(self)) {
            tasks.spawn(format!("the {service} on {address}"), task);
        }
        Ok(Locating { ports, tasks })
    }

    /// Who this controller is to its clients: the primary one of a domain without names in DNS.
    pub(crate) fn identity(&self) -> Identity {
        let names = self.names();
        let site = self.settings().site.as_deref().unwrap_or_default();
        Identity {
            domain_sid: Some(names.sid.clone()),
            // A site that labels cannot hold is none that a client could be told.
            site: DottedName::new(site).unwrap_or_default(),
            ..Identity::pdc(names.domain.clone(), names.computer.clone())
        }
    }
}

impl Directory for Controller {
    fn state(&self) -> NetlogonState {
        match self.service_state() {
            ServiceState::Running => NetlogonState::Running,
            ServiceState::Paused => NetlogonState::Paused,
            ServiceState::Stopped => NetlogonState::Stopped,
        }
    }

    /// A disabled account can log on nowhere, so that it is not known.
    async fn knows(&self, account: &str, kinds: AccountKinds) -> Known {
        match self.store().user_by_name(account).await {
            Ok(Some(user)) => {
                let enabled = user.control & Control::ACCOUNT_DISABLED == 0;
                let kind = user.control & Control::ACCOUNT_TYPE_MASK;
                if enabled && kinds.allow(kind) {
                    Known::Yes
                } else {
                    Known::No
                }
            }
            Ok(None) => Known::No,
            Err(error) => {
                warn!(%error, "An account could not be looked for");
                Known::Unavailable
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::net::Ipv4Addr;

    use auth::NtHash;
    use locate::{Broadcast, Dns, Locator, LocatorConfig, Want};
    use store::{NewDomain, NewUser, Store};
    use wire::FileTime;

    use super::*;
    use lsa::Surroundings;

    use crate::Settings;

    pub(crate) async fn controller() -> Arc<Controller> {
        let now = FileTime::from_system_time(std::time::SystemTime::now());
        let store = Store::in_memory(&NewDomain {
            name: &"OURDOM".parse().unwrap(),
            sid: &"S-1-5-21-1-2-3".parse().unwrap(),
            controller: &"OURDC".parse().unwrap(),
            now,
            administrator: &NtHash::new([0; 16]),
        })
        .await
        .unwrap();
        for (name, control) in [
            ("user", Control::NORMAL_ACCOUNT),
            ("MEMBER$", Control::WORKSTATION_TRUST_ACCOUNT),
            ("gone", Control::NORMAL_ACCOUNT | Control::ACCOUNT_DISABLED),
        ] {
            store
                .create_user(&NewUser::new(name, control, now))
                .await
                .unwrap();
        }
        Controller::new(store, Surroundings::system(), Settings::default())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn accounts_are_known_by_name_and_kind() {
        let controller = controller().await;
        let (person, machine) = (Control::NORMAL_ACCOUNT, Control::WORKSTATION_TRUST_ACCOUNT);
        for (account, kinds, known) in [
            ("user", person, Known::Yes),
            ("USER", person | machine, Known::Yes),
            ("user", machine, Known::No),
            ("MEMBER$", machine, Known::Yes),
            ("member$", person, Known::No),
            ("gone", person, Known::No),
            ("nobody", person, Known::No),
            ("", person, Known::No),
            // `kinds` are of accounts; a disabled one is not asked for by its state.
            ("gone", Control::ACCOUNT_DISABLED, Known::No),
            ("user", Control::DONT_EXPIRE_PASSWORD, Known::No),
        ] {
            let found = controller.knows(account, AccountKinds(kinds)).await;
            assert_eq!(found, known, "{account:?} of {kinds:#x}");
        }
        let long = "u".repeat(130);
        assert_eq!(
            controller.knows(&long, AccountKinds(person)).await,
            Known::No
        );
    }

    #[tokio::test]
    async fn a_locator_finds_the_controller_and_nobody_when_it_is_gone() {
        let controller = controller().await;
        let settings = ServerSettings {
            bind: Ipv4Addr::LOCALHOST,
            broadcast: Broadcast::Off,
            ports: Ports {
                netbios_name: 0,
                netbios_datagram: 0,
                ldap: 0,
                ..Ports::default()
            },
            ..ServerSettings::default()
        };
        let locating = controller.serve_locator(settings).await.unwrap();
        let locator = Locator::new(LocatorConfig {
            dns: Dns::Off,
            broadcast: Broadcast::Off,
            wins: vec![Ipv4Addr::LOCALHOST],
            ports: locating.ports,
            reply_port: 0,
            ..LocatorConfig::default()
        });
        let domain = "OURDOM".parse().unwrap();
        for want in [Want::Pdc, Want::Any] {
            let located = locator.find(&domain, want).await.unwrap();
            let found = &located.candidates[0];
            assert_eq!(found.netbios_name, "OURDC".parse().ok());
        }
        drop(locating);
        assert!(locator.find(&domain, Want::Pdc).await.is_err());
    }
}
