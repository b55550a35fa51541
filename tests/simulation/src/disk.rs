//! The member's disk: it keeps the old or the new, never a mixture, and does not always say which.

use std::sync::Arc;

use auth::NtHash;
use member::{BoxFuture, MachineSecret, Membership, MembershipStore, MembershipStoreError};
use wire::{FileTime, Password};

use crate::faults::Fault;
use crate::truth::{Hash, NAMES, Names, Values};
use crate::world::{World, domain};

pub(crate) struct DiskState {
    content: Membership,
    /// What was there before, for who restores a snapshot.
    past: Vec<Membership>,
    pub(crate) trouble: Option<MembershipStoreError>,
    /// Whether it reports a failure though it has written.
    pub(crate) denies: bool,
    /// How often something was written.
    pub(crate) writes: u64,
}

impl DiskState {
    pub(crate) fn new(password: Password, now: FileTime) -> Self {
        Self {
            content: Membership {
                domain: domain(),
                computer: NAMES[0].parse().unwrap(),
                renaming: None,
                server: None,
                secret: MachineSecret::new(password, now),
            },
            past: Vec::new(),
            trouble: None,
            denies: false,
            writes: 0,
        }
    }

    pub(crate) fn values(&self) -> Values {
        Values::of(&self.content.secret)
    }

    pub(crate) fn names(&self) -> Names {
        Names::of(&self.content)
    }

    fn write(&mut self, membership: &Membership) {
        let new = duplicate(membership);
        self.past.push(std::mem::replace(&mut self.content, new));
        self.writes += 1;
    }

    /// Goes back to what it was so many writes ago, as far as there were so many.
    pub(crate) fn restore(&mut self, writes_ago: usize) {
        let index = self.past.len().saturating_sub(writes_ago);
        if let Some(past) = self.past.get(index) {
            self.content = duplicate(past);
        }
    }
}

fn duplicate(membership: &Membership) -> Membership {
    membership.with_secret(membership.secret.duplicate())
}

pub(crate) fn hash_of(password: &Password) -> Hash {
    Hash(*NtHash::from_password(password).expose())
}

pub(crate) struct Disk(pub(crate) Arc<World>);

impl MembershipStore for Disk {
    fn load(&self) -> BoxFuture<'_, Result<Option<Membership>, MembershipStoreError>> {
        Box::pin(async move {
            let world = &self.0;
            if world.faults.occurs(Fault::ReadFails) {
                world.note("disk: nothing can be read");
                return Err(MembershipStoreError::Io("no disk".into()));
            }
            let content = duplicate(&world.disk().content);
            world
                .truth()
                .known(Values::of(&content.secret), Names::of(&content));
            Ok(Some(content))
        })
    }

    fn save<'a>(
        &'a self,
        membership: &'a Membership,
    ) -> BoxFuture<'a, Result<(), MembershipStoreError>> {
        Box::pin(async move {
            let world = &self.0;
            world.step("before it writes").await;
            tokio::time::sleep(world.random.milliseconds(1..30)).await;
            let (values, names) = (Values::of(&membership.secret), Names::of(membership));
            if let Some(trouble) = world.disk().trouble.clone() {
                world.note(format!("disk: {trouble}: {values}"));
                return Err(trouble);
            }
            if world.faults.occurs(Fault::WriteFails) {
                world.note(format!("disk: a write fails: {values}"));
                return Err(MembershipStoreError::Io("not written".into()));
            }
            world.disk().write(membership);
            world.note(format!("disk: {values} ({names})"));
            world.truth().written(world, values, names);
            world.step("after it has written").await;
            // Whoever has lost patience does not hear that it is done.
            tokio::time::sleep(world.random.milliseconds(1..30)).await;
            if world.disk().denies || world.faults.occurs(Fault::WriteFailsThough) {
                world.note("disk: and reports a failure");
                return Err(MembershipStoreError::Io("written though".into()));
            }
            world.truth().known(values, names);
            Ok(())
        })
    }

    fn remove(&self) -> BoxFuture<'_, Result<(), MembershipStoreError>> {
        Box::pin(async { Err(MembershipStoreError::ReadOnly("nobody leaves".into())) })
    }
}
