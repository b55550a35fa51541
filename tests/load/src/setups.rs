//! Channels set up per second.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::Result;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::Work;
use crate::machine::{Target, confirm};

/// With more computers than clients, each client goes through its share of them, all over the database. No two shares have
/// a computer in common: a computer has one channel at a controller, and the second would be the first one's end.
pub(crate) async fn run(
    target: Target,
    work: Work,
    computers: Option<NonZeroUsize>,
) -> Result<Value> {
    let target = Arc::new(target);
    let done = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for client in 1..=work.clients {
        let (target, done) = (Arc::clone(&target), Arc::clone(&done));
        clients.spawn(async move {
            for turn in 0_usize.. {
                if start.elapsed() >= work.time {
                    break;
                }
                let n = computers.map_or(client, |computers| {
                    let share = (computers.get() / work.clients).max(1);
                    turn.wrapping_mul(SPREAD) % share * work.clients + client
                });
                let io = target.connect().await?;
                let (mut channel, _anonymous) = target.set_up(n, io).await?;
                let io = target.connect().await?;
                let mut sealed = target.seal(&channel, io).await?;
                confirm(&mut channel, &mut sealed).await?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
    }
    while let Some(client) = clients.join_next().await {
        client??;
    }
    let seconds = start.elapsed().as_secs_f64();
    let done = done.load(Ordering::Relaxed);
    Ok(json!({ "setups": done, "seconds": seconds, "clients": work.clients }))
}

/// A large prime: its multiples meet every computer, and neighbours seldom one after the other.
const SPREAD: usize = 2_654_435_761;
