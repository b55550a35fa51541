//! The privileges and other rights that there are, [MS-LSAD] 3.1.1.2.

use msrpc::lsarpc::{Luid, SystemAccess};

/// A privilege, [MS-LSAD] 3.1.1.2.1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Privilege {
    number: u32,
    /// What programs call it.
    pub(crate) name: &'static str,
    /// What it is called for people, in English.
    pub(super) display_name: &'static str,
}

impl Privilege {
    /// Its identifier, the same on every computer.
    pub(super) const fn luid(self) -> Luid {
        Luid {
            low_part: self.number,
            high_part: 0,
        }
    }

    /// The one with this name.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        let mut all = PRIVILEGES.iter().copied();
        all.find(|privilege| privilege.name.eq_ignore_ascii_case(name))
    }

    /// The one with this identifier.
    pub(super) fn by_luid(luid: Luid) -> Option<Self> {
        let mut all = PRIVILEGES.iter().copied();
        all.find(|privilege| privilege.luid() == luid)
    }
}

/// A right of an account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Right {
    /// To do something.
    Privilege(Privilege),
    /// To log on in some way, or a prohibition of it.
    SystemAccess(SystemAccess),
}

impl Right {
    /// The one with this name.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        let mut accesses = SYSTEM_ACCESSES.iter();
        let access = accesses.find(|(own, _)| own.eq_ignore_ascii_case(name));
        match access {
            Some((_, access)) => Some(Self::SystemAccess(*access)),
            None => Privilege::by_name(name).map(Self::Privilege),
        }
    }
}

/// The names of the ways to log on that are set.
pub(crate) fn system_access_names(set: SystemAccess) -> impl Iterator<Item = &'static str> {
    let set = SYSTEM_ACCESSES
        .iter()
        .filter(move |(_, access)| set.contains(*access));
    set.map(|(name, _)| *name)
}

/// All ways to log on that are known.
pub(super) fn all_system_access() -> SystemAccess {
    let all = SYSTEM_ACCESSES.iter().map(|(_, access)| *access);
    all.fold(SystemAccess::default(), |all, one| all | one)
}

/// The language of [`Privilege::display_name`]: English, United States.
pub(super) const ENGLISH: u16 = 0x0409;

/// System access rights, [MS-LSAD] 3.1.1.2.2.
const SYSTEM_ACCESSES: [(&str, SystemAccess); 10] = [
    ("SeInteractiveLogonRight", SystemAccess::INTERACTIVE),
    ("SeNetworkLogonRight", SystemAccess::NETWORK),
    ("SeBatchLogonRight", SystemAccess::BATCH),
    ("SeServiceLogonRight", SystemAccess::SERVICE),
    (
        "SeDenyInteractiveLogonRight",
        SystemAccess::DENY_INTERACTIVE,
    ),
    ("SeDenyNetworkLogonRight", SystemAccess::DENY_NETWORK),
    ("SeDenyBatchLogonRight", SystemAccess::DENY_BATCH),
    ("SeDenyServiceLogonRight", SystemAccess::DENY_SERVICE),
    (
        "SeRemoteInteractiveLogonRight",
        SystemAccess::REMOTE_INTERACTIVE,
    ),
    (
        "SeDenyRemoteInteractiveLogonRight",
        SystemAccess::DENY_REMOTE_INTERACTIVE,
    ),
];

