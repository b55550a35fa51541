//! Machine passwords over the channel, [MS-NRPC] 3.5.4.4.6 to 3.5.4.4.9.

use auth::NtHash;
use lsa::unreadable;
use msrpc::netlogon::{
    Authenticator, EncryptedNtHash, GetTrustInfo, GetTrustInfoReply, PasswordGet, PasswordGetReply,
    PasswordSet2, PasswordSet2Reply, SecureChannelType, TrustPasswordsGet, TrustPasswordsGetReply,
};
use rpc::{Handler, RpcStatus};
use store::PasswordChange;
use transport::CallContext;
use wire::{NtStatus, SecretKey};

use super::guard::Verified;
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
        // Whatever account the call names, a channel changes its own account's password only.
        self.change_password_of(channel.rid, hash).await
    }

    /// Sets the password of a machine account, unless it has it already.
    pub(super) async fn change_password_of(&self, rid: u32, hash: NtHash) -> Result<(), NtStatus> {
        let found = self.store().credentials(rid).await.map_err(unreadable)?;
        let (_, passwords) = found.ok_or(NtStatus::NO_SUCH_USER)?;
        if passwords.current.as_ref() == Some(&hash) {
            return Ok(());
        }
        let change = PasswordChange::new(&hash, self.now());
        self.store()
            .set_password(rid, change)
            .await
            .map_err(unreadable)
    }

    /// The hashes of an account, for whoever may have them: the account itself, and a backup domain controller.
    async fn hashes(
        &self,
        verified: &Verified,
        account: &str,
    ) -> Result<[EncryptedNtHash; 2], NtStatus> {
        let channel = &verified.channel;
        let found = self
            .store()
            .credentials_by_name(account.trim_end_matches('.'))
            .await;
        let found = found.map_err(unreadable)?;
        let (user, passwords) = found.ok_or(NtStatus::NO_SUCH_USER)?;
        let is_own = user.rid == channel.rid;
        let is_backup = channel.channel_type == SecureChannelType::SERVER
            && msrpc::samr::UserAccountControl(user.control)
                .intersects(msrpc::samr::UserAccountControl::MACHINE_ACCOUNT_MASK);
        if !is_own && !is_backup {
            return Err(NtStatus::ACCESS_DENIED);
        }
        let encrypted = |hash: Option<&NtHash>| {
            let hash = SecretKey::new(hash.map_or([0; 16], |hash| *hash.expose()));
            channel.key.encrypt_nt_hash(&hash)
        };
        let current = passwords.current.as_ref();
        let previous = passwords.previous.as_ref().map(|previous| &previous.hash);
        Ok([encrypted(current), encrypted(previous.or(current))])
    }

    /// What a caller is told of an account, and the authenticator to return.
    async fn told(
        &self,
        verified: Result<Verified, NtStatus>,
        account: &str,
    ) -> (Authenticator, Result<[EncryptedNtHash; 2], NtStatus>) {
        match verified {
            Ok(verified) => (verified.returned, self.hashes(&verified, account).await),
            Err(status) => (Authenticator::default(), Err(status)),
        }
    }
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
            verified => self.told(verified, call.account_name.as_str()).await,
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
        let (return_authenticator, outcome) = self.told(verified, call.account_name.as_str()).await;
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
        let (return_authenticator, outcome) = self.told(verified, call.account_name.as_str()).await;
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
