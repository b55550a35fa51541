//! `member` without a command: keeps the channel until it is told to stop.

use std::path::Path;
use std::sync::Arc;

use lsa::{Listen, Serving};
use member::{Joiner, Member, Remote, group_id};
use sd_notify::NotifyState;
use store::ServiceLock;
use tokio::task::JoinSet;
use tracing::info;
use transport::{LocalLimits, LocalSocket, SocketAccess};

use super::Machine;
use crate::config::MemberConfig;
use crate::error::{Error, UsageError};
use crate::serve::{Stop, notify};

/// Serves until SIGTERM or SIGINT. The lock of the directory is handed back, to be held until all tasks have ended.
pub(crate) async fn serve(directory: &Path, config: MemberConfig) -> Result<ServiceLock, Error> {
    let mut stop = Stop::new().map_err(UsageError::Runtime)?;
    let machine = Machine::open(directory, config).await?;
    // Before any socket, for the message to be about the other service and not about its ports.
    let lock = machine.lock()?;
    let memberships = machine.memberships().await?;
    let (member, events) = machine.member(Arc::clone(&memberships)).await?;
    let joining = machine.joining(memberships, Some(Arc::clone(&member)), false);
    let joiner: Arc<dyn Joiner> = Arc::new(joining);
    let remote = Remote::new(Arc::clone(&member), machine.store.clone(), joiner).await;
    let remote = remote.map_err(|error| Error::State {
        directory: directory.to_owned(),
        error,
    })?;
    let mut serving = JoinSet::new();
    let mut rpc_port = machine.config.ports.rpc;
    for listen in machine.listen() {
        let sockets = remote.serve(Listen { rpc_port, ..listen }).await?;
        tell(&machine, &sockets);
        // The endpoint mapper tells one port for all addresses.
        rpc_port = sockets.rpc.port();
        serving.spawn(async move {
            sockets.wait().await;
            listen.address
        });
    }
    let mut tasks = JoinSet::new();
    tasks.spawn(events.run());
    tasks.spawn(Arc::clone(&member).serve_local(machine.socket()?, LocalLimits::default()));
    let keeper = Arc::clone(&member);
    tasks.spawn(async move { keeper.run().await });
    let status = described(&member);
    notify(&[NotifyState::Ready, NotifyState::Status(&status)]);
    info!(computer = %machine.computer(), status, socket = %machine.config.socket.path.display(), "serving");
    let outcome = tokio::select! {
        signal = stop.told() => {
            info!(signal, "stopping");
            Ok(lock)
        }
        Some(ended) = serving.join_next() => match ended {
            Ok(address) => Err(Error::Stopped(address)),
            Err(_) => Err(Error::Crashed),
        },
        // None of them ends by itself.
        Some(_) = tasks.join_next() => Err(Error::Crashed),
    };
    notify(&[NotifyState::Stopping]);
    outcome
}

impl Machine {
    fn socket(&self) -> Result<LocalSocket, Error> {
        let socket = &self.config.socket;
        let access = match &socket.group {
            None => SocketAccess::Owner,
            Some(group) => {
                let id = group_id(group).map_err(|error| UsageError::Group {
                    group: group.clone(),
                    error,
                })?;
                SocketAccess::Group(id)
            }
        };
        let listening = LocalSocket::listen(&socket.path, access);
        listening.map_err(|error| Error::Socket {
            path: socket.path.clone(),
            error,
        })
    }

    fn listen(&self) -> impl Iterator<Item = Listen> {
        let config = &self.config;
        config.listen.iter().map(|address| Listen {
            address: *address,
            smb_port: config.ports.smb,
            endpoint_mapper_port: config.ports.endpoint_mapper,
            rpc_port: config.ports.rpc,
            encryption: config.encryption.policy(),
            ..Listen::default()
        })
    }
}

fn tell(machine: &Machine, sockets: &Serving) {
    info!(
        computer = %machine.computer(), smb = %sockets.smb, endpoint_mapper = %sockets.endpoint_mapper,
        rpc = %sockets.rpc, "managed from afar"
    );
}

fn described(member: &Member) -> String {
    match member.status().domain {
        Some(domain) => format!("member of domain {domain}"),
        None => "member of no domain".to_owned(),
    }
}
