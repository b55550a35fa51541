//! Our own member, on a machine of its own, in each kind of domain: judged by the controllers, and by those who ask it from
//! afar or log on through it.

pub(crate) mod kills;
pub(crate) mod logons;
pub(crate) mod membership;
pub(crate) mod names;
pub(crate) mod nltest;
pub(crate) mod repair;
pub(crate) mod servers;

use std::process::Command;

use anyhow::{Context, Result, ensure};
use interop::lab::{LIMPET, LOCAL_ROOT_PASSWORD, PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::{Host, Output, programs};
use serde_json::Value;

use crate::scene::{Scene, must_succeed, told};

/// `netlogond member` on the machine that the lab has for it.
pub(crate) struct Limpet<'a> {
    scene: &'a Scene<'a>,
    program: String,
}

/// Among what the machine saves and restores.
const STATE: &str = "/var/lib/samba/netlogond";
/// Not among it: what tells a state that was put back, and the socket.
const RUN: &str = "/var/tmp/netlogond";
const SOCKET: &str = "/var/tmp/netlogond/member.sock";
/// Passwords are in files only, so that no command line shows them.
const DOMAIN_PASSWORD: &str = "/etc/domain.pw";
const LOCAL_PASSWORD: &str = "/etc/local.pw";
const CONFIG: &str = "/etc/netlogond-member.toml";
const LOG: &str = "/var/log/samba/netlogond.log";
/// Seconds for one command.
const PATIENCE: u32 = 60;

impl<'a> Limpet<'a> {
    /// A machine with accounts of its own, in no domain. What it did before it has forgotten, and the domain has not.
    pub(crate) fn new(scene: &'a Scene<'a>) -> Result<Self> {
        let host = &scene.lab.limpet;
        host.stop()?;
        let directories = format!("rm -rf {STATE} {RUN} {LOG}; install -d -m 700 {STATE} {RUN}");
        host.sh(&directories)?;
        let names = scene.domain.names();
        for (file, password) in [
            (DOMAIN_PASSWORD, names.admin_password),
            (LOCAL_PASSWORD, LOCAL_ROOT_PASSWORD),
        ] {
            host.write(file, &format!("{password}\n"))?;
            host.sh(&format!("chmod 600 {file}"))?;
        }
        let locate = host.sh("sed -n '/^.locate/,$p' /etc/netdom.toml")?;
        let settings = format!(
            "listen = ['{}', '127.0.0.1']\nwitness = '{RUN}'\nsocket.path = '{SOCKET}'\n{locate}",
            host.address()
        );
        host.write(CONFIG, &settings)?;
        let program = programs::beside_us("netlogond")?;
        let limpet = Self {
            scene,
            program: program.to_string_lossy().into_owned(),
        };
        limpet.ask(&["init", "--name", LIMPET, "--password-file", LOCAL_PASSWORD])?;
        Ok(limpet)
    }

    /// One that has joined, and whose service runs.
    pub(crate) fn serving(scene: &'a Scene<'a>) -> Result<Self> {
        let limpet = Self::new(scene)?;
        limpet.join()?;
        limpet.start()?;
        Ok(limpet)
    }

    /// Its machine.
    pub(crate) fn host(&self) -> &'a Host {
        &self.scene.lab.limpet
    }

    /// The file with the password of the domain's administrator.
    pub(crate) fn domain_password(&self) -> &'static str {
        DOMAIN_PASSWORD
    }

    /// Starts the service, and returns when it can be reached from afar.
    pub(crate) fn start(&self) -> Result<()> {
        let host = self.host();
        let program = &self.program;
        host.sh(&format!(
            "setsid '{program}' member --state {STATE} >>{LOG} 2>&1 </dev/null &"
        ))?;
        let reachable = format!("exec 3<>/dev/tcp/{}/445", host.address());
        host.wait_for("SMB", &reachable)
            .with_context(|| format!("its log: {:?}", host.sh(&format!("cat {LOG}"))))
    }

    /// The command, and what it is told where the machine's membership is.
    pub(crate) fn argv(&self, words: &[&str]) -> Vec<String> {
        let words = words.iter().copied();
        [&self.program, "member"]
            .into_iter()
            .chain(words)
            .chain(["--state", STATE, "--json"])
            .map(str::to_owned)
            .collect()
    }

    fn run(&self, words: &[&str]) -> Result<(Output, Value)> {
        let output = self.host().run(self.argv(words))?;
        let document = serde_json::from_str(&output.stdout).with_context(|| told(&output))?;
        Ok((output, document))
    }

    /// It succeeds, and answers so.
    pub(crate) fn ask(&self, words: &[&str]) -> Result<Value> {
        let (output, mut document) = self.run(words)?;
        must_succeed(&output)?;
        let result = document.get_mut("result").map(Value::take);
        result.with_context(|| told(&output))
    }

    /// It fails with this exit status and reason.
    pub(crate) fn ask_in_vain(&self, words: &[&str], exit: i32, reason: &str) -> Result<()> {
        let (output, document) = self.run(words)?;
        let found = document.get("reason").and_then(Value::as_str);
        ensure!(
            output.code == Some(exit) && found == Some(reason),
            "not {exit} with {reason}: {}",
            told(&output)
        );
        Ok(())
    }

    /// Joins, or joins again. Wants the service stopped.
    pub(crate) fn join(&self) -> Result<Value> {
        let names = self.scene.domain.names();
        let domain = ["join", "--domain", names.netbios, "--user", names.admin];
        self.ask(&[&domain[..], &["--password-file", DOMAIN_PASSWORD]].concat())
    }

    /// The channel works now.
    pub(crate) fn verify(&self) -> Result<Value> {
        let status = self.ask(&["verify"])?;
        let state = status.pointer("/channel/state").and_then(Value::as_str);
        ensure!(state == Some("up"), "{status}");
        Ok(status)
    }

    /// How often its password was written down.
    pub(crate) fn generation(&self) -> Result<u64> {
        let status = self.ask(&["status"])?;
        let generation = status
            .pointer("/password/generation")
            .and_then(Value::as_u64);
        generation.with_context(|| format!("no generation: {status}"))
    }

    /// `netlogon-auth WORDS`, at its socket.
    pub(crate) fn authenticator(&self, words: &[&str]) -> Result<Command> {
        let mut command = self
            .host()
            .command(programs::beside_us("netlogon-auth")?, PATIENCE);
        command.args(["--socket", SOCKET]).args(words);
        Ok(command)
    }

    /// A user of the domain logs on at a program of this machine.
    pub(crate) fn log_on(&self, user: &str, password: &str) -> Result<Output> {
        let mut command = self.authenticator(&["--username", user])?;
        Output::of(&mut command, &format!("{password}\n"))
    }

    /// The domain lets its user in through the channel.
    pub(crate) fn must_let_in(&self) -> Result<()> {
        let output = self.log_on(PLAIN_USER, PLAIN_USER_PASSWORD)?;
        must_succeed(&output)?;
        ensure!(
            output.stdout.starts_with("NT_STATUS_OK"),
            "{}",
            told(&output)
        );
        Ok(())
    }

    /// What the controller has of its account, as Samba's tool reads it: `acb_info` and when the password was set.
    pub(crate) fn account(&self) -> Result<String> {
        self.scene.rpcclient(&format!("queryuser {LIMPET}$"))
    }
}

/// Its service ends with the scenario.
impl Drop for Limpet<'_> {
    fn drop(&mut self) {
        // What cannot be stopped now is before the next one starts.
        let _ = self.host().stop();
    }
}
