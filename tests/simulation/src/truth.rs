//! What must hold at every instant, whatever fails.

use std::collections::BTreeSet;
use std::fmt;

use member::{MachineSecret, SecretValue};
use wire::Password;

use crate::controller::Account;
use crate::disk::hash_of;
use crate::world::World;

/// Of a password, to compare it and to name it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Hash(pub(crate) [u8; 16]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, ..] = self.0;
        write!(f, "{a:02x}{b:02x}")
    }
}

/// The values of a secret.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Values {
    pub(crate) current: Hash,
    pub(crate) old: Option<Hash>,
    pub(crate) pending: Option<Hash>,
}

impl Values {
    pub(crate) fn of(secret: &MachineSecret) -> Self {
        let hash = |value: &SecretValue| hash_of(&value.password);
        Self {
            current: hash(&secret.current),
            old: secret.old.as_ref().map(hash),
            pending: secret.pending.as_ref().map(hash),
        }
    }

    pub(crate) fn have(&self, hash: Hash) -> bool {
        self.current == hash || self.old == Some(hash) || self.pending == Some(hash)
    }
}

impl fmt::Display for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "current {}", self.current)?;
        if let Some(old) = self.old {
            write!(f, ", old {old}")?;
        }
        if let Some(pending) = self.pending {
            write!(f, ", pending {pending}")?;
        }
        Ok(())
    }
}

pub(crate) struct Truth {
    /// What the member goes on with: what it last wrote without a failure, or read.
    member: Values,
    /// All that was ever written down.
    written: BTreeSet<Hash>,
    /// What was sent.
    sent: BTreeSet<Hash>,
    /// What a controller has let the member in with.
    proven: BTreeSet<Hash>,
    /// What an administrator has set on the member.
    ordered: BTreeSet<Hash>,
    /// What somebody has made the member forget, by restoring the disk or by giving it one password after the other: changes
    /// to it may still be on their way.
    taken_back: BTreeSet<Hash>,
    /// Password changes that left the member, and that a controller has come to see.
    sends: u64,
    seen: u64,
    /// Whatever made it right that no value is the controllers', until all are in step again.
    disturbed: Option<&'static str>,
    violations: Vec<String>,
}

impl Truth {
    pub(crate) fn new(password: &Password) -> Self {
        let current = hash_of(password);
        Self {
            member: Values {
                current,
                old: None,
                pending: None,
            },
            written: BTreeSet::from([current]),
            sent: BTreeSet::new(),
            proven: BTreeSet::from([current]),
            ordered: BTreeSet::new(),
            taken_back: BTreeSet::new(),
            sends: 0,
            seen: 0,
            disturbed: None,
            violations: Vec::new(),
        }
    }

    pub(crate) fn violations(&self) -> &[String] {
        &self.violations
    }

    /// What the member goes on with.
    pub(crate) const fn member(&self) -> Values {
        self.member
    }

    pub(crate) const fn disturbed(&self) -> Option<&'static str> {
        self.disturbed
    }

    pub(crate) fn violated(&mut self, world: &World, what: String) {
        world.note(format!("VIOLATED: {what}"));
        self.violations.push(what);
    }

    /// The member knows that these are its values.
    pub(crate) const fn known(&mut self, values: Values) {
        self.member = values;
    }

    /// The disk is restored to these values, of which the member knows when it starts.
    pub(crate) fn restored(&mut self, values: Values) {
        self.known(values);
        self.taken_back.extend(&self.written);
    }

    /// These values have come to the disk.
    pub(crate) fn written(&mut self, world: &World, new: Values) {
        let before = self.member;
        for hash in [Some(new.current), new.old, new.pending]
            .into_iter()
            .flatten()
        {
            self.written.insert(hash);
        }
        if new.current != before.current {
            let is_proven =
                before.pending == Some(new.current) && self.proven.contains(&new.current);
            let is_ordered = self.ordered.contains(&new.current);
            if is_ordered {
                // Administrators may forget all that the controllers have.
                self.disturbed = Some("an administrator has given the member a password");
                self.taken_back.extend(before.old);
            }
            if !is_proven && !is_ordered {
                self.violated(
                    world,
                    format!("{} is believed, and nobody has proven it", new.current),
                );
            }
        }
        let old = if new.current == before.current {
            before.old
        } else {
            Some(before.current)
        };
        if new.old != old {
            self.violated(world, "the value before is forgotten".to_owned());
        }
        if let Some(undecided) = before.pending
            && self.sent.contains(&undecided)
            && new.pending != Some(undecided)
            && new.current != undecided
        {
            let what = if new.pending.is_some() {
                "while it is undecided, another one is made"
            } else {
                "while it is undecided, it is forgotten"
            };
            self.violated(world, format!("{undecided}: {what}"));
        }
        if self.disturbed.is_none() {
            self.look(world, new);
        }
    }

    /// A change of the password leaves the member.
    pub(crate) fn sends(&mut self) {
        self.sends += 1;
        self.sent.extend(self.member.pending);
    }

    /// A controller sees one that is sealed as it should be.
    pub(crate) fn sees_change(&mut self, world: &World) {
        self.seen += 1;
        if self.seen > self.sends {
            self.violated(world, "a repeated change of the password was let in".into());
        }
    }

    /// A controller has set a password that came over the channel.
    pub(crate) fn set(&mut self, world: &World, hash: Hash, disk: Values) {
        if !self.written.contains(&hash) {
            self.violated(world, format!("{hash} is set, and was never written down"));
        }
        if self.taken_back.contains(&hash) && !disk.have(hash) {
            self.disturbed = Some("what the member was made to forget came late");
        }
        self.look(world, disk);
    }

    pub(crate) fn proves(&mut self, hash: Hash) {
        self.proven.insert(hash);
    }

    /// An administrator gives the member a password.
    pub(crate) fn orders(&mut self, hash: Hash) {
        self.ordered.insert(hash);
    }

    /// From now on it may be that no value is the controllers'.
    pub(crate) fn disturb(&mut self, world: &World, why: &'static str) {
        self.disturbed = Some(why);
        let disk = world.disk().values();
        self.look(world, disk);
    }

    /// What the controllers will have once they are in step must be on the disk.
    fn look(&mut self, world: &World, disk: Values) {
        let accounts: Vec<_> = world
            .controllers
            .iter()
            .map(|c| c.state().account)
            .collect();
        let Some(winner) = accounts.iter().max_by_key(|account| account.order()) else {
            return;
        };
        // What the member goes on with and what it would find after a fall may differ, if a write failed though it was done.
        let is_known = self.member.have(winner.hash) && disk.have(winner.hash);
        // Of the same value, too, one controller may have a version that will win over the next change at another.
        let is_winner =
            |account: &Account| account.hash == winner.hash && account.order() == winner.order();
        if is_known && accounts.iter().all(is_winner) {
            self.disturbed = None;
        }
        if self.disturbed.is_none() && !disk.have(winner.hash) {
            self.violated(
                world,
                format!(
                    "the controllers have {}, and the member has lost it",
                    winner.hash
                ),
            );
        }
    }

    /// Looks whenever something has happened to the controllers.
    pub(crate) fn look_now(&mut self, world: &World) {
        let disk = world.disk().values();
        self.look(world, disk);
    }
}
