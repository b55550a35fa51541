//! `dc` without a command: serves until it is told to stop.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dc::{Controller, LdapListen, Locating, ServingLdap};
use link::Sockets;
use locate::server::ServerSettings;
use locate::{Locator, Ports};
use lsa::{Listen, Names, Serving, Surroundings};
use sd_notify::NotifyState;
use smb::server::EncryptionPolicy;
use store::{ServiceLock, Store};
use tracing::{info, warn};
use transport::Tasks;
use wire::NetbiosName;

use crate::config::{Config, Encryption, Limits};
use crate::error::{Error, UsageError};
use crate::process::most_open_files;
use crate::reload::Settings;
use crate::service::{Served, Signals, notify};

/// Serves the domain of a directory until SIGTERM or SIGINT.
pub(crate) async fn serve(directory: &Path, settings: Settings<Config>) -> Result<Served, Error> {
    let in_directory = |error| Error::State {
        directory: directory.to_owned(),
        error,
    };
    let mut signals = Signals::new().map_err(UsageError::Runtime)?;
    let store = Store::open(directory).await.map_err(in_directory)?;
    // Before any socket, for the message to be about the other service and not about its ports.
    let lock = ServiceLock::take(directory).map_err(in_directory)?;
    let config = &settings.current;
    let surroundings = Surroundings::system();
    let names = Names::read(&store).await.map_err(in_directory)?;
    let sockets = Arc::new(config.sockets(names.computer));
    let controller = Controller::reaching(store, surroundings, config.controller(), sockets).await;
    let controller = controller.map_err(in_directory)?;
    let tasks = listen(&controller, config).await?;
    notify(&[
        NotifyState::Ready,
        NotifyState::Status(&format!("serving domain {}", controller.names().domain)),
    ]);
    let outcome = signals.watch(tasks, settings).await;
    Ok(Served { lock, outcome })
}

/// Opens all sockets; what serves there.
async fn listen(controller: &Arc<Controller>, config: &Config) -> Result<Tasks, Error> {
    let limits = possible(config.limits, config.listen.len());
    let mut tasks = Tasks::new();
    for address in config.listen.iter().copied() {
        let listen = Listen {
            address,
            smb_port: config.ports.smb,
            endpoint_mapper_port: config.ports.endpoint_mapper,
            rpc_port: config.ports.rpc,
            encryption: config.encryption.policy(),
            smb_limits: limits.smb(),
            smb_connection: limits.smb_connection(),
            rpc_limits: limits.rpc(),
        };
        let sockets = controller.serve(listen).await?;
        // NetBIOS and the LDAP ping are spoken over IPv4 only.
        let locator = match address {
            IpAddr::V4(address) if config.locator.netbios || config.locator.cldap => {
                Some(controller.serve_locator(config.locator_on(address)).await?)
            }
            _ => None,
        };
        let listen = LdapListen {
            address,
            port: config.ports.ldap,
            limits: limits.ldap(),
        };
        let directory = controller.serve_ldap(listen).await?;
        tell(controller, &sockets, locator.as_ref(), directory.as_ref());
        tasks.adopt(sockets.tasks);
        locator.into_iter().for_each(|it| tasks.adopt(it.tasks));
        directory.into_iter().for_each(|it| tasks.adopt(it.tasks));
    }
    Ok(tasks)
}

/// The limits, with no more clients than this process can have files open.
fn possible(limits: Limits, addresses: usize) -> Limits {
    let files = most_open_files();
    let connections = files.saturating_sub(OTHER_FILES).max(1);
    let clients = limits.places(addresses);
    if clients > connections {
        warn!(
            clients,
            files,
            "fewer clients are served than `limits` has, for want of files to open (LimitNOFILE)"
        );
    }
    limits.within(addresses, connections)
}

/// Files that are no connections: the database, its log and index by several connections to it, and what is listened on.
const OTHER_FILES: usize = 256;

impl Config {
    fn controller(&self) -> dc::Settings {
        dc::Settings {
            site: self.site.clone(),
            dns_domain: self.dns_domain.clone(),
            address: self.told_address(),
            allow_mschapv2_des_responses: self.allow_mschapv2_des_responses,
            accept_previous_machine_password: Duration::from_hours(
                self.accept_previous_machine_password_hours,
            ),
            laboratory_exceptions: self.laboratory_exceptions,
        }
    }

