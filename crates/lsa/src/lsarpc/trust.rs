//! Trusted domain objects: making, opening and deleting them, [MS-LSAD] 3.1.4.7.

use auth::NtHash;
use msrpc::lsarpc::{
    CreateTrustedDomain, CreateTrustedDomainEx, CreateTrustedDomainEx2, DeleteTrustedDomain,
    OpenTrustedDomain, OpenTrustedDomainByName, OpenTrustedDomainReply, StatusReply,
    TrustAttributes, TrustDirection, TrustPasswords, TrustType, TrustedDomainAccess,
    TrustedDomainHandle, TrustedDomainInformationEx,
};
use rpc::{Handler, RpcStatus};
use store::{Control, NewUser, PasswordChange, StoreError, TrustAuth, TrustedDomain};
use transport::CallContext;
use wire::{NetbiosName, NtStatus, SecretBytes, Sid};

use super::access::allowed;
use super::object::{Policy, Trust};
use super::refusal::refused;
use super::secret::session_key;
use crate::Authority;
use crate::access::{grant, require};
use crate::logon::unreadable;
use crate::objects::{keep, outcome, status};

impl Handler<CreateTrustedDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateTrustedDomain,
    ) -> Result<OpenTrustedDomainReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let information = outbound(call.information.name.clone(), call.information.sid);
        let passwords = TrustPasswords::default();
        let created = self.create_trust(context, &information, passwords, call.desired_access);
        Ok(opened(created.await))
    }
}

impl Handler<CreateTrustedDomainEx> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateTrustedDomainEx,
    ) -> Result<OpenTrustedDomainReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        // "The authentication information is not encrypted, which makes this an insecure message to call."
        if call.authentication.incoming.is_some() || call.authentication.outgoing.is_some() {
            return Ok(opened(Err(NtStatus::NOT_SUPPORTED)));
        }
        let passwords = TrustPasswords::default();
        let created = self.create_trust(context, &call.information, passwords, call.desired_access);
        Ok(opened(created.await))
    }
}

impl Handler<CreateTrustedDomainEx2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: CreateTrustedDomainEx2,
    ) -> Result<OpenTrustedDomainReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let created = async {
            // Nothing is decrypted for somebody who may not set it.
            require(
                self.trust_access(context).await?,
                TrustedDomainAccess::SET_AUTH,
            )?;
            let passwords = if call.authentication.octets.0.is_empty() {
                TrustPasswords::default()
            } else {
                let passwords = call.authentication.open(session_key(context)?);
                passwords.map_err(|_| NtStatus::INVALID_PARAMETER)?
            };
            self.create_trust(context, &call.information, passwords, call.desired_access)
                .await
        };
        Ok(opened(created.await))
    }
}

impl Handler<OpenTrustedDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenTrustedDomain,
    ) -> Result<OpenTrustedDomainReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let found = async {
            let trust = self.trust_by_sid(&call.trusted_domain_sid).await?;
            self.open_trust(context, trust.sid, call.desired_access)
                .await
        };
        Ok(opened(found.await))
    }
}

impl Handler<OpenTrustedDomainByName> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: OpenTrustedDomainByName,
    ) -> Result<OpenTrustedDomainReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let found = async {
            let name = call.trusted_domain_name.as_str_or_empty();
            let trust = self.trust_by_name(name).await?;
            self.open_trust(context, trust.sid, call.desired_access)
                .await
        };
        Ok(opened(found.await))
    }
}

impl Handler<DeleteTrustedDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: DeleteTrustedDomain,
    ) -> Result<StatusReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let deleted = async {
            let required = TrustedDomainAccess::QUERY_DOMAIN_NAME | TrustedDomainAccess::DELETE;
            require(self.trust_access(context).await?, required)?;
            let trust = self.trust_by_sid(&call.trusted_domain_sid).await?;
            self.store()
                .delete_trusted_domain(&trust.sid, self.now())
                .await
                .map_err(refused)
        };
        Ok(StatusReply {
            status: status(deleted.await),
        })
    }
}

impl Authority {
    /// The trusted domain of this SID.
    pub(super) async fn trust_by_sid(&self, sid: &Sid) -> Result<TrustedDomain, NtStatus> {
        if !sid.is_domain() {
            return Err(NtStatus::INVALID_PARAMETER);
        }
        let trust = self.store().trusted_domain(sid).await.map_err(unreadable)?;
        trust.ok_or(NtStatus::NO_SUCH_DOMAIN)
    }

    /// The trusted domain of this NetBIOS or DNS name.
    pub(super) async fn trust_by_name(&self, name: &str) -> Result<TrustedDomain, NtStatus> {
        // "The trailing period on DNS names is ignored for the purposes of comparison."
        let name = name.strip_suffix('.').unwrap_or(name);
        let trust = self.store().trusted_domain_by_name(name).await;
        trust
            .map_err(unreadable)?
            .ok_or(NtStatus::OBJECT_NAME_NOT_FOUND)
    }

    /// What the caller may do with trusted domain objects.
    pub(super) async fn trust_access(
        &self,
        context: &CallContext,
    ) -> Result<TrustedDomainAccess, NtStatus> {
        let token = self.token(context).await.map_err(unreadable)?;
        Ok(allowed(&token))
    }

    async fn open_trust(
        &self,
        context: &CallContext,
        sid: Sid,
        desired: TrustedDomainAccess,
    ) -> Result<TrustedDomainHandle, NtStatus> {
        let granted = grant(desired, self.trust_access(context).await?)?;
        keep(context, Trust { sid, granted }).map(TrustedDomainHandle)
    }

