//! What an idle channel costs the server in memory.

use std::fs;
use std::sync::Arc;

use anyhow::{Context, Result};
use auth::Credentials;
use serde_json::{Value, json};
use transport::{PipeIo, SmbClient, SmbTimeouts};

use crate::machine::{Target, confirm};

/// Holds `count` channels, each with the sealed connection that a member keeps, and reads the server's resident memory
/// before and after.
pub(crate) async fn run(target: Target, count: usize, pid: u32) -> Result<Value> {
    let target = Arc::new(target);
    let before = resident(pid)?;
    let mut held: Vec<Box<dyn std::any::Any>> = Vec::new();
    for n in 1..=count {
        let mut passing = Vec::new();
        let (mut channel, first) = target
            .set_up(n, carrier(&target, &mut passing).await?)
            .await?;
        drop((first, passing));
        let io = carrier(&target, &mut held).await?;
        let mut sealed = target.seal(&channel, io).await?;
        confirm(&mut channel, &mut sealed).await?;
        held.push(Box::new((channel, sealed)));
    }
    let after = resident(pid)?;
    let each = f64::from(u32::try_from(after.saturating_sub(before))?)
        / f64::from(u32::try_from(count.max(1))?);
    Ok(json!({
        "channels": count,
        "before_kib": before,
        "after_kib": after,
        "kib_per_channel": each,
        "carrier": if target.smb.is_some() { "smb" } else { "tcp" },
    }))
}

/// A pipe of a null session, as a member's first one, or a TCP connection.
async fn carrier(
    target: &Target,
    held: &mut Vec<Box<dyn std::any::Any>>,
) -> Result<Box<dyn PipeIo>> {
    let Some(address) = target.smb else {
        return target.connect().await;
    };
    let config = smb::client::Config::default();
    let client = SmbClient::connect(address, config, SmbTimeouts::default()).await?;
    let workstation = "LOAD".parse()?;
    let session = client
        .logon(Credentials::Anonymous, &target.server, workstation)
        .await?;
    let pipe = session.open_pipe("netlogon").await?;
    held.push(Box::new(session));
    Ok(Box::new(pipe))
}

/// The resident memory of a process, in KiB.
pub(crate) fn resident(pid: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.context("no VmRSS")?.parse()?)
}
