//! Presentation contexts, C706 12.6.3.1, [MS-RPCE] 2.2.2.4 and 3.3.1.5.3: which interface, in which transfer syntax.

use std::fmt;

use wire::{Guid, Malformed, Writer};

use super::fields::FieldReader;
use crate::{Interface, InterfaceVersion};

/// `p_cont_id_t`: the client's number for a presentation context.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ContextId(pub u16);

/// `p_syntax_id_t`: an interface or a transfer syntax, with its version.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SyntaxId {
    /// `if_uuid`.
    pub uuid: Guid,
    /// `if_version`.
    pub version: InterfaceVersion,
}

impl SyntaxId {
    /// NDR 2.0, C706 14: the one transfer syntax that is spoken here.
    pub const NDR: Self = Self::new(0x8a885d04_1ceb_11c9_9fe8_08002b104860, 2, 0);
    /// NDR64, [MS-RPCE] 2.2.5; known so that it can be refused by name.
    pub const NDR64: Self = Self::new(0x71710533_beba_4937_8319_b5dbef9ccc36, 1, 0);
    /// What stands in the result of a context that was not accepted.
    pub const NIL: Self = Self::new(0, 0, 0);

    const fn new(uuid: u128, major: u16, minor: u16) -> Self {
        Self {
            uuid: Guid::from_u128(uuid),
            version: InterfaceVersion { major, minor },
        }
    }

    /// Names an interface.
    #[must_use]
    pub const fn of<I: Interface>() -> Self {
        Self {
            uuid: I::UUID,
            version: I::VERSION,
        }
    }

    /// Writes the 20 octets of the wire form.
    pub fn encode(&self, w: &mut Writer) {
        self.uuid.encode(w);
        w.u16(self.version.major);
        w.u16(self.version.minor);
    }

    /// Reads the wire form. C706 declares the version as one 32-bit integer whose low half is the major version.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn decode(r: &mut FieldReader<'_>) -> Result<Self, Malformed> {
        let uuid = r.guid("if_uuid")?;
        let [m0, m1, n0, n1] = r.u32("if_version")?.to_le_bytes();
        Ok(Self {
            uuid,
            version: InterfaceVersion {
                major: u16::from_le_bytes([m0, m1]),
                minor: u16::from_le_bytes([n0, n1]),
            },
        })
    }
}

impl fmt::Display for SyntaxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let InterfaceVersion { major, minor } = self.version;
        write!(f, "{} v{major}.{minor}", self.uuid)
    }
}

/// `p_cont_elem_t`: a presentation context that a client proposes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ContextElement {
    /// `p_cont_id`.
    pub id: ContextId,
    /// `abstract_syntax`: the interface.
    pub interface: SyntaxId,
    /// `transfer_syntaxes`: the client's choice, at most 255 and by the protocol at least one.
    pub transfer: Vec<SyntaxId>,
}

impl ContextElement {
    /// An interface in NDR 2.0.
    #[must_use]
    pub fn ndr(id: ContextId, interface: SyntaxId) -> Self {
        Self {
            id,
            interface,
            transfer: vec![SyntaxId::NDR],
        }
    }

    /// The features that this element negotiates, if it is no real context but the one of [MS-RPCE] 3.3.1.5.3.
    #[must_use]
    pub fn features(&self) -> Option<BindTimeFeatures> {
        self.transfer.iter().find_map(BindTimeFeatures::from_syntax)
    }

    pub(super) fn encode_list(list: &[Self], w: &mut Writer) {
        let (count, list) = counted(list);
        w.u8(count);
        w.zeros(3);
        for element in list {
            let (count, transfer) = counted(&element.transfer);
            w.u16(element.id.0);
            w.u8(count);
            w.u8(0);
            element.interface.encode(w);
            transfer.iter().for_each(|syntax| syntax.encode(w));
        }
    }

    pub(super) fn decode_list(r: &mut FieldReader<'_>) -> Result<Vec<Self>, Malformed> {
        let count = r.u8("n_context_elem")?;
        r.skip(3, "reserved")?;
        (0..count).map(|_| Self::decode(r)).collect()
    }

    fn decode(r: &mut FieldReader<'_>) -> Result<Self, Malformed> {
        let id = ContextId(r.u16("p_cont_id")?);
        let count = r.u8("n_transfer_syn")?;
        r.skip(1, "reserved")?;
        let interface = SyntaxId::decode(r)?;
        if count == 0 {
            return Err(Malformed::Illegal {
                field: "n_transfer_syn",
                value: 0,
            });
        }
        let transfer = (0..count)
            .map(|_| SyntaxId::decode(r))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            id,
            interface,
            transfer,
        })
    }
}

/// The bitmask of bind time feature negotiation, [MS-RPCE] 2.2.2.14. A client puts it into the UUID of a transfer
/// syntax, `6cb71c2c-9812-4540-XX00-000000000000`, and the server answers with the bits that it agrees to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct BindTimeFeatures(pub u16);

impl BindTimeFeatures {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// `SecurityContextMultiplexingSupported`.
    pub const SECURITY_CONTEXT_MULTIPLEXING: Self = Self(0x01);
    /// `KeepConnectionOnOrphanSupported`: an orphaned call does not cost the connection.
    pub const KEEP_CONNECTION_ON_ORPHAN: Self = Self(0x02);

