//! What the computer is to its domain: `dssetup`, [MS-DSSP] 3.2.5.1.

use msrpc::dssetup::{
    BasicInformation, DomainInformation, GetPrimaryDomainInformation,
    GetPrimaryDomainInformationReply, InfoLevel, MachineRole, OperationState, UpgradeStatus,
};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::Win32Error;

use super::caller::outcome;
use crate::Authority;
use crate::role::Membership;

impl Handler<GetPrimaryDomainInformation> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetPrimaryDomainInformation,
    ) -> Result<GetPrimaryDomainInformationReply, RpcStatus> {
        let caller = self.known_caller(context).await;
        let answer = caller.and_then(|_| match call.info_level {
            InfoLevel::BASIC => Ok(DomainInformation::Basic(BasicInformation {
                machine_role: self.machine_role(),
                domain_name_flat: Some(self.primary_domain().0.as_str().into()),
                // Without Active Directory there are no flags, no DNS names and no GUID. The specification forbids the null
                // pointers, but a name that is not there would be worse.
                ..BasicInformation::default()
            })),
            InfoLevel::UPGRADE_STATUS => {
                Ok(DomainInformation::UpgradeStatus(UpgradeStatus::default()))
            }
            InfoLevel::OPERATION_STATE => {
                Ok(DomainInformation::OperationState(OperationState::IDLE))
            }
            _ => Err(Win32Error::ERROR_INVALID_PARAMETER),
        });
        let (domain_info, status) = outcome(answer);
        Ok(GetPrimaryDomainInformationReply {
            domain_info,
            status,
        })
    }
}

impl Authority {
    fn machine_role(&self) -> MachineRole {
        match self.role.membership() {
            Membership::Controller => MachineRole::PRIMARY_DOMAIN_CONTROLLER,
            Membership::Member(_) => MachineRole::MEMBER_SERVER,
            Membership::Standalone { .. } => MachineRole::STANDALONE_SERVER,
        }
    }
}
