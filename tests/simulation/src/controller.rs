//! A domain controller's account database, which replicates, is restored and reset, and the controller's falls.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use msrpc::netlogon::NegotiateFlags;
use netlogon::{Challenges, ServerStoredCredential, SessionKey};
use tokio::task::AbortHandle;
use wire::Password;

use crate::disk::hash_of;
use crate::random::Random;
use crate::truth::{Hash, NAMES, Name};
use crate::world::World;

pub(crate) struct Controller {
    pub(crate) name: String,
    pub(crate) entropy: Arc<Random>,
    state: Mutex<State>,
}

/// Something of the member's account, as controllers replicate it.
#[derive(Clone, Copy)]
pub(crate) struct Attribute<T> {
    pub(crate) value: T,
    /// The higher one wins, and of two the later one.
    pub(crate) version: u64,
    pub(crate) set: Duration,
}

impl<T: Copy> Attribute<T> {
    const fn first(value: T) -> Self {
        let (version, set) = (1, Duration::ZERO);
        Self {
            value,
            version,
            set,
        }
    }

    /// What it becomes when somebody sets it.
    const fn next(&self, value: T, set: Duration) -> Self {
        let version = self.version + 1;
        Self {
            value,
            version,
            set,
        }
    }

    pub(crate) const fn order(&self) -> (u64, Duration, T) {
        (self.version, self.set, self.value)
    }
}

/// A channel of the member.
pub(crate) struct Channel {
    pub(crate) computer: Name,
    pub(crate) key: SessionKey,
    pub(crate) negotiated: NegotiateFlags,
    pub(crate) requested: NegotiateFlags,
    pub(crate) stored: Mutex<ServerStoredCredential>,
}

pub(crate) struct State {
    /// It survives a fall.
    pub(crate) password: Attribute<Hash>,
    /// What it was, oldest first.
    pub(crate) past: Vec<Attribute<Hash>>,
    /// What the account is called. Nothing takes a controller back to a name.
    pub(crate) name: Attribute<Name>,
    pub(crate) exists: bool,
    pub(crate) enabled: bool,
    pub(crate) refuses_changes: bool,
    /// Whether it says that it has set a password, and has not.
    pub(crate) claims_changes: bool,
    pub(crate) replicates: bool,
    /// Whether it answers what was requested of it, as only newer ones do.
    pub(crate) knows_requested: bool,
    pub(crate) reachable: bool,
    pub(crate) up: bool,
    /// How long it takes to answer a logon.
    pub(crate) slowness: Duration,
    /// All else is gone with a fall.
    pub(crate) challenges: BTreeMap<u64, Challenges>,
    pub(crate) channel: Option<Arc<Channel>>,
    pub(crate) connections: Vec<AbortHandle>,
    /// When a proof came, and when a new password did.
    pub(crate) proofs: Vec<Duration>,
    pub(crate) changes: Vec<Duration>,
}

impl Controller {
    pub(crate) fn new(index: usize, password: &Password, random: &Random) -> Self {
        Self {
            name: format!("DC{index}"),
            entropy: Arc::new(random.fork()),
            state: Mutex::new(State {
                password: Attribute::first(hash_of(password)),
                past: Vec::new(),
                name: Attribute::first(NAMES[0]),
                exists: true,
                enabled: true,
                refuses_changes: false,
                claims_changes: false,
                replicates: true,
                knows_requested: random.chance(700),
                reachable: true,
                up: true,
                slowness: Duration::ZERO,
                challenges: BTreeMap::new(),
                channel: None,
                connections: Vec::new(),
                proofs: Vec::new(),
                changes: Vec::new(),
            }),
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, password: Attribute<Hash>) {
        self.past
            .push(std::mem::replace(&mut self.password, password));
    }

    /// Whatever was wrong with it is over.
    pub(crate) const fn becomes_normal(&mut self) {
        self.exists = true;
        self.enabled = true;
        self.refuses_changes = false;
        self.replicates = true;
        self.reachable = true;
    }

    fn lose_what_is_volatile(&mut self) {
        self.challenges.clear();
        self.channel = None;
        for connection in self.connections.drain(..) {
            connection.abort();
        }
    }
}

impl World {
    /// Sets a password on a controller.
    pub(crate) fn set_password(&self, index: usize, hash: Hash) {
        let controller = &self.controllers[index];
        let mut state = controller.state();
        if state.password.value == hash {
            return;
        }
        let password = state.password.next(hash, self.clock.elapsed());
        state.put(password);
        let version = password.version;
        self.note(format!(
            "{}: has {hash} now (version {version})",
            controller.name
        ));
    }

