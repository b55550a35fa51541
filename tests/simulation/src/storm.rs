//! What happens in a storm, besides what fails at the steps of those who take part.

use std::sync::Arc;
use std::time::Duration;

use member::{Logon, Member, MembershipStoreError, Proof};
use tokio::time::{sleep, timeout};

use crate::disk::hash_of;
use crate::random::{Random, all_of};
use crate::service::FORGETFUL;
use crate::story::Story;
use crate::world::{DOMAIN, World};

all_of! {
    #[derive(Clone, Copy, Debug, Eq, PartialEq)]
    pub(crate) enum Event {
        MemberFalls,
        ControllerFalls,
        ControllerRestored,
        SnapshotRestored,
        /// An administrator sets one password on both sides, in whatever order.
        Reset,
        /// He sets one on the member only.
        MemberReset,
        /// Or on a controller only.
        ControllerReset,
        ClockJumps,
        DiskTrouble,
        AccountDisabled,
        AccountDeleted,
        ChangesRefused,
        Partition,
        Lag,
        ServiceStopped,
        Verify,
        Change,
        Rediscover,
        LogOn,
        /// He has the member take another name.
        Rename,
        /// He gives the account one, and has the member follow.
        Follow,
        /// He has the member join again.
        Join,
        /// He gives the account a password, and tells it to the member, which joins by it.
        JoinUnsecure,
    }
}

use Event::*;

impl Event {
    /// Those that may happen in one storm.
    pub(crate) fn draw(random: &Random) -> Vec<Self> {
        let share = *random.pick(&[150, 300, 500]);
        let likely = |event: &Self| match event {
            // What may put a side back behind all that the other knows: most storms are to be won.
            ControllerRestored | SnapshotRestored | MemberReset | ControllerReset => share / 5,
            _ => share,
        };
        let drawn = |event: &Self| random.chance(likely(event));
        Self::ALL.iter().copied().filter(drawn).collect()
    }
}

impl Story {
    pub(crate) async fn happens(&mut self, event: Event) {
        let world = Arc::clone(&self.world);
        let random = &world.random;
        let count = u64::try_from(world.controllers.len()).unwrap();
        let index = usize::try_from(random.between(0..count)).unwrap();
        world.note(format!("{event:?} ({index})"));
        match event {
            MemberFalls => self.fall().await,
            ControllerFalls => world.controller_falls(index, random.seconds(1..1800)),
            ControllerRestored => {
                let back = usize::try_from(random.between(1..4)).unwrap();
                world.restore(index, back, random.chance(500));
                world.truth().disturb(&world, "a controller was restored");
            }
            SnapshotRestored => {
                self.fall().await;
                let back = usize::try_from(random.between(1..6)).unwrap();
                world.disk().restore(back);
                let values = world.disk().values();
                world.note(format!("disk: restored to {values}"));
                let names = world.disk().names();
                world.truth().restored(values, names);
                world.truth().disturb(&world, "the member was restored");
            }
            ControllerReset => {
                let hash = hash_of(&world.new_password());
                world.set_password(index, hash);
                world.truth().disturb(&world, "a controller was reset");
            }
            ClockJumps => {
                let days = *random.pick(&[-3650, -7, -1, 0, 0, 1, 7, 3650]);
                world.clock.jump(days * 86_400);
            }
            Reset | MemberReset | ServiceStopped | Verify | Change | Rediscover | LogOn => {
                self.is_asked(event, index);
            }
            Rename | Follow | Join | JoinUnsecure => self.joins(event, index),
            DiskTrouble | AccountDisabled | AccountDeleted | ChangesRefused | Partition | Lag => {
                is_wrong_for_a_while(&world, event, index);
            }
        }
    }

