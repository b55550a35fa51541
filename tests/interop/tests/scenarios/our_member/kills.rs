//! Our own member, killed by `kill -9` at each named step of what it does with its account: it gets in afterwards, and
//! Samba's database has the password and the name that the member believes in.

use std::ffi::OsString;
use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use auth::NtHash;
use interop::{Output, programs};
use member::state::{KeyPlace, Origin, State};
use member::{FAULT_POINT, Membership, MembershipStore as _};
use store::Store;

use super::names::rpcclient;
use crate::Scenario;
use crate::scene::{Scene, must_succeed};

/// One for each of [`member::FAULT_POINTS`], and two in which it joins, or is renamed, once more after each step.
pub(crate) const SCENARIOS: [Scenario; 7] = [
    ("before_save_pending", |scene| killed(scene, 0)),
    ("after_save_pending", |scene| killed(scene, 1)),
    ("after_send", |scene| killed(scene, 2)),
    ("before_finish", |scene| killed(scene, 3)),
    ("after_finish", |scene| killed(scene, 4)),
    ("renaming", renaming),
    ("unsecure_join", unsecure_join),
];

/// How often it is killed at each step; 100 for the long run.
const ROUNDS: &str = "MEMBER_KILL_ROUNDS";

fn rounds() -> Result<usize> {
    Ok(std::env::var(ROUNDS).map_or(Ok(2), |rounds| rounds.parse())?)
}

fn killed(scene: &Scene<'_>, point: usize) -> Result<()> {
    let point = member::FAULT_POINTS.get(point).context("no such step")?;
    let member = Member::joined(scene, point)?;
    for round in 0..rounds()? {
        let what = format!("{point}, round {round}");
        member
            .is_killed_at(point, "rotate", &[])
            .context(what.clone())?;
        member.is_in_step_after(&what)?;
    }
    Ok(())
}

fn renaming(scene: &Scene<'_>) -> Result<()> {
    let member = Member::joined(scene, "renaming")?;
    let names = scene.domain.names();
    let mut called = [OTHER, COMPUTER].into_iter().cycle();
    for round in 0..rounds()? {
        for point in member::RENAMING_FAULT_POINTS {
            let context = || format!("{point}, round {round}");
            let name = called.next().context("no name")?;
            let words = [name, "--user", names.admin];
            member
                .is_killed_at(point, "rename", &words)
                .with_context(context)?;
            member.does("verify", &[]).with_context(context)?;
            let computer = member.membership()?.computer;
            member
                .hash_at_controller(computer.as_str())
                .with_context(context)?;
            member.does("rename", &words).with_context(context)?;
            member.does("verify", &[]).with_context(context)?;
            ensure!(
                member.membership()?.computer.as_str() == name,
                "{point}, round {round}: it is not called {name}"
            );
        }
    }
    Ok(())
}

fn unsecure_join(scene: &Scene<'_>) -> Result<()> {
    let member = Member::joined(scene, "unsecure-join")?;
    let file = member.directory.join("told");
    fs::write(&file, TOLD)?;
    fs::set_permissions(&file, Permissions::from_mode(0o600))?;
    let file = file.to_string_lossy();
    let domain = scene.domain.names().netbios;
    let words = ["--domain", domain, "--account-password-file", &*file];
    for round in 0..rounds()? {
        for (index, point) in member::UNSECURE_FAULT_POINTS.into_iter().enumerate() {
            let what = format!("{point}, round {round}");
            let told = format!("setuserinfo2 {COMPUTER}$ 24 {TOLD}");
            must_succeed(&rpcclient(scene, &told)?)?;
            member
                .is_killed_at(point, "join", &words)
                .context(what.clone())?;
            if index == 0 {
                // It has not heard of it yet.
                member.does("join", &words).context(what.clone())?;
            }
            member.is_in_step_after(&what)?;
        }
    }
    Ok(())
}

/// A member on the administrator's machine whose service does not run: each command does its work itself.
struct Member<'a> {
    scene: &'a Scene<'a>,
    program: PathBuf,
    directory: PathBuf,
}

const COMPUTER: &str = "KILLED";
const OTHER: &str = "KILLED2";
/// What the account is given for once.
const TOLD: &str = "Barnacle-on-the-rock-7";

impl<'a> Member<'a> {
    fn joined(scene: &'a Scene<'a>, test: &str) -> Result<Self> {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (domain, us) = (scene.domain.names().netbios, std::process::id());
        let directory = directory.join(format!("{test}-{domain}-{us}"));
        fs::create_dir_all(directory.join("witness"))?;
        let member = Self {
            scene,
            program: programs::beside_us("netlogond")?,
            directory,
        };
        let names = scene.domain.names();
        let known = |domain: &str| {
            let dc = names.dc;
            format!("[locate.names.domain.'{domain}']\npdc = '{dc}'\n")
        };
        let settings = format!(
            "listen = []
            witness = '{}'
            [locate]
            dns = 'off'
            [locate.names.host.{}]
            addresses = ['{}']
            {}{}",
            member.directory.join("witness").display(),
            names.dc,
            names.dc_address,
            known(names.netbios),
            names.dns.map(known).unwrap_or_default(),
        );
        fs::write(member.config(), settings)?;
        let mut join = member.command("join");
        join.args(["--domain", names.netbios, "--user", names.admin])
            .args(["--name", COMPUTER])
            .env("NETLOGOND_PASSWORD", names.admin_password);
        Output::of(&mut join, "")?.success()?;
        Ok(member)
    }

