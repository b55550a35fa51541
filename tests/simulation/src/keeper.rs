//! What the member does when one thing is wrong and nothing else: in virtual time, against controllers in memory.

use std::sync::Arc;
use std::time::Duration;

use member::{
    ChangeFailure, ChannelFailure, ChannelStatus, Logon, LogonFailure, Member,
    MembershipStoreError, Proof, Refusal, Settings,
};
use tokio::task::JoinHandle;
use tokio::time::sleep;
use wire::{NtStatus, Password};

use crate::disk::hash_of;
use crate::faults::Faults;
use crate::random::Random;
use crate::service::{FORGETFUL, PASSWORD};
use crate::storm::logon;
use crate::story::virtual_time;
use crate::world::World;

/// A domain of so many controllers, and a member of it that runs.
struct Scene {
    world: Arc<World>,
    member: Arc<Member>,
    task: JoinHandle<()>,
}

impl Scene {
    async fn of(controllers: usize) -> Self {
        let world = World::new(Random::new(7), controllers, Faults::none());
        Self::in_world(world).await
    }

    async fn in_world(world: Arc<World>) -> Self {
        let member = world.start(Settings::default()).await.unwrap();
        let task = tokio::spawn({
            let member = Arc::clone(&member);
            async move { member.run().await }
        });
        sleep(Duration::from_secs(5)).await;
        Self {
            world,
            member,
            task,
        }
    }

    /// The member ends, and starts again from its disk.
    async fn again(self) -> Self {
        self.task.abort();
        drop(self.member);
        Self::in_world(self.world).await
    }

    fn events(&self, number: u32) -> usize {
        let events = self.world.events.lock().unwrap();
        events.iter().filter(|event| event.id() == number).count()
    }

    fn controller(&self) -> Option<String> {
        match self.member.status().channel {
            ChannelStatus::Up { controller, .. } => Some(controller),
            _ => None,
        }
    }

    fn proofs(&self) -> usize {
        self.world.proofs_since(Duration::ZERO)
    }

    fn is_in_step(&self) -> bool {
        let values = self.world.disk().values();
        values.pending.is_none() && values.current == self.world.winner()
    }
}

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

#[test]
fn the_channel_is_there_without_anybody_asking_and_is_kept_with_one_proof() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        assert_eq!(scene.controller().as_deref(), Some("DC0"));
        sleep(23 * HOUR).await;
        assert_eq!(scene.proofs(), 1);
        // One that is open proves nothing, and so it is set up anew once a day.
        sleep(4 * DAY).await;
        assert_eq!(scene.proofs(), 5);
        assert!(scene.world.events.lock().unwrap().is_empty());
    });
}

#[test]
fn a_controller_that_goes_back_behind_an_open_channel_is_found_out_within_a_day() {
    virtual_time().block_on(async {
        let scene = Scene::of(2).await;
        scene.member.change_password().await.unwrap();
        scene.world.replicate_all();
        let other = usize::from(scene.controller().as_deref() == Some("DC0"));
        scene.world.restore(other, 1, true);
        scene.world.replicate_all();
        sleep(HOUR).await;
        assert!(scene.controller().is_some() && !scene.is_in_step());
        sleep(DAY).await;
        assert!(scene.is_in_step());
        assert_eq!((scene.events(3210), scene.events(3224)), (0, 0));
    });
}

#[test]
fn a_password_that_is_refused_behind_an_open_channel_is_told_and_takes_nothing_away() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        let refused = |scene: &Scene| match scene.member.status().channel {
            ChannelStatus::Up { refused, .. } => refused,
            channel => panic!("{channel:?}"),
        };
        let password = scene.world.new_password();
        scene.world.set_password(0, hash_of(&password));
        sleep(HOUR).await;
        assert_eq!((refused(&scene), scene.events(3210)), (None, 0));
        sleep(DAY).await;
        let known = refused(&scene);
        assert!(matches!(known, Some(ChannelFailure::WrongPassword { .. })));
        // At each turn of the scavenger from then on.
        assert!((2..=5).contains(&scene.events(3210)));
        assert!(scene.member.log_on(&logon("somebody")).await.is_ok());
        let set = scene.member.set_password_by_administrator(password).await;
        set.unwrap();
        sleep(Duration::from_secs(5)).await;
        assert_eq!(refused(&scene), None);
    });
}

