//! Who may do what with an object. Descriptors pass through as octets: [MS-DTYP] 2.4.6 says what is in them.

use ndr::{ContextHandle, Counted, Ndr, Params, Unique};
use wire::NtStatus;

crate::flags::flags! {
    /// `SECURITY_INFORMATION`, [MS-DTYP] 2.4.7: which parts of a descriptor are meant.
    SecurityInformation: u32 {
        /// `OWNER_SECURITY_INFORMATION`.
        OWNER = 0x0000_0001;
        /// `GROUP_SECURITY_INFORMATION`.
        GROUP = 0x0000_0002;
        /// `DACL_SECURITY_INFORMATION`.
        DACL = 0x0000_0004;
        /// `SACL_SECURITY_INFORMATION`.
        SACL = 0x0000_0008;
        /// `LABEL_SECURITY_INFORMATION`.
        LABEL = 0x0000_0010;
    }
}

/// `SAMPR_SR_SECURITY_DESCRIPTOR`, [MS-SAMR] 2.2.7.11: a self-relative descriptor.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct SecurityDescriptor {
    /// The descriptor's octets.
    #[ndr(max = 262_144)]
    pub octets: Counted<u8>,
}

/// `SamrSetSecurityObject` request, [MS-SAMR] 3.1.5.12.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetSecurityObject {
    /// Any object.
    pub object: ContextHandle,
    /// Which parts of the descriptor are to be changed.
    pub security_information: SecurityInformation,
    /// The descriptor.
    pub security_descriptor: SecurityDescriptor,
}

/// `SamrQuerySecurityObject` request, [MS-SAMR] 3.1.5.12.2.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QuerySecurityObject {
    /// Any object.
    pub object: ContextHandle,
    /// Which parts of the descriptor are wanted.
    pub security_information: SecurityInformation,
}

/// `SamrQuerySecurityObject` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QuerySecurityObjectReply {
    /// The descriptor.
    pub security_descriptor: Unique<SecurityDescriptor>,
    /// The outcome.
    pub status: NtStatus,
}