/// All privileges, in the order of their identifiers.
pub(super) const PRIVILEGES: [Privilege; 34] = [
    of(2, "SeCreateTokenPrivilege", "Create a token object"),
    of(
        3,
        "SeAssignPrimaryTokenPrivilege",
        "Replace a process level token",
    ),
    of(4, "SeLockMemoryPrivilege", "Lock pages in memory"),
    of(
        5,
        "SeIncreaseQuotaPrivilege",
        "Adjust memory quotas for a process",
    ),
    of(6, "SeMachineAccountPrivilege", "Add workstations to domain"),
    of(7, "SeTcbPrivilege", "Act as part of the operating system"),
    of(8, "SeSecurityPrivilege", "Manage auditing and security log"),
    of(
        9,
        "SeTakeOwnershipPrivilege",
        "Take ownership of files or other objects",
    ),
    of(
        10,
        "SeLoadDriverPrivilege",
        "Load and unload device drivers",
    ),
    of(11, "SeSystemProfilePrivilege", "Profile system performance"),
    of(12, "SeSystemtimePrivilege", "Change the system time"),
    of(
        13,
        "SeProfileSingleProcessPrivilege",
        "Profile single process",
    ),
    of(
        14,
        "SeIncreaseBasePriorityPrivilege",
        "Increase scheduling priority",
    ),
    of(15, "SeCreatePagefilePrivilege", "Create a pagefile"),
    of(
        16,
        "SeCreatePermanentPrivilege",
        "Create permanent shared objects",
    ),
    of(17, "SeBackupPrivilege", "Back up files and directories"),
    of(18, "SeRestorePrivilege", "Restore files and directories"),
    of(19, "SeShutdownPrivilege", "Shut down the system"),
    of(20, "SeDebugPrivilege", "Debug programs"),
    of(21, "SeAuditPrivilege", "Generate security audits"),
    of(
        22,
        "SeSystemEnvironmentPrivilege",
        "Modify firmware environment values",
    ),
    of(23, "SeChangeNotifyPrivilege", "Bypass traverse checking"),
    of(
        24,
        "SeRemoteShutdownPrivilege",
        "Force shutdown from a remote system",
    ),
    of(
        25,
        "SeUndockPrivilege",
        "Remove computer from docking station",
    ),
    of(
        26,
        "SeSyncAgentPrivilege",
        "Synchronize directory service data",
    ),
    of(
        27,
        "SeEnableDelegationPrivilege",
        "Enable computer and user accounts to be trusted for delegation",
    ),
    of(
        28,
        "SeManageVolumePrivilege",
        "Perform volume maintenance tasks",
    ),
    of(
        29,
        "SeImpersonatePrivilege",
        "Impersonate a client after authentication",
    ),
    of(30, "SeCreateGlobalPrivilege", "Create global objects"),
    of(
        31,
        "SeTrustedCredManAccessPrivilege",
        "Access Credential Manager as a trusted caller",
    ),
    of(32, "SeRelabelPrivilege", "Modify an object label"),
    of(
        33,
        "SeIncreaseWorkingSetPrivilege",
        "Increase a process working set",
    ),
    of(34, "SeTimeZonePrivilege", "Change the time zone"),
    of(35, "SeCreateSymbolicLinkPrivilege", "Create symbolic links"),
];

const fn of(number: u32, name: &'static str, display_name: &'static str) -> Privilege {
    Privilege {
        number,
        name,
        display_name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_identifiers_find_each_other() {
        for privilege in PRIVILEGES {
            assert_eq!(Privilege::by_name(privilege.name), Some(privilege));
            assert_eq!(Privilege::by_luid(privilege.luid()), Some(privilege));
        }
        let luid = Luid {
            low_part: 6,
            high_part: 1,
        };
        assert_eq!(Privilege::by_luid(luid), None);
    }

    #[test]
    fn a_right_is_a_privilege_or_a_way_to_log_on() {
        let right = Right::by_name("semachineaccountprivilege");
        assert!(matches!(right, Some(Right::Privilege(p)) if p.luid().low_part == 6));
        assert_eq!(
            Right::by_name("SeDenyNetworkLogonRight"),
            Some(Right::SystemAccess(SystemAccess::DENY_NETWORK))
        );
        assert_eq!(Right::by_name("SePrintOperatorPrivilege"), None);
        let both = SystemAccess::NETWORK | SystemAccess::DENY_BATCH;
        let names: Vec<_> = system_access_names(both).collect();
        assert_eq!(names, ["SeNetworkLogonRight", "SeDenyBatchLogonRight"]);
        assert_eq!(system_access_names(all_system_access()).count(), 10);
    }
}
