//! What the locator asks of the rest of the controller.

use std::future::Future;

/// The accounts of the domain, as far as a locator needs them.
pub trait Directory: Send + Sync + 'static {
    /// Whether somebody of this name, and of one of these kinds, can log on here.
    fn knows(&self, account: &str, kinds: AccountKinds) -> impl Future<Output = Known> + Send;

    /// Whether Netlogon runs.
    fn state(&self) -> NetlogonState {
        NetlogonState::Running
    }
}

/// The state of the Netlogon service, as far as clients that look for it are told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NetlogonState {
    /// It lets people on.
    Running,
    /// It sends clients that look for a logon elsewhere.
    Paused,
    /// It answers no ping.
    Stopped,
}

/// What became of looking for an account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Known {
    /// It is there.
    Yes,
    /// It is not there.
    No,
    /// That cannot be said now, and nothing is answered.
    Unavailable,
}

/// `AllowableAccountControlBits` and `AAC`: account control bits, [MS-SAMR] 2.2.1.12, of which an account must have
/// one. No bits, which is what LDAP pings without `AAC` have, allow no account, as in Windows.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct AccountKinds(pub u32);

impl AccountKinds {
    /// Whether an account with these control bits is meant.
    #[must_use]
    pub const fn allow(self, account_control: u32) -> bool {
        self.0 & account_control != 0
    }
}
