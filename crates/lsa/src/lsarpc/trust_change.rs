//! How trusted domain objects are changed, level by level, [MS-LSAD] 3.1.4.7.3, 3.1.4.7.6 and 3.1.4.7.14.

use msrpc::lsarpc::{
    CipherValue, Lsarpc, SetInformationTrustedDomain, SetTrustedDomainInfo,
    SetTrustedDomainInfoByName, StatusReply, TrustDirection, TrustPasswords, TrustedDomainAccess,
    TrustedDomainAuthBlob, TrustedDomainInfo, TrustedDomainInformationEx, TrustedPasswordInfo,
};
use rpc::{Handler, RpcStatus};
use store::{StoreError, TrustAuth, TrustedDomain};
use transport::CallContext;
use wire::{NtStatus, SecretBytes, Sid};

use super::object::{Policy, Trust};
use super::refusal::{gone, refused};
use super::secret::session_key;
use super::trust::{check_kind, outbound, secret_name};
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::status;

impl Handler<SetInformationTrustedDomain> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetInformationTrustedDomain,
    ) -> Result<StatusReply, RpcStatus> {
        let trust = context.handles().get::<Trust>(call.trusted_domain)?;
        let changed = self.change_trust(context, &trust.sid, trust.granted, &call.information.0);
        Ok(StatusReply {
            status: status(changed.await),
        })
    }
}

impl Handler<SetTrustedDomainInfo> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetTrustedDomainInfo,
    ) -> Result<StatusReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let sid = call.trusted_domain_sid;
        let changed = async {
            let found = match self.trust_by_sid(&sid).await {
                Ok(trust) => Some(trust),
                Err(NtStatus::NO_SUCH_DOMAIN) => None,
                Err(status) => return Err(status),
            };
            match (call.information.0, found) {
                // "The server MUST act as if an LsarCreateTrustedDomain message came in".
                (TrustedDomainInfo::Name(name), _) => {
                    self.make_trust(context, outbound(name, Some(sid))).await
                }
                (TrustedDomainInfo::Ex(information), None) => {
                    self.make_trust(context, information).await
                }
                (TrustedDomainInfo::Password(passwords), Some(trust)) => {
                    self.set_trust_password(context, &trust, &passwords).await
                }
                (
                    information @ (TrustedDomainInfo::PosixOffset(_) | TrustedDomainInfo::Ex(_)),
                    Some(_),
                ) => {
                    let allowed = self.trust_access(context).await?;
                    self.change_trust(context, &sid, allowed, &information)
                        .await
                }
                (TrustedDomainInfo::PosixOffset(_) | TrustedDomainInfo::Password(_), None) => {
                    Err(NtStatus::NO_SUCH_DOMAIN)
                }
                _ => Err(NtStatus::INVALID_PARAMETER),
            }
        };
        Ok(StatusReply {
            status: status(changed.await),
        })
    }
}

impl Handler<SetTrustedDomainInfoByName> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetTrustedDomainInfoByName,
    ) -> Result<StatusReply, RpcStatus> {
        context.handles().get::<Policy>(call.policy)?;
        let changed = async {
            let trust = self
                .trust_by_name(call.trusted_domain_name.as_str_or_empty())
                .await?;
            let allowed = self.trust_access(context).await?;
            self.change_trust(context, &trust.sid, allowed, &call.information.0)
                .await
        };
        Ok(StatusReply {
            status: status(changed.await),
        })
    }
}

impl Authority {
    /// `LsarSetInformationTrustedDomain` by somebody who may do `granted` with the object.
    async fn change_trust(
        &self,
        context: &CallContext,
        sid: &Sid,
        granted: TrustedDomainAccess,
        information: &TrustedDomainInfo,
    ) -> Result<(), NtStatus> {
        let change = Change::of(information, context, granted)?;
        let found = self.store().trusted_domain(sid).await.map_err(unreadable)?;
        let trust = found.ok_or(NtStatus::INVALID_HANDLE)?;
        let direction = change
            .kind
            .as_ref()
            .map_or(trust.direction, |kind| kind.trust_direction.0);
        let incoming = change
            .passwords
            .as_ref()
            .and_then(|new| new.incoming.as_ref());
        // "If the trust direction is being set to incoming or bidirectional, then the server MUST create an interdomain
        // trust account for this trust, if such an account does not yet exist".
        let account = change.kind.is_some() || incoming.is_some();
        if account && direction & TrustDirection::INBOUND.0 != 0 {
            self.interdomain_account(&trust, incoming).await?;
        }
        let auth = change.passwords.map(|new| TrustAuth {
            incoming: new.incoming,
            outgoing: new.outgoing,
        });
        let changed = self
            .store()
            .change_trusted_domain(sid, auth.as_ref(), self.now(), |trust| {
                if let Some(kind) = &change.kind {
                    trust.direction = kind.trust_direction.0;
                    trust.trust_type = kind.trust_type.0;
                    trust.attributes = kind.trust_attributes.0;
                }
                if let Some(offset) = change.posix_offset {
                    trust.posix_offset = offset;
                }
            });
        changed.await.map(drop).map_err(gone)
    }

