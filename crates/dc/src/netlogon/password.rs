//! Machine passwords over the channel, [MS-NRPC] 3.5.4.4.6 to 3.5.4.4.9.

use auth::NtHash;
use lsa::unreadable;
use msrpc::netlogon::{
    Authenticator, EncryptedNtHash, GetTrustInfo, GetTrustInfoReply, PasswordGet, PasswordGetReply,
    PasswordSet2, PasswordSet2Reply, SecureChannelType, TrustPasswordsGet, TrustPasswordsGetReply,
};
use msrpc::samr::UserAccountControl;
use rpc::{Handler, RpcStatus};
use store::{OverChannel, PasswordChange, StoreError};
use transport::CallContext;
use wire::{NtStatus, SecretBytes, SecretKey};

use super::Channel;
use super::guard::{Verified, is_sealed};
use crate::Controller;

impl Handler<PasswordSet2> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: PasswordSet2,
    ) -> Result<PasswordSet2Reply, RpcStatus> {
        let computer = call.computer_name.as_str();
        let verified = match self.verify(context, computer, &call.authenticator).await {
            Ok(verified) => verified,
            Err(status) => {
                return Ok(PasswordSet2Reply {
                    return_authenticator: Authenticator::default(),
                    status,
                });
            }
        };
        let outcome = self.set_password(&verified, &call).await;
        Ok(PasswordSet2Reply {
            return_authenticator: verified.returned,
            status: outcome.err().unwrap_or(NtStatus::SUCCESS),
        })
    }
}

impl Controller {
    async fn set_password(&self, verified: &Verified, call: &PasswordSet2) -> Result<(), NtStatus> {
        let channel = &verified.channel;
        let policy = self.store().policy().await.map_err(unreadable)?;
        if policy.refuse_password_change && channel.channel_type == SecureChannelType::WORKSTATION {
            return Err(NtStatus::WRONG_PASSWORD);
        }
        let clear = channel.key.decrypt_password(&call.new_password);
        // CVE-2020-1472: a buffer that nobody encrypted, and an empty password, are refused here.
        let clear = clear.map_err(|_| NtStatus::WRONG_PASSWORD)?;
        let hash = NtHash::from_utf16le(&clear);
        self.change_password_over(channel, hash).await
    }

    /// Sets the password of a channel's own account, whatever account the call names, unless it has it already, or the channel
    /// has ended meanwhile.
    pub(super) async fn change_password_over(
        &self,
        channel: &Channel,
        hash: NtHash,
    ) -> Result<(), NtStatus> {
        let rid = channel.rid;
        let found = self.store().credentials(rid).await.map_err(unreadable)?;
        let (_, passwords) = found.ok_or(NtStatus::ACCESS_DENIED)?;
        if passwords.current.as_ref() == Some(&hash) {
            return Ok(());
        }
        let now = self.now();
        let change = PasswordChange {
            over_channel: Some(OverChannel {
                standing: channel.standing,
                knows: channel.password_set(),
            }),
            ..PasswordChange::new(&hash, now)
        };
        let set = self.store().set_password(rid, change).await;
        set.map_err(|error| match error {
            StoreError::Conflict | StoreError::NoSuchAccount => NtStatus::ACCESS_DENIED,
            error => unreadable(error),
        })?;
        channel.has_set_password(now);
        Ok(())
    }

    /// The hashes of an account, for whoever may have them: the account itself, and a backup domain controller. They are under
    /// DES whatever was negotiated, so that no exception lets them out unsealed; nor does who knows no more than a previous
    /// password learn the one in use.
    async fn hashes(
        &self,
        context: &CallContext,
        channel: &Channel,
        account: &str,
    ) -> Result<[EncryptedNtHash; 2], NtStatus> {
        let may_be_told = is_sealed(context) || self.settings().laboratory_exceptions;
        if !may_be_told || channel.password_set().is_none() {
            return Err(NtStatus::ACCESS_DENIED);
        }
        let found = self
            .store()
            .credentials_by_name(account.trim_end_matches('.'))
            .await;
        let found = found.map_err(unreadable)?;
        let (user, passwords) = found.ok_or(NtStatus::NO_SUCH_USER)?;
        let control = UserAccountControl(user.control);
        let is_own = user.rid == channel.rid;
        let may_be_told = is_own
            || channel.channel_type == SecureChannelType::SERVER
                && control.intersects(UserAccountControl::MACHINE_ACCOUNT_MASK);
        if !may_be_told {
            return Err(NtStatus::ACCESS_DENIED);
        }
        let encrypted = |hash: Option<&NtHash>| {
            let hash = SecretKey::new(hash.map_or([0; 16], |hash| *hash.expose()));
            channel.key.encrypt_nt_hash(&hash)
        };
        let current = passwords.current.as_ref();
        let previous = passwords.previous.as_ref().map(|previous| &previous.hash);
        // 3.5.4.7.6: but for trusts, "an empty string MUST be used when calculating the OWF of the previous password".
        let nothing = no_password();
        let previous = if control.contains(UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT) {
            previous.or(current)
        } else {
            Some(&nothing)
        };
        Ok([encrypted(current), encrypted(previous)])
    }