    /// Gives the account a name on a controller.
    pub(crate) fn set_name(&self, index: usize, name: Name) {
        let controller = &self.controllers[index];
        let mut state = controller.state();
        if state.name.value != name {
            state.name = state.name.next(name, self.clock.elapsed());
            self.note(format!("{}: calls it {name} now", controller.name));
        }
    }

    /// The controller is gone, with all that was in its memory; it comes back some time.
    pub(crate) fn controller_falls(self: &Arc<Self>, index: usize, back: Duration) {
        let controller = &self.controllers[index];
        let mut state = controller.state();
        if !state.up {
            return;
        }
        self.note(format!("{}: falls", controller.name));
        state.up = false;
        state.lose_what_is_volatile();
        let world = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(back).await;
            let controller = &world.controllers[index];
            controller.state().up = true;
            world.note(format!("{}: is back", controller.name));
        });
    }

    /// The controller is as it was so many changes ago. An authoritative restore wins over its partners.
    pub(crate) fn restore(&self, index: usize, changes_ago: usize, authoritative: bool) {
        let controller = &self.controllers[index];
        let highest = self.controllers.iter().map(|c| c.state().password.version);
        let highest = highest.max().unwrap_or_default();
        let mut state = controller.state();
        let back = state.past.len().saturating_sub(changes_ago);
        let Some(mut password) = state.past.get(back).copied() else {
            return;
        };
        if authoritative {
            password.version = highest + 1;
            password.set = self.clock.elapsed();
        }
        let (hash, version) = (password.value, password.version);
        state.put(password);
        state.lose_what_is_volatile();
        self.note(format!(
            "{}: restored to {hash} (version {version})",
            controller.name
        ));
    }

    /// One controller hears from another.
    pub(crate) fn replicate(&self, from: usize, to: usize) {
        let (password, name) = {
            let theirs = self.controllers[from].state();
            (theirs.password, theirs.name)
        };
        let controller = &self.controllers[to];
        let mut state = controller.state();
        if password.order() > state.password.order() {
            state.put(password);
            self.note(format!(
                "{}: hears of {} (version {})",
                controller.name, password.value, password.version
            ));
        }
        if name.order() > state.name.order() {
            state.name = name;
            self.note(format!("{}: hears of {}", controller.name, name.value));
        }
    }

    /// What all controllers will have once they have heard of one another.
    pub(crate) fn winner(&self) -> Hash {
        let passwords = self.controllers.iter().map(|c| c.state().password);
        passwords.max_by_key(Attribute::order).unwrap().value
    }

    /// And what they will call it.
    pub(crate) fn winning_name(&self) -> Name {
        let names = self.controllers.iter().map(|c| c.state().name);
        names.max_by_key(Attribute::order).unwrap().value
    }

    /// How often somebody has tried to prove something to any controller.
    pub(crate) fn proofs_since(&self, since: Duration) -> usize {
        let count = |controller: &Controller| {
            let state = controller.state();
            state.proofs.iter().filter(|&&time| time >= since).count()
        };
        self.controllers.iter().map(count).sum()
    }

    pub(crate) fn replicate_all(&self) {
        for from in 0..self.controllers.len() {
            for to in 0..self.controllers.len() {
                self.replicate(from, to);
            }
        }
        for from in 0..self.controllers.len() {
            for to in 0..self.controllers.len() {
                self.replicate(from, to);
            }
        }
        self.truth().look_now(self);
    }
}
