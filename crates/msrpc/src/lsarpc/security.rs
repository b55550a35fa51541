//! Who may do what with an object of the policy.

use ndr::{ContextHandle, Params};

pub use crate::samr::{QuerySecurityObjectReply, SecurityDescriptor, SecurityInformation};

/// `LsarQuerySecurityObject` request, [MS-LSAD] 3.1.4.9.1.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QuerySecurityObject {
    /// Any object.
    pub object: ContextHandle,
    /// Which parts of the descriptor are wanted.
    pub security_information: SecurityInformation,
}

/// `LsarSetSecurityObject` request, [MS-LSAD] 3.1.4.9.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetSecurityObject {
    /// Any object.
    pub object: ContextHandle,
    /// Which parts of the descriptor are to be changed.
    pub security_information: SecurityInformation,
    /// The descriptor.
    pub security_descriptor: SecurityDescriptor,
}
