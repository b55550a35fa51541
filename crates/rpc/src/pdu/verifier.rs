//! `sec_trailer`, [MS-RPCE] 2.2.2.11, and the numbers in it.

use std::fmt;

use auth::Protection;
use wire::{Malformed, Writer};

use super::fields::FieldReader;

/// `sec_trailer`, [MS-RPCE] 2.2.2.11: introduces the authentication token of a PDU.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SecTrailer {
    /// Whose token follows.
    pub context: SecurityContextId,
    /// `auth_pad_length`: octets of padding between the body of the PDU and this trailer.
    pub pad_len: u8,
}

impl SecTrailer {
    /// Octets of the trailer, without the token that follows.
    pub const LEN: usize = 8;

    /// Reads a trailer.
    ///
    /// # Errors
    /// [`Malformed::Truncated`].
    pub fn decode(r: &mut FieldReader<'_>) -> Result<Self, Malformed> {
        let auth_type = AuthType(r.u8("auth_type")?);
        let level = AuthLevel(r.u8("auth_level")?);
        let pad_len = r.u8("auth_pad_length")?;
        // To be ignored by who receives it.
        let _reserved = r.u8("auth_reserved")?;
        let number = r.u32("auth_context_id")?;
        Ok(Self {
            context: SecurityContextId {
                auth_type,
                level,
                number,
            },
            pad_len,
        })
    }

    /// Writes the trailer.
    pub fn encode(&self, w: &mut Writer) {
        w.u8(self.context.auth_type.0);
        w.u8(self.context.level.0);
        w.u8(self.pad_len);
        w.u8(0);
        w.u32(self.context.number);
    }
}

/// The security context that a token belongs to. All three are the same in each PDU that the context protects.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SecurityContextId {
    /// `auth_type`.
    pub auth_type: AuthType,
    /// `auth_level`.
    pub level: AuthLevel,
    /// `auth_context_id`: the client's number for it.
    pub number: u32,
}

/// `auth_type`, [MS-RPCE] 2.2.1.1.7: the security provider.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct AuthType(pub u8);

impl AuthType {
    /// `RPC_C_AUTHN_GSS_NEGOTIATE`: SPNEGO.
    pub const SPNEGO: Self = Self(9);
    /// `RPC_C_AUTHN_WINNT`: NTLM.
    pub const NTLM: Self = Self(10);
    /// `RPC_C_AUTHN_GSS_KERBEROS`.
    pub const KERBEROS: Self = Self(16);
    /// `RPC_C_AUTHN_NETLOGON`: the secure channel.
    pub const NETLOGON: Self = Self(68);

    /// Whether it is worth while to negotiate `PFC_SUPPORT_HEADER_SIGN`: Netlogon signs the stub data and nothing else,
    /// [MS-NRPC] 3.3.4.2.1.
    #[must_use]
    pub const fn can_sign_headers(self) -> bool {
        !matches!(self, Self::NETLOGON)
    }

    /// Whether a message may be sent before the last one was answered. Netlogon numbers the messages of both directions
    /// as one sequence ([MS-NRPC] 3.3.4.2.1), so the two sides have to take turns.
    #[must_use]
    pub const fn can_multiplex(self) -> bool {
        !matches!(self, Self::NETLOGON)
    }

    /// Whether signatures cover the headers too, when that was `agreed` or was not. NTLM's always do, whatever was
    /// agreed: so do those of Windows and Samba. What SPNEGO carries here is NTLM.
    #[must_use]
    pub const fn signs_headers(self, agreed: bool) -> bool {
        match self {
            Self::NETLOGON => false,
            Self::NTLM | Self::SPNEGO => true,
            _ => agreed,
        }
    }
}

impl fmt::Display for AuthType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::SPNEGO => f.write_str("SPNEGO"),
            Self::NTLM => f.write_str("NTLM"),
            Self::KERBEROS => f.write_str("Kerberos"),
            Self::NETLOGON => f.write_str("Netlogon"),
            Self(other) => write!(f, "auth_type {other}"),
        }
    }
}

impl fmt::Debug for AuthType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `auth_level`, [MS-RPCE] 2.2.1.1.8: what is done to each message.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct AuthLevel(pub u8);

impl AuthLevel {
    /// `RPC_C_AUTHN_LEVEL_NONE`.
    pub const NONE: Self = Self(1);
    /// `RPC_C_AUTHN_LEVEL_CONNECT`: proves who called, and protects nothing.
    pub const CONNECT: Self = Self(2);
    /// `RPC_C_AUTHN_LEVEL_CALL`.
    pub const CALL: Self = Self(3);
    /// `RPC_C_AUTHN_LEVEL_PKT`.
    pub const PACKET: Self = Self(4);
    /// `RPC_C_AUTHN_LEVEL_PKT_INTEGRITY`: signed.
    pub const INTEGRITY: Self = Self(5);
    /// `RPC_C_AUTHN_LEVEL_PKT_PRIVACY`: signed and sealed.
    pub const PRIVACY: Self = Self(6);

    /// What is done to messages at this level; `None` for the levels that do not protect them, and for unknown ones.
    #[must_use]
    pub const fn protection(self) -> Option<Protection> {
        match self {
            Self::INTEGRITY => Some(Protection::Integrity),
            Self::PRIVACY => Some(Protection::Privacy),
            _ => None,
        }
    }
}

impl From<Protection> for AuthLevel {
    fn from(protection: Protection) -> Self {
        match protection {
            Protection::Integrity => Self::INTEGRITY,
            Protection::Privacy => Self::PRIVACY,
        }
    }
}
