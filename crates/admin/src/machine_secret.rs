//! The LSA secret of a member, [MS-LSAD] 3.1.4.6: the way to give it a new machine password from here, which NT 4 has and
//! `NetrJoinDomain2` is not needed for.

use host::{Host, Remote};
use msrpc::lsarpc::{
    CipherValue, CreateSecret, Lsarpc, ObjectAttributes, OpenPolicy2, OpenSecret, PolicyAccess,
    PolicyHandle, SecretAccess, SecretHandle, SetSecret,
};
use wire::{NtStatus, Password};

use crate::{Problem, Reason};

/// The name of the secret that a member keeps its machine password in.
const MACHINE_ACCOUNT: &str = "$MACHINE.ACC";

/// The secret `$MACHINE.ACC` of a computer, open for being set. Nobody can read it.
pub(crate) struct MachineSecret {
    lsa: Remote<Lsarpc>,
    secret: SecretHandle,
}

impl MachineSecret {
    /// Opens it, or makes it where it was lost.
    pub(crate) async fn open(host: &Host) -> Result<Self, Problem> {
        let mut lsa = host.open::<Lsarpc>().await?;
        let call = OpenPolicy2 {
            system_name: None,
            object_attributes: ObjectAttributes::default(),
            desired_access: PolicyAccess::VIEW_LOCAL_INFORMATION | PolicyAccess::CREATE_SECRET,
        };
        let opened = lsa.call(&call).await?;
        lsa.check(opened.status)?;
        let secret = open_secret(&mut lsa, opened.policy).await?;
        Ok(Self { lsa, secret })
    }

    /// Sets it. The member keeps the value before as the old one, which it tries as well, so that nothing is lost if the
    /// account does not get the same password.
    pub(crate) async fn set(&mut self, password: &Password) -> Result<(), Problem> {
        let key = self.lsa.session_key()?;
        let sealed = CipherValue::seal(&password.to_utf16le(), &key);
        let sealed = sealed.map_err(|_| self.lsa.problem(Reason::PasswordTooLong(256)))?;
        let call = SetSecret {
            secret: self.secret,
            encrypted_current_value: Some(sealed),
            encrypted_old_value: None,
        };
        let reply = self.lsa.call(&call).await?;
        self.lsa.check(reply.status)
    }
}

async fn open_secret(
    lsa: &mut Remote<Lsarpc>,
    policy: PolicyHandle,
) -> Result<SecretHandle, Problem> {
    let open = OpenSecret {
        policy,
        secret_name: MACHINE_ACCOUNT.into(),
        desired_access: SecretAccess::SET_VALUE,
    };
    let opened = lsa.call(&open).await?;
    if opened.status != NtStatus::OBJECT_NAME_NOT_FOUND {
        lsa.check(opened.status)?;
        return Ok(opened.secret);
    }
    let create = CreateSecret {
        policy,
        secret_name: MACHINE_ACCOUNT.into(),
        desired_access: SecretAccess::SET_VALUE,
    };
    let created = lsa.call(&create).await?;
    lsa.check(created.status)?;
    Ok(created.secret)
}
