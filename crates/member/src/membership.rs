//! What a member keeps of its membership, and where.

use link::{Account, BoxFuture, Domain};
use wire::NetbiosName;

use crate::MachineSecret;

/// A computer's membership of a domain, with its secret. Written down as one: there is never one without the other.
pub struct Membership {
    /// The domain.
    pub domain: Domain,
    /// The computer's name; its account is this and `$`.
    pub computer: NetbiosName,
    /// The name that its account was to get, or had before, as long as it is not certain which: a controller that does not
    /// let the computer in by the one may by the other.
    pub renaming: Option<NetbiosName>,
    /// The domain controller to use and no other, if the administrator named one.
    pub server: Option<String>,
    /// The password of the computer's account.
    pub secret: MachineSecret,
}

impl Membership {
    /// Whose channel it is that leads to the domain.
    pub(crate) fn account(&self) -> Account {
        Account::of_member(&self.computer, &self.domain.name)
    }

    /// Another copy, to be changed and written down before it is believed.
    #[must_use]
    pub fn with_secret(&self, secret: MachineSecret) -> Self {
        Self {
            domain: self.domain.clone(),
            computer: self.computer.clone(),
            renaming: self.renaming.clone(),
            server: self.server.clone(),
            secret,
        }
    }

    /// The same, about to take another name, or no longer so.
    #[must_use]
    pub fn about_to_take(&self, name: Option<NetbiosName>) -> Self {
        Self {
            renaming: name,
            ..self.with_secret(self.secret.next())
        }
    }

    /// The same under another name.
    #[must_use]
    pub fn called(&self, computer: NetbiosName) -> Self {
        Self {
            computer,
            ..self.about_to_take(None)
        }
    }

    /// The same under a name that a controller knows its account by. Others may know it by the one that it had.
    #[must_use]
    pub fn known_as(&self, computer: NetbiosName) -> Self {
        if computer == self.computer {
            return self.about_to_take(self.renaming.clone());
        }
        Self {
            computer,
            ..self.about_to_take(Some(self.computer.clone()))
        }
    }

    /// The same under the other name that its account may have, with this one as the other.
    #[must_use]
    pub fn renamed(&self) -> Option<Self> {
        self.renaming.clone().map(|other| self.known_as(other))
    }
}

/// Where a membership is kept: encrypted, and durable before a method resolves.
pub trait MembershipStore: Send + Sync + 'static {
    /// What is kept; `None` for a computer of a workgroup.
    ///
    /// # Errors
    /// [`MembershipStoreError`].
    fn load(&self) -> BoxFuture<'_, Result<Option<Membership>, MembershipStoreError>>;

    /// Writes it down in one piece: after a crash, all of it is there or nothing of it.
    ///
    /// # Errors
    /// [`MembershipStoreError`]; then either may be there, and the caller goes on with what it had.
    fn save<'a>(
        &'a self,
        membership: &'a Membership,
    ) -> BoxFuture<'a, Result<(), MembershipStoreError>>;

    /// Forgets it.
    ///
    /// # Errors
    /// [`MembershipStoreError`].
    fn remove(&self) -> BoxFuture<'_, Result<(), MembershipStoreError>>;

    /// How it is known, if it is, that what was loaded is a copy: restored from a snapshot, or of another machine.
    fn copied(&self) -> Option<String> {
        None
    }

    /// An administrator joins or resets this computer: whatever the state was copied from, it is this computer's own from
    /// the next [`MembershipStore::save`] on.
    fn adopt(&self) {}
}

/// Why a membership could not be read or written.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MembershipStoreError {
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The file system does not let it be written.
    #[error("the state cannot be written: {0}")]
    ReadOnly(String),
    /// It was written with another key than the one that was given.
    #[error("the secret was encrypted with another key")]
    WrongKey,
    /// What is there is no membership.
    #[error("the state is damaged: {0}")]
    Corrupt(String),
    /// The operating system or the database reports something else.
    #[error("the state cannot be used: {0}")]
    Io(String),
}
