//! All that there is besides the member: disk, controllers, network, and what has become of them.

use std::future::pending;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lsa::Surroundings;
use member::{Domain, EventLog, Member, NetlogonEvent, Settings};
use tokio::sync::Notify;
use wire::{FileTime, Password, Sid};

use crate::clock::VirtualClock;
use crate::controller::Controller;
use crate::disk::{Disk, DiskState};
use crate::faults::{Fault, Faults};
use crate::network::Wires;
use crate::random::Random;
use crate::trace::Trace;
use crate::truth::{NAMES, Truth};

pub(crate) struct World {
    pub(crate) random: Random,
    pub(crate) faults: Faults,
    pub(crate) trace: Trace,
    pub(crate) clock: Arc<VirtualClock>,
    pub(crate) controllers: Vec<Controller>,
    /// Whether password changes go to the first controller whomever they are sent to, as in a domain of the NT 4 kind.
    pub(crate) has_primary: bool,
    /// Notified when the member is to fall.
    pub(crate) falls: Notify,
    /// Connections so far.
    pub(crate) connections: Arc<AtomicU64>,
    /// Sealed requests that went over the wire, to be replayed.
    pub(crate) recorded: Mutex<Vec<Vec<u8>>>,
    pub(crate) events: Mutex<Vec<NetlogonEvent>>,
    entropy: Arc<Random>,
    disk: Mutex<DiskState>,
    truth: Mutex<Truth>,
}

pub(crate) const DOMAIN: &str = "DOMAIN";

impl World {
    /// A member that has joined a domain of so many controllers, and faults to come.
    pub(crate) fn new(random: Random, controllers: usize, faults: Faults) -> Arc<Self> {
        let clock = Arc::new(VirtualClock::new());
        let entropy = Arc::new(random.fork());
        let fill = |octets: &mut [u8]| lsa::Entropy::fill(&*entropy, octets);
        let password = netlogon::machine_password(fill);
        let now = lsa::Clock::now(&*clock);
        let controllers = (0..controllers).map(|index| Controller::new(index, &password, &random));
        let world = Self {
            faults,
            trace: Trace::default(),
            controllers: controllers.collect(),
            has_primary: random.chance(300),
            falls: Notify::new(),
            connections: Arc::default(),
            recorded: Mutex::default(),
            events: Mutex::default(),
            entropy,
            truth: Mutex::new(Truth::new(&password)),
            disk: Mutex::new(DiskState::new(password, now)),
            clock,
            random,
        };
        Arc::new(world)
    }

    /// The member, as it starts from what is on its disk.
    pub(crate) async fn start(
        self: &Arc<Self>,
        settings: Settings,
    ) -> Result<Arc<Member>, member::ChannelFailure> {
        Member::new(
            NAMES[0].to_owned(),
            Arc::new(Disk(Arc::clone(self))),
            Arc::new(Wires(Arc::clone(self))),
            Arc::new(Events(Arc::clone(self))),
            self.surroundings(),
            settings,
        )
        .await
    }

    pub(crate) fn surroundings(&self) -> Surroundings {
        let (clock, entropy) = (Arc::clone(&self.clock), Arc::clone(&self.entropy));
        Surroundings { clock, entropy }
    }

    /// A password that an administrator sets.
    pub(crate) fn new_password(&self) -> Password {
        netlogon::machine_password(|octets| lsa::Entropy::fill(&self.random, octets))
    }

    pub(crate) fn note(&self, what: impl Into<String>) {
        self.trace.add(self.clock.elapsed(), what.into());
    }

    /// A step of the member: at each it may fall, and then never comes to the next.
    pub(crate) async fn step(&self, what: &str) {
        if self.faults.occurs(Fault::MemberFalls) {
            self.note(format!("the member falls: {what}"));
            self.falls.notify_one();
            pending::<()>().await;
        }
    }

    pub(crate) fn disk(&self) -> MutexGuard<'_, DiskState> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn truth(&self) -> MutexGuard<'_, Truth> {
        self.truth.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The domain as the member knows it.
pub(crate) fn domain() -> Domain {
    Domain {
        name: DOMAIN.parse().unwrap(),
        dns_name: None,
        sid: Sid::new(5, &[21, 1, 2, 3]).unwrap(),
    }
}

struct Events(Arc<World>);

impl EventLog for Events {
    fn log(&self, event: &NetlogonEvent, _: FileTime) {
        self.0.note(format!("event: {event:?}"));
        self.0.events.lock().unwrap().push(event.clone());
    }
}