    /// The syntax that asks for them.
    #[must_use]
    pub const fn to_syntax(self) -> SyntaxId {
        let [low, high] = self.0.to_le_bytes();
        SyntaxId {
            uuid: Guid {
                data4: [low, high, 0, 0, 0, 0, 0, 0],
                ..PREFIX
            },
            version: InterfaceVersion { major: 1, minor: 0 },
        }
    }

    fn from_syntax(syntax: &SyntaxId) -> Option<Self> {
        let Guid {
            data4: [low, high, ..],
            ..
        } = syntax.uuid;
        let prefix = Guid {
            data4: PREFIX.data4,
            ..syntax.uuid
        };
        (prefix == PREFIX && syntax.version == InterfaceVersion { major: 1, minor: 0 })
            .then_some(Self(u16::from_le_bytes([low, high])))
    }
}

wire::flag_bits!(BindTimeFeatures);

/// What all syntaxes of bind time feature negotiation have in common.
const PREFIX: Guid = Guid::from_u128(0x6cb71c2c_9812_4540_0000_000000000000);

/// `p_result_t`: what became of a proposed context.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ContextResult {
    /// `result` and `reason`.
    pub outcome: ContextOutcome,
    /// `transfer_syntax`: the one that was chosen; [`SyntaxId::NIL`] unless the context was accepted.
    pub transfer: SyntaxId,
}

/// `p_cont_def_result_t` with its reason, C706 12.6.3.1 and [MS-RPCE] 2.2.2.4.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ContextOutcome {
    /// `acceptance`.
    Accepted,
    /// `user_rejection`.
    UserRejection(ProviderReason),
    /// `provider_rejection`.
    ProviderRejection(ProviderReason),
    /// `negotiate_ack`: the answer to bind time feature negotiation.
    NegotiateAck(BindTimeFeatures),
}

impl ContextResult {
    /// A context in NDR 2.0.
    pub const ACCEPTED: Self = Self {
        outcome: ContextOutcome::Accepted,
        transfer: SyntaxId::NDR,
    };

    /// No context.
    #[must_use]
    pub const fn rejected(reason: ProviderReason) -> Self {
        Self {
            outcome: ContextOutcome::ProviderRejection(reason),
            transfer: SyntaxId::NIL,
        }
    }

    /// The answer to a proposal of features.
    #[must_use]
    pub const fn negotiated(features: BindTimeFeatures) -> Self {
        Self {
            outcome: ContextOutcome::NegotiateAck(features),
            transfer: SyntaxId::NIL,
        }
    }

    pub(super) fn encode_list(list: &[Self], w: &mut Writer) {
        let (count, list) = counted(list);
        w.u8(count);
        w.zeros(3);
        for result in list {
            let (code, reason) = match result.outcome {
                ContextOutcome::Accepted => (0, 0),
                ContextOutcome::UserRejection(reason) => (1, reason.0),
                ContextOutcome::ProviderRejection(reason) => (2, reason.0),
                ContextOutcome::NegotiateAck(features) => (3, features.0),
            };
            w.u16(code);
            w.u16(reason);
            result.transfer.encode(w);
        }
    }

    pub(super) fn decode_list(r: &mut FieldReader<'_>) -> Result<Vec<Self>, Malformed> {
        let count = r.u8("n_results")?;
        r.skip(3, "reserved")?;
        (0..count).map(|_| Self::decode(r)).collect()
    }

    fn decode(r: &mut FieldReader<'_>) -> Result<Self, Malformed> {
        let code = r.u16("result")?;
        let reason = r.u16("reason")?;
        let transfer = SyntaxId::decode(r)?;
        let outcome = match code {
            0 => ContextOutcome::Accepted,
            1 => ContextOutcome::UserRejection(ProviderReason(reason)),
            2 => ContextOutcome::ProviderRejection(ProviderReason(reason)),
            3 => ContextOutcome::NegotiateAck(BindTimeFeatures(reason)),
            other => {
                return Err(Malformed::Illegal {
                    field: "result",
                    value: other.into(),
                });
            }
        };
        Ok(Self { outcome, transfer })
    }
}

/// `p_provider_reason_t`, C706 12.6.3.1: why a context was not accepted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ProviderReason(pub u16);

impl ProviderReason {
    /// `reason_not_specified`.
    pub const NOT_SPECIFIED: Self = Self(0);
    /// `abstract_syntax_not_supported`: the server does not offer the interface.
    pub const ABSTRACT_SYNTAX_NOT_SUPPORTED: Self = Self(1);
    /// `proposed_transfer_syntaxes_not_supported`.
    pub const TRANSFER_SYNTAXES_NOT_SUPPORTED: Self = Self(2);
    /// `local_limit_exceeded`.
    pub const LOCAL_LIMIT_EXCEEDED: Self = Self(3);
}

impl fmt::Display for ProviderReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NOT_SPECIFIED => f.write_str("no reason given"),
            Self::ABSTRACT_SYNTAX_NOT_SUPPORTED => f.write_str("interface not offered"),
            Self::TRANSFER_SYNTAXES_NOT_SUPPORTED => f.write_str("transfer syntax not supported"),
            Self::LOCAL_LIMIT_EXCEEDED => f.write_str("too many contexts"),
            Self(other) => write!(f, "reason {other}"),
        }
    }
}

/// A list with its count, which has one octet on the wire; what is beyond it is left out, not miscounted.
fn counted<T>(list: &[T]) -> (u8, &[T]) {
    let count = u8::try_from(list.len()).unwrap_or(u8::MAX);
    (count, list.get(..count.into()).unwrap_or(list))
}
