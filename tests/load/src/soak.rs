//! Mixed load: good clients beside bad ones. Every good request is answered, or the run fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use auth::NtHash;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep_until, timeout};

use crate::Work;
use crate::idle::resident;
use crate::machine::{Target, confirm};

#[derive(Default)]
struct Counts {
    good: AtomicU64,
    refused: AtomicU64,
    hung_up: AtomicU64,
    garbage: AtomicU64,
}

pub(crate) async fn run(target: Target, work: Work, pid: u32) -> Result<Value> {
    let wrong = Arc::new(target.with_hash(NtHash::new([0x77; 16])));
    let (target, counts) = (Arc::new(target), Arc::new(Counts::default()));
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for n in 1..=work.clients {
        let (target, wrong, counts) =
            (Arc::clone(&target), Arc::clone(&wrong), Arc::clone(&counts));
        clients.spawn(async move {
            let mut round = u64::try_from(n)?;
            while start.elapsed() < work.time {
                // Two good requests for each bad one, in an order that no two clients share.
                round = round
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                match (round >> 33) % 12 {
                    0 => refuse(&wrong, n, &counts).await?,
                    1 => hang_up(&target, n, &counts).await?,
                    2 => garbage(&target, round, &counts).await?,
                    3 => broken_pdu(&target, round, &counts).await?,
                    _ => good(&target, n, &counts).await?,
                }
            }
            anyhow::Ok(())
        });
    }
    let mut memory = Vec::new();
    let step = (work.time / 10).max(Duration::from_secs(1));
    let mut next = tokio::time::Instant::now();
    loop {
        tokio::select! {
            client = clients.join_next() => match client {
                Some(client) => client??,
                None => break,
            },
            () = sleep_until(next) => {
                memory.push(resident(pid)?);
                next += step;
            }
        }
    }
    let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    Ok(json!({
        "seconds": start.elapsed().as_secs_f64(),
        "clients": work.clients,
        "good": count(&counts.good),
        "refused": count(&counts.refused),
        "hung_up": count(&counts.hung_up),
        "garbage": count(&counts.garbage),
        "resident_kib": memory,
    }))
}

/// A whole set-up, and a sealed call.
async fn good(target: &Target, n: usize, counts: &Counts) -> Result<()> {
    let io = target.connect().await?;
    let (mut channel, _anonymous) = target.set_up(n, io).await.context("a good set-up")?;
    let mut sealed = target.seal(&channel, target.connect().await?).await?;
    confirm(&mut channel, &mut sealed)
        .await
        .context("a good call")?;
    counts.good.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

/// A wrong password.
async fn refuse(wrong: &Target, n: usize, counts: &Counts) -> Result<()> {
    if wrong.set_up(n, wrong.connect().await?).await.is_ok() {
        bail!("a wrong password was accepted");
    }
    counts.refused.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

/// A client that is cut off between challenge and proof.
async fn hang_up(target: &Target, n: usize, counts: &Counts) -> Result<()> {
    target.ask_and_leave(n, target.connect().await?).await?;
    counts.hung_up.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

/// Octets that mean nothing, to both ports.
async fn garbage(target: &Target, seed: u64, counts: &Counts) -> Result<()> {
    for address in [Some(target.rpc), target.smb].into_iter().flatten() {
        let mut stream = TcpStream::connect(address).await?;
        let octets: Vec<u8> = (0..512_u64)
            .flat_map(|n| (seed ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes())
            .collect();
        send_and_drain(&mut stream, &octets).await?;
    }
    counts.garbage.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

/// A PDU whose header is right and whose body is not.
async fn broken_pdu(target: &Target, seed: u64, counts: &Counts) -> Result<()> {
    let mut stream = TcpStream::connect(target.rpc).await?;
    let [kind, fill, ..] = seed.to_le_bytes();
    let mut pdu = vec![5, 0, kind % 20, 3, 0x10, 0, 0, 0, 64, 0, 0, 0, 1, 0, 0, 0];
    pdu.resize(64, fill);
    send_and_drain(&mut stream, &pdu).await?;
    counts.garbage.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

/// Sends octets, and takes whatever comes back until the server hangs up or has had its say.
async fn send_and_drain(stream: &mut TcpStream, octets: &[u8]) -> Result<()> {
    // The server may have hung up already.
    let _ = stream.write_all(octets).await;
    let mut answer = [0; 4096];
    let patience = Duration::from_millis(200);
    while let Ok(Ok(1..)) = timeout(patience, stream.read(&mut answer)).await {}
    Ok(())
}