#[test]
fn a_logon_that_is_under_way_is_read_with_the_key_that_it_was_encrypted_with() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        scene.world.controllers[0].state().slowness = Duration::from_secs(5);
        let member = Arc::clone(&scene.member);
        let asked = Logon {
            proof: Proof::Password(Password::new(PASSWORD.into())),
            ..logon("somebody")
        };
        let asked = tokio::spawn(async move { member.log_on(&asked).await.err() });
        sleep(Duration::from_secs(1)).await;
        scene.member.verify().await.unwrap();
        assert_eq!(asked.await.unwrap(), None);
    });
}

#[test]
fn a_controller_that_is_gone_is_looked_for_at_doubling_intervals() {
    virtual_time().block_on(async {
        let world = World::new(Random::new(7), 1, Faults::none());
        world.controllers[0].state().up = false;
        let scene = Scene::in_world(world).await;
        assert!(scene.events(5719) >= 1);
        sleep(HOUR).await;
        // 5 + 10 + … + 640 s, and then every quarter of an hour.
        let looked = scene.events(5719);
        assert!((9..=12).contains(&looked), "{looked}");
        let failure = scene.member.log_on(&logon("somebody")).await.err();
        assert!(matches!(
            failure,
            Some(LogonFailure::NoChannel(ChannelFailure::NoController { .. }))
        ));
        // Whoever asks meanwhile hears what is known, and asks nobody.
        assert_eq!(scene.events(5719), looked);
        scene.world.controllers[0].state().up = true;
        sleep(Duration::from_mins(16)).await;
        assert_eq!(scene.controller().as_deref(), Some("DC0"));
    });
}

#[test]
fn a_wrong_password_is_said_once_in_each_turn_of_the_scavenger_and_not_asked_more_often() {
    virtual_time().block_on(async {
        let world = World::new(Random::new(7), 1, Faults::none());
        world.set_password(0, hash_of(&world.new_password()));
        let scene = Scene::in_world(world).await;
        assert_eq!((scene.events(3210), scene.proofs()), (1, 1));
        for _ in 0..50 {
            assert!(scene.member.log_on(&logon("somebody")).await.is_err());
        }
        assert_eq!((scene.events(3210), scene.proofs()), (1, 1));
        sleep(DAY).await;
        assert_eq!((scene.events(3210), scene.proofs()), (96, 96));
        assert_eq!(scene.world.disk().writes, 0);
    });
}

#[test]
fn a_deleted_account_is_named_as_that() {
    virtual_time().block_on(async {
        let world = World::new(Random::new(7), 1, Faults::none());
        world.controllers[0].state().exists = false;
        let scene = Scene::in_world(world).await;
        assert_eq!((scene.events(5721), scene.events(3210)), (1, 0));
        let ChannelStatus::Down { failure, .. } = scene.member.status().channel else {
            panic!("there is a channel");
        };
        assert_eq!(failure.status(), NtStatus::NO_TRUST_SAM_ACCOUNT);
        scene.world.controllers[0].state().exists = true;
        scene.member.verify().await.unwrap();
    });
}

#[test]
fn another_controller_takes_over() {
    virtual_time().block_on(async {
        let scene = Scene::of(2).await;
        let first = scene.controller().unwrap();
        let index = usize::from(first == "DC1");
        scene.world.controller_falls(index, DAY);
        assert!(scene.member.log_on(&logon("somebody")).await.is_ok());
        assert_ne!(scene.controller().unwrap(), first);
        assert_eq!(scene.events(5783), 1);
        assert_eq!(scene.events(5719), 0);
    });
}

#[test]
fn a_controller_whose_answers_are_slow_is_left_for_another() {
    virtual_time().block_on(async {
        let settings = Settings {
            timeout: Duration::from_mins(2),
            ..Settings::default()
        };
        let world = World::new(Random::new(7), 2, Faults::none());
        let member = world.start(settings).await.unwrap();
        member.verify().await.unwrap();
        for controller in &world.controllers {
            controller.state().slowness = Duration::from_secs(50);
        }
        let before = world.proofs_since(Duration::ZERO);
        for _ in 0..2 {
            member.log_on(&logon("somebody")).await.ok().unwrap();
        }
        assert!(matches!(member.status().channel, ChannelStatus::Unused));
        for controller in &world.controllers {
            controller.state().slowness = Duration::ZERO;
        }
        member.log_on(&logon("somebody")).await.ok().unwrap();
        assert_eq!(world.proofs_since(Duration::ZERO), before + 1);
    });
}

