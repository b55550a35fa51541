//! The channel under logons.

use std::sync::Arc;
use std::time::Duration;

use member::{ChannelFailure, ChannelStatus, LogonFailure, Member};
use tokio::task::JoinSet;
use wire::NtStatus;

use crate::world::{PASSWORD, World, logon, refused};

/// Connections that setting a channel up takes: one that is not sealed, and one that is.
const SET_UP: usize = 2;

/// Connections of as many logons as go over the channel at the same time.
const PARALLEL: usize = 8;

/// So many logons at once, every third of them with a wrong password; the failures of those that ought to succeed.
async fn crowd(member: &Arc<Member>, count: usize) -> Vec<LogonFailure> {
    let mut crowd = JoinSet::new();
    for number in 0..count {
        let member = Arc::clone(member);
        crowd.spawn(async move {
            let is_wrong = number % 3 == 2;
            let password = if is_wrong { "wrong" } else { PASSWORD };
            let outcome = member.log_on(&logon("user", password)).await;
            if is_wrong {
                assert_eq!(refused(outcome), NtStatus::WRONG_PASSWORD);
                return None;
            }
            outcome.err()
        });
    }
    crowd.join_all().await.into_iter().flatten().collect()
}

fn controller(world: &World) -> String {
    match world.member.status().channel {
        ChannelStatus::Up { controller, .. } => controller,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn many_go_over_one_channel_and_a_wrong_password_does_not_harm_it() {
    let world = World::new().await;
    assert_eq!(crowd(&world.member, 100).await, []);
    assert_eq!(controller(&world), "FIRST");
    assert!(world.first().opened() <= SET_UP + PARALLEL);
    assert_eq!(world.second().opened(), 0);
    assert_eq!(world.events.ids(), [0; 0]);
    // The controller counts what was wrong, and nobody tries again what it has refused.
    let user = world.store.credentials_by_name("user").await.unwrap();
    assert!(user.unwrap().0.bad_password_count <= 33);
}

#[tokio::test]
async fn who_logs_on_may_be_called_anything() {
    let world = World::new().await;
    world
        .log_on(PASSWORD)
        .await
        .map_err(|error| error.to_string())
        .map(drop)
        .unwrap();
    let opened = world.first().opened();
    for name in [
        "",
        "a\0b",
        &"x".repeat(20_000),
        "\u{1f600}",
        "..\\..\\user",
        "*",
    ] {
        let outcome = world.member.log_on(&logon(name, PASSWORD)).await;
        assert_eq!(refused(outcome), NtStatus::NO_SUCH_USER, "{name:.20}");
    }
    assert_eq!(world.first().opened(), opened);
    assert_eq!(controller(&world), "FIRST");
}

#[tokio::test]
async fn a_connection_that_was_closed_while_idle_costs_neither_logon_nor_channel() {
    let world = World::new().await;
    assert_eq!(crowd(&world.member, 30).await, []);
    let ChannelStatus::Up { since, .. } = world.member.status().channel else {
        panic!("no channel");
    };
    let opened = world.first().opened();
    world.first().cut();
    assert_eq!(crowd(&world.member, 30).await, []);
    let after = world.first().opened() - opened;
    assert!(after <= PARALLEL, "{after} connections were opened");
    assert!(
        matches!(world.member.status().channel, ChannelStatus::Up { since: now, .. } if now == since)
    );
    assert_eq!(world.events.ids(), [0; 0]);
}

#[tokio::test]
async fn a_controller_that_was_restarted_costs_one_set_up_and_no_logon() {
    let world = World::new().await;
    assert_eq!(crowd(&world.member, 30).await, []);
    let opened = world.first().opened();
    world.restart_first().await;
    assert_eq!(crowd(&world.member, 60).await, []);
    let after = world.first().opened() + world.second().opened() - opened;
    // Each that was under way finds out by a connection of its own that the channel is gone.
    assert!(
        after <= PARALLEL + SET_UP + PARALLEL,
        "{after} connections were opened"
    );
    assert_eq!(world.events.ids(), [0; 0]);
}

#[tokio::test]
async fn a_restart_in_the_middle_of_a_crowd_costs_no_logon() {
    let world = World::new().await;
    let member = Arc::clone(&world.member);
    let crowd = tokio::spawn(async move { crowd(&member, 300).await });
    for _ in 0..3 {
        while world.first().opened() < SET_UP + 1 {
            tokio::task::yield_now().await;
        }
        world.restart_first().await;
    }
    let failures = crowd.await.unwrap();
    // One that meets two restarts may be lost: a logon is passed on twice at most.
    assert!(failures.len() <= PARALLEL, "{failures:?}");
    assert!(world.log_on(PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_stuck_controller_costs_no_logon_where_there_is_another_and_is_told_once() {
    let world = World::impatient().await;
    assert_eq!(crowd(&world.member, 10).await, []);
    world.first().set_stuck(true);
    assert_eq!(crowd(&world.member, 20).await, []);
    assert_eq!(controller(&world), "SECOND");
    assert_eq!(world.events.ids(), [5783]);
    // It is not gone back to as long as the other is good.
    let opened = world.first().opened();
    assert_eq!(crowd(&world.member, 20).await, []);
    assert_eq!(world.first().opened(), opened);
}

#[tokio::test]
async fn where_all_are_stuck_nobody_waits_for_long_and_they_are_left_in_peace() {
    let world = World::impatient().await;
    assert_eq!(crowd(&world.member, 10).await, []);
    world.first().set_stuck(true);
    world.second().set_stuck(true);
    let outcome = world.log_on(PASSWORD).await;
    let Err(failure @ LogonFailure::NoChannel(ChannelFailure::Unreachable { .. })) = outcome else {
        panic!("it went through");
    };
    assert_eq!(failure.status(), NtStatus::NO_LOGON_SERVERS);
    let message = failure.message().unwrap();
    assert!(message.contains("the domain is not available"), "{message}");
    let opened = world.first().opened() + world.second().opened();
    let failures = crowd(&world.member, 2).await;
    assert_eq!(failures.len(), 2);
    assert_eq!(world.first().opened() + world.second().opened(), opened);
    world.first().set_stuck(false);
    world.member.retry().await;
    assert_eq!(crowd(&world.member, 10).await, []);
}

#[tokio::test]
async fn slow_answers_in_a_row_have_another_controller_looked_for() {
    let world = World::impatient().await;
    assert!(world.log_on(PASSWORD).await.is_ok());
    for delays in [[900, 0], [900, 0]] {
        for delay in delays {
            world.first().set_delay(Duration::from_millis(delay));
            assert!(world.log_on(PASSWORD).await.is_ok());
        }
    }
    assert_eq!(
        controller(&world),
        "FIRST",
        "a slow one now and then is none"
    );
    world.first().set_delay(Duration::from_millis(900));
    for _ in 0..3 {
        assert!(world.log_on(PASSWORD).await.is_ok());
    }
    assert_eq!(controller(&world), "SECOND");
}

#[tokio::test]
async fn without_a_valid_channel_the_user_gets_the_message_and_the_controller_is_left_in_peace() {
    let world = World::new().await;
    assert!(world.log_on(PASSWORD).await.is_ok());
    world.set_account_password("another").await;
    world.restart_first().await;
    let failure = world.log_on(PASSWORD).await.err().unwrap();
    assert_eq!(failure.status(), NtStatus::ACCESS_DENIED);
    let message = failure.message().unwrap();
    let seed = "The system cannot log you on to this domain because the system's computer account in its primary domain \
                is missing or the password on that account is incorrect.";
    assert!(message.starts_with(seed), "{message}");
    assert!(world.events.ids().contains(&3210));
    let opened = world.first().opened();
    for failure in crowd(&world.member, 2).await {
        assert_eq!(failure.status(), NtStatus::ACCESS_DENIED);
    }
    assert_eq!(world.first().opened(), opened);
}