    /// The one that answers give, or the first that is served on; none where that is all of them.
    fn told_address(&self) -> Option<IpAddr> {
        let advertised = self.locator.advertise.map(IpAddr::V4);
        let mut listen = self.listen.iter().copied();
        advertised.or_else(|| listen.find(|address| !address.is_unspecified()))
    }

    /// How controllers of trusted domains are found, and reached.
    fn sockets(&self, computer: NetbiosName) -> Sockets {
        let mut locate = self.locate.clone();
        locate.client_name.clone_from(&computer);
        Sockets::new(Locator::new(locate), computer, dc::TRUSTED_TIMEOUT)
    }

    fn locator_on(&self, address: Ipv4Addr) -> ServerSettings {
        ServerSettings {
            bind: address,
            address: self.locator.advertise,
            ports: Ports {
                netbios_name: self.ports.netbios_name,
                netbios_datagram: self.ports.netbios_datagram,
                ldap: self.ports.cldap,
                ..Ports::default()
            },
            netbios: self.locator.netbios,
            ldap: self.locator.cldap,
            wins_server: self.locator.wins_server,
            wins: self.locator.wins.clone(),
            ..ServerSettings::default()
        }
    }
}

impl Encryption {
    pub(crate) const fn policy(self) -> EncryptionPolicy {
        match self {
            Self::Offered => EncryptionPolicy::Offered,
            Self::Required => EncryptionPolicy::Required,
        }
    }
}

fn tell(
    controller: &Controller,
    sockets: &Serving,
    locator: Option<&Locating>,
    directory: Option<&ServingLdap>,
) {
    let names = controller.names();
    let ports = locator.map(|locator| locator.ports);
    info!(
        domain = %names.domain, controller = %names.computer, smb = %sockets.smb,
        endpoint_mapper = %sockets.endpoint_mapper, rpc = %sockets.rpc,
        netbios_name = ports.map(|ports| ports.netbios_name),
        netbios_datagram = ports.map(|ports| ports.netbios_datagram),
        cldap = ports.map(|ports| ports.ldap),
        ldap = directory.map(|directory| directory.address.to_string()),
        "serving"
    );
}

#[cfg(test)]
mod tests {
    use auth::NtHash;
    use cli::ExitStatus;
    use store::NewDomain;

    use super::*;

    async fn controller(config: &Config) -> Arc<Controller> {
        let surroundings = Surroundings::system();
        let new = NewDomain {
            name: &"OURDOM".parse().unwrap(),
            sid: &surroundings.draw_sid(),
            controller: &"OURPDC".parse().unwrap(),
            now: surroundings.clock.now(),
            administrator: &NtHash::new([0; 16]),
        };
        let store = Store::in_memory(&new).await.unwrap();
        let made = Controller::new(store, surroundings, config.controller());
        made.await.unwrap()
    }

    /// Ends a task; its whole name.
    fn kill(tasks: &Tasks, service: &str) -> String {
        let prefix = format!("{service} on 127.0.0.1");
        let mut names = tasks.names().into_iter();
        let name = names.find(|name| name.starts_with(&prefix)).unwrap();
        tasks.kill(name);
        name.to_owned()
    }

    /// Half a service would be worse than none: systemd starts a whole one.
    #[tokio::test]
    async fn whichever_task_ends_is_named_and_ends_the_service() {
        let text = "listen = ['127.0.0.1']\ndns-domain = 'our.example'\n[ports]\nsmb = 0\nendpoint-mapper = 0\n\
                    netbios-name = 0\nnetbios-datagram = 0\ncldap = 0\nldap = 0";
        let config = || -> Config { toml::from_str(text).unwrap() };
        let controller = controller(&config()).await;
        for service in [
            "SMB",
            "RPC",
            "the endpoint mapper",
            "the NetBIOS name service",
            "the NetBIOS datagram service",
            "the LDAP ping service",
            "LDAP",
        ] {
            let mut tasks = listen(&controller, &config()).await.unwrap();
            let killed = kill(&tasks, service);
            assert_eq!(tasks.ended().await.name, killed);
        }
        let tasks = listen(&controller, &config()).await.unwrap();
        let ldap = kill(&tasks, "LDAP");
        let settings = Settings::start(move || Ok(config())).unwrap();
        let outcome = Signals::new().unwrap().watch(tasks, settings).await;
        let error = outcome.unwrap_err();
        // Neither of those after which systemd leaves it alone.
        assert_eq!(error.exit(), ExitStatus::Failed);
        assert!(
            error
                .told()
                .contains(&format!("{ldap} has ended by itself [stopped]"))
        );
    }
}