#[test]
fn a_user_who_has_forgotten_his_password_does_not_drop_the_channel() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        for _ in 0..20 {
            let refused = scene.member.log_on(&logon(FORGETFUL)).await.err();
            assert_eq!(
                refused,
                Some(LogonFailure::Refused(Refusal {
                    status: NtStatus::WRONG_PASSWORD,
                    is_authoritative: true,
                }))
            );
        }
        assert!(scene.member.log_on(&logon("somebody")).await.is_ok());
        assert_eq!(scene.proofs(), 1);
    });
}

#[test]
fn a_service_that_is_stopped_asks_nobody() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        scene.member.set_running(false).await;
        sleep(DAY).await;
        let refused = scene.member.verify().await;
        assert_eq!(refused, Err(ChannelFailure::NotRunning));
        assert_eq!(scene.proofs(), 1);
        scene.member.set_running(true).await;
        sleep(Duration::from_secs(5)).await;
        assert!(scene.controller().is_some());
    });
}

#[test]
fn the_password_is_changed_once_a_week() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        sleep(5 * DAY).await;
        assert_eq!(scene.world.disk().writes, 0);
        sleep(3 * DAY).await;
        assert_eq!((scene.events(5823), scene.is_in_step()), (1, true));
        sleep(21 * DAY).await;
        let changes = scene.events(5823);
        assert!((3..=5).contains(&changes), "{changes}");
        let scene = scene.again().await;
        assert!(scene.controller().is_some());
    });
}

#[test]
fn a_password_that_cannot_be_written_down_is_not_sent() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        for trouble in [
            MembershipStoreError::Full,
            MembershipStoreError::ReadOnly("a test".into()),
        ] {
            scene.world.disk().trouble = Some(trouble.clone());
            let refused = scene.member.change_password().await;
            assert_eq!(refused, Err(ChangeFailure::NotWritten(trouble)));
        }
        let changes = |scene: &Scene| scene.world.controllers[0].state().changes.len();
        assert_eq!((changes(&scene), scene.events(3224)), (0, 2));
        scene.world.disk().trouble = None;
        scene.member.change_password().await.unwrap();
        assert_eq!((changes(&scene), scene.is_in_step()), (1, true));
    });
}

#[test]
fn a_controller_that_refuses_gets_the_same_password_again_and_not_often() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        scene.world.controllers[0].state().refuses_changes = true;
        let refused = scene.member.change_password().await;
        assert_eq!(
            refused,
            Err(ChangeFailure::Refused(NtStatus::WRONG_PASSWORD))
        );
        let pending = scene.world.disk().values().pending;
        assert!(pending.is_some());
        sleep(3 * DAY).await;
        assert_eq!(scene.world.disk().values().pending, pending);
        let asked = scene.world.controllers[0].state().changes.len();
        assert!((3..=4).contains(&asked), "{asked}");
        assert!(scene.controller().is_some());
        scene.world.controllers[0].state().refuses_changes = false;
        sleep(2 * DAY).await;
        assert!(scene.is_in_step());
        assert_eq!(Some(scene.world.disk().values().current), pending);
    });
}

/// A domain of the NT 4 kind, with a channel to its backup controller, which does not hear of anything yet.
async fn at_a_backup_controller() -> Scene {
    let worlds = (0..).map(|seed| World::new(Random::new(seed), 2, Faults::none()));
    let world = worlds.into_iter().find(|world| world.has_primary);
    let scene = Scene::in_world(world.unwrap()).await;
    scene.member.rediscover(Some("DC1")).await.unwrap();
    scene
}

#[test]
fn a_password_that_a_backup_controller_has_passed_on_is_proven_at_the_primary() {
    virtual_time().block_on(async {
        let scene = at_a_backup_controller().await;
        scene.member.change_password().await.unwrap();
        assert_eq!((scene.events(5823), scene.events(3224)), (1, 0));
        assert!(scene.is_in_step());
        assert_eq!(scene.controller().as_deref(), Some("DC0"));
    });
}

#[test]
fn a_password_that_a_backup_controller_has_passed_on_is_no_failure_for_a_day() {
    virtual_time().block_on(async {
        let scene = at_a_backup_controller().await;
        scene.world.controllers[0].state().reachable = false;
        let controller = "DC1".to_owned();
        let outcome = scene.member.change_password().await;
        assert_eq!(outcome, Err(ChangeFailure::NotYet { controller }));
        assert_eq!(scene.controller().as_deref(), Some("DC1"));
        scene.world.replicate(0, 1);
        sleep(HOUR).await;
        assert_eq!((scene.events(5823), scene.events(3224)), (1, 1));
        assert!(scene.is_in_step());
        assert_eq!(scene.member.status().password.unwrap().last_failure, None);
    });
}

