//! The floors of a tower.

use ndr::AnsiStr;
use rpc::InterfaceVersion;
use rpc::pdu::SyntaxId;
use wire::{Guid, Malformed, Reader, Writer};

/// A floor, C706 appendix L: a protocol, and the address in it. Its two sides are always little-endian, except for what
/// the protocol itself defines.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Floor {
    /// An interface or transfer syntax.
    Syntax(SyntaxId),
    /// The connection-oriented RPC protocol, with its minor version.
    ConnectionOriented(u16),
    /// A TCP port.
    Tcp(u16),
    /// An IPv4 address.
    Ip([u8; 4]),
    /// A named pipe: `\PIPE\netlogon`. Empty in a request.
    NamedPipe(AnsiStr),
    /// The NetBIOS name of the host, for named pipes: `\\PDC`.
    Netbios(AnsiStr),
    /// Any other protocol.
    Other {
        /// The protocol's identifier and what belongs to that.
        identifier: Vec<u8>,
        /// The address in it.
        address: Vec<u8>,
    },
}

impl Floor {
    pub(super) fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let length = r.u16("LHS byte count")?;
        let mut identifier = r.sub(usize::from(length), "LHS byte count")?;
        let length = r.u16("RHS byte count")?;
        let mut address = r.sub(usize::from(length), "RHS byte count")?;
        let whole = identifier;
        let floor = match identifier.u8("protocol identifier")? {
            UUID => Self::Syntax(decode_syntax(&mut identifier, &mut address)?),
            CONNECTION_ORIENTED => Self::ConnectionOriented(address.u16("minor version")?),
            TCP => Self::Tcp(address.u16_be("port")?),
            IP => Self::Ip(address.array("IP address")?),
            NAMED_PIPE => Self::NamedPipe(decode_name(&mut address, "named pipe")?),
            NETBIOS => Self::Netbios(decode_name(&mut address, "NetBIOS name")?),
            _ => {
                return Ok(Self::Other {
                    identifier: whole.peek().to_vec(),
                    address: address.peek().to_vec(),
                });
            }
        };
        identifier.finish("protocol identifier")?;
        address.finish("protocol address")?;
        Ok(floor)
    }

    /// The octets of the left-hand and of the right-hand side.
    pub(super) fn sides(&self) -> (Vec<u8>, Vec<u8>) {
        let mut identifier = Writer::new();
        let mut address = Writer::new();
        match self {
            Self::Syntax(syntax) => {
                identifier.u8(UUID);
                syntax.uuid.encode(&mut identifier);
                identifier.u16(syntax.version.major);
                address.u16(syntax.version.minor);
            }
            Self::ConnectionOriented(minor) => {
                identifier.u8(CONNECTION_ORIENTED);
                address.u16(*minor);
            }
            Self::Tcp(port) => {
                identifier.u8(TCP);
                address.u16_be(*port);
            }
            Self::Ip(ip) => {
                identifier.u8(IP);
                address.bytes(ip);
            }
            Self::NamedPipe(name) => {
                identifier.u8(NAMED_PIPE);
                encode_name(name, &mut address);
            }
            Self::Netbios(name) => {
                identifier.u8(NETBIOS);
                encode_name(name, &mut address);
            }
            Self::Other {
                identifier,
                address,
            } => return (identifier.clone(), address.clone()),
        }
        (identifier.into_vec(), address.into_vec())
    }
}

fn decode_syntax(
    identifier: &mut Reader<'_>,
    address: &mut Reader<'_>,
) -> Result<SyntaxId, Malformed> {
    Ok(SyntaxId {
        uuid: Guid::decode(identifier, "UUID")?,
        version: InterfaceVersion {
            major: identifier.u16("major version")?,
            minor: address.u16("minor version")?,
        },
    })
}

/// A text that the first and only terminator ends; where there is no text, the terminator may be missing, too.
fn decode_name(address: &mut Reader<'_>, field: &'static str) -> Result<AnsiStr, Malformed> {
    let octets = address.take_rest();
    let text = match octets.split_last() {
        Some((0, text)) if !text.contains(&0) => text,
        None => octets,
        Some(_) => return Err(Malformed::NotText { field }),
    };
    match str::from_utf8(text) {
        Ok(text) => Ok(text.into()),
        Err(_) => Err(Malformed::NotText { field }),
    }
}

fn encode_name(name: &AnsiStr, w: &mut Writer) {
    w.bytes(name.as_str().as_bytes());
    w.u8(0);
}

// Protocol identifiers, C706 appendix I.
const TCP: u8 = 0x07;
const IP: u8 = 0x09;
const CONNECTION_ORIENTED: u8 = 0x0b;
const UUID: u8 = 0x0d;
const NAMED_PIPE: u8 = 0x0f;
const NETBIOS: u8 = 0x11;
