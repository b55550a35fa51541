//! Debian's FreeRADIUS and Squid, which have the domain judge their users through our member, by `netlogon-auth`.

mod radius;
mod squid;

use anyhow::{Result, ensure};
use interop::{Host, programs};
use serde_json::Value;

use super::{CONFIG, Limpet, RUN, SOCKET};
use crate::Scenario;
use crate::scene::Scene;

pub(crate) const SCENARIOS: [Scenario; 2] = [
    ("freeradius_by_mschapv2", radius::by_mschapv2),
    ("squid_by_ntlm_and_basic", squid::by_ntlm_and_basic),
];

/// A member whose socket is for this group, and `netlogon-auth` where everybody may run it: what it was built in may be for
/// its owner only.
fn serving<'a>(scene: &'a Scene<'a>, group: &str) -> Result<Limpet<'a>> {
    let limpet = Limpet::new(scene)?;
    let host = limpet.host();
    let program = programs::beside_us("netlogon-auth")?;
    let install = format!(
        r#"sed -i "1i socket.group = '$1'" {CONFIG}
        chmod 711 {RUN}
        rm -rf {DIR}
        install -d -m 755 {DIR}
        install -m 755 "$2" {DIR}/netlogon-auth"#
    );
    host.script(&install, &[group, &program.to_string_lossy()], "")?
        .success()?;
    limpet.join()?;
    limpet.start()?;
    limpet.verify()?;
    Ok(limpet)
}

/// The channel, with the time since when it is up.
fn channel(limpet: &Limpet<'_>) -> Result<Value> {
    let status = limpet.ask(&["status"])?;
    let channel = status.get("channel").cloned().unwrap_or_default();
    ensure!(channel.get("state") == Some(&"up".into()), "{status}");
    Ok(channel)
}

/// What the programs run.
fn authenticator() -> String {
    format!("{DIR}/netlogon-auth --socket {SOCKET}")
}

/// What the programs have said, for messages.
fn log(host: &Host) -> String {
    let tell = format!("tail -n 40 {DIR}/*.log 2>/dev/null; true");
    host.sh(&tell).unwrap_or_default()
}

/// A program in the foreground of a session of its own, until this is dropped.
struct Daemon<'a> {
    host: &'a Host,
    pid: String,
}

impl<'a> Daemon<'a> {
    fn start(host: &'a Host, command: &str) -> Result<Self> {
        let start = format!("setsid {command} >>{LOG} 2>&1 </dev/null & echo $!");
        let pid = host.sh(&start)?.trim().to_owned();
        Ok(Self { host, pid })
    }
}

impl Drop for Daemon<'_> {
    fn drop(&mut self) {
        // Its children as well. One that has ended already has nothing to be told.
        let end = "kill -TERM -- -$1 || true; sleep 0.2; kill -KILL -- -$1 || true";
        let _ = self.host.script(end, &[&self.pid], "");
    }
}

/// Configuration and state of the programs, and what they run.
const DIR: &str = "/var/tmp/programs";
const LOG: &str = "/var/tmp/programs/said.log";
