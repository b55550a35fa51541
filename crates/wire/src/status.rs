//! `NTSTATUS`, [MS-ERREF] 2.3.

use std::fmt;

/// An `NTSTATUS`, [MS-ERREF] 2.3. Unknown values survive; known ones print their name.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct NtStatus(pub u32);

impl NtStatus {
    /// Severity bits say success or information.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 >> 30 < 2
    }

    /// Severity bits say warning: the call did something, but not all.
    #[must_use]
    pub const fn is_warning(self) -> bool {
        self.0 >> 30 == 2
    }

    /// Severity bits say error.
    #[must_use]
    pub const fn is_error(self) -> bool {
        self.0 >> 30 == 3
    }

    /// Success, or the status as an error.
    ///
    /// # Errors
    /// The status itself, when it is a warning or an error.
    pub const fn check(self) -> Result<(), Self> {
        if self.is_success() { Ok(()) } else { Err(self) }
    }
}

impl std::error::Error for NtStatus {}

impl fmt::Display for NtStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} ({:#010x})", self.0),
            None => write!(f, "NTSTATUS {:#010x}", self.0),
        }
    }
}

impl fmt::Debug for NtStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! statuses {
    ($($value:literal $name:ident)*) => {
        impl NtStatus {
            $(
                #[doc = concat!("`STATUS_", stringify!($name), "`.")]
                pub const $name: Self = Self($value);
            )*

            /// The name that [MS-ERREF] 2.3.1 gives the value, for those that these protocols use.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some(concat!("STATUS_", stringify!($name))),)*
                    _ => None,
                }
            }
        }
    };
}

