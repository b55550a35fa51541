//! What a computer tells its Netlogon service about other services, or asks it on behalf of them.

use ndr::{InlineThenCount, Params, Unique, WideStr};
use wire::{NtStatus, Win32Error};

use super::Authenticator;
use crate::flags::flags;

/// `NetrLogonSetServiceBits` request, [MS-NRPC] 3.5.4.8.5.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct SetServiceBits {
    /// `ServerName`: the domain controller, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `ServiceBitsOfInterest`: of which services it is told.
    pub of_interest: ServiceBits,
    /// `ServiceBits`: which of them run.
    pub running: ServiceBits,
}

/// `NetrLogonGetTimeServiceParentDomain` request, [MS-NRPC] 3.5.4.8.6.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetTimeServiceParentDomain {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
}

/// `NetrLogonGetTimeServiceParentDomain` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetTimeServiceParentDomainReply {
    /// `DomainName`: the DNS name, or else the NetBIOS name.
    pub domain_name: Unique<WideStr>,
    /// `PdcSameSite`: whether the primary domain controller is in the same site; 0 or 1.
    pub pdc_same_site: i32,
    /// The outcome.
    pub status: Win32Error,
}

/// `NetrLogonSendToSam` request, [MS-NRPC] 3.5.4.8.4: a backup domain controller passes a message on to the SAM of the
/// primary one.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct SendToSam {
    /// `PrimaryName`: the domain controller, with leading backslashes.
    pub primary_name: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `OpaqueBuffer`, encrypted with the session key, and `OpaqueBufferSize`.
    pub message: InlineThenCount<u8>,
}

/// `NetrLogonSendToSam` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct SendToSamReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// The outcome.
    pub status: NtStatus,
}

flags! {
    /// `ServiceBits`, [MS-NRPC] 3.5.4.8.5.
    ServiceBits: u32 {
        /// A: the time service.
        TIME = 0x0000_0040;
        /// B: the time service with clock hardware.
        RELIABLE_TIME = 0x0000_0200;
        /// C: the Active Directory web service.
        WEB = 0x0000_2000;
    }
}
