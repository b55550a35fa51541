//! The SAM server and its domains: the way in.

use ndr::{ContextHandle, Leveled, Ndr, Params, UnicodeString, Unique, WideStr};
use wire::{NtStatus, Sid};

use super::{DomainAccess, DomainHandle, ServerAccess, ServerHandle};

/// `SamrConnect` request, [MS-SAMR] 3.1.5.1.4.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct Connect {
    /// The first character of the server's name; no server looks at it.
    pub server_name: Unique<u16>,
    /// What the handle is to allow.
    pub desired_access: ServerAccess,
}

/// `SamrConnect2` request, [MS-SAMR] 3.1.5.1.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct Connect2 {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// What the handle is to allow.
    pub desired_access: ServerAccess,
}

/// `SamrConnect3` request: as [`Connect4`], which followed it. Not in [MS-SAMR], which reserves number 61 for local use;
/// Samba's IDL describes it, and its tests send it.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct Connect3 {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// Ignored.
    pub unknown: u32,
    /// What the handle is to allow.
    pub desired_access: ServerAccess,
}

/// `SamrConnect4` request, [MS-SAMR] 3.1.5.1.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct Connect4 {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// 2, and ignored.
    pub client_revision: u32,
    /// What the handle is to allow.
    pub desired_access: ServerAccess,
}

/// The reply of the four older calls.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct Connect2Reply {
    /// The server.
    pub server: ServerHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrConnect5` request, [MS-SAMR] 3.1.5.1.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct Connect5 {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// What the handle is to allow.
    pub desired_access: ServerAccess,
    /// `InVersion` and `InRevisionInfo`.
    pub revision_info: Leveled<RevisionInfo>,
}

/// `SamrConnect5` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct Connect5Reply {
    /// `OutVersion` and `OutRevisionInfo`.
    pub revision_info: Leveled<RevisionInfo>,
    /// The server.
    pub server: ServerHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SAMPR_REVISION_INFO`, [MS-SAMR] 2.2.7.16.
#[derive(Clone, Copy, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u32)]
pub enum RevisionInfo {
    /// Version 1, the only one.
    #[ndr(case = 1)]
    V1(RevisionInfoV1),
}

/// `SAMPR_REVISION_INFO_V1`, [MS-SAMR] 2.2.7.15.
#[derive(Clone, Copy, Debug, Eq, Ndr, PartialEq)]
pub struct RevisionInfoV1 {
    /// [`RevisionInfoV1::REVISION`].
    pub revision: u32,
    /// Zero from a client; what the server can do from a server.
    pub supported_features: SupportedFeatures,
}

impl RevisionInfoV1 {
    /// The one value of `Revision`.
    pub const REVISION: u32 = 3;
}

crate::flags::flags! {
    /// `SupportedFeatures`, [MS-SAMR] 2.2.7.15.
    SupportedFeatures: u32 {
        /// A RID must not be put behind the domain's SID, but be given to [`super::RidToSid`].
        RID_TO_SID = 0x0000_0001;
        /// Passwords may be sent as [`super::EncryptedPasswordAes`].
        AES = 0x0000_0010;
    }
}

/// `SamrCloseHandle` request, [MS-SAMR] 3.1.5.13.1: takes a handle of any kind.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CloseHandle {
    /// The handle to give up.
    pub handle: ContextHandle,
}

impl CloseHandle {
    /// Gives up `handle`.
    pub fn new(handle: impl Into<ContextHandle>) -> Self {
        Self {
            handle: handle.into(),
        }
    }
}

/// `SamrCloseHandle` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CloseHandleReply {
    /// Zeros, now that nothing is behind it.
    pub handle: ContextHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrEnumerateDomainsInSamServer` request, [MS-SAMR] 3.1.5.2.1.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumerateDomainsInSamServer {
    /// The server.
    pub server: ServerHandle,
    /// Zero at first, then what the last reply returned.
    pub enumeration_context: u32,
    /// About how many octets the reply may have.
    pub preferred_maximum_length: u32,
}

/// `SamrLookupDomainInSamServer` request, [MS-SAMR] 3.1.5.11.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupDomainInSamServer {
    /// The server.
    pub server: ServerHandle,
    /// The domain's NetBIOS name.
    pub name: UnicodeString,
}

/// `SamrLookupDomainInSamServer` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupDomainInSamServerReply {
    /// The domain's SID.
    pub domain_id: Unique<Sid>,
    /// The outcome.
    pub status: NtStatus,
}

/// `SamrOpenDomain` request, [MS-SAMR] 3.1.5.1.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenDomain {
    /// The server.
    pub server: ServerHandle,
    /// What the handle is to allow.
    pub desired_access: DomainAccess,
    /// The domain's SID.
    pub domain_id: Sid,
}

/// `SamrOpenDomain` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenDomainReply {
    /// The domain.
    pub domain: DomainHandle,
    /// The outcome.
    pub status: NtStatus,
}
