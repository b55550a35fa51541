//! A domain as a whole: what it tells and what can be set, [MS-SAMR] 3.1.5.5.1, 3.1.5.6.1, 3.1.5.13.3 and 3.1.5.13.4.

use msrpc::samr::{
    DomainAccess, DomainGeneralInformation, DomainGeneralInformation2, DomainInfo,
    DomainInformationClass, DomainLockoutInformation, DomainModifiedInformation,
    DomainModifiedInformation2, DomainPasswordInformation, DomainServerEnableState,
    DomainServerRole, GetDomainPasswordInformation, GetDomainPasswordInformationReply,
    GetUserDomainPasswordInformation, PasswordProperties, QueryInformationDomain,
    QueryInformationDomain2, QueryInformationDomainReply, SetInformationDomain, StatusReply,
    UserAccountControl, UserDomainPasswordInformation,
};
use rpc::{Handler, RpcStatus};
use store::{Policy, SamDomain, Span};
use transport::CallContext;
use wire::NtStatus;

use super::access::on_domain;
use super::object::{Domain, User};
use super::refusal::refused;
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::{outcome, status};

impl Handler<QueryInformationDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInformationDomain,
    ) -> Result<QueryInformationDomainReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let (buffer, status) = outcome(self.query_domain(&domain, call.information_class).await);
        Ok(QueryInformationDomainReply { buffer, status })
    }
}

impl Handler<QueryInformationDomain2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryInformationDomain2,
    ) -> Result<QueryInformationDomainReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let (buffer, status) = outcome(self.query_domain(&domain, call.information_class).await);
        Ok(QueryInformationDomainReply { buffer, status })
    }
}

impl Handler<SetInformationDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetInformationDomain,
    ) -> Result<StatusReply, RpcStatus> {
        let domain = context.handles().get::<Domain>(call.domain)?;
        let set = self.set_domain(&domain, call.information.0).await;
        Ok(StatusReply {
            status: status(set),
        })
    }
}

/// Needs no handle, and is for anybody: a user whose password has expired must know the rules for a new one.
impl Handler<GetDomainPasswordInformation> for Authority {
    async fn handle(
        &self,
        _: &CallContext,
        _: GetDomainPasswordInformation,
    ) -> Result<GetDomainPasswordInformationReply, RpcStatus> {
        let policy = self.store().policy().await.map_err(unreadable);
        let (password_information, status) = outcome(policy.map(|policy| rules(&policy)));
        Ok(GetDomainPasswordInformationReply {
            password_information,
            status,
        })
    }
}

impl Handler<GetUserDomainPasswordInformation> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetUserDomainPasswordInformation,
    ) -> Result<GetDomainPasswordInformationReply, RpcStatus> {
        let user = context.handles().get::<User>(call.user)?;
        let (password_information, status) = outcome(self.rules_for_user(context, user.rid).await);
        Ok(GetDomainPasswordInformationReply {
            password_information,
            status,
        })
    }
}

impl Authority {
    async fn rules_for_user(
        &self,
        context: &CallContext,
        rid: u32,
    ) -> Result<UserDomainPasswordInformation, NtStatus> {
        let token = self.token(context).await.map_err(unreadable)?;
        require(on_domain(&token), DomainAccess::READ_PASSWORD_PARAMETERS)?;
        let found = self.store().user(rid).await.map_err(unreadable)?;
        let user = found.ok_or(NtStatus::NO_SUCH_USER)?;
        if user.control & UserAccountControl::MACHINE_ACCOUNT_MASK.0 != 0 {
            return Ok(UserDomainPasswordInformation::default());
        }
        let policy = self.store().policy().await.map_err(unreadable)?;
        Ok(rules(&policy))
    }

