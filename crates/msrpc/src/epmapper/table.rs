//! An endpoint mapper's knowledge.

use std::sync::Arc;

use ndr::{ContextHandle, Full};
use rpc::RpcStatus;
use rpc::pdu::SyntaxId;
use wire::Guid;

use super::{
    Annotation, Entry, EptStatus, Floor, InquiryType, Lookup, LookupReply, MAX_PORTION, Map,
    MapReply, Portion, Tower, VersionOption,
};

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
    pub const fn new() -> Self {
        Self { ways: Vec::new() }
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
        if request.max_towers > MAX_PORTION {
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
            towers: Portion {
                max: request.max_towers,
                items: ways.into_iter().take(room).collect(),
            },
            status,
        })
    }

    /// Answers `ept_lookup`, [MS-RPCE] 2.2.1.2.4: what there is of the interface that is asked for, or of all, after the
    /// first `seen` entries of that, as far as the client has room for it. Returns how many it has seen then, for whoever
    /// keeps that behind the reply's handle. There is always a next time but after [`EptStatus::NOT_REGISTERED`]: Samba's
    /// client asks until it hears that, and without a handle begins anew.
    ///
    /// # Errors
    /// [`RpcStatus::BAD_STUB_DATA`] for more entries than anybody may ask for.
    pub fn lookup(
        &self,
        request: &Lookup,
        seen: usize,
    ) -> Result<(LookupReply, Option<usize>), RpcStatus> {
        if request.max_entries > MAX_PORTION {
            return Err(RpcStatus::BAD_STUB_DATA);
        }
        let reply = |status, items| LookupReply {
            entry_handle: ContextHandle::NIL,
            entries: Portion {
                max: request.max_entries,
                items,
            },
            status,
        };
        let Some(sought) = Sought::of(request) else {
            return Ok((reply(EptStatus::CANNOT_PERFORM, vec![]), None));
        };
        let fits = self
            .ways
            .iter()
            .filter(|(offered, ..)| sought.fits(offered));
        let mut left = fits.skip(seen).map(|(_, _, tower)| Entry {
            object: Guid::NIL,
            tower: Full(Some(Arc::clone(tower))),
            annotation: Annotation::default(),
        });
        let room = usize::try_from(request.max_entries).unwrap_or(usize::MAX);
        let items: Vec<_> = left.by_ref().take(room).collect();
        if items.is_empty() && left.next().is_none() {
            return Ok((reply(EptStatus::NOT_REGISTERED, items), None));
        }
        let seen = seen.saturating_add(items.len());
        Ok((reply(EptStatus::OK, items), Some(seen)))
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

/// What a client looks for.
enum Sought {
    Everything,
    /// What no entry here has.
    Nothing,
    Interface(SyntaxId, VersionOption),
}

impl Sought {
    /// `None` for what is no question: an unknown one, or one that lacks what it is about.
    fn of(request: &Lookup) -> Option<Self> {
        // No entry is of an object, and the nil object is that of those.
        let object = request.object.0.as_deref();
        let of_object = || object.map(|object| *object == Guid::NIL);
        let interface = || {
            let interface = request.interface_id.0.as_deref()?;
            let known = VersionOption::ALL.0..=VersionOption::UP_TO.0;
            let option = request.vers_option;
            known
                .contains(&option.0)
                .then(|| Self::Interface(interface.into(), option))
        };
        match request.inquiry_type {
            InquiryType::ALL => Some(Self::Everything),
            InquiryType::BY_INTERFACE => interface(),
            InquiryType::BY_OBJECT if of_object()? => Some(Self::Everything),
            InquiryType::BY_BOTH if of_object()? => interface(),
            InquiryType::BY_OBJECT | InquiryType::BY_BOTH => Some(Self::Nothing),
            _ => None,
        }
    }

    fn fits(&self, offered: &SyntaxId) -> bool {
        let Self::Interface(interface, option) = self else {
            return matches!(self, Self::Everything);
        };
        let version = |id: &SyntaxId| (id.version.major, id.version.minor);
        let (wanted, found) = (version(interface), version(offered));
        let fits = match *option {
            VersionOption::COMPATIBLE => found.0 == wanted.0 && found.1 >= wanted.1,
            VersionOption::EXACT => found == wanted,
            VersionOption::MAJOR_ONLY => found.0 == wanted.0,
            VersionOption::UP_TO => found <= wanted,
            _ => true,
        };
        offered.uuid == interface.uuid && fits
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
