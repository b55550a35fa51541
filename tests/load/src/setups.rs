//! Channels set up per second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::Result;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::Work;
use crate::machine::{Target, confirm};

pub(crate) async fn run(target: Target, work: Work) -> Result<Value> {
    let target = Arc::new(target);
    let done = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for n in 1..=work.clients {
        let (target, done) = (Arc::clone(&target), Arc::clone(&done));
        clients.spawn(async move {
            while start.elapsed() < work.time {
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
