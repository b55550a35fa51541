//! What the domain is: the policy by levels, [MS-LSAD] 3.1.4.4.3 and 3.1.4.4.5.

use msrpc::lsarpc::{
    AuditOptions, PolicyAccess, PolicyAccountDomInfo, PolicyAuditEventsInfo,
    PolicyAuditFullQueryInfo, PolicyAuditLogInfo, PolicyDnsDomainInfo, PolicyHandle, PolicyInfo,
    PolicyInformationClass, PolicyLsaServerRole, PolicyPrimaryDomInfo, PolicyReplicaSrceInfo,
    QueryInformationPolicy, QueryInformationPolicy2, QueryInformationPolicyReply,
    SetInformationPolicy, SetInformationPolicy2, StatusReply,
};
use ndr::{UnicodeString, Union};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{Guid, NtStatus};

use super::object::Policy;
use crate::Authority;
use crate::access::require;
use crate::objects::{outcome, status};
use crate::role::Membership;

impl Handler<QueryInformationPolicy> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInformationPolicy,
    ) -> Result<QueryInformationPolicyReply, RpcStatus> {
        self.query_policy(context, call.policy, call.information_class)
    }
}

impl Handler<QueryInformationPolicy2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInformationPolicy2,
    ) -> Result<QueryInformationPolicyReply, RpcStatus> {
        // Who gets an answer of a controller takes the domain for an Active Directory, as Samba's members do. Windows NT 4.0
        // does not know this call. That a member has it says nothing of its domain.
        if self.is_controller() && call.information_class == PolicyInformationClass::DNS_DOMAIN {
            return Err(RpcStatus::OPERATION_RANGE);
        }
        self.query_policy(context, call.policy, call.information_class)
    }
}

impl Handler<SetInformationPolicy> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetInformationPolicy,
    ) -> Result<StatusReply, RpcStatus> {
        self.set_policy(context, call.policy, &call.information.0)
            .await
    }
}

impl Handler<SetInformationPolicy2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetInformationPolicy2,
    ) -> Result<StatusReply, RpcStatus> {
        self.set_policy(context, call.policy, &call.information.0)
            .await
    }
}

impl Authority {
    /// Of the policy, the domain that a member is in can be changed from afar, and nothing else: other names, SIDs and the
    /// role are the database's own, and there is no audit log.
    async fn set_policy(
        &self,
        context: &CallContext,
        policy: PolicyHandle,
        information: &PolicyInfo,
    ) -> Result<StatusReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(policy)?;
        let class = PolicyInformationClass(information.tag());
        let set = async {
            require(policy.granted, access_to_set(class)?)?;
            match information {
                PolicyInfo::PrimaryDomain(domain) => {
                    let name = domain.name.as_str_or_empty().parse();
                    let name = name.map_err(|_| NtStatus::INVALID_PARAMETER)?;
                    let set = self.role.set_primary_domain(name, domain.sid.clone());
                    set.await
                }
                PolicyInfo::AuditLog(_) => Err(NtStatus::NOT_IMPLEMENTED),
                _ => Err(NtStatus::NOT_SUPPORTED),
            }
        };
        Ok(StatusReply {
            status: status(set.await),
        })
    }

    fn query_policy(
        &self,
        context: &CallContext,
        policy: PolicyHandle,
        class: PolicyInformationClass,
    ) -> Result<QueryInformationPolicyReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(policy)?;
        let answer = access_to_query(class)
            .and_then(|required| require(policy.granted, required))
            .and_then(|()| self.policy_info(class).map(Some));
        let (information, status) = outcome(answer);
        Ok(QueryInformationPolicyReply {
            information,
            status,
        })
    }

    fn policy_info(&self, class: PolicyInformationClass) -> Result<PolicyInfo, NtStatus> {
        let names = self.names();
        let account_domain = || PolicyAccountDomInfo {
            domain_name: names.domain.as_str().into(),
            domain_sid: Some(names.sid.clone()),
        };
        let (domain, sid) = self.primary_domain();
        let domain = || domain.as_str().into();
        // A domain without Active Directory has no DNS name and no GUID, and a member does not know the others' forest and GUID.
        let dns_name = || match self.role.membership() {
            Membership::Member(domain) => domain.dns_name.map(|name| name.as_str().into()),
            Membership::Controller | Membership::Standalone { .. } => None,
        };
        let dns_domain = || PolicyDnsDomainInfo {
            name: domain(),
            dns_domain_name: dns_name().unwrap_or(UnicodeString::NULL),
            dns_forest_name: UnicodeString::NULL,
            domain_guid: Guid::default(),
            sid: sid.clone(),
        };
        Ok(match class {
            // Events are kept by number, and nothing stops when there are many.
            PolicyInformationClass::AUDIT_LOG => {
                PolicyInfo::AuditLog(PolicyAuditLogInfo::default())
            }
            PolicyInformationClass::AUDIT_EVENTS => {
                PolicyInfo::AuditEvents(PolicyAuditEventsInfo {
                    auditing_mode: 0,
                    options: AuditOptions(vec![0; AUDIT_EVENT_TYPES]),
                })
            }
            PolicyInformationClass::PRIMARY_DOMAIN => {
                PolicyInfo::PrimaryDomain(PolicyPrimaryDomInfo {
                    name: domain(),
                    sid: sid.clone(),
                })
            }
            PolicyInformationClass::PD_ACCOUNT => PolicyInfo::PdAccount(UnicodeString::NULL),
            PolicyInformationClass::ACCOUNT_DOMAIN => PolicyInfo::AccountDomain(account_domain()),
            PolicyInformationClass::LSA_SERVER_ROLE => {
                PolicyInfo::LsaServerRole(PolicyLsaServerRole::PRIMARY)
            }
            PolicyInformationClass::REPLICA_SOURCE => {
                PolicyInfo::ReplicaSource(PolicyReplicaSrceInfo::default())
            }
            PolicyInformationClass::AUDIT_FULL_QUERY => {
                PolicyInfo::AuditFullQuery(PolicyAuditFullQueryInfo::default())
            }
            PolicyInformationClass::DNS_DOMAIN => PolicyInfo::DnsDomain(dns_domain()),
            PolicyInformationClass::DNS_DOMAIN_INT => PolicyInfo::DnsDomainInt(dns_domain()),
            // No computer has accounts besides those: a domain controller the domain's, and another its own.
            PolicyInformationClass::LOCAL_ACCOUNT_DOMAIN => {
                PolicyInfo::LocalAccountDomain(account_domain())
            }
            _ => return Err(NtStatus::INVALID_PARAMETER),
        })
    }
}