    async fn query_domain(
        &self,
        domain: &Domain,
        class: DomainInformationClass,
    ) -> Result<Option<DomainInfo>, NtStatus> {
        require(domain.granted, required_to_query(class)?)?;
        let found = self.store().domain().await.map_err(unreadable)?;
        let policy = &found.policy;
        let state = self.store().database_state(domain.which.database()).await;
        let state = state.map_err(unreadable)?;
        let serial = i64::try_from(state.serial).unwrap_or(i64::MAX);
        let name = match domain.which {
            SamDomain::Account => found.name.as_str(),
            SamDomain::Builtin => "Builtin",
        };
        Ok(Some(match class {
            DomainInformationClass::PASSWORD => DomainInfo::Password(password_information(policy)),
            DomainInformationClass::GENERAL => {
                DomainInfo::General(self.general(domain.which, name, policy, serial).await?)
            }
            DomainInformationClass::GENERAL2 => DomainInfo::General2(DomainGeneralInformation2 {
                general: self.general(domain.which, name, policy, serial).await?,
                lockout: lockout_information(policy),
            }),
            DomainInformationClass::LOGOFF => DomainInfo::Logoff(policy.force_logoff.0.into()),
            DomainInformationClass::OEM => DomainInfo::Oem(policy.oem_information.as_str().into()),
            DomainInformationClass::NAME => DomainInfo::Name(name.into()),
            // The primary controller has its copy from nobody.
            DomainInformationClass::REPLICATION => DomainInfo::Replication("".into()),
            DomainInformationClass::SERVER_ROLE => {
                DomainInfo::ServerRole(DomainServerRole::PRIMARY)
            }
            DomainInformationClass::MODIFIED => DomainInfo::Modified(DomainModifiedInformation {
                domain_modified_count: serial.into(),
                creation_time: state.created,
            }),
            DomainInformationClass::MODIFIED2 => {
                DomainInfo::Modified2(DomainModifiedInformation2 {
                    domain_modified_count: serial.into(),
                    creation_time: state.created,
                    modified_count_at_last_promotion: 0.into(),
                })
            }
            DomainInformationClass::STATE => DomainInfo::State(DomainServerEnableState::ENABLED),
            DomainInformationClass::LOCKOUT => DomainInfo::Lockout(lockout_information(policy)),
            _ => return Err(NtStatus::INVALID_INFO_CLASS),
        }))
    }

    async fn general(
        &self,
        which: SamDomain,
        name: &str,
        policy: &Policy,
        serial: i64,
    ) -> Result<DomainGeneralInformation, NtStatus> {
        let counts = self.store().counts(which).await.map_err(unreadable)?;
        Ok(DomainGeneralInformation {
            force_logoff: policy.force_logoff.0.into(),
            oem_information: policy.oem_information.as_str().into(),
            domain_name: name.into(),
            replica_source_node_name: "".into(),
            domain_modified_count: serial.into(),
            domain_server_state: DomainServerEnableState::ENABLED,
            domain_server_role: DomainServerRole::PRIMARY,
            uas_compatibility_required: 1,
            user_count: counts.users,
            group_count: counts.groups,
            alias_count: counts.aliases,
        })
    }

    async fn set_domain(&self, domain: &Domain, information: DomainInfo) -> Result<(), NtStatus> {
        require(domain.granted, required_to_set(&information)?)?;
        if domain.which == SamDomain::Builtin {
            // It has no rules of its own here.
            return Err(NtStatus::NOT_SUPPORTED);
        }
        let change: Box<dyn FnOnce(&mut Policy) + Send> = match information {
            DomainInfo::Password(rules) => Box::new(move |policy| set_rules(policy, &rules)),
            DomainInfo::Lockout(lockout) => Box::new(move |policy| {
                policy.lockout_duration = Span(lockout.lockout_duration);
                policy.lockout_observation_window = Span(lockout.lockout_observation_window);
                policy.lockout_threshold = lockout.lockout_threshold;
            }),
            DomainInfo::Logoff(span) => {
                Box::new(move |policy| policy.force_logoff = Span(span.into()))
            }
            DomainInfo::Oem(comment) => {
                let comment = comment.as_str_or_empty().to_owned();
                Box::new(move |policy| policy.oem_information = comment)
            }
            // It is, and stays, what it is.
            DomainInfo::ServerRole(DomainServerRole::PRIMARY)
            | DomainInfo::State(DomainServerEnableState::ENABLED) => return Ok(()),
            // No copy of another one.
            DomainInfo::Replication(source) if source.as_str_or_empty().is_empty() => return Ok(()),
            DomainInfo::ServerRole(_) | DomainInfo::State(_) | DomainInfo::Replication(_) => {
                return Err(NtStatus::NOT_SUPPORTED);
            }
            _ => return Err(NtStatus::INVALID_INFO_CLASS),
        };
        let changed = self.store().change_policy(self.now(), change).await;
        changed.map(drop).map_err(refused)
    }
}

