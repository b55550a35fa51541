//! Finding the TCP port of an interface.

use msrpc::epmapper::{Endpoint, Epmapper, EptStatus, Map, Tower};
use rpc::Interface;
use rpc::pdu::SyntaxId;

use super::{CallError, RpcClient, RpcTimeouts};
use crate::PipeIo;

/// The TCP port of every endpoint mapper.
pub const ENDPOINT_MAPPER_PORT: u16 = 135;

/// Why no port was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MapError {
    /// The endpoint mapper could not be asked.
    #[error("the endpoint mapper could not be asked: {0}")]
    Call(#[from] CallError),
    /// The host does not offer the interface over TCP.
    #[error("the interface is not offered over TCP")]
    NotRegistered,
    /// The endpoint mapper would not say.
    #[error("the endpoint mapper refused: status {:#010x}", .0.0)]
    Refused(EptStatus),
}

/// Asks an endpoint mapper for the TCP port of interface `I`, over a connection to [`ENDPOINT_MAPPER_PORT`] or the pipe
/// `epmapper`. Nothing protects the answer: what is then bound to at the port has to prove itself.
///
/// # Errors
/// [`MapError`].
pub async fn map_endpoint<I: Interface>(
    io: Box<dyn PipeIo>,
    timeouts: RpcTimeouts,
) -> Result<u16, MapError> {
    let interface = SyntaxId::of::<I>();
    let mut mapper = RpcClient::<Epmapper>::bind(io, None, timeouts).await?;
    let wanted = Tower::tcp(interface, 0, [0; 4]);
    let reply = mapper.call(&Map::new(wanted, MAX_TOWERS)).await?;
    match reply.status {
        EptStatus::OK => {}
        EptStatus::NOT_REGISTERED => return Err(MapError::NotRegistered),
        other => return Err(MapError::Refused(other)),
    }
    let port_of = |tower: &Tower| match tower.endpoint() {
        Some(Endpoint::Tcp { port, .. }) if tower.interface() == Some(interface) => Some(port),
        _ => None,
    };
    let mut ports = reply.towers().filter_map(port_of);
    ports.find(|port| *port != 0).ok_or(MapError::NotRegistered)
}

/// One for each address of a host with several.
const MAX_TOWERS: u32 = 16;