    fn is_asked(&mut self, event: Event, index: usize) {
        match event {
            Reset => self.prompt(move |member, world| reset(member, world, index)),
            MemberReset => self.prompt(|member, world| async move {
                order(&member, &world).await;
            }),
            ServiceStopped => self.prompt(|member, world| async move {
                member.set_running(false).await;
                sleep(world.random.seconds(1..3600)).await;
                member.set_running(true).await;
            }),
            Verify => self.prompt(|member, world| async move {
                let outcome = member.verify().await;
                world.note(format!("verify: {outcome:?}"));
            }),
            // Nobody does it so often that a request that is late may be from before the last but one.
            Change if !self.changed_within(Duration::from_mins(20)) => {
                self.changed = Some(self.world.clock.elapsed());
                self.prompt(|member, world| async move {
                    let outcome = member.change_password().await;
                    world.note(format!("change: {outcome:?}"));
                });
            }
            Rediscover => self.prompt(move |member, world| async move {
                let named = world.random.chance(500);
                let server = named.then_some(world.controllers[index].name.as_str());
                let outcome = member.rediscover(server).await;
                world.note(format!("rediscover: {outcome:?}"));
            }),
            LogOn => self.prompt(|member, world| async move {
                let user = *world.random.pick(&["somebody", FORGETFUL]);
                let outcome = member.log_on(&logon(user)).await;
                world.note(format!("logon: {:?}", outcome.err()));
            }),
            _ => {}
        }
    }

    /// Somebody asks the member for something, and may lose patience.
    pub(crate) fn prompt<F: Future<Output = ()> + Send + 'static>(
        &mut self,
        ask: impl FnOnce(Arc<Member>, Arc<World>) -> F,
    ) {
        let Some(member) = self.member.clone() else {
            return;
        };
        self.prompts.push(self.world.clock.elapsed());
        let world = Arc::clone(&self.world);
        let patience = if world.random.chance(250) {
            world.random.milliseconds(1..500)
        } else {
            Duration::from_hours(2)
        };
        let asked = ask(member, Arc::clone(&world));
        self.tasks.spawn(async move {
            if timeout(patience, asked).await.is_err() {
                world.note("whoever asked has lost patience");
            }
        });
    }

    fn changed_within(&self, time: Duration) -> bool {
        let now = self.world.clock.elapsed();
        self.changed.is_some_and(|changed| changed + time > now)
    }
}

pub(crate) fn logon(user: &str) -> Logon {
    Logon {
        domain: DOMAIN.to_owned(),
        user: user.to_owned(),
        workstation: String::new(),
        parameters: msrpc::netlogon::ParameterControl(0),
        proof: Proof::Response {
            challenge: [1; 8],
            nt_response: vec![2; 24],
            lm_response: Vec::new(),
        },
    }
}

async fn order(member: &Member, world: &World) -> crate::truth::Hash {
    let password = world.new_password();
    let hash = hash_of(&password);
    world.truth().orders(hash);
    let outcome = member.set_password_by_administrator(password).await;
    world.note(format!(
        "an administrator gives the member {hash}: {outcome:?}"
    ));
    hash
}

async fn reset(member: Arc<Member>, world: Arc<World>, index: usize) {
    let set = |hash| {
        world.set_password(index, hash);
        world.truth().disturb(&world, "a controller was reset");
    };
    if world.random.chance(500) {
        let hash = order(&member, &world).await;
        sleep(world.random.milliseconds(1..20_000)).await;
        set(hash);
    } else {
        let password = world.new_password();
        let hash = hash_of(&password);
        world.truth().orders(hash);
        set(hash);
        sleep(world.random.milliseconds(1..20_000)).await;
        let outcome = member.set_password_by_administrator(password).await;
        world.note(format!(
            "an administrator gives the member {hash}: {outcome:?}"
        ));
    }
}

/// Something does not work, and does again after a while.
fn is_wrong_for_a_while(world: &Arc<World>, event: Event, index: usize) {
    let full = world.random.chance(500);
    let trouble = if full {
        MembershipStoreError::Full
    } else {
        MembershipStoreError::ReadOnly("for now".into())
    };
    let set = move |world: &World, wrong: bool| {
        let mut state = world.controllers[index].state();
        match event {
            AccountDisabled => state.enabled = !wrong,
            AccountDeleted => state.exists = !wrong,
            ChangesRefused => state.refuses_changes = wrong,
            Partition => state.reachable = !wrong,
            Lag => state.replicates = !wrong,
            _ => world.disk().trouble = wrong.then(|| trouble.clone()),
        }
    };
    set(world, true);
    let world = Arc::clone(world);
    tokio::spawn(async move {
        sleep(world.random.seconds(60..7200)).await;
        set(&world, false);
    });
}