/// What a handle must have been opened for, [MS-SAMR] 3.1.2.2.
fn required_to_query(class: DomainInformationClass) -> Result<DomainAccess, NtStatus> {
    let passwords = DomainAccess::READ_PASSWORD_PARAMETERS;
    let others = DomainAccess::READ_OTHER_PARAMETERS;
    match class {
        DomainInformationClass::PASSWORD | DomainInformationClass::LOCKOUT => Ok(passwords),
        DomainInformationClass::GENERAL2 => Ok(passwords | others),
        DomainInformationClass(1..=9 | 13) => Ok(others),
        _ => Err(NtStatus::INVALID_INFO_CLASS),
    }
}

/// What a handle must have been opened for, [MS-SAMR] 3.1.2.2.
const fn required_to_set(information: &DomainInfo) -> Result<DomainAccess, NtStatus> {
    match information {
        DomainInfo::Password(_) | DomainInfo::Lockout(_) => {
            Ok(DomainAccess::WRITE_PASSWORD_PARAMETERS)
        }
        DomainInfo::Logoff(_) | DomainInfo::Oem(_) => Ok(DomainAccess::WRITE_OTHER_PARAMETERS),
        DomainInfo::Replication(_) | DomainInfo::ServerRole(_) | DomainInfo::State(_) => {
            Ok(DomainAccess::ADMINISTER_SERVER)
        }
        _ => Err(NtStatus::INVALID_INFO_CLASS),
    }
}

/// `PasswordProperties`, [MS-SAMR] 2.2.3.1, of which one is kept as a rule for machines.
pub(super) const fn properties(policy: &Policy) -> PasswordProperties {
    let refuse = PasswordProperties::REFUSE_PASSWORD_CHANGE.0;
    let others = policy.password_properties & !refuse;
    PasswordProperties(if policy.refuse_password_change {
        others | refuse
    } else {
        others
    })
}

/// `DomainPasswordInformation`.
pub(super) fn password_information(policy: &Policy) -> DomainPasswordInformation {
    DomainPasswordInformation {
        min_password_length: policy.min_password_length,
        password_history_length: policy.password_history_length,
        password_properties: properties(policy),
        max_password_age: policy.max_password_age.0.into(),
        min_password_age: policy.min_password_age.0.into(),
    }
}

fn lockout_information(policy: &Policy) -> DomainLockoutInformation {
    DomainLockoutInformation {
        lockout_duration: policy.lockout_duration.0,
        lockout_observation_window: policy.lockout_observation_window.0,
        lockout_threshold: policy.lockout_threshold,
    }
}

fn rules(policy: &Policy) -> UserDomainPasswordInformation {
    UserDomainPasswordInformation {
        min_password_length: policy.min_password_length,
        password_properties: properties(policy),
    }
}

fn set_rules(policy: &mut Policy, rules: &DomainPasswordInformation) {
    let refuse = PasswordProperties::REFUSE_PASSWORD_CHANGE;
    policy.min_password_length = rules.min_password_length;
    policy.password_history_length = rules.password_history_length;
    policy.password_properties = rules.password_properties.without(refuse).0;
    policy.refuse_password_change = rules.password_properties.contains(refuse);
    policy.max_password_age = Span(rules.max_password_age.into());
    policy.min_password_age = Span(rules.min_password_age.into());
}