    fn config(&self) -> PathBuf {
        self.directory.join("member.toml")
    }

    fn state(&self) -> PathBuf {
        self.directory.join("state")
    }

    fn command(&self, word: &str) -> Command {
        let mut command = self.scene.lab.admin.command(&self.program, PATIENCE);
        command.args(self.words(word));
        command
    }

    fn words(&self, word: &str) -> [OsString; 6] {
        [
            "member".into(),
            word.into(),
            "--state".into(),
            self.state().into(),
            "--config".into(),
            self.config().into(),
        ]
    }

    fn does(&self, word: &str, more: &[&str]) -> Result<()> {
        let password = self.scene.domain.names().admin_password;
        let mut command = self.command(word);
        command.args(more).env("NETLOGOND_PASSWORD", password);
        Output::of(&mut command, "")?.success()?;
        Ok(())
    }

    /// It gets in, and brings what was begun to its end.
    fn is_in_step_after(&self, what: &str) -> Result<()> {
        self.does("verify", &[]).context(what.to_owned())?;
        let theirs = self.hash_at_controller(COMPUTER)?;
        let secret = self.membership()?.secret;
        let values = secret.candidates(None);
        let mut known = values.into_iter().filter_map(|value| secret.value(value));
        ensure!(
            known.any(|value| hash(&value.password) == theirs),
            "{what}: the controller has a password that the member does not know"
        );
        // Finishes what was begun, or makes another one.
        self.does("rotate", &[]).context(what.to_owned())?;
        let secret = self.membership()?.secret;
        ensure!(
            secret.pending.is_none()
                && hash(&secret.current.password) == self.hash_at_controller(COMPUTER)?,
            "{what}: the two are not in step"
        );
        Ok(())
    }

    /// Begins something, comes to the step, and is no more.
    fn is_killed_at(&self, point: &str, word: &str, more: &[&str]) -> Result<()> {
        let admin = &self.scene.lab.admin;
        let mut command = admin.command("bash", PATIENCE);
        // What is started here is `nsenter`; within the machine the program has another number, and says which.
        command.args(["-c", r#"echo "pid $$" >&2; exec "$@""#, word]);
        command.arg(&self.program).args(self.words(word)).args(more);
        command.env(FAULT_POINT, point).stderr(Stdio::piped());
        command.env(
            "NETLOGOND_PASSWORD",
            self.scene.domain.names().admin_password,
        );
        let mut child = command.stdout(Stdio::null()).spawn()?;
        let log = child.stderr.take().context("no standard error")?;
        let mut lines = BufReader::new(log).lines().map_while(Result::ok);
        let pid = lines.next().context("it does not start")?;
        let pid = pid
            .strip_prefix("pid ")
            .context("it does not start")?
            .to_owned();
        let mut log = Vec::new();
        for line in lines {
            if line == format!("fault point {point}") {
                admin.run(["kill", "-KILL", &pid])?.success()?;
                child.wait()?;
                return Ok(());
            }
            log.push(line);
        }
        child.wait()?;
        bail!("it never comes to {point}: {}", log.join("\n"))
    }

    /// What Samba has for the account.
    fn hash_at_controller(&self, computer: &str) -> Result<NtHash> {
        let account = self
            .scene
            .domain
            .dc
            .sh(&format!("pdbedit -Lw -u '{computer}$'"))?;
        let hash = account.split(':').nth(3).context("pdbedit shows no hash")?;
        ensure!(hash.len() == 32, "{hash}");
        let octet = |index: usize| u8::from_str_radix(hash.get(index * 2..index * 2 + 2)?, 16).ok();
        let mut octets = [0; 16];
        for (index, octets) in octets.iter_mut().enumerate() {
            *octets = octet(index).context("pdbedit shows no hash")?;
        }
        Ok(NtHash::new(octets))
    }

    fn membership(&self) -> Result<Membership> {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build()?;
        runtime.block_on(async {
            let store = Store::open_machine(&self.state()).await?;
            let key = KeyPlace::of(&self.state(), None, None).load()?;
            let entropy = lsa::Surroundings::system().entropy;
            let state = State::new(store, key, Origin::read(Path::new("/"), None), entropy);
            let membership = state.load().await?;
            membership.context("it has not joined")
        })
    }
}

impl Drop for Member<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

fn hash(password: &wire::Password) -> NtHash {
    NtHash::from_password(password)
}

/// Seconds for one command.
const PATIENCE: u32 = 60;
