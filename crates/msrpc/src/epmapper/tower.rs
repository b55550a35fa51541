//! Towers: an interface and the way to it.

use ndr::{AnsiStr, Conformant, Decoder, Encoder, Ndr};
use rpc::pdu::SyntaxId;
use wire::{Malformed, Reader, Writer};

use super::Floor;

/// A protocol tower, C706 appendix L: floor by floor, the interface, its transfer syntax, the RPC protocol, and the
/// address in each protocol below.
///
/// As a type of NDR it is `twr_t`, whose octets are aligned to nothing and counted twice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tower(Vec<Floor>);

/// Where an interface is offered, as far as anybody here can go there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Endpoint {
    /// `ncacn_ip_tcp`.
    Tcp {
        /// The port; 0 in a request.
        port: u16,
        /// An IPv4 address of the host. Whoever knows how to reach the host does better not to believe it.
        address: [u8; 4],
    },
    /// `ncacn_np`.
    NamedPipe {
        /// The name of the pipe: `\PIPE\netlogon`. Empty in a request.
        pipe: AnsiStr,
        /// The NetBIOS name of the host: `\\PDC`.
        host: AnsiStr,
    },
}

/// A tower that cannot be written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "a tower has at most {} floors, and each side of a floor at most {MAX_SIDE} octets",
    Tower::MAX_FLOORS
)]
pub struct TooTall;

impl Tower {
    /// The most floors that are read and written. The tallest that is known has six.
    pub const MAX_FLOORS: usize = 16;

    /// A tower of any floors, from the top.
    ///
    /// # Errors
    /// [`TooTall`], also for a floor that is too wide.
    pub fn new(floors: Vec<Floor>) -> Result<Self, TooTall> {
        let fits = |floor: &Floor| {
            let (identifier, address) = floor.sides();
            identifier.len() <= MAX_SIDE && address.len() <= MAX_SIDE
        };
        if floors.len() <= Self::MAX_FLOORS && floors.iter().all(fits) {
            Ok(Self(floors))
        } else {
            Err(TooTall)
        }
    }

    /// An interface in NDR at a TCP port. To ask for one, port and address are 0.
    #[must_use]
    pub fn tcp(interface: SyntaxId, port: u16, address: [u8; 4]) -> Self {
        Self(vec![
            Floor::Syntax(interface),
            Floor::Syntax(SyntaxId::NDR),
            Floor::ConnectionOriented(0),
            Floor::Tcp(port),
            Floor::Ip(address),
        ])
    }

    /// An interface in NDR at a named pipe. To ask for one, both names are empty.
    ///
    /// # Errors
    /// [`TooTall`] for names of 64 KiB.
    pub fn named_pipe(interface: SyntaxId, pipe: &str, host: &str) -> Result<Self, TooTall> {
        Self::new(vec![
            Floor::Syntax(interface),
            Floor::Syntax(SyntaxId::NDR),
            Floor::ConnectionOriented(0),
            Floor::NamedPipe(pipe.into()),
            Floor::Netbios(host.into()),
        ])
    }

    /// The floors, from the top.
    #[must_use]
    pub fn floors(&self) -> &[Floor] {
        &self.0
    }

    /// The interface.
    #[must_use]
    pub fn interface(&self) -> Option<SyntaxId> {
        match self.floors() {
            [Floor::Syntax(interface), ..] => Some(*interface),
            _ => None,
        }
    }

    /// The transfer syntax.
    #[must_use]
    pub fn transfer_syntax(&self) -> Option<SyntaxId> {
        match self.floors() {
            [_, Floor::Syntax(syntax), ..] => Some(*syntax),
            _ => None,
        }
    }

    /// The way to the interface, if it is by connection-oriented RPC.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint> {
        let [_, _, Floor::ConnectionOriented(_), way @ ..] = self.floors() else {
            return None;
        };
        match way {
            [Floor::Tcp(port), Floor::Ip(address)] => Some(Endpoint::Tcp {
                port: *port,
                address: *address,
            }),
            [Floor::NamedPipe(pipe), Floor::Netbios(host)] => Some(Endpoint::NamedPipe {
                pipe: pipe.clone(),
                host: host.clone(),
            }),
            _ => None,
        }
    }

    /// Reads the octets of a tower.
    ///
    /// # Errors
    /// [`Malformed`] says what they have wrong. Floors of unknown protocols are not wrong.
    pub fn decode(octets: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(octets);
        let count = r.u16("floor count")?;
        if usize::from(count) > Self::MAX_FLOORS {
            return Err(Malformed::TooLarge {
                field: "floor count",
                value: u64::from(count),
                limit: u64::try_from(Self::MAX_FLOORS).unwrap_or(u64::MAX),
            });
        }
        let floors = (0..count).map(|_| Floor::decode(&mut r));
        let floors = floors.collect::<Result<_, _>>()?;
        r.finish("tower")?;
        Ok(Self(floors))
    }

    /// Writes its octets.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::new();
        // `new` and `decode` let through only what 16 bits can count.
        let count = |len: usize| u16::try_from(len).unwrap_or(u16::MAX);
        w.u16(count(self.0.len()));
        for (identifier, address) in self.0.iter().map(Floor::sides) {
            w.u16(count(identifier.len()));
            w.bytes(&identifier);
            w.u16(count(address.len()));
            w.bytes(&address);
        }
        w.into_vec()
    }
}

/// `twr_t`, C706 appendix N: `tower_length`, and as many octets in a conformant array.
impl Ndr for Tower {
    const ALIGN: usize = 4;
    const CONFORMANT: bool = true;
    type Pending = Self;

    fn encode_conformance(&self, encoder: &mut Encoder) {
        encoder.count(self.encode().len());
    }

    fn encode_inline(&self, encoder: &mut Encoder) {
        let octets = self.encode();
        encoder.count(octets.len());
        encoder.bytes(&octets);
    }

    fn decode_conformance(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        decoder.read_max_count()
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let length = decoder.u32()?;
        if length != decoder.max_count() {
            return Err(decoder.illegal(length));
        }
        let octets = Conformant::<u8>::decode_inline(decoder)?;
        Self::decode(&octets)
    }

    fn decode_referents(pending: Self, _decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        Ok(pending)
    }
}

/// The octets that a floor can count on each side.
const MAX_SIDE: usize = 65_535;
