//! The membership as it is kept in a `store`.

use std::sync::{Arc, Mutex, PoisonError};

use lsa::Entropy;
use store::{MachineMarks, Store, StoreError};

use super::{MachineKey, Origin, seal};
use crate::{Membership, MembershipStore, MembershipStoreError};
use link::BoxFuture;

/// A membership in a [`Store`], with its secret sealed under a key that is elsewhere.
pub struct State {
    store: Store,
    key: MachineKey,
    origin: Origin,
    entropy: Arc<dyn Entropy>,
    seen: Mutex<Seen>,
}

/// What was seen of the state so far.
#[derive(Default)]
struct Seen {
    /// The marks of the machine that the state was made on; `None` before there is one.
    marks: Option<MachineMarks>,
    /// How it is known that the state is a copy, if it is.
    copied: Option<String>,
    /// From the next time on that it is written down, it is this machine's.
    adopt: bool,
}

impl State {
    /// The membership of a machine's store.
    #[must_use]
    pub fn new(store: Store, key: MachineKey, origin: Origin, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            store,
            key,
            origin,
            entropy,
            seen: Mutex::default(),
        }
    }

    async fn read(&self) -> Result<Option<Membership>, MembershipStoreError> {
        let record = self.store.membership().await.map_err(failed)?;
        let Some(record) = record else {
            *self.seen() = Seen::default();
            return Ok(None);
        };
        let membership = seal::open(&self.key, &record)?;
        let copied = self.origin.evidence(&record.marks, record.generation);
        self.origin.witness(record.generation, false);
        let mut seen = self.seen();
        seen.copied = copied;
        seen.marks = Some(record.marks);
        Ok(Some(membership))
    }

    async fn write(&self, membership: &Membership) -> Result<(), MembershipStoreError> {
        let (marks, adopt) = {
            let seen = self.seen();
            let kept = seen.marks.clone().filter(|_| !seen.adopt);
            let adopt = kept.is_none();
            (kept.unwrap_or_else(|| self.origin.marks().clone()), adopt)
        };
        let mut nonce = [0; 12];
        self.entropy.fill(&mut nonce);
        let record = seal::seal(&self.key, membership, marks, nonce)?;
        self.store.save_membership(&record).await.map_err(failed)?;
        self.origin.witness(record.generation, adopt);
        if adopt {
            *self.seen() = Seen {
                marks: Some(record.marks),
                ..Seen::default()
            };
        }
        Ok(())
    }

    async fn forget(&self) -> Result<(), MembershipStoreError> {
        self.store.remove_membership().await.map_err(failed)?;
        self.origin.forget();
        *self.seen() = Seen::default();
        Ok(())
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MembershipStore for State {
    fn load(&self) -> BoxFuture<'_, Result<Option<Membership>, MembershipStoreError>> {
        Box::pin(self.read())
    }

    fn save<'a>(
        &'a self,
        membership: &'a Membership,
    ) -> BoxFuture<'a, Result<(), MembershipStoreError>> {
        Box::pin(self.write(membership))
    }

    fn remove(&self) -> BoxFuture<'_, Result<(), MembershipStoreError>> {
        Box::pin(self.forget())
    }

    fn copied(&self) -> Option<String> {
        self.seen().copied.clone()
    }

    fn adopt(&self) {
        self.seen().adopt = true;
    }
}

/// What a failure of the store means to a member.
fn failed(error: StoreError) -> MembershipStoreError {
    match error {
        StoreError::Full => MembershipStoreError::Full,
        // SQLITE_READONLY and its kin.
        StoreError::SqliteIo { code } if code & 0xff == 8 => {
            MembershipStoreError::ReadOnly(StoreError::SqliteIo { code }.to_string())
        }
        StoreError::Corrupt | StoreError::NotADatabase => {
            MembershipStoreError::Corrupt(error.to_string())
        }
        error => MembershipStoreError::Io(error.to_string()),
    }
}
