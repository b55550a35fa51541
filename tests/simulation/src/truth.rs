//! What must hold at every instant, whatever fails.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use member::{MachineSecret, Membership, SecretValue};
use wire::{NetbiosName, Password};

use crate::controller::Attribute;
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

/// What a computer may be called.
pub(crate) type Name = &'static str;

/// The first is what it is called in the beginning.
pub(crate) const NAMES: [Name; 3] = ["MEMBER", "SECOND", "THIRD"];

pub(crate) fn name_of(name: &NetbiosName) -> Name {
    let mut names = NAMES.into_iter();
    names.find(|known| name.as_str() == *known).unwrap()
}

/// The names by which a membership may know its account.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Names {
    computer: Name,
    renaming: Option<Name>,
}

impl Names {
    pub(crate) fn of(membership: &Membership) -> Self {
        Self {
            computer: name_of(&membership.computer),
            renaming: membership.renaming.as_ref().map(name_of),
        }
    }

    pub(crate) fn have(&self, name: Name) -> bool {
        self.computer == name || self.renaming == Some(name)
    }

    pub(crate) const fn are_two(&self) -> bool {
        self.renaming.is_some()
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.computer)?;
        if let Some(renaming) = self.renaming {
            write!(f, " or {renaming}")?;
        }
        Ok(())
    }
}

/// While it lives, an administrator has the member join again, and it makes itself a password for that.
pub(crate) struct Joins(Arc<World>);

impl Joins {
    pub(crate) fn begin(world: &Arc<World>) -> Self {
        world.truth().joins += 1;
        Self(Arc::clone(world))
    }
}

impl Drop for Joins {
    fn drop(&mut self) {
        self.0.truth().joins -= 1;
    }
}

pub(crate) struct Truth {
    /// What the member goes on with: what it last wrote without a failure, or read.
    member: Values,
    /// And by which names.
    names: Names,
    /// All that was ever written down.
    written: BTreeSet<Hash>,
    /// What was sent.
    sent: BTreeSet<Hash>,
    /// What a controller has let the member in with.
    proven: BTreeSet<Hash>,
    /// Under which names.
    proven_names: BTreeSet<Name>,
    /// Names that are known no more, though the account may yet get them: their orders may still be on their way.
    dropped_names: BTreeSet<Name>,
    /// What an administrator has set on the member.
    ordered: BTreeSet<Hash>,
    /// How many administrators have the member take a password that it makes itself.
    joins: u32,
    /// What somebody has made the member forget, by restoring the disk or by giving it one password after the other: changes
    /// to it may still be on their way.
    taken_back: BTreeSet<Hash>,
    /// Password changes that left the member, and that a controller has come to see.
    sends: u64,
    seen: u64,
    /// Whatever made it right that no value is the controllers', until all are in step again.
    disturbed: Option<&'static str>,
    /// The same of the account's name.
    renamed: Option<&'static str>,
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
            names: Names {
                computer: NAMES[0],
                renaming: None,
            },
            written: BTreeSet::from([current]),
            sent: BTreeSet::new(),
            proven: BTreeSet::from([current]),
            proven_names: BTreeSet::from([NAMES[0]]),
            dropped_names: BTreeSet::new(),
            ordered: BTreeSet::new(),
            joins: 0,
            taken_back: BTreeSet::new(),
            sends: 0,
            seen: 0,
            disturbed: None,
            renamed: None,
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

    /// And by which names.
    pub(crate) const fn names(&self) -> Names {
        self.names
    }

    /// Why it may be that the account has none of them.
    pub(crate) const fn renamed(&self) -> Option<&'static str> {
        self.renamed
    }

    pub(crate) const fn disturbed(&self) -> Option<&'static str> {
        self.disturbed
    }

    pub(crate) fn violated(&mut self, world: &World, what: String) {
        world.note(format!("VIOLATED: {what}"));
        self.violations.push(what);
    }

    /// The member knows that these are its values.
    pub(crate) const fn known(&mut self, values: Values, names: Names) {
        self.member = values;
        self.names = names;
    }

    /// The disk is restored to these values, of which the member knows when it starts.
    pub(crate) fn restored(&mut self, values: Values, names: Names) {
        self.known(values, names);
        self.dropped_names.extend(NAMES);
        self.renamed = Some("the member was restored");
        self.taken_back.extend(&self.written);
    }

    /// These values have come to the disk.
    pub(crate) fn written(&mut self, world: &World, new: Values, names: Names) {
        self.written_names(world, names);
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
            let is_ordered = self.joins > 0 || self.ordered.contains(&new.current);
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

    fn written_names(&mut self, world: &World, new: Names) {
        let before = self.names;
        if new.computer != before.computer && !self.proven_names.contains(new.computer) {
            let what = format!("{} is believed, and nobody has proven it", new.computer);
            self.violated(world, what);
        }
        let dropped = [Some(before.computer), before.renaming]
            .into_iter()
            .flatten();
        let dropped: Vec<_> = dropped.filter(|&name| !new.have(name)).collect();
        let is_another = |name: &Name| !before.have(name);
        let another =
            new.renaming.is_some_and(|name| is_another(&name)) || is_another(&new.computer);
        if before.are_two() && another && !dropped.is_empty() {
            self.renamed = Some("another name was ordered while one was undecided");
        }
        self.dropped_names.extend(dropped);
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

    pub(crate) fn proves(&mut self, hash: Hash, name: Name) {
        self.proven.insert(hash);
        self.proven_names.insert(name);
    }

    /// A controller has given the account a name. The order may have been long on its way.
    pub(crate) fn named(&mut self, world: &World, name: Name) {
        if self.dropped_names.contains(name) && !world.disk().names().have(name) {
            self.renamed = Some("a name that was given up came late");
        }
        if world.winning_name() != name {
            self.renamed = Some("a controller was told a name that had not heard of a newer one");
        }
        self.look_now(world);
    }

    /// An administrator gives the account a name, and does not tell the member.
    pub(crate) fn rename(&mut self, world: &World, why: &'static str) {
        self.renamed = Some(why);
        self.look_now(world);
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
        self.look_at_names(world);
        let accounts: Vec<_> = world
            .controllers
            .iter()
            .map(|c| c.state().password)
            .collect();
        let Some(winner) = accounts.iter().max_by_key(|account| account.order()) else {
            return;
        };
        // What the member goes on with and what it would find after a fall may differ, if a write failed though it was done.
        let is_known = self.member.have(winner.value) && disk.have(winner.value);
        // Of the same value, too, one controller may have a version that will win over the next change at another.
        let is_winner = |account: &Attribute<Hash>| account.order() == winner.order();
        if is_known && accounts.iter().all(is_winner) {
            self.disturbed = None;
        }
        if self.disturbed.is_none() && !disk.have(winner.value) {
            self.violated(
                world,
                format!(
                    "the controllers have {}, and the member has lost it",
                    winner.value
                ),
            );
        }
    }

    /// The same of what they will call it.
    fn look_at_names(&mut self, world: &World) {
        let disk = world.disk().names();
        let winner = world.winning_name();
        let mut names = world.controllers.iter().map(|c| c.state().name.value);
        if self.names.have(winner) && disk.have(winner) && names.all(|name| name == winner) {
            self.renamed = None;
        }
        if self.renamed.is_none() && !disk.have(winner) {
            let what = format!("the account is called {winner}, and the member knows {disk} only");
            self.violated(world, what);
        }
    }

    /// Looks whenever something has happened to the controllers.
    pub(crate) fn look_now(&mut self, world: &World) {
        let disk = world.disk().values();
        self.look(world, disk);
    }
}
