//! The role of a computer in its domain.

use ndr::{Ndr, Params, Unique, WideStr};
use wire::{Guid, Win32Error};

/// `DsRolerGetPrimaryDomainInformation` request, [MS-DSSP] 3.2.5.1.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetPrimaryDomainInformation {
    /// What is asked.
    pub info_level: InfoLevel,
}

/// `DsRolerGetPrimaryDomainInformation` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetPrimaryDomainInformationReply {
    /// What was asked for; null with an error.
    pub domain_info: Unique<DomainInformation>,
    /// The outcome.
    pub status: Win32Error,
}

crate::flags::values! {
    /// `DSROLE_PRIMARY_DOMAIN_INFO_LEVEL`, [MS-DSSP] 2.2.7.
    InfoLevel: u16 {
        /// `DsRolePrimaryDomainInfoBasic`.
        BASIC = 1;
        /// `DsRoleUpgradeStatus`.
        UPGRADE_STATUS = 2;
        /// `DsRoleOperationState`.
        OPERATION_STATE = 3;
    }

    /// `DSROLE_MACHINE_ROLE`, [MS-DSSP] 2.2.2.
    MachineRole: u16 {
        /// `DsRole_RoleStandaloneWorkstation`.
        STANDALONE_WORKSTATION = 0;
        /// `DsRole_RoleMemberWorkstation`.
        MEMBER_WORKSTATION = 1;
        /// `DsRole_RoleStandaloneServer`.
        STANDALONE_SERVER = 2;
        /// `DsRole_RoleMemberServer`.
        MEMBER_SERVER = 3;
        /// `DsRole_RoleBackupDomainController`.
        BACKUP_DOMAIN_CONTROLLER = 4;
        /// `DsRole_RolePrimaryDomainController`.
        PRIMARY_DOMAIN_CONTROLLER = 5;
    }

    /// `DSROLE_SERVER_STATE`, [MS-DSSP] 2.2.5.
    PreviousServerState: u16 {
        /// `DsRoleServerUnknown`.
        UNKNOWN = 0;
        /// `DsRoleServerPrimary`.
        PRIMARY = 1;
        /// `DsRoleServerBackup`.
        BACKUP = 2;
    }

    /// `DSROLE_OPERATION_STATE`, [MS-DSSP] 2.2.6.
    OperationState: u16 {
        /// `DsRoleOperationIdle`.
        IDLE = 0;
        /// `DsRoleOperationActive`.
        ACTIVE = 1;
        /// `DsRoleOperationNeedReboot`.
        NEED_REBOOT = 2;
    }
}

crate::flags::flags! {
    /// `Flags` of the basic level, [MS-DSSP] 2.2.1.
    RoleFlags: u32 {
        /// `DSROLE_PRIMARY_DS_RUNNING`: Active Directory runs here.
        DS_RUNNING = 0x0000_0001;
        /// `DSROLE_PRIMARY_DS_MIXED_MODE`.
        DS_MIXED_MODE = 0x0000_0002;
        /// `DSROLE_PRIMARY_DS_READONLY`.
        DS_READONLY = 0x0000_0008;
        /// `DSROLE_PRIMARY_DOMAIN_GUID_PRESENT`.
        DOMAIN_GUID_PRESENT = 0x0100_0000;
    }
}

/// `DSROLER_PRIMARY_DOMAIN_INFORMATION`, [MS-DSSP] 2.2.8.
#[derive(Clone, Debug, Eq, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub enum DomainInformation {
    /// What the computer is, and in which domain.
    #[ndr(case = 1)]
    Basic(BasicInformation),
    /// `DSROLE_UPGRADE_STATUS_INFO`: whether an old domain controller is being upgraded.
    #[ndr(case = 2)]
    UpgradeStatus(UpgradeStatus),
    /// `DSROLE_OPERATION_STATE_INFO`, [MS-DSSP] 2.2.6: whether the role is being changed.
    #[ndr(case = 3)]
    OperationState(OperationState),
}

/// `DSROLER_PRIMARY_DOMAIN_INFO_BASIC`, [MS-DSSP] 2.2.1.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct BasicInformation {
    /// What the computer is.
    pub machine_role: MachineRole,
    /// Whether there is an Active Directory.
    pub flags: RoleFlags,
    /// The NetBIOS name of the domain or workgroup.
    pub domain_name_flat: Unique<WideStr>,
    /// The DNS name of the domain.
    pub domain_name_dns: Unique<WideStr>,
    /// The DNS name of the forest.
    pub domain_forest_name: Unique<WideStr>,
    /// The domain's GUID, if [`RoleFlags::DOMAIN_GUID_PRESENT`] is set.
    pub domain_guid: Guid,
}

/// `DSROLE_UPGRADE_STATUS_INFO`, [MS-DSSP] 2.2.3.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct UpgradeStatus {
    /// 4 while one is in progress.
    pub operation_state: u32,
    /// What the computer was before.
    pub previous_server_state: PreviousServerState,
}
