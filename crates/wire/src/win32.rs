//! Win32 error codes, [MS-ERREF] 2.2, with the `NERR_` and `RPC_S_` ranges.

use std::fmt;

/// A Win32 error code, [MS-ERREF] 2.2: what `wkssvc`, `svcctl`, `srvsvc` and `NetrLogonControl` return. Unknown values
/// survive; known ones print their name.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct Win32Error(pub u32);

impl Win32Error {
    /// Success, or the code as an error.
    ///
    /// # Errors
    /// The code itself, unless it is zero.
    pub const fn check(self) -> Result<(), Self> {
        if self.0 == 0 { Ok(()) } else { Err(self) }
    }
}

impl std::error::Error for Win32Error {}

impl fmt::Display for Win32Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} ({})", self.0),
            None => write!(f, "Win32 error {}", self.0),
        }
    }
}

impl fmt::Debug for Win32Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! errors {
    ($($value:literal $name:ident)*) => {
        #[allow(non_upper_case_globals, reason = "NERR_Success and its kin are spelled so in lmerr.h")]
        impl Win32Error {
            $(
                #[doc = concat!("`", stringify!($name), "`.")]
                pub const $name: Self = Self($value);
            )*

            /// The name that [MS-ERREF] 2.2 gives the value, for those that these protocols use.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some(stringify!($name)),)*
                    _ => None,
                }
            }
        }
    };
}

errors! {
    0 NERR_Success
    2 ERROR_FILE_NOT_FOUND
    5 ERROR_ACCESS_DENIED
    6 ERROR_INVALID_HANDLE
    8 ERROR_NOT_ENOUGH_MEMORY
    29 ERROR_WRITE_FAULT
    31 ERROR_GEN_FAILURE
    50 ERROR_NOT_SUPPORTED
    53 ERROR_BAD_NETPATH
    64 ERROR_NETNAME_DELETED
    67 ERROR_BAD_NET_NAME
    86 ERROR_INVALID_PASSWORD
    87 ERROR_INVALID_PARAMETER
    122 ERROR_INSUFFICIENT_BUFFER
    123 ERROR_INVALID_NAME
    124 ERROR_INVALID_LEVEL
    234 ERROR_MORE_DATA
    259 ERROR_NO_MORE_ITEMS
    1004 ERROR_INVALID_FLAGS
    1051 ERROR_DEPENDENT_SERVICES_RUNNING
    1052 ERROR_INVALID_SERVICE_CONTROL
    1053 ERROR_SERVICE_REQUEST_TIMEOUT
    1055 ERROR_SERVICE_DATABASE_LOCKED
    1056 ERROR_SERVICE_ALREADY_RUNNING
    1058 ERROR_SERVICE_DISABLED
    1060 ERROR_SERVICE_DOES_NOT_EXIST
    1061 ERROR_SERVICE_CANNOT_ACCEPT_CTRL
    1062 ERROR_SERVICE_NOT_ACTIVE
    1210 ERROR_INVALID_COMPUTERNAME
    1212 ERROR_INVALID_DOMAINNAME
    1219 ERROR_SESSION_CREDENTIAL_CONFLICT
    1265 ERROR_DOWNGRADE_DETECTED
    1311 ERROR_NO_LOGON_SERVERS
    1312 ERROR_NO_SUCH_LOGON_SESSION
    1314 ERROR_PRIVILEGE_NOT_HELD
    1317 ERROR_NO_SUCH_USER
    1323 ERROR_WRONG_PASSWORD
    1325 ERROR_PASSWORD_RESTRICTION
    1326 ERROR_LOGON_FAILURE
    1331 ERROR_ACCOUNT_DISABLED
    1332 ERROR_NONE_MAPPED
    1355 ERROR_NO_SUCH_DOMAIN
    1377 ERROR_MEMBER_NOT_IN_ALIAS
    1378 ERROR_MEMBER_IN_ALIAS
    1387 ERROR_NO_SUCH_MEMBER
    1396 ERROR_WRONG_TARGET_NAME
    1398 ERROR_TIME_SKEW
    1702 RPC_S_INVALID_BINDING
    1703 RPC_S_PROTSEQ_NOT_SUPPORTED
    1717 RPC_S_UNKNOWN_IF
    1722 RPC_S_SERVER_UNAVAILABLE
    1723 RPC_S_SERVER_TOO_BUSY
    1726 RPC_S_CALL_FAILED
    1727 RPC_S_CALL_FAILED_DNE
    1728 RPC_S_PROTOCOL_ERROR
    1745 RPC_S_PROCNUM_OUT_OF_RANGE
    1747 RPC_S_UNKNOWN_AUTHN_SERVICE
    1753 EPT_S_NOT_REGISTERED
    1783 RPC_X_BAD_STUB_DATA
    1786 ERROR_NO_TRUST_LSA_SECRET
    1787 ERROR_NO_TRUST_SAM_ACCOUNT
    1788 ERROR_TRUSTED_DOMAIN_FAILURE
    1789 ERROR_TRUSTED_RELATIONSHIP_FAILURE
    1790 ERROR_TRUST_FAILURE
    1792 ERROR_NETLOGON_NOT_STARTED
    1825 RPC_S_SEC_PKG_ERROR
    1908 ERROR_DOMAIN_CONTROLLER_NOT_FOUND
    1909 ERROR_ACCOUNT_LOCKED_OUT
    1919 ERROR_NO_SITENAME
    2102 NERR_NetNotStarted
    2138 NERR_WkstaNotStarted
    2123 NERR_BufTooSmall
    2221 NERR_UserNotFound
    2312 NERR_ClientNameNotFound
    2351 NERR_InvalidComputer
    2224 NERR_UserExists
    2226 NERR_NotPrimary
    2310 NERR_NetNameNotFound
    2453 NERR_DCNotFound
    2691 NERR_SetupAlreadyJoined
    2692 NERR_SetupNotJoined
    2693 NERR_SetupDomainController
    2694 NERR_DefaultJoinRequired
    2695 NERR_InvalidWorkgroupName
    2697 NERR_UnableToAddName_W
    2732 NERR_AccountReuseBlockedByPolicy
    8557 ERROR_DS_MACHINE_ACCOUNT_QUOTA_EXCEEDED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        assert_eq!(Win32Error::NERR_Success.check(), Ok(()));
        assert_eq!(
            Win32Error(1787).to_string(),
            "ERROR_NO_TRUST_SAM_ACCOUNT (1787)"
        );
        assert_eq!(Win32Error(99_999).to_string(), "Win32 error 99999");
    }
}