/// What a handle must allow for a level to be queried, by the table in [MS-LSAD] 3.1.4.4.3.
fn access_to_query(class: PolicyInformationClass) -> Result<PolicyAccess, NtStatus> {
    match class {
        PolicyInformationClass::AUDIT_LOG
        | PolicyInformationClass::AUDIT_EVENTS
        | PolicyInformationClass::AUDIT_FULL_QUERY => Ok(PolicyAccess::VIEW_AUDIT_INFORMATION),
        PolicyInformationClass::PD_ACCOUNT => Ok(PolicyAccess::GET_PRIVATE_INFORMATION),
        PolicyInformationClass::PRIMARY_DOMAIN
        | PolicyInformationClass::ACCOUNT_DOMAIN
        | PolicyInformationClass::LSA_SERVER_ROLE
        | PolicyInformationClass::REPLICA_SOURCE
        | PolicyInformationClass::DNS_DOMAIN
        | PolicyInformationClass::DNS_DOMAIN_INT
        | PolicyInformationClass::LOCAL_ACCOUNT_DOMAIN
        | PolicyInformationClass::MACHINE_ACCOUNT => Ok(PolicyAccess::VIEW_LOCAL_INFORMATION),
        _ => Err(NtStatus::INVALID_PARAMETER),
    }
}

/// What a handle must allow for a level to be set, by the table in [MS-LSAD] 3.1.4.4.5.
fn access_to_set(class: PolicyInformationClass) -> Result<PolicyAccess, NtStatus> {
    match class {
        PolicyInformationClass::AUDIT_LOG => Ok(PolicyAccess::AUDIT_LOG_ADMIN),
        PolicyInformationClass::AUDIT_EVENTS => Ok(PolicyAccess::SET_AUDIT_REQUIREMENTS),
        PolicyInformationClass::PRIMARY_DOMAIN
        | PolicyInformationClass::DNS_DOMAIN
        | PolicyInformationClass::DNS_DOMAIN_INT
        | PolicyInformationClass::LOCAL_ACCOUNT_DOMAIN => Ok(PolicyAccess::TRUST_ADMIN),
        PolicyInformationClass::LSA_SERVER_ROLE | PolicyInformationClass::REPLICA_SOURCE => {
            Ok(PolicyAccess::SERVER_ADMIN)
        }
        _ => Err(NtStatus::INVALID_PARAMETER),
    }
}

/// How many `POLICY_AUDIT_EVENT_TYPE`s there are, [MS-LSAD] 2.2.4.20.
const AUDIT_EVENT_TYPES: usize = 9;