    /// What a caller is told of an account, and the authenticator to return.
    async fn told(
        &self,
        context: &CallContext,
        verified: Result<Verified, NtStatus>,
        account: &str,
    ) -> (Authenticator, Result<[EncryptedNtHash; 2], NtStatus>) {
        match verified {
            Ok(verified) => {
                let hashes = self.hashes(context, &verified.channel, account).await;
                (verified.returned, hashes)
            }
            Err(status) => (Authenticator::default(), Err(status)),
        }
    }
}

/// The hash of an empty password, which nobody has.
pub(super) fn no_password() -> NtHash {
    NtHash::from_utf16le(&SecretBytes::new(Vec::new()))
}

/// Whether there are such channels: "Verify that AccountName is not NULL and AccountType flags are valid".
const fn is_channel_type(account_type: SecureChannelType) -> bool {
    matches!(
        account_type,
        SecureChannelType::WORKSTATION
            | SecureChannelType::TRUSTED_DNS_DOMAIN
            | SecureChannelType::TRUSTED_DOMAIN
            | SecureChannelType::SERVER
            | SecureChannelType::CDC_SERVER
    )
}

const NO_HASH: EncryptedNtHash = EncryptedNtHash([0; 16]);

impl Handler<PasswordGet> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: PasswordGet,
    ) -> Result<PasswordGetReply, RpcStatus> {
        let computer = call.computer_name.as_str();
        let verified = self.verify(context, computer, &call.authenticator).await;
        let (return_authenticator, outcome) = match verified {
            // For backup domain controllers only, [MS-NRPC] 3.5.4.4.8.
            Ok(verified) if verified.channel.channel_type != SecureChannelType::SERVER => {
                (verified.returned, Err(NtStatus::ACCESS_DENIED))
            }
            Ok(verified) if !is_channel_type(call.account_type) => {
                (verified.returned, Err(NtStatus::INVALID_PARAMETER))
            }
            verified => {
                self.told(context, verified, call.account_name.as_str())
                    .await
            }
        };
        Ok(PasswordGetReply {
            return_authenticator,
            nt_hash: outcome.map_or(NO_HASH, |[current, _]| current),
            status: outcome.err().unwrap_or(NtStatus::SUCCESS),
        })
    }
}

impl Handler<TrustPasswordsGet> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: TrustPasswordsGet,
    ) -> Result<TrustPasswordsGetReply, RpcStatus> {
        let computer = call.computer_name.as_str();
        let verified = self.verify(context, computer, &call.authenticator).await;
        let (return_authenticator, outcome) = self
            .told(context, verified, call.account_name.as_str())
            .await;
        let [new_hash, old_hash] = outcome.unwrap_or([NO_HASH; 2]);
        Ok(TrustPasswordsGetReply {
            return_authenticator,
            new_hash,
            old_hash,
            status: outcome.err().unwrap_or(NtStatus::SUCCESS),
        })
    }
}

impl Handler<GetTrustInfo> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetTrustInfo,
    ) -> Result<GetTrustInfoReply, RpcStatus> {
        let computer = call.computer_name.as_str();
        let verified = self.verify(context, computer, &call.authenticator).await;
        let (return_authenticator, outcome) = self
            .told(context, verified, call.account_name.as_str())
            .await;
        let [new_hash, old_hash] = outcome.unwrap_or([NO_HASH; 2]);
        Ok(GetTrustInfoReply {
            return_authenticator,
            new_hash,
            old_hash,
            // A domain without transitive trusts has no attributes to tell of.
            trust_info: None,
            status: outcome.err().unwrap_or(NtStatus::SUCCESS),
        })
    }
}
