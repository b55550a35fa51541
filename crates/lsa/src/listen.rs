//! The sockets, and what is offered on each.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use auth::spnego;
use msrpc::epmapper::Epmapper;
use smb::server::{Config, EncryptionPolicy, Limits, PipeConfig, PipeName};
use transport::{
    RpcAcceptor, RpcEndpoint, RpcServerLimits, SmbServer, SmbServerLimits, Tasks, serve_rpc_tcp,
    serve_smb,
};
use wire::Guid;

use crate::Authority;
use crate::doors::{Doors, RpcDoor, ntlm_acceptor};
use crate::endpoint_mapper::Mapper;

/// Where a computer listens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Listen {
    /// The address for all of it.
    pub address: IpAddr,
    /// SMB.
    pub smb_port: u16,
    /// The endpoint mapper.
    pub endpoint_mapper_port: u16,
    /// RPC over TCP; zero for one that the operating system picks.
    pub rpc_port: u16,
    /// Whether SMB clients must encrypt.
    pub encryption: EncryptionPolicy,
    /// How many SMB clients there can be, and how long they are waited for.
    pub smb_limits: SmbServerLimits,
    /// What each of them can have, and how long it may leave it unused.
    pub smb_connection: Limits,
    /// The same of RPC over TCP.
    pub rpc_limits: RpcServerLimits,
}

impl Default for Listen {
    /// All addresses, and the ports that clients expect.
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            smb_port: 445,
            endpoint_mapper_port: 135,
            rpc_port: 0,
            encryption: EncryptionPolicy::Offered,
            smb_limits: SmbServerLimits::default(),
            smb_connection: Limits::default(),
            rpc_limits: RpcServerLimits::default(),
        }
    }
}

/// A socket that could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("{service} cannot listen on {address}: {error}")]
pub struct CannotListen {
    /// Which service.
    pub service: &'static str,
    /// Where.
    pub address: SocketAddr,
    /// Why not.
    #[source]
    pub error: io::Error,
}

/// A computer that listens, and serves as long as it is not dropped.
pub struct Serving {
    /// Where SMB is.
    pub smb: SocketAddr,
    /// Where the endpoint mapper is.
    pub endpoint_mapper: SocketAddr,
    /// Where RPC over TCP is.
    pub rpc: SocketAddr,
    /// What serves there.
    pub tasks: Tasks,
}

/// The pipes, and whether a null session can open them; what it can do there, each call decides.
const PIPES: [(&str, bool); 9] = [
    ("netlogon", true),
    ("lsarpc", true),
    ("samr", true),
    ("lsass", true),
    ("srvsvc", false),
    ("wkssvc", false),
    ("svcctl", false),
    ("eventlog", false),
    ("epmapper", false),
];

impl Authority {
    /// Opens all sockets, and serves. `more` adds to what is offered everywhere: the interface of the Netlogon service.
    ///
    /// # Errors
    /// [`CannotListen`] names the service whose socket could not be opened; then none is open.
    pub async fn serve(
        self: &Arc<Self>,
        listen: Listen,
        more: impl Fn(RpcEndpoint) -> RpcEndpoint,
    ) -> Result<Serving, CannotListen> {
        let bind = async |service, port| {
            let address = SocketAddr::new(listen.address, port);
            let open = async {
                let listener = transport::listen(address).await?;
                let local = listener.local_addr()?;
                Ok((listener, local))
            };
            open.await.map_err(|error| CannotListen {
                service,
                address,
                error,
            })
        };
        let (smb_listener, smb) = bind("SMB", listen.smb_port).await?;
        let (mapper_listener, endpoint_mapper) =
            bind("the endpoint mapper", listen.endpoint_mapper_port).await?;
        let (rpc_listener, rpc) = bind("RPC", listen.rpc_port).await?;

        let door: Arc<dyn RpcAcceptor> = Arc::new(RpcDoor(Arc::clone(self)));
        let connections = Arc::default();
        let endpoint = |address: String| {
            self.offer(more(RpcEndpoint::new(Arc::clone(&door), address)))
                .counted_by(Arc::clone(&connections))
        };
        let tcp = Arc::new(endpoint(rpc.port().to_string()));
        let map = Arc::new(Mapper {
            authority: Arc::clone(self),
            interfaces: tcp.interfaces().to_vec(),
            rpc,
        });
        let doors = Arc::new(Doors {
            authority: Arc::clone(self),
            limits: listen.rpc_limits,
            pipes: Arc::new(endpoint("\\PIPE\\lsass".to_owned()).with::<Epmapper, _>(&map)),
        });
        let mapper = endpoint(endpoint_mapper.port().to_string()).with::<Epmapper, _>(&map);
        let mapper = Arc::new(mapper);
        let limits = listen.rpc_limits;
        let mut tasks = Tasks::new();
        let server = SmbServer {
            config: Arc::new(self.smb_config(&listen)),
            service: doors,
            sessions: Arc::clone(&self.smb.sessions),
            limits: listen.smb_limits,
        };
        // All addresses have the same.
        let _ = self.smb.idle.set(listen.smb_connection.idle);
        tasks.spawn(format!("SMB on {smb}"), serve_smb(smb_listener, server));
        tasks.spawn(
            format!("RPC on {rpc}"),
            serve_rpc_tcp(rpc_listener, tcp, limits),
        );
        tasks.spawn(
            format!("the endpoint mapper on {endpoint_mapper}"),
            serve_rpc_tcp(mapper_listener, mapper, limits),
        );
        Ok(Serving {
            smb,
            endpoint_mapper,
            rpc,
            tasks,
        })
    }

    /// What is offered over TCP and on each pipe.
    fn offer(self: &Arc<Self>, endpoint: RpcEndpoint) -> RpcEndpoint {
        endpoint
            .with::<msrpc::lsarpc::Lsarpc, _>(self)
            .with::<msrpc::samr::Samr, _>(self)
            .with::<msrpc::dssetup::Dssetup, _>(self)
            .with::<msrpc::srvsvc::Srvsvc, _>(self)
            .with::<msrpc::wkssvc::Wkssvc, _>(self)
            .with::<msrpc::svcctl::Svcctl, _>(self)
            .with::<msrpc::eventlog::Eventlog, _>(self)
    }

    fn smb_config(self: &Arc<Self>, listen: &Listen) -> Config {
        let authority = Arc::clone(self);
        Config {
            server_guid: Guid::from_u128(u128::from_le_bytes(self.random())),
            min_dialect: smb::Dialect::SMB_2_0_2,
            max_dialect: smb::Dialect::SMB_3_1_1,
            encryption: listen.encryption,
            ciphers: smb::Cipher::OFFER.to_vec(),
            signing: smb::SigningAlgorithm::OFFER.to_vec(),
            acceptor: Box::new(move |challenge, now| {
                let ntlm = ntlm_acceptor(&authority, challenge, now);
                Box::new(spnego::AnyAcceptor::new(ntlm))
            }),
            pipes: PIPES
                .map(|(name, allows_anonymous)| PipeConfig {
                    name: PipeName::new(name.into()),
                    allows_anonymous,
                })
                .to_vec(),
            limits: listen.smb_connection,
        }
    }
}