    /// Makes a trusted domain for a caller who wants no handle of it.
    async fn make_trust(
        &self,
        context: &CallContext,
        information: TrustedDomainInformationEx,
    ) -> Result<(), NtStatus> {
        let passwords = TrustPasswords::default();
        let nothing = TrustedDomainAccess(0);
        let made = self
            .create_trust(context, &information, passwords, nothing)
            .await?;
        // The client does not hear of the handle, so it cannot close it.
        context
            .handles()
            .close::<Lsarpc>(made)
            .map_err(|_| NtStatus::INTERNAL_ERROR)
    }

    /// `TrustedPasswordInformation`: the password is kept as a secret that belongs to the trust.
    async fn set_trust_password(
        &self,
        context: &CallContext,
        trust: &TrustedDomain,
        passwords: &TrustedPasswordInfo,
    ) -> Result<(), NtStatus> {
        require(
            self.trust_access(context).await?,
            TrustedDomainAccess::SET_AUTH,
        )?;
        let key = session_key(context)?;
        let decrypt = |value: &Option<CipherValue>| -> Result<Option<SecretBytes>, NtStatus> {
            let value = value.as_ref().map(|value| value.open(key)).transpose();
            value.map_err(|_| NtStatus::INVALID_PARAMETER)
        };
        let (current, old) = (
            decrypt(&passwords.password)?,
            decrypt(&passwords.old_password)?,
        );
        let (name, now) = (secret_name(trust), self.now());
        match self.store().create_secret(&name, now).await {
            Ok(()) | Err(StoreError::SecretExists) => {}
            Err(error) => return Err(refused(error)),
        }
        let set = self
            .store()
            .set_secret(&name, current.as_ref(), old.as_ref(), now);
        set.await.map_err(refused)
    }
}

/// What is to be changed.
#[derive(Default)]
struct Change {
    /// Of which only direction, type and attributes are taken.
    kind: Option<TrustedDomainInformationEx>,
    posix_offset: Option<u32>,
    passwords: Option<TrustPasswords>,
}

impl Change {
    /// By the tables in [MS-LSAD] 3.1.4.7.14: what a handle must allow for a level to be set, and what the level sets.
    fn of(
        information: &TrustedDomainInfo,
        context: &CallContext,
        granted: TrustedDomainAccess,
    ) -> Result<Self, NtStatus> {
        let posix = TrustedDomainAccess::SET_POSIX;
        let auth = TrustedDomainAccess::SET_AUTH;
        match information {
            TrustedDomainInfo::PosixOffset(offset) => {
                require(granted, posix)?;
                Ok(Self {
                    posix_offset: Some(*offset),
                    ..Self::default()
                })
            }
            TrustedDomainInfo::Ex(kind) => {
                require(granted, posix)?;
                Ok(Self {
                    kind: Some(checked(kind)?),
                    ..Self::default()
                })
            }
            TrustedDomainInfo::AuthInternal(blob) => {
                require(granted, auth)?;
                Ok(Self {
                    passwords: Some(open(blob, context)?),
                    ..Self::default()
                })
            }
            TrustedDomainInfo::FullInternal(full) => {
                require(granted, posix | auth)?;
                Ok(Self {
                    kind: Some(checked(&full.information)?),
                    posix_offset: Some(full.posix_offset),
                    passwords: Some(open(&full.auth_information, context)?),
                })
            }
            // Passwords in the clear are not taken, and there are no ciphers of Kerberos to choose from.
            TrustedDomainInfo::Auth(_) => require(granted, auth).and(Err(NtStatus::NOT_SUPPORTED)),
            TrustedDomainInfo::Full(_) => {
                require(granted, posix | auth).and(Err(NtStatus::NOT_SUPPORTED))
            }
            TrustedDomainInfo::SupportedEncryptionTypes(_) => {
                require(granted, posix).and(Err(NtStatus::NOT_SUPPORTED))
            }
            _ => Err(NtStatus::INVALID_PARAMETER),
        }
    }
}

fn checked(kind: &TrustedDomainInformationEx) -> Result<TrustedDomainInformationEx, NtStatus> {
    check_kind(kind.trust_direction, kind.trust_type, kind.trust_attributes)?;
    Ok(kind.clone())
}

fn open(blob: &TrustedDomainAuthBlob, context: &CallContext) -> Result<TrustPasswords, NtStatus> {
    let passwords = blob.open(session_key(context)?);
    passwords.map_err(|_| NtStatus::INVALID_PARAMETER)
}
