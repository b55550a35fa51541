//! Dialects and what goes with them, [MS-SMB2] 1.7 and 2.2.3.

use std::fmt;

/// `DialectRevision`, [MS-SMB2] 2.2.4. Unknown values survive; they compare as the numbers that they are.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Dialect(pub u16);

impl Dialect {
    /// SMB 2.0.2: Windows Vista SP1, Windows Server 2008.
    pub const SMB_2_0_2: Self = Self(0x0202);
    /// SMB 2.1: Windows 7.
    pub const SMB_2_1: Self = Self(0x0210);
    /// SMB 3.0: Windows 8; the first with encryption.
    pub const SMB_3_0: Self = Self(0x0300);
    /// SMB 3.0.2: Windows 8.1.
    pub const SMB_3_0_2: Self = Self(0x0302);
    /// SMB 3.1.1: Windows 10; the first with pre-authentication integrity.
    pub const SMB_3_1_1: Self = Self(0x0311);

    /// All that this crate speaks, in ascending order.
    pub const ALL: [Self; 5] = [
        Self::SMB_2_0_2,
        Self::SMB_2_1,
        Self::SMB_3_0,
        Self::SMB_3_0_2,
        Self::SMB_3_1_1,
    ];

    /// Whether keys are derived, and messages can be encrypted.
    #[must_use]
    pub fn is_smb3(self) -> bool {
        self >= Self::SMB_3_0
    }

    /// How it signs unless something else is negotiated, which only SMB 3.1.1 can do, [MS-SMB2] 3.1.4.1.
    pub(crate) fn default_signing(self) -> SigningAlgorithm {
        if self.is_smb3() {
            SigningAlgorithm::AES_CMAC
        } else {
            SigningAlgorithm::HMAC_SHA256
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::SMB_2_0_2 => f.write_str("SMB 2.0.2"),
            Self::SMB_2_1 => f.write_str("SMB 2.1"),
            Self::SMB_3_0 => f.write_str("SMB 3.0"),
            Self::SMB_3_0_2 => f.write_str("SMB 3.0.2"),
            Self::SMB_3_1_1 => f.write_str("SMB 3.1.1"),
            Self(other) => write!(f, "SMB dialect {other:#06x}"),
        }
    }
}

/// `Capabilities`, [MS-SMB2] 2.2.3 and 2.2.4.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Capabilities(pub u32);

impl Capabilities {
    /// `SMB2_GLOBAL_CAP_LARGE_MTU`: requests of more than one credit.
    pub const LARGE_MTU: Self = Self(0x0000_0004);
    /// `SMB2_GLOBAL_CAP_ENCRYPTION`. A server that requires encryption refuses a client without it.
    pub const ENCRYPTION: Self = Self(0x0000_0040);
}

wire::flag_bits!(Capabilities);

/// `SecurityMode`, [MS-SMB2] 2.2.3, 2.2.4 and 2.2.5.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SecurityMode(pub u16);

impl SecurityMode {
    /// `SMB2_NEGOTIATE_SIGNING_ENABLED`.
    pub const SIGNING_ENABLED: Self = Self(0x0001);
    /// `SMB2_NEGOTIATE_SIGNING_REQUIRED`, with the bit that says that it can.
    pub const SIGNING_REQUIRED: Self = Self(0x0003);
}

/// `SigningAlgorithms`, [MS-SMB2] 2.2.3.1.7.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SigningAlgorithm(pub u16);

impl SigningAlgorithm {
    /// All that SMB 2 has.
    pub const HMAC_SHA256: Self = Self(0x0000);
    /// What SMB 3 has unless something else is negotiated.
    pub const AES_CMAC: Self = Self(0x0001);
    /// The fastest; Windows 11, Windows Server 2022, Samba 4.15.
    pub const AES_GMAC: Self = Self(0x0002);

    /// What we offer, best first.
    pub const OFFER: [Self; 3] = [Self::AES_GMAC, Self::AES_CMAC, Self::HMAC_SHA256];
}

impl fmt::Display for SigningAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::HMAC_SHA256 => f.write_str("HMAC-SHA256"),
            Self::AES_CMAC => f.write_str("AES-CMAC"),
            Self::AES_GMAC => f.write_str("AES-GMAC"),
            Self(other) => write!(f, "signing algorithm {other:#06x}"),
        }
    }
}

/// `Ciphers`, [MS-SMB2] 2.2.3.1.2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Cipher(pub u16);

impl Cipher {
    /// The only one of SMB 3.0 and 3.0.2.
    pub const AES_128_CCM: Self = Self(0x0001);
    /// Since SMB 3.1.1.
    pub const AES_128_GCM: Self = Self(0x0002);
    /// Windows 11, Windows Server 2022, Samba 4.15.
    pub const AES_256_CCM: Self = Self(0x0003);
    /// Windows 11, Windows Server 2022, Samba 4.15.
    pub const AES_256_GCM: Self = Self(0x0004);

    /// What we offer, best first.
    pub const OFFER: [Self; 4] = [
        Self::AES_256_GCM,
        Self::AES_128_GCM,
        Self::AES_256_CCM,
        Self::AES_128_CCM,
    ];
}

impl fmt::Display for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::AES_128_CCM => f.write_str("AES-128-CCM"),
            Self::AES_128_GCM => f.write_str("AES-128-GCM"),
            Self::AES_256_CCM => f.write_str("AES-256-CCM"),
            Self::AES_256_GCM => f.write_str("AES-256-GCM"),
            Self(other) => write!(f, "cipher {other:#06x}"),
        }
    }
}
