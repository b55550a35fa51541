//! What several families of Netlogon calls share, [MS-NRPC] 2.2.1.1 and 2.2.1.3.

use ndr::Ndr;

use crate::flags::{flags, values};

/// `NETLOGON_CREDENTIAL`, [MS-NRPC] 2.2.1.3.4: a challenge, or the proof computed from one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ndr)]
pub struct Credential(pub [u8; 8]);

/// `NETLOGON_AUTHENTICATOR`, [MS-NRPC] 2.2.1.1.5: proves that a call, or its answer, comes from the other end of the
/// secure channel.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ndr)]
pub struct Authenticator {
    /// `Credential`.
    pub credential: Credential,
    /// `Timestamp`: seconds since 1970; without meaning in what a server returns.
    pub timestamp: u32,
}

values! {
    /// `NETLOGON_SECURE_CHANNEL_TYPE`, [MS-NRPC] 2.2.1.3.13.
    SecureChannelType: u16 {
        /// From a member of the domain.
        WORKSTATION = 2;
        /// Between domain controllers of two Active Directory domains.
        TRUSTED_DNS_DOMAIN = 3;
        /// Between domain controllers of two domains of which one trusts the other.
        TRUSTED_DOMAIN = 4;
        /// From a backup domain controller to its primary one.
        SERVER = 6;
        /// From a read-only domain controller.
        CDC_SERVER = 7;
    }
}

flags! {
    /// The negotiated options, [MS-NRPC] 3.1.4.2, by the letters of the table there.
    NegotiateFlags: u32 {
        /// C: RC4 encryption.
        RC4 = 0x0000_0004;
        /// G: a logon that is not generic does not need validation level 2.
        MULTIPLE_SIDS = 0x0000_0040;
        /// I: a server may refuse a change of the machine password.
        REFUSE_PASSWORD_CHANGE = 0x0000_0100;
        /// K: generic pass-through authentication.
        GENERIC_PASS_THROUGH = 0x0000_0400;
        /// L: concurrent RPC calls.
        CONCURRENT_CALLS = 0x0000_0800;
        /// O: the session key of [MS-NRPC] 3.1.4.3.2.
        STRONG_KEY = 0x0000_4000;
        /// P: transitive trusts.
        TRANSITIVE_TRUSTS = 0x0000_8000;
        /// R: `NetrServerPasswordSet2`.
        PASSWORD_SET_2 = 0x0002_0000;
        /// S: `NetrLogonGetDomainInfo`.
        GET_DOMAIN_INFO = 0x0004_0000;
        /// T: trusts between forests.
        CROSS_FOREST_TRUSTS = 0x0008_0000;
        /// U: a domain controller is not to pass itself off as one of NT 4.
        NO_NT4_EMULATION = 0x0010_0000;
        /// V: a read-only domain controller may pass logons on to other domains.
        RODC_PASS_THROUGH = 0x0020_0000;
        /// W: AES-128 with CFB-8 and HMAC-SHA256, and the session key of [MS-NRPC] 3.1.4.3.1.
        AES = 0x0100_0000;
        /// Y: secure RPC, [MS-NRPC] 3.3.
        SECURE_RPC = 0x4000_0000;

        /// What a member of a current domain offers: everything but [`NegotiateFlags::NO_NT4_EMULATION`].
        MEMBER = 0x612f_ffff;
    }
}

impl NegotiateFlags {
    /// The bits that both have.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}
