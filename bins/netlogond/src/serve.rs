//! `dc` without a command: serves until it is told to stop.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::time::Duration;

use dc::{Controller, LdapListen, Locating, ServingLdap, Settings};
use locate::Ports;
use locate::server::ServerSettings;
use lsa::{Listen, Serving, Surroundings};
use sd_notify::NotifyState;
use smb::server::EncryptionPolicy;
use store::{ServiceLock, Store};
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tracing::{info, warn};

use crate::config::{Config, Encryption};
use crate::error::{Error, UsageError};

/// Serves the domain of a directory until SIGTERM or SIGINT. The lock of the directory is handed back, to be held until
/// all tasks have ended: the next service that gets it finds the sockets free.
pub(crate) async fn serve(directory: &Path, config: &Config) -> Result<ServiceLock, Error> {
    let in_directory = |error| Error::State {
        directory: directory.to_owned(),
        error,
    };
    let mut stop = Stop::new().map_err(UsageError::Runtime)?;
    let store = Store::open(directory).await.map_err(in_directory)?;
    // Before any socket, for the message to be about the other service and not about its ports.
    let lock = ServiceLock::take(directory).map_err(in_directory)?;
    let settings = Settings {
        site: config.site.clone(),
        dns_domain: config.dns_domain.clone(),
        allow_mschapv2_des_responses: config.allow_mschapv2_des_responses,
        accept_previous_machine_password: Duration::from_hours(
            config.accept_previous_machine_password_hours,
        ),
        laboratory_exceptions: config.laboratory_exceptions,
    };
    let controller = Controller::new(store, Surroundings::system(), settings)
        .await
        .map_err(in_directory)?;
    let mut serving = JoinSet::new();
    // NetBIOS and the LDAP ping are spoken over IPv4 only.
    let mut locating = Vec::new();
    let mut directories = Vec::new();
    let mut rpc_port = config.ports.rpc;
    for address in config.listen.iter().copied() {
        let listen = Listen {
            address,
            smb_port: config.ports.smb,
            endpoint_mapper_port: config.ports.endpoint_mapper,
            rpc_port,
            encryption: config.encryption.policy(),
            smb_limits: config.limits.smb(),
            rpc_limits: config.limits.rpc(),
        };
        let sockets = controller.serve(listen).await?;
        let locator = match address {
            IpAddr::V4(address) if config.locator.netbios || config.locator.cldap => {
                Some(controller.serve_locator(config.locator_on(address)).await?)
            }
            _ => None,
        };
        let directory = controller
            .serve_ldap(LdapListen {
                address,
                port: config.ports.ldap,
                limits: config.limits.ldap(),
            })
            .await?;
        tell(&controller, &sockets, locator.as_ref(), directory.as_ref());
        directories.extend(directory);
        locating.extend(locator);
        // The endpoint mapper tells one port for all addresses.
        rpc_port = sockets.rpc.port();
        serving.spawn(async move {
            sockets.wait().await;
            address
        });
    }
    notify(&[
        NotifyState::Ready,
        NotifyState::Status(&format!("serving domain {}", controller.names().domain)),
    ]);
    let outcome = tokio::select! {
        signal = stop.told() => {
            info!(signal, "stopping");
            Ok(lock)
        }
        Some(ended) = serving.join_next() => match ended {
            Ok(address) => Err(Error::Stopped(address)),
            Err(_) => Err(Error::Crashed),
        },
    };
    notify(&[NotifyState::Stopping]);
    outcome
}

impl Config {
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

/// Tells systemd, if that has started us.
pub(crate) fn notify(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        warn!(%error, "systemd cannot be told");
    }
}

/// What tells the service to stop.
pub(crate) struct Stop {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    /// Kept so that losing the terminal does not end the service: there is nothing to be read anew.
    hangup: tokio::signal::unix::Signal,
}

impl Stop {
    pub(crate) fn new() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: signal(SignalKind::hangup())?,
        })
    }

    /// Waits for the signal, and gives its name.
    pub(crate) async fn told(&mut self) -> &'static str {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return "SIGTERM",
                _ = self.interrupt.recv() => return "SIGINT",
                _ = self.hangup.recv() => {}
            }
        }
    }
}
