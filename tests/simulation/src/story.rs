//! One seed from beginning to end: a storm, then quiet, then what must hold.

use std::sync::Arc;
use std::time::Duration;

use member::{ChannelFailure, ChannelStatus, Member, Settings};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use crate::disk::hash_of;
use crate::faults::Faults;
use crate::joins::rename;
use crate::random::Random;
use crate::storm::Event;
use crate::world::World;

/// What a seed came to.
pub(crate) struct Told {
    pub(crate) world: Arc<World>,
    /// Whether the controllers were put back behind all that the member knows, and stayed so.
    pub(crate) was_broken: bool,
}

pub(crate) struct Story {
    pub(crate) world: Arc<World>,
    pub(crate) member: Option<Arc<Member>>,
    /// All that runs on the member, and ends when it falls.
    pub(crate) tasks: JoinSet<()>,
    /// When somebody asked the member for something, or it started.
    pub(crate) prompts: Vec<Duration>,
    /// When a change of the password was asked for.
    pub(crate) changed: Option<Duration>,
    /// Whether the member is told to take other names.
    renames: bool,
    starts: Instant,
}

/// Tells the story of a seed, in a virtual time of its own.
pub(crate) fn tell(seed: u64) -> Told {
    virtual_time().block_on(async {
        let random = Random::new(seed);
        let controllers = *random.pick(&[1, 1, 2, 3]);
        let faults = Faults::draw(random.fork());
        let world = World::new(random, controllers, faults);
        let mut story = Story::new(world);
        story.storm().await;
        let was_broken = story.quiet().await;
        story.nobody_was_pestered();
        Told {
            world: story.world,
            was_broken,
        }
    })
}

pub(crate) fn virtual_time() -> Runtime {
    let mut runtime = Builder::new_current_thread();
    runtime.enable_time().start_paused(true).build().unwrap()
}

/// Passwords get two hours old, so that a storm of hours sees several.
pub(crate) fn settings() -> Settings {
    Settings {
        maximum_password_age: Duration::from_hours(2),
        ..Settings::default()
    }
}

impl Story {
    pub(crate) fn new(world: Arc<World>) -> Self {
        if world.controllers.len() > 1 {
            tokio::spawn(replication(Arc::clone(&world)));
        }
        Self {
            world,
            member: None,
            tasks: JoinSet::new(),
            prompts: Vec::new(),
            changed: None,
            renames: false,
            starts: Instant::now(),
        }
    }

    async fn storm(&mut self) {
        let world = Arc::clone(&self.world);
        let random = &world.random;
        let events = Event::draw(random);
        self.renames = events.contains(&Event::Rename);
        let calm = random.seconds(300..7200).as_secs();
        let end = Instant::now() + random.seconds(2 * 3600..12 * 3600);
        let mut next = Instant::now() + random.seconds(1..calm);
        while world.truth().violations().is_empty() && world.trace.len() < TOO_MUCH {
            tokio::select! {
                biased;
                () = world.falls.notified() => self.fall().await,
                () = sleep_until(self.starts), if self.member.is_none() => self.start().await,
                () = sleep_until(end) => return,
                () = sleep_until(next) => {
                    if !events.is_empty() {
                        self.happens(*random.pick(&events)).await;
                    }
                    next = Instant::now() + random.seconds(1..calm);
                }
            }
        }
    }

    /// The member falls: what it was doing is not done, and what was in its memory is gone.
    pub(crate) async fn fall(&mut self) {
        self.member = None;
        self.tasks.shutdown().await;
        self.starts = Instant::now() + self.world.random.seconds(1..900);
    }

    async fn start(&mut self) {
        self.prompts.push(self.world.clock.elapsed());
        match self.world.start(settings()).await {
            Ok(member) => {
                self.world.note("the member starts");
                self.member = Some(Arc::clone(&member));
                self.tasks.spawn(async move { member.run().await });
            }
            Err(failure) => {
                self.world
                    .note(format!("the member does not start: {failure}"));
                self.starts = Instant::now() + Duration::from_mins(1);
            }
        }
    }