#[test]
fn a_backup_controller_that_cannot_pass_a_password_on_is_no_refusal_for_a_day() {
    virtual_time().block_on(async {
        let scene = at_a_backup_controller().await;
        scene.world.controllers[0].state().up = false;
        let outcome = scene.member.change_password().await;
        let (controller, status) = ("DC1".to_owned(), NtStatus::NO_LOGON_SERVERS);
        assert_eq!(
            outcome,
            Err(ChangeFailure::NotPassedOn { controller, status })
        );
        scene.world.controllers[0].state().up = true;
        sleep(HOUR).await;
        assert_eq!((scene.events(5823), scene.events(3224)), (1, 1));
        assert!(scene.is_in_step());
    });
}

#[test]
fn what_another_controller_refuses_is_sent_to_the_primary() {
    virtual_time().block_on(async {
        let scene = at_a_backup_controller().await;
        scene.world.controllers[1].state().refuses_changes = true;
        scene.member.change_password().await.unwrap();
        let changes = |index: usize| scene.world.controllers[index].state().changes.len();
        assert_eq!((changes(1), changes(0)), (1, 1));
        assert!(scene.is_in_step());
        assert_eq!(scene.controller().as_deref(), Some("DC0"));
    });
}

#[test]
fn a_controller_that_only_says_that_it_has_set_a_password_is_left_in_peace() {
    virtual_time().block_on(async {
        let scene = Scene::of(2).await;
        scene.member.rediscover(Some("DC1")).await.unwrap();
        scene.world.controllers[1].state().claims_changes = true;
        let outcome = scene.member.change_password().await;
        assert_eq!(outcome, Err(ChangeFailure::NotSet));
        let failure = scene.member.status().password.unwrap().last_failure;
        assert_eq!(failure, Some(ChangeFailure::NotSet.to_string()));
        sleep(DAY / 2).await;
        assert_eq!(scene.world.controllers[1].state().changes.len(), 1);
        assert_eq!(
            scene.member.status().password.unwrap().last_failure,
            failure
        );
    });
}

#[test]
fn a_password_that_is_accepted_late_is_as_old_as_its_acceptance() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        scene.world.controllers[0].state().refuses_changes = true;
        assert!(scene.member.change_password().await.is_err());
        sleep(10 * DAY).await;
        scene.world.controllers[0].state().refuses_changes = false;
        sleep(2 * DAY).await;
        assert!(scene.is_in_step());
        sleep(3 * DAY).await;
        assert_eq!(scene.events(5823), 1);
    });
}

#[test]
fn a_restored_controller_is_given_the_password_again() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        scene.member.change_password().await.unwrap();
        scene.world.restore(0, 1, false);
        assert!(!scene.is_in_step());
        sleep(HOUR).await;
        assert!(scene.is_in_step());
        assert_eq!(scene.events(3210), 0);
    });
}

#[test]
fn an_administrators_password_works_at_once() {
    virtual_time().block_on(async {
        let world = World::new(Random::new(7), 1, Faults::none());
        world.set_password(0, hash_of(&world.new_password()));
        let scene = Scene::in_world(world).await;
        assert!(scene.controller().is_none());
        let password = scene.world.new_password();
        scene.world.set_password(0, hash_of(&password));
        scene
            .member
            .set_password_by_administrator(password)
            .await
            .unwrap();
        // Without waiting for the scavenger.
        sleep(Duration::from_secs(5)).await;
        assert!(scene.controller().is_some());
        assert!(scene.is_in_step());
    });
}

#[test]
fn an_administrators_password_works_though_the_disk_denies_that_it_has_it() {
    virtual_time().block_on(async {
        let scene = Scene::of(1).await;
        let password = scene.world.new_password();
        scene.world.set_password(0, hash_of(&password));
        scene.world.disk().denies = true;
        let set = scene.member.set_password_by_administrator(password).await;
        assert!(matches!(set, Err(ChannelFailure::Secret { .. })));
        sleep(Duration::from_secs(5)).await;
        assert!(scene.controller().is_some() && scene.is_in_step());
    });
}
