//! An endpoint mapper's knowledge.

use std::sync::Arc;

use ndr::{ContextHandle, Full};
use rpc::RpcStatus;
use rpc::pdu::SyntaxId;

use super::{EptStatus, Floor, Map, MapReply, Tower, Towers};

/// Where a host offers its interfaces.
#[derive(Clone, Debug, Default)]
pub struct EndpointTable {
    ways: Vec<(SyntaxId, Protocol, Arc<Tower>)>,
}

/// How an interface is reached, of the ways that are known here.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Protocol {
    Tcp,
    NamedPipe,
}

impl EndpointTable {
    /// Knows of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Learns of an interface at a TCP port of the host, which has this address.
    #[must_use]
    pub fn with_tcp(mut self, interface: SyntaxId, port: u16, address: [u8; 4]) -> Self {
        let tower = Tower::tcp(interface, port, address);
        self.ways.push((interface, Protocol::Tcp, Arc::new(tower)));
        self
    }

    /// Learns of an interface at a named pipe, `\PIPE\netlogon`, of the host with this NetBIOS name, `\\PDC`. Names of
    /// 64 KiB are passed over.
    #[must_use]
    pub fn with_pipe(mut self, interface: SyntaxId, pipe: &str, host: &str) -> Self {
        if let Ok(tower) = Tower::named_pipe(interface, pipe, host) {
            let way = (interface, Protocol::NamedPipe, Arc::new(tower));
            self.ways.push(way);
        }
        self
    }

    /// Answers `ept_map`, [MS-RPCE] 2.2.1.2.5: all ways of the kind that the client asks for, in the order in which they
    /// were learned, as far as it has room for them. There is nothing to go on with afterwards.
    ///
    /// # Errors
    /// [`RpcStatus::BAD_STUB_DATA`] for more towers than anybody may ask for, and [`RpcStatus::CONTEXT_MISMATCH`] for a
    /// handle, of which none is ever given away.
    pub fn map(&self, request: &Map) -> Result<MapReply, RpcStatus> {
        if request.max_towers > Map::MAX_TOWERS {
            return Err(RpcStatus::BAD_STUB_DATA);
        }
        if request.entry_handle != ContextHandle::NIL {
            return Err(RpcStatus::CONTEXT_MISMATCH);
        }
        let ways = match request.map_tower.0.as_deref().and_then(Wanted::of) {
            Some(wanted) => self.ways(&wanted),
            None => vec![],
        };
        let status = if ways.is_empty() {
            EptStatus::NOT_REGISTERED
        } else {
            EptStatus::OK
        };
        let room = usize::try_from(request.max_towers).unwrap_or(usize::MAX);
        Ok(MapReply {
            entry_handle: ContextHandle::NIL,
            towers: Towers {
                max_towers: request.max_towers,
                towers: ways.into_iter().take(room).collect(),
            },
            status,
        })
    }

    fn ways(&self, wanted: &Wanted) -> Vec<Full<Tower>> {
        let fits = |interface: &SyntaxId, protocol: Protocol| {
            protocol == wanted.protocol
                && interface.uuid == wanted.interface.uuid
                && interface.version.major == wanted.interface.version.major
                && interface.version.minor >= wanted.interface.version.minor
        };
        self.ways
            .iter()
            .filter(|(interface, protocol, _)| fits(interface, *protocol))
            .map(|(_, _, tower)| Full(Some(Arc::clone(tower))))
            .collect()
    }
}

/// What a client asks for.
struct Wanted {
    interface: SyntaxId,
    protocol: Protocol,
}

impl Wanted {
    /// `None` for another transfer syntax than NDR, and for a protocol by which nothing here is reached. What stands in
    /// the lower floors does not matter, nor whether the last is there.
    fn of(tower: &Tower) -> Option<Self> {
        if tower.transfer_syntax() != Some(SyntaxId::NDR) {
            return None;
        }
        let [_, _, Floor::ConnectionOriented(_), way, ..] = tower.floors() else {
            return None;
        };
        Some(Self {
            interface: tower.interface()?,
            protocol: match way {
                Floor::Tcp(_) => Protocol::Tcp,
                Floor::NamedPipe(_) => Protocol::NamedPipe,
                _ => return None,
            },
        })
    }
}
