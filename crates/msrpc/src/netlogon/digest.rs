//! Whether a domain controller knows the password of an account, which the time service once asked.

use ndr::{InlineThenCount, Params, Unique, WideStr};
use wire::Win32Error;

/// `NetrLogonGetTrustRid` request, [MS-NRPC] 3.5.4.8.1.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetTrustRid {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `DomainName`: null for the domain of whoever is asked.
    #[ndr(max = 256)]
    pub domain_name: Unique<WideStr>,
}

/// `NetrLogonGetTrustRid` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct GetTrustRidReply {
    /// `Rid`: of the account over which the server has its secure channel with the domain.
    pub rid: u32,
    /// The outcome.
    pub status: Win32Error,
}

/// `NetrLogonComputeServerDigest` request, [MS-NRPC] 3.5.4.8.2.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct ComputeServerDigest {
    /// `ServerName`: the domain controller, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `Rid`: of the machine account.
    pub rid: u32,
    /// `Message` and `MessageSize`.
    #[ndr(max = 2048)]
    pub message: InlineThenCount<u8>,
}

/// `NetrLogonComputeClientDigest` request, [MS-NRPC] 3.5.4.8.3.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct ComputeClientDigest {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `DomainName`: null for the domain of whoever is asked.
    #[ndr(max = 256)]
    pub domain_name: Unique<WideStr>,
    /// `Message` and `MessageSize`.
    #[ndr(max = 2048)]
    pub message: InlineThenCount<u8>,
}

/// The reply of both.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct DigestReply {
    /// `NewMessageDigest`: of the current password and the message.
    pub new_digest: [u8; 16],
    /// `OldMessageDigest`: of the password before it.
    pub old_digest: [u8; 16],
    /// The outcome.
    pub status: Win32Error,
}
