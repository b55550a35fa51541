//! `member` without a command: keeps the channel until it is told to stop.

use std::path::Path;
use std::sync::Arc;

use lsa::{Listen, Serving};
use member::{Joiner, Member, Remote, group_id};
use sd_notify::NotifyState;
use tracing::info;
use transport::{LocalLimits, LocalSocket, SocketAccess, Tasks};

use super::Machine;
use crate::config::MemberConfig;
use crate::error::{Error, UsageError};
use crate::reload::Settings;
use crate::service::{Served, Signals, notify};

/// Serves until SIGTERM or SIGINT.
pub(crate) async fn serve(
    directory: &Path,
    settings: Settings<MemberConfig>,
) -> Result<Served, Error> {
    let mut signals = Signals::new().map_err(UsageError::Runtime)?;
    let machine = Machine::open(directory, settings.current.clone()).await?;
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
    let mut tasks = Tasks::new();
    for listen in machine.listen() {
        let sockets = remote.serve(listen).await?;
        tell(&machine, &sockets);
        tasks.adopt(sockets.tasks);
    }
    tasks.spawn("what writes events down", events.run());
    let local = Arc::clone(&member).serve_local(machine.socket()?, LocalLimits::default());
    tasks.spawn("the socket for programs of this machine", local);
    let keeper = Arc::clone(&member);
    tasks.spawn(
        "the keeper of the channel",
        async move { keeper.run().await },
    );
    let status = described(&member);
    notify(&[NotifyState::Ready, NotifyState::Status(&status)]);
    info!(computer = %machine.computer(), status, socket = %machine.config.socket.path.display(), "serving");
    let outcome = signals.watch(tasks, settings).await;
    Ok(Served { lock, outcome })
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
