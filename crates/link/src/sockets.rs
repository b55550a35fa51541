//! The real network: `locate` finds controllers, `transport` dials.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use auth::Credentials;
use locate::{DomainController, DomainName, LocateError, Locator, Want};
use msrpc::lsarpc::Lsarpc;
use msrpc::netlogon::Logon;
use rpc::Interface;
use smb::client::Config;
use tracing::debug;
use transport::{PipeIo, RpcTimeouts, SmbClient, SmbError, SmbTimeouts, connect_tcp, map_endpoint};
use wire::NetbiosName;

use crate::{BoxFuture, ChannelFailure, Domain, FoundController, Network, Sought};

/// Real sockets.
pub struct Sockets {
    locator: Locator,
    /// This computer's name, which servers log.
    computer: Mutex<NetbiosName>,
    timeout: Duration,
    /// The only controller to be used, unless another is asked for by its name.
    pinned: Option<String>,
    /// How each controller was reached last, so that it is not found out again for each connection.
    ways: Mutex<HashMap<IpAddr, Way>>,
}

/// How a controller offers Netlogon.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Way {
    /// Over TCP, at the port that its endpoint mapper says.
    Tcp(u16),
    /// Over its pipe, in a null session.
    Pipe,
}

impl Sockets {
    /// Nothing is sent before somebody looks for a controller.
    #[must_use]
    pub fn new(locator: Locator, computer: NetbiosName, timeout: Duration) -> Self {
        Self {
            locator,
            computer: Mutex::new(computer),
            timeout,
            pinned: None,
            ways: Mutex::default(),
        }
    }

    /// The same, with one controller as the only one to be used, unless another is asked for.
    #[must_use]
    pub fn pinned(self, server: Option<String>) -> Self {
        Self {
            pinned: server,
            ..self
        }
    }

    async fn dial(&self, controller: &FoundController) -> Result<Box<dyn PipeIo>, String> {
        let known = self.ways().get(&controller.address).copied();
        if let Some(way) = known {
            match self.go(controller, way).await {
                Ok(io) => return Ok(io),
                Err(error) => {
                    debug!(
                        ?way,
                        error, "the known way to a domain controller is closed"
                    );
                    self.ways().remove(&controller.address);
                }
            }
        }
        let tcp = async {
            let port = self.mapped_port::<Logon>(controller).await?;
            let way = Way::Tcp(port);
            Ok::<_, String>((way, self.go(controller, way).await?))
        };
        let (way, io) = match tcp.await {
            Ok(found) => found,
            // A controller of the NT 4 kind has nothing but the pipe.
            Err(tcp) => match self.go(controller, Way::Pipe).await {
                Ok(io) => (Way::Pipe, io),
                Err(pipe) => return Err(format!("over TCP: {tcp}; over SMB: {pipe}")),
            },
        };
        self.ways().insert(controller.address, way);
        Ok(io)
    }

    async fn mapped_port<I: Interface>(&self, controller: &FoundController) -> Result<u16, String> {
        let mapper = SocketAddr::new(controller.address, controller.ports.epmapper);
        let io = connect_tcp(mapper, self.timeout).await;
        let io = io.map_err(|error| error.to_string())?;
        let timeouts = RpcTimeouts {
            bind: self.timeout,
            call: self.timeout,
        };
        let port = map_endpoint::<I>(Box::new(io), timeouts).await;
        port.map_err(|error| error.to_string())
    }

    async fn go(&self, controller: &FoundController, way: Way) -> Result<Box<dyn PipeIo>, String> {
        match way {
            Way::Tcp(port) => {
                let address = SocketAddr::new(controller.address, port);
                let io = connect_tcp(address, self.timeout).await;
                Ok(Box::new(io.map_err(|error| error.to_string())?))
            }
            Way::Pipe => {
                let pipe = self.pipe(controller).await;
                Ok(pipe.map_err(|error| error.to_string())?)
            }
        }
    }

    async fn pipe(&self, controller: &FoundController) -> Result<Box<dyn PipeIo>, SmbError> {
        let timeouts = SmbTimeouts {
            connect: self.timeout,
            logon: self.timeout,
            request: self.timeout,
        };
        let address = SocketAddr::new(controller.address, controller.ports.smb);
        let client = SmbClient::connect(address, Config::default(), timeouts).await?;
        let nobody = Credentials::Anonymous;
        let session = client.logon(nobody, &controller.name, self.computer());
        let session = session.await?;
        Ok(Box::new(session.open_pipe(Logon::PIPE).await?))
    }

    fn computer(&self) -> NetbiosName {
        let computer = self.computer.lock();
        computer.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn ways(&self) -> std::sync::MutexGuard<'_, HashMap<IpAddr, Way>> {
        self.ways.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Network for Sockets {
    fn find<'a>(
        &'a self,
        domain: &'a Domain,
        sought: Sought<'a>,
    ) -> BoxFuture<'a, Result<Vec<FoundController>, ChannelFailure>> {
        Box::pin(async move {
            let name = domain.dns_name.as_deref().unwrap_or(domain.name.as_str());
            let none = |tried: String| ChannelFailure::NoController {
                domain: name.to_owned(),
                tried,
            };
            let domain: DomainName = match name.parse() {
                Ok(domain) => domain,
                Err(_) => return Err(none("its name is none".to_owned())),
            };
            let locator = self.locator.called(&self.computer());
            let located = match (sought, self.pinned.as_deref()) {
                (Sought::Named(server), _) | (_, Some(server)) => {
                    let server = server.trim_start_matches('\\');
                    locator.find_at(&domain, server).await
                }
                (Sought::Any, None) => locator.find(&domain, Want::Any).await,
                (Sought::Primary, None) => locator.find(&domain, Want::Pdc).await,
            };
            let located = located.map_err(|error: LocateError| none(error.to_string()))?;
            Ok(located.candidates.into_iter().map(found).collect())
        })
    }

    fn open<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        Box::pin(async move {
            let io = self.dial(controller).await;
            io.map_err(|because| ChannelFailure::Unreachable {
                controller: controller.name.clone(),
                because,
            })
        })
    }

    fn open_lsa<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        Box::pin(async move {
            let io = async {
                let port = self.mapped_port::<Lsarpc>(controller).await?;
                self.go(controller, Way::Tcp(port)).await
            };
            io.await.map_err(|because| ChannelFailure::Unreachable {
                controller: controller.name.clone(),
                because,
            })
        })
    }

    fn call_itself(&self, computer: &NetbiosName) {
        let own = self.computer.lock();
        own.unwrap_or_else(PoisonError::into_inner)
            .clone_from(computer);
    }
}

/// What was found, as a [`Network`] tells it.
#[must_use]
pub fn found(controller: DomainController) -> FoundController {
    let netbios = controller.netbios_name.map(|name| name.as_str().to_owned());
    FoundController {
        name: netbios
            .or(controller.dns_name)
            .unwrap_or_else(|| controller.address.to_string()),
        address: controller.address,
        ports: controller.ports,
        flags: controller.flags,
    }
}