    /// `LsarCreateTrustedDomainEx2`, [MS-LSAD] 3.1.4.7.10, as which the older calls behave.
    pub(super) async fn create_trust(
        &self,
        context: &CallContext,
        information: &TrustedDomainInformationEx,
        passwords: TrustPasswords,
        desired: TrustedDomainAccess,
    ) -> Result<TrustedDomainHandle, NtStatus> {
        // "Whatever the set of access rights requested by the caller, the server MUST also set the TRUSTED_SET_AUTH bit".
        let allowed = self.trust_access(context).await?;
        let granted = grant(desired | TrustedDomainAccess::SET_AUTH, allowed)?;
        let trust = self.checked(information)?;
        if trust.direction & TrustDirection::INBOUND.0 != 0 {
            self.interdomain_account(&trust, passwords.incoming.as_ref())
                .await?;
        }
        let auth = TrustAuth {
            incoming: passwords.incoming,
            outgoing: passwords.outgoing,
        };
        let created = self
            .store()
            .create_trusted_domain(&trust, &auth, self.now());
        created.await.map_err(refused)?;
        let sid = trust.sid;
        keep(context, Trust { sid, granted }).map(TrustedDomainHandle)
    }

    /// A new trusted domain, after what [MS-LSAD] 3.1.4.7.10 wants to be checked.
    fn checked(&self, information: &TrustedDomainInformationEx) -> Result<TrustedDomain, NtStatus> {
        let sid = information
            .sid
            .clone()
            .filter(Sid::is_domain)
            .ok_or(NtStatus::INVALID_SID)?;
        let flat = information.flat_name.as_str_or_empty();
        let flat: NetbiosName = flat.parse().map_err(|_| NtStatus::INVALID_PARAMETER)?;
        let dns = match information.name.as_str_or_empty() {
            "" => flat.as_str(),
            dns => dns,
        };
        check_kind(
            information.trust_direction,
            information.trust_type,
            information.trust_attributes,
        )?;
        let names = self.names();
        let is_ours = |name: &str| name.eq_ignore_ascii_case(names.domain.as_str());
        if sid == names.sid || is_ours(flat.as_str()) || is_ours(dns) {
            return Err(NtStatus::CURRENT_DOMAIN_NOT_ALLOWED);
        }
        Ok(TrustedDomain {
            name: flat.as_str().to_owned(),
            dns_name: dns.to_owned(),
            sid,
            direction: information.trust_direction.0,
            trust_type: information.trust_type.0,
            attributes: information.trust_attributes.0,
            posix_offset: 0,
        })
    }

    /// Sees that there is an account that the other domain can log on with, and that it has this password,
    /// [MS-ADTS] 6.1.6.8.
    pub(super) async fn interdomain_account(
        &self,
        trust: &TrustedDomain,
        password: Option<&SecretBytes>,
    ) -> Result<(), NtStatus> {
        let name = account_name(trust);
        let hash = password.map(NtHash::from_utf16le);
        let now = self.now();
        let new = NewUser {
            password: hash.as_ref(),
            ..NewUser::new(&name, Control::INTERDOMAIN_TRUST_ACCOUNT, now)
        };
        match self.store().create_user(&new).await {
            Ok(_) => return Ok(()),
            Err(StoreError::NameTaken) => {}
            Err(error) => return Err(refused(error)),
        }
        let user = self.store().user_by_name(&name).await.map_err(unreadable)?;
        // Whoever has the name may be a computer or a group, which a trust must not take over.
        let user = user.filter(|user| user.control & Control::INTERDOMAIN_TRUST_ACCOUNT != 0);
        let user = user.ok_or(NtStatus::OBJECT_NAME_COLLISION)?;
        match &hash {
            Some(hash) => {
                let set = self
                    .store()
                    .set_password(user.rid, PasswordChange::new(hash, now));
                set.await.map_err(refused)
            }
            None => Ok(()),
        }
    }
}

/// What a trust must not be in a domain without Active Directory: of a forest, or with a Kerberos realm.
pub(super) fn check_kind(
    direction: TrustDirection,
    trust_type: TrustType,
    attributes: TrustAttributes,
) -> Result<(), NtStatus> {
    let both = TrustDirection::INBOUND | TrustDirection::OUTBOUND;
    if !both.contains(direction) || !matches!(trust_type, TrustType::DOWNLEVEL | TrustType::UPLEVEL)
    {
        return Err(NtStatus::INVALID_PARAMETER);
    }
    let forest = attributes.contains(TrustAttributes::FOREST_TRANSITIVE)
        || attributes.contains(TrustAttributes::CROSS_ORGANIZATION);
    if forest {
        return Err(NtStatus::INVALID_DOMAIN_STATE);
    }
    Ok(())
}

/// What `LsarCreateTrustedDomain` says of a domain, [MS-LSAD] 3.1.4.7.12.
pub(super) fn outbound(name: ndr::UnicodeString, sid: Option<Sid>) -> TrustedDomainInformationEx {
    TrustedDomainInformationEx {
        name: name.clone(),
        flat_name: name,
        sid,
        trust_direction: TrustDirection::OUTBOUND,
        trust_type: TrustType::DOWNLEVEL,
        trust_attributes: TrustAttributes::default(),
    }
}

/// The secret with the password of a trust, [MS-LSAD] 3.1.4.7.3.
pub(super) fn secret_name(trust: &TrustedDomain) -> String {
    format!("G$${}", trust.name)
}

/// The account with which the other domain logs on.
fn account_name(trust: &TrustedDomain) -> String {
    format!("{}$", trust.name)
}

fn opened(result: Result<TrustedDomainHandle, NtStatus>) -> OpenTrustedDomainReply {
    let (trusted_domain, status) = outcome(result);
    OpenTrustedDomainReply {
        trusted_domain,
        status,
    }
}
