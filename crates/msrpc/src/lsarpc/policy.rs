//! The policy object: the way in and out.

use ndr::{AnsiString, Conformant, ContextHandle, Leveled, Ndr, Params, Unique, WideStr};
use wire::{NtStatus, Sid};

use super::{PolicyAccess, PolicyHandle, PolicyInfo, PolicyInformationClass};

/// `LsarOpenPolicy` request, [MS-LSAD] 3.1.4.4.2.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenPolicy {
    /// One character, by a mistake in the IDL that became the protocol; no server looks at it.
    pub system_name: Unique<u16>,
    /// Ignored.
    pub object_attributes: ObjectAttributes,
    /// What the handle is to allow.
    pub desired_access: PolicyAccess,
}

/// `LsarOpenPolicy2` request, [MS-LSAD] 3.1.4.4.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenPolicy2 {
    /// The computer's name; no server looks at it.
    pub system_name: Unique<WideStr>,
    /// Ignored.
    pub object_attributes: ObjectAttributes,
    /// What the handle is to allow.
    pub desired_access: PolicyAccess,
}

/// `LsarOpenPolicy` and `LsarOpenPolicy2` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenPolicyReply {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarClose` request, [MS-LSAD] 3.1.4.9.4: takes a handle of any kind.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct Close {
    /// The handle to give up.
    pub handle: ContextHandle,
}

impl Close {
    /// Gives up `handle`.
    pub fn new(handle: impl Into<ContextHandle>) -> Self {
        Self {
            handle: handle.into(),
        }
    }
}

/// `LsarClose` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CloseReply {
    /// Zeros, now that nothing is behind it.
    pub handle: ContextHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarDelete` request: a number between those of [MS-LSAD] 3.1.4, which no server serves.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct Delete {
    /// An object.
    pub handle: ContextHandle,
}

/// `LsarCloseTrustedDomainEx` request: a number between those of [MS-LSAD] 3.1.4, which no server serves.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CloseTrustedDomainEx {
    /// A trusted domain.
    pub handle: ContextHandle,
}

/// `LsarDeleteObject` request, [MS-LSAD] 3.1.4.9.3: takes a handle to a secret, an account or a trusted domain.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeleteObject {
    /// The object.
    pub handle: ContextHandle,
}

impl DeleteObject {
    /// Deletes what is behind `handle`.
    pub fn new(handle: impl Into<ContextHandle>) -> Self {
        Self {
            handle: handle.into(),
        }
    }
}

/// `LsarDeleteObject` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeleteObjectReply {
    /// Zeros, now that nothing is behind it.
    pub handle: ContextHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarQueryInformationPolicy` request, [MS-LSAD] 3.1.4.4.4.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationPolicy {
    /// The policy object.
    pub policy: PolicyHandle,
    /// What is asked.
    pub information_class: PolicyInformationClass,
}

/// `LsarQueryInformationPolicy2` request, [MS-LSAD] 3.1.4.4.3: the same.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationPolicy2 {
    /// The policy object.
    pub policy: PolicyHandle,
    /// What is asked.
    pub information_class: PolicyInformationClass,
}

/// `LsarQueryInformationPolicy` and `LsarQueryInformationPolicy2` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct QueryInformationPolicyReply {
    /// The answer.
    pub information: Unique<PolicyInfo>,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarSetInformationPolicy` request, [MS-LSAD] 3.1.4.4.6.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetInformationPolicy {
    /// The policy object.
    pub policy: PolicyHandle,
    /// What is to be changed, and to what.
    pub information: Leveled<PolicyInfo>,
}

/// `LsarSetInformationPolicy2` request, [MS-LSAD] 3.1.4.4.5: the same.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct SetInformationPolicy2 {
    /// The policy object.
    pub policy: PolicyHandle,
    /// What is to be changed, and to what.
    pub information: Leveled<PolicyInfo>,
}

/// `LSAPR_OBJECT_ATTRIBUTES`, [MS-LSAD] 2.2.2.4. Nothing in it has a meaning, but it has to be read.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ObjectAttributes {
    /// Ignored.
    pub length: u32,
    /// Must be null.
    pub root_directory: Unique<u8>,
    /// Ignored.
    pub object_name: Unique<AnsiString>,
    /// Ignored.
    pub attributes: u32,
    /// Ignored.
    pub security_descriptor: Unique<ObjectSecurityDescriptor>,
    /// Ignored.
    pub security_quality_of_service: Unique<SecurityQualityOfService>,
}

/// `LSAPR_SECURITY_DESCRIPTOR`, [MS-LSAD] 2.2.3.4.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ObjectSecurityDescriptor {
    /// Ignored.
    pub revision: u8,
    /// Ignored.
    pub sbz1: u8,
    /// Ignored.
    pub control: u16,
    /// Ignored.
    pub owner: Unique<Sid>,
    /// Ignored.
    pub group: Unique<Sid>,
    /// Ignored.
    pub sacl: Unique<ObjectAcl>,
    /// Ignored.
    pub dacl: Unique<ObjectAcl>,
}

/// `LSAPR_ACL`, [MS-LSAD] 2.2.3.2.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ObjectAcl {
    /// Ignored.
    pub acl_revision: u8,
    /// Ignored.
    pub sbz1: u8,
    /// Ignored; the array below has a count of its own.
    pub acl_size: u16,
    /// Ignored.
    pub dummy1: Conformant<u8>,
}

/// `SECURITY_QUALITY_OF_SERVICE`, [MS-LSAD] 2.2.3.7.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct SecurityQualityOfService {
    /// Ignored.
    pub length: u32,
    /// Ignored.
    pub impersonation_level: u16,
    /// Ignored.
    pub context_tracking_mode: u8,
    /// Ignored.
    pub effective_only: u8,
}
