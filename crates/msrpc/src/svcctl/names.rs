//! The two names of a service, each from the other.

use ndr::{Params, WideStr};
use wire::Win32Error;

use super::ManagerHandle;

/// `RGetServiceDisplayNameW` request, [MS-SCMR] 3.1.4.20.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetServiceDisplayName {
    /// The service control manager.
    pub manager: ManagerHandle,
    /// What programs call the service.
    #[ndr(max = 257)]
    pub service_name: WideStr,
    /// How many characters the caller has room for, beside the terminator.
    pub buffer_size: u32,
}

/// `RGetServiceKeyNameW` request, [MS-SCMR] 3.1.4.21.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetServiceKeyName {
    /// The service control manager.
    pub manager: ManagerHandle,
    /// What the service is called for people.
    #[ndr(max = 257)]
    pub display_name: WideStr,
    /// How many characters the caller has room for, beside the terminator.
    pub buffer_size: u32,
}

/// Reply of both.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ServiceNameReply {
    /// The other name; empty if there is none or no room for it.
    #[ndr(max = 4097)]
    pub name: WideStr,
    /// How many characters it has, without the terminator.
    pub size: u32,
    /// The outcome.
    pub status: Win32Error,
}

impl ServiceNameReply {
    /// Tells a name to who has room for so many characters of it.
    #[must_use]
    pub fn fill(found: Result<&str, Win32Error>, room: u32) -> Self {
        let name = found.unwrap_or_default();
        let size = u32::try_from(name.encode_utf16().count()).unwrap_or(u32::MAX);
        let (name, status) = match found {
            Ok(_) if size > room => ("", Win32Error::ERROR_INSUFFICIENT_BUFFER),
            Ok(name) => (name, Win32Error::NERR_Success),
            Err(status) => ("", status),
        };
        Self {
            name: name.into(),
            size,
            status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_whole_or_by_its_size() {
        let fill = |room| ServiceNameReply::fill(Ok("Net Logon"), room);
        let told = fill(9);
        assert_eq!((told.name.as_str(), told.size), ("Net Logon", 9));
        assert_eq!(told.status, Win32Error::NERR_Success);
        for room in [0, 8] {
            let told = fill(room);
            assert_eq!((told.name.as_str(), told.size), ("", 9));
            assert_eq!(told.status, Win32Error::ERROR_INSUFFICIENT_BUFFER);
        }
        let refused = ServiceNameReply::fill(Err(Win32Error::ERROR_ACCESS_DENIED), 9);
        assert_eq!((refused.name.as_str(), refused.size), ("", 0));
        assert_eq!(refused.status, Win32Error::ERROR_ACCESS_DENIED);
    }
}
