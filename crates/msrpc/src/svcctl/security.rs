//! Who may do what with a service or with the manager. Descriptors pass through as octets.

use ndr::{ContextHandle, InlineThenCount, Params};
use wire::Win32Error;

use crate::samr::SecurityInformation;

/// `RQueryServiceObjectSecurity` request, [MS-SCMR] 3.1.4.4.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryServiceObjectSecurity {
    /// A manager or service.
    pub object: ContextHandle,
    /// Which parts of the descriptor are wanted.
    pub security_information: SecurityInformation,
    /// How much the caller takes: up to 256 KiB.
    pub buffer_size: u32,
}

/// `RSetServiceObjectSecurity` request, [MS-SCMR] 3.1.4.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetServiceObjectSecurity {
    /// A manager or service.
    pub object: ContextHandle,
    /// Which parts of the descriptor are to be changed.
    pub security_information: SecurityInformation,
    /// `lpSecurityDescriptor` and `cbBufSize`: the descriptor.
    #[ndr(max = 262_144)]
    pub security_descriptor: InlineThenCount<u8>,
}

/// `RSetServiceObjectSecurity` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct SetServiceObjectSecurityReply {
    /// The outcome.
    pub status: Win32Error,
}
