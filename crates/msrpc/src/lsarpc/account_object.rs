//! The account object: what the policy keeps about one SID.

use ndr::{Conformant, Count, Decoder, Encoder, Malformed, Ndr, Params, Unique};
use wire::{NtStatus, Sid};

use super::{AccountAccess, AccountHandle, Luid, PolicyHandle};

/// `LsarCreateAccount` request, [MS-LSAD] 3.1.4.5.1.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct CreateAccount {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The account.
    pub account_sid: Sid,
    /// What the handle is to allow.
    pub desired_access: AccountAccess,
}

/// `LsarOpenAccount` request, [MS-LSAD] 3.1.4.5.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenAccount {
    /// The policy object.
    pub policy: PolicyHandle,
    /// The account.
    pub account_sid: Sid,
    /// What the handle is to allow.
    pub desired_access: AccountAccess,
}

/// `LsarCreateAccount` and `LsarOpenAccount` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenAccountReply {
    /// The account object.
    pub account: AccountHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarEnumeratePrivilegesAccount` request, [MS-LSAD] 3.1.4.5.4.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumeratePrivilegesAccount {
    /// The account object.
    pub account: AccountHandle,
}

/// `LsarEnumeratePrivilegesAccount` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumeratePrivilegesAccountReply {
    /// Its privileges; null with an error.
    pub privileges: Unique<PrivilegeSet>,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarAddPrivilegesToAccount` request, [MS-LSAD] 3.1.4.5.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct AddPrivilegesToAccount {
    /// The account object.
    pub account: AccountHandle,
    /// What it is to get.
    pub privileges: PrivilegeSet,
}

/// `LsarRemovePrivilegesFromAccount` request, [MS-LSAD] 3.1.4.5.6.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RemovePrivilegesFromAccount {
    /// The account object.
    pub account: AccountHandle,
    /// Unless zero, it is to lose all privileges.
    pub all_privileges: u8,
    /// What it is to lose; null exactly if that is all.
    pub privileges: Unique<PrivilegeSet>,
}

/// `LsarGetSystemAccessAccount` request, [MS-LSAD] 3.1.4.5.7.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetSystemAccessAccount {
    /// The account object.
    pub account: AccountHandle,
}

/// `LsarGetSystemAccessAccount` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetSystemAccessAccountReply {
    /// How it may log on.
    pub system_access: SystemAccess,
    /// The outcome.
    pub status: NtStatus,
}

/// `LsarSetSystemAccessAccount` request, [MS-LSAD] 3.1.4.5.8.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct SetSystemAccessAccount {
    /// The account object.
    pub account: AccountHandle,
    /// How it may log on from now on.
    pub system_access: SystemAccess,
}

crate::flags::flags! {
    /// System access flags, [MS-LSAD] 3.1.1.2.2: how an account may log on, and how it may not.
    SystemAccess: u32 {
        /// `SeInteractiveLogonRight`.
        INTERACTIVE = 0x0000_0001;
        /// `SeNetworkLogonRight`.
        NETWORK = 0x0000_0002;
        /// `SeBatchLogonRight`.
        BATCH = 0x0000_0004;
        /// `SeServiceLogonRight`.
        SERVICE = 0x0000_0010;
        /// `SeDenyInteractiveLogonRight`.
        DENY_INTERACTIVE = 0x0000_0040;
        /// `SeDenyNetworkLogonRight`.
        DENY_NETWORK = 0x0000_0080;
        /// `SeDenyBatchLogonRight`.
        DENY_BATCH = 0x0000_0100;
        /// `SeDenyServiceLogonRight`.
        DENY_SERVICE = 0x0000_0200;
        /// `SeRemoteInteractiveLogonRight`.
        REMOTE_INTERACTIVE = 0x0000_0400;
        /// `SeDenyRemoteInteractiveLogonRight`.
        DENY_REMOTE_INTERACTIVE = 0x0000_0800;
    }
}

/// `LSAPR_LUID_AND_ATTRIBUTES`, [MS-LSAD] 2.2.5.4.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct LuidAndAttributes {
    /// The privilege's value on this computer.
    pub luid: Luid,
    /// 1 and 2 for one that is on by default and at logon.
    pub attributes: u32,
}

/// `LSAPR_PRIVILEGE_SET`, [MS-LSAD] 2.2.5.5.
///
/// `PrivilegeCount` is no member: it is written, and on reading must be, how many there are.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PrivilegeSet {
    /// `Control`: no server looks at it.
    pub control: u32,
    /// The privileges: at most 1000.
    pub privileges: Vec<LuidAndAttributes>,
}

/// The most privileges that a set has.
const MAX_PRIVILEGES: u32 = 1000;

impl Count for PrivilegeSet {
    fn count(&self) -> usize {
        self.privileges.len()
    }
}

impl Ndr for PrivilegeSet {
    const ALIGN: usize = 4;
    const CONFORMANT: bool = true;
    type Pending = (u32, <Conformant<LuidAndAttributes> as Ndr>::Pending);

    fn encode_conformance(&self, encoder: &mut Encoder) {
        encoder.count(self.privileges.len());
    }

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.align(Self::ALIGN);
        encoder.count(self.privileges.len());
        encoder.u32(self.control);
        encoder.elements(&self.privileges);
    }

    fn decode_conformance(decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
        decoder.read_max_count()
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.align(Self::ALIGN)?;
        decoder.enter("PrivilegeCount");
        let count = decoder.u32()?;
        if count > MAX_PRIVILEGES {
            return Err(Malformed::TooLarge {
                field: "PrivilegeCount",
                value: u64::from(count),
                limit: u64::from(MAX_PRIVILEGES),
            });
        }
        decoder.enter("Control");
        let control = decoder.u32()?;
        decoder.enter("Privilege");
        let privileges = Conformant::<LuidAndAttributes>::decode_inline(decoder)?;
        if u32::try_from(privileges.len()) != Ok(count) {
            return Err(decoder.illegal(count));
        }
        Ok((control, privileges))
    }

    fn decode_referents(
        (control, privileges): Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        let Conformant(privileges) =
            Conformant::<LuidAndAttributes>::decode_referents(privileges, decoder)?;
        Ok(Self {
            control,
            privileges,
        })
    }
}