    /// Nothing fails any more. After a while the member must have come to terms with its controllers, or say why not;
    /// tells whether it could not.
    async fn quiet(&mut self) -> bool {
        let world = Arc::clone(&self.world);
        world.faults.be_quiet();
        world.note("quiet");
        world.disk().trouble = None;
        for controller in &world.controllers {
            controller.state().becomes_normal();
        }
        if self.member.is_none() {
            self.start().await;
        }
        let Some(member) = self.member.clone() else {
            self.violated("the member does not start");
            return false;
        };
        self.prompts.push(world.clock.elapsed());
        member.set_running(true).await;
        // Whoever is down comes back, what is late arrives, and administrators start what they had stopped.
        sleep(Duration::from_hours(1)).await;
        world.replicate_all();
        let (since, writes) = (world.clock.elapsed(), world.disk().writes);
        // As long as a controller that has refused is left in peace, and then some.
        sleep(Duration::from_hours(3)).await;
        world.replicate_all();
        let knows_password = world.truth().member().have(world.winner());
        let knows_name = world.truth().names().have(world.winning_name());
        if knows_password && knows_name {
            self.all_is_well(&member).await;
            return false;
        }
        if !knows_password && world.truth().disturbed().is_none() {
            self.violated("the password is lost");
        }
        if !knows_name && world.truth().renamed().is_none() {
            self.violated("the name is lost");
        }
        let proofs = world.proofs_since(since);
        // At each turn of the scavenger each value once, at each controller, under each name.
        let names = 1 + usize::from(world.truth().names().are_two());
        let most = (3 * 4 + 2) * 3 * names * world.controllers.len();
        if proofs > most {
            self.violated(&format!(
                "{proofs} proofs in three hours, with nothing to prove"
            ));
        }
        if !knows_password && world.disk().writes != writes {
            self.violated("a password is made that cannot come to the controllers");
        }
        self.says_why(&member, knows_password, knows_name).await;
        true
    }

    async fn all_is_well(&self, member: &Member) {
        let world = &self.world;
        for change in [false, true] {
            if change && let Err(failure) = member.change_password().await {
                self.violated(&format!("no change: {failure}"));
            }
            if let Err(failure) = member.verify().await {
                self.violated(&format!("no channel: {failure}"));
            }
            world.replicate_all();
            let values = world.truth().member();
            if values.pending.is_some() || values.current != world.winner() {
                self.violated("both sides work, and are not in step");
            }
            if !matches!(member.status().channel, ChannelStatus::Up { .. }) {
                self.violated("the channel works, and is not up");
            }
        }
    }

    /// The right diagnosis, and the cure.
    async fn says_why(&self, member: &Arc<Member>, knows_password: bool, knows_name: bool) {
        let world = &self.world;
        match member.verify().await {
            Err(ChannelFailure::WrongPassword { .. }) if knows_name => {}
            Err(ChannelFailure::NoAccount { .. }) if !knows_name => {}
            outcome => self.violated(&format!("a wrong diagnosis: {outcome:?}")),
        }
        if !knows_password {
            let password = world.new_password();
            let hash = hash_of(&password);
            world.truth().orders(hash);
            world.set_password(0, hash);
            world.replicate_all();
            // Whether it was set is seen by the verification.
            let _ = member.set_password_by_administrator(password).await;
        }
        if !knows_name {
            rename(world, member, world.winning_name(), None, None).await;
        }
        if let Err(failure) = member.verify().await {
            self.violated(&format!("an administrator cannot repair it: {failure}"));
        }
    }

    /// However bad it is, nobody is asked more often than is of use.
    fn nobody_was_pestered(&self) {
        let world = &self.world;
        if world.trace.len() >= TOO_MUCH {
            self.violated("a storm");
        }
        let hour = Duration::from_hours(1);
        let (mut proofs, mut changes) = (Vec::new(), Vec::new());
        for controller in &world.controllers {
            proofs.extend(controller.state().proofs.iter().copied());
            changes.extend(controller.state().changes.iter().copied());
        }
        // Each value, under each name.
        let names = 1 + usize::from(self.renames);
        let values = 3 * names * world.controllers.len();
        // Retries double from five seconds to a quarter of an hour, and a success begins them anew.
        for (times, at_rest, prompted) in
            [(&mut proofs, 40 * values, 8 * values), (&mut changes, 8, 4)]
        {
            times.sort_unstable();
            for &from in times.iter() {
                let to = from + hour;
                let count = times
                    .iter()
                    .filter(|&&time| time >= from && time < to)
                    .count();
                let prompts = self.prompts.iter();
                let prompts = prompts.filter(|&&time| time + hour >= from && time < to);
                let most = at_rest + prompted * prompts.count();
                if count > most {
                    self.violated(&format!("{count} times within an hour, from {from:?}"));
                    return;
                }
            }
        }
    }

    fn violated(&self, what: &str) {
        self.world.truth().violated(&self.world, what.to_owned());
    }
}

/// More happens in no seed.
const TOO_MUCH: usize = 50_000;

async fn replication(world: Arc<World>) {
    let count = u64::try_from(world.controllers.len()).unwrap();
    let any = || usize::try_from(world.random.between(0..count)).unwrap();
    loop {
        sleep(world.random.seconds(20..240)).await;
        let (from, to) = (any(), any());
        let works = |index: usize| {
            let state = world.controllers[index].state();
            state.up && state.replicates
        };
        if from != to && works(from) && works(to) {
            world.replicate(from, to);
            world.truth().look_now(&world);
        }
    }
}