statuses! {
    0x0000_0000 SUCCESS
    0x0000_0103 PENDING
    0x0000_0105 MORE_ENTRIES
    0x0000_0107 SOME_NOT_MAPPED
    0x0000_010b NOTIFY_CLEANUP
    0x8000_0005 BUFFER_OVERFLOW
    0x8000_001a NO_MORE_ENTRIES
    0xc000_0001 UNSUCCESSFUL
    0xc000_0002 NOT_IMPLEMENTED
    0xc000_0003 INVALID_INFO_CLASS
    0xc000_0004 INFO_LENGTH_MISMATCH
    0xc000_0008 INVALID_HANDLE
    0xc000_000d INVALID_PARAMETER
    0xc000_000f NO_SUCH_FILE
    0xc000_0010 INVALID_DEVICE_REQUEST
    0xc000_0011 END_OF_FILE
    0xc000_0016 MORE_PROCESSING_REQUIRED
    0xc000_0017 NO_MEMORY
    0xc000_0022 ACCESS_DENIED
    0xc000_0023 BUFFER_TOO_SMALL
    0xc000_0024 OBJECT_TYPE_MISMATCH
    0xc000_0033 OBJECT_NAME_INVALID
    0xc000_0034 OBJECT_NAME_NOT_FOUND
    0xc000_0035 OBJECT_NAME_COLLISION
    0xc000_003a OBJECT_PATH_NOT_FOUND
    0xc000_004b THREAD_IS_TERMINATING
    0xc000_0058 UNKNOWN_REVISION
    0xc000_0059 REVISION_MISMATCH
    0xc000_005e NO_LOGON_SERVERS
    0xc000_005f NO_SUCH_LOGON_SESSION
    0xc000_0060 NO_SUCH_PRIVILEGE
    0xc000_0061 PRIVILEGE_NOT_HELD
    0xc000_0062 INVALID_ACCOUNT_NAME
    0xc000_0063 USER_EXISTS
    0xc000_0064 NO_SUCH_USER
    0xc000_0065 GROUP_EXISTS
    0xc000_0066 NO_SUCH_GROUP
    0xc000_0067 MEMBER_IN_GROUP
    0xc000_0068 MEMBER_NOT_IN_GROUP
    0xc000_006a WRONG_PASSWORD
    0xc000_006b ILL_FORMED_PASSWORD
    0xc000_006c PASSWORD_RESTRICTION
    0xc000_006d LOGON_FAILURE
    0xc000_006e ACCOUNT_RESTRICTION
    0xc000_006f INVALID_LOGON_HOURS
    0xc000_0070 INVALID_WORKSTATION
    0xc000_0071 PASSWORD_EXPIRED
    0xc000_0072 ACCOUNT_DISABLED
    0xc000_0073 NONE_MAPPED
    0xc000_0078 INVALID_SID
    0xc000_007f DISK_FULL
    0xc000_009a INSUFFICIENT_RESOURCES
    0xc000_00a5 BAD_IMPERSONATION_LEVEL
    0xc000_00ab INSTANCE_NOT_AVAILABLE
    0xc000_00ac PIPE_NOT_AVAILABLE
    0xc000_00ad INVALID_PIPE_STATE
    0xc000_00ae PIPE_BUSY
    0xc000_00af ILLEGAL_FUNCTION
    0xc000_00b0 PIPE_DISCONNECTED
    0xc000_00b1 PIPE_CLOSING
    0xc000_00b5 IO_TIMEOUT
    0xc000_00ba FILE_IS_A_DIRECTORY
    0xc000_00bb NOT_SUPPORTED
    0xc000_00be BAD_NETWORK_PATH
    0xc000_00bf NETWORK_BUSY
    0xc000_00c3 INVALID_NETWORK_RESPONSE
    0xc000_00c4 UNEXPECTED_NETWORK_ERROR
    0xc000_00c9 NETWORK_NAME_DELETED
    0xc000_00ca NETWORK_ACCESS_DENIED
    0xc000_00cb BAD_DEVICE_TYPE
    0xc000_00cc BAD_NETWORK_NAME
    0xc000_00d0 REQUEST_NOT_ACCEPTED
    0xc000_00da CANT_ACCESS_DOMAIN_INFO
    0xc000_00dc INVALID_SERVER_STATE
    0xc000_00dd INVALID_DOMAIN_STATE
    0xc000_00de INVALID_DOMAIN_ROLE
    0xc000_00df NO_SUCH_DOMAIN
    0xc000_00e0 DOMAIN_EXISTS
    0xc000_00e4 INTERNAL_DB_CORRUPTION
    0xc000_00e5 INTERNAL_ERROR
    0xc000_0120 CANCELLED
    0xc000_0121 CANNOT_DELETE
    0xc000_0122 INVALID_COMPUTER_NAME
    0xc000_0124 SPECIAL_ACCOUNT
    0xc000_0125 SPECIAL_GROUP
    0xc000_0127 MEMBERS_PRIMARY_GROUP
    0xc000_0128 FILE_CLOSED
    0xc000_012a TOKEN_ALREADY_IN_USE
    0xc000_0133 TIME_DIFFERENCE_AT_DC
    0xc000_00fe NO_SUCH_PACKAGE
    0xc000_0106 NAME_TOO_LONG
    0xc000_0134 SYNCHRONIZATION_REQUIRED
    0xc000_0148 INVALID_LEVEL
    0xc000_014b PIPE_BROKEN
    0xc000_0151 NO_SUCH_ALIAS
    0xc000_0152 MEMBER_NOT_IN_ALIAS
    0xc000_0153 MEMBER_IN_ALIAS
    0xc000_0154 ALIAS_EXISTS
    0xc000_015b LOGON_TYPE_NOT_GRANTED
    0xc000_017a NO_SUCH_MEMBER
    0xc000_018a NO_TRUST_LSA_SECRET
    0xc000_018b NO_TRUST_SAM_ACCOUNT
    0xc000_018c TRUSTED_DOMAIN_FAILURE
    0xc000_018d TRUSTED_RELATIONSHIP_FAILURE
    0xc000_0192 NETLOGON_NOT_STARTED
    0xc000_0193 ACCOUNT_EXPIRED
    0xc000_0198 NOLOGON_INTERDOMAIN_TRUST_ACCOUNT
    0xc000_0199 NOLOGON_WORKSTATION_TRUST_ACCOUNT
    0xc000_019a NOLOGON_SERVER_TRUST_ACCOUNT
    0xc000_019b DOMAIN_TRUST_INCONSISTENT
    0xc000_019c FS_DRIVER_REQUIRED
    0xc000_0202 NO_USER_SESSION_KEY
    0xc000_0203 USER_SESSION_DELETED
    0xc000_0205 INSUFF_SERVER_RESOURCES
    0xc000_020c CONNECTION_DISCONNECTED
    0xc000_020d CONNECTION_RESET
    0xc000_0224 PASSWORD_MUST_CHANGE
    0xc000_0225 NOT_FOUND
    0xc000_0233 DOMAIN_CONTROLLER_NOT_FOUND
    0xc000_0234 ACCOUNT_LOCKED_OUT
    0xc000_0236 CONNECTION_REFUSED
    0xc000_023c NETWORK_UNREACHABLE
    0xc000_023d HOST_UNREACHABLE
    0xc000_0241 CONNECTION_ABORTED
    0xc000_0272 NO_MATCH
    0xc000_02e7 DS_MACHINE_ACCOUNT_QUOTA_EXCEEDED
    0xc000_02e9 CURRENT_DOMAIN_NOT_ALLOWED
    0xc000_0388 DOWNGRADE_DETECTED
    0xc000_035c NETWORK_SESSION_EXPIRED
    0xc000_0413 AUTHENTICATION_FIREWALL_FAILED
    0xc000_0418 NTLM_BLOCKED
    0xc002_0003 RPC_PROTSEQ_NOT_SUPPORTED
    0xc002_0017 RPC_SERVER_UNAVAILABLE
    0xc002_001b RPC_CALL_FAILED
    0xc002_001d RPC_PROTOCOL_ERROR
    0xc002_002e RPC_PROCNUM_OUT_OF_RANGE
    0xc003_0001 RPC_NO_MORE_ENTRIES
    0xc05d_0000 SMB_NO_PREAUTH_INTEGRITY_HASH_OVERLAP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severity_decides() {
        assert!(NtStatus::SUCCESS.is_success() && NtStatus::MORE_ENTRIES.is_success());
        assert!(
            NtStatus::BUFFER_OVERFLOW.is_warning() && NtStatus::BUFFER_OVERFLOW.check().is_err()
        );
        assert_eq!(NtStatus::ACCESS_DENIED.check(), Err(NtStatus(0xc000_0022)));
    }

    #[test]
    fn unknown_values_survive_and_print() {
        assert_eq!(
            NtStatus::NO_TRUST_SAM_ACCOUNT.to_string(),
            "STATUS_NO_TRUST_SAM_ACCOUNT (0xc000018b)"
        );
        assert_eq!(NtStatus(0xc0ff_eeee).to_string(), "NTSTATUS 0xc0ffeeee");
    }
}
