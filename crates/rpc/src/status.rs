//! Status codes of faults.

use std::fmt;

use wire::{NtStatus, Win32Error};

/// `status` of a fault: one of the `nca_s_` codes of C706 appendix E, or, from Windows and Samba, a Win32 error code or
/// NTSTATUS.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct RpcStatus(pub u32);

impl std::error::Error for RpcStatus {}

impl fmt::Display for RpcStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} ({:#010x})", self.0),
            None => write!(f, "RPC status {:#010x}", self.0),
        }
    }
}

impl fmt::Debug for RpcStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl RpcStatus {
    /// Its name, in whichever of the three spaces the value has one.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.nca_name()
            .or_else(|| Win32Error(self.0).name())
            .or_else(|| NtStatus(self.0).name())
    }
}

macro_rules! statuses {
    ($($value:literal $name:ident $text:literal)*) => {
        impl RpcStatus {
            $(
                #[doc = concat!("`", $text, "`.")]
                pub const $name: Self = Self($value);
            )*

            const fn nca_name(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some($text),)*
                    _ => None,
                }
            }
        }
    };
}

statuses! {
    0x0000_0005 ACCESS_DENIED "nca_s_fault_access_denied"
    0x0000_06d8 CANNOT_PERFORM "nca_s_fault_cant_perform"
    0x0000_06f7 BAD_STUB_DATA "nca_s_fault_ndr"
    0x1c00_0001 INTEGER_DIVIDE_BY_ZERO "nca_s_fault_int_div_by_zero"
    0x1c00_0002 ADDRESS_ERROR "nca_s_fault_addr_error"
    0x1c00_0006 INVALID_TAG "nca_s_fault_invalid_tag"
    0x1c00_0007 INVALID_BOUND "nca_s_fault_invalid_bound"
    0x1c00_0009 UNSPECIFIED_REJECT "nca_s_unspec_reject"
    0x1c00_000d CANCELLED "nca_s_fault_cancel"
    0x1c00_000e ILLEGAL_INSTRUCTION "nca_s_fault_ill_inst"
    0x1c00_0012 UNSPECIFIED "nca_s_fault_unspec"
    0x1c00_0013 REMOTE_COMMUNICATION_FAILURE "nca_s_fault_remote_comm_failure"
    0x1c00_001a CONTEXT_MISMATCH "nca_s_fault_context_mismatch"
    0x1c00_001b REMOTE_OUT_OF_MEMORY "nca_s_fault_remote_no_memory"
    0x1c00_001c INVALID_PRESENTATION_CONTEXT "nca_s_invalid_pres_context_id"
    0x1c00_001d UNSUPPORTED_AUTHENTICATION_LEVEL "nca_s_unsupported_authn_level"
    0x1c00_001f INVALID_CHECKSUM "nca_s_invalid_checksum"
    0x1c00_0021 USER_DEFINED "nca_s_fault_user_defined"
    0x1c00_0024 OBJECT_NOT_FOUND "nca_s_fault_object_not_found"
    0x1c01_0001 COMMUNICATION_FAILURE "nca_s_comm_failure"
    0x1c01_0002 OPERATION_RANGE "nca_s_op_rng_error"
    0x1c01_0003 UNKNOWN_INTERFACE "nca_s_unk_if"
    0x1c01_000b PROTOCOL_ERROR "nca_s_proto_error"
    0x1c01_0013 OUTPUT_TOO_BIG "nca_s_out_args_too_big"
    0x1c01_0014 SERVER_TOO_BUSY "nca_s_server_too_busy"
    0x1c01_0017 UNSUPPORTED_TYPE "nca_s_unsupported_type"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_named_in_the_space_it_comes_from() {
        for (status, text) in [
            (0x1c01_0002, "nca_s_op_rng_error (0x1c010002)"),
            (1825, "RPC_S_SEC_PKG_ERROR (0x00000721)"),
            (0xc000_0022, "STATUS_ACCESS_DENIED (0xc0000022)"),
            (0x0bad_cafe, "RPC status 0x0badcafe"),
        ] {
            assert_eq!(RpcStatus(status).to_string(), text);
        }
    }
}
