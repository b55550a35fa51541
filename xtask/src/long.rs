//! What takes long because it has to be done often: the soak, being killed, and the simulation's seeds.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::bench::target_dir;
use crate::steps::{Steps, cargo, has_cargo};

/// Kills, and restarts after each.
const KILLS: &str = "200";

/// How often a member is killed at each step of a password change.
const MEMBER_KILLS: &str = "100";

/// Seeds of the simulation.
const SEEDS: &str = "100000";

/// How to soak.
#[derive(clap::Args)]
pub(crate) struct Soak {
    /// How long
    #[arg(long, default_value = "600")]
    seconds: u64,
}

impl Default for Soak {
    fn default() -> Self {
        Self { seconds: 600 }
    }
}

/// Kills the store under password changes, the controller under password changes over the network, and a member at each
/// step of one, in a domain of ours and of Samba's.
pub(crate) fn kills(steps: &mut Steps) -> Result<()> {
    let name = "killed 200 times";
    let packages = ["-p", "store", "-p", "netlogond"];
    let mut test = if has_cargo("nextest") {
        let mut nextest = cargo(["nextest", "run", "--no-fail-fast"]);
        nextest.args(packages).arg("kill");
        nextest
    } else {
        let mut test = cargo(["test", "--no-fail-fast", "--tests"]);
        test.args(packages).arg("kill");
        test
    };
    test.env("STORE_KILL_ROUNDS", KILLS)
        .env("NETLOGOND_KILL_ROUNDS", KILLS)
        .env("MEMBER_KILL_ROUNDS", MEMBER_KILLS);
    steps.run_tests(name, &mut test)?;
    let mut build = cargo(["build", "--workspace", "--all-targets"]);
    steps.run("build the programs", &mut build)?;
    let scenarios = [
        "test",
        "-p",
        "interop",
        "--test",
        "scenarios",
        "--",
        "kills",
    ];
    let name = "a member killed at each step, in domains of Samba's";
    steps.run_tests(
        name,
        cargo(scenarios).env("MEMBER_KILL_ROUNDS", MEMBER_KILLS),
    )
}

/// Member and controllers on a virtual clock, through every fault there is.
pub(crate) fn storms(steps: &mut Steps) -> Result<()> {
    let name = "100,000 simulated storms";
    let mut test = cargo(["test", "--release", "-p", "simulation", "storms"]);
    steps.run_tests(name, test.env("SEEDS", SEEDS))
}

/// Good clients beside bad ones, for a long time: every good one is answered, nothing panics, and memory stays flat.
pub(crate) fn soak(steps: &mut Steps, options: &Soak) -> Result<()> {
    steps.run(
        "build for release",
        &mut cargo(["build", "--release", "-p", "netlogond", "-p", "load"]),
    )?;
    steps.own("soak", || {
        let programs = target_dir().join("release");
        let service = Service::start(&programs)?;
        let mut load = Command::new(programs.join("load"));
        load.args(["--rpc", &service.rpc, "--smb", &service.smb])
            .args(["--clients", CLIENTS, "--seconds"])
            .arg(options.seconds.to_string())
            .args(["soak", "--pid", &service.child.id().to_string()])
            .env("LOAD_PASSWORD", PASSWORD);
        let output = load.stderr(Stdio::inherit()).output()?;
        ensure!(output.status.success(), "the load ended: {}", output.status);
        let figures: Value = serde_json::from_slice(&output.stdout)?;
        println!("{figures}");
        let log = service.log.lock().unwrap_or_else(PoisonError::into_inner);
        let panic = log.iter().find(|line| line.contains("panicked"));
        ensure!(panic.is_none(), "the service: {panic:?}");
        is_flat(&figures)
    })
}

/// Compares memory after a third of the time, when all that is kept for clients has been needed once, with that at the end.
fn is_flat(figures: &Value) -> Result<()> {
    let memory = figures.get("resident_kib").and_then(Value::as_array);
    let memory: Vec<u64> = memory
        .context("no memory was measured")?
        .iter()
        .filter_map(Value::as_u64)
        .collect();
    let settled = memory.get(memory.len() / 3).context("too short a time")?;
    let last = memory.last().context("too short a time")?;
    if last * 4 > settled * 5 {
        bail!("memory is not flat: {settled} KiB, then {last} KiB");
    }
    Ok(())
}

/// A controller in a directory of its own, which ends with this.
struct Service {
    child: Child,
    state: PathBuf,
    rpc: String,
    smb: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Service {
    fn start(programs: &Path) -> Result<Self> {
        let state = target_dir().join(format!("soak-{}", std::process::id()));
        let netlogond = programs.join("netlogond");
        let init = ["init", "--domain", "OURDOM", "--name", "OURPDC"];
        succeed(
            Command::new(&netlogond)
                .args(["dc", "--state"])
                .arg(&state)
                .args(init)
                .env("NETLOGOND_PASSWORD", PASSWORD),
        )?;
        succeed(
            Command::new(programs.join("load"))
                .args(["populate", "--count", "1000", "--state"])
                .arg(&state)
                .env("LOAD_PASSWORD", PASSWORD),
        )?;
        let settings = state.join("soak.toml");
        fs::write(&settings, SETTINGS)?;
        let mut child = Command::new(&netlogond)
            .args(["dc", "--state"])
            .arg(&state)
            .arg("--config")
            .arg(settings)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut lines = BufReader::new(child.stderr.take().context("no log")?).lines();
        let mut service = Self {
            child,
            state,
            rpc: String::new(),
            smb: String::new(),
            log: Arc::default(),
        };
        let serving = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains(" serving ")));
        let serving = serving.context("the service ended")??;
        for word in serving.split_whitespace() {
            match word.split_once('=') {
                Some(("rpc", address)) => address.clone_into(&mut service.rpc),
                Some(("smb", address)) => address.clone_into(&mut service.smb),
                _ => {}
            }
        }
        // It must be able to go on logging; what it says of each refused client is not kept.
        let log = Arc::clone(&service.log);
        thread::spawn(move || {
            for line in lines.map_while(std::io::Result::ok) {
                if line.contains("panicked") {
                    let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
                    log.push(line);
                }
            }
        });
        Ok(service)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // What has ended already needs no end.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.state);
    }
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).status()?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

const CLIENTS: &str = "16";
/// Of the administrator and of all that is under load; it guards nothing.
const PASSWORD: &str = "Load-Pa55";
const SETTINGS: &str = "
listen = ['127.0.0.1']
ports = { smb = 0, endpoint-mapper = 0, rpc = 0 }
locator = { netbios = false, cldap = false }
";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn memory_that_grows_after_the_first_third_is_a_leak() {
        let flat = |memory: &[u32]| is_flat(&json!({ "resident_kib": memory })).is_ok();
        assert!(flat(&[10, 17, 18, 19, 19, 19, 19, 19, 19, 20]));
        assert!(!flat(&[10, 12, 14, 16, 18, 20, 22, 24, 26, 28]));
        assert!(!flat(&[]));
    }
}
