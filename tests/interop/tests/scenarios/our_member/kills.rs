//! Our own member, killed by `kill -9` at each named step of a password change: it gets in afterwards, and Samba's database
//! has the password that the member believes in.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use auth::NtHash;
use interop::{Output, programs};
use member::state::{KeyPlace, Origin, State};
use member::{FAULT_POINT, MachineSecret, MembershipStore as _};
use store::Store;

use crate::Scenario;
use crate::scene::Scene;

/// One for each of [`member::FAULT_POINTS`].
pub(crate) const SCENARIOS: [Scenario; 5] = [
    ("before_save_pending", |scene| killed(scene, 0)),
    ("after_save_pending", |scene| killed(scene, 1)),
    ("after_send", |scene| killed(scene, 2)),
    ("before_finish", |scene| killed(scene, 3)),
    ("after_finish", |scene| killed(scene, 4)),
];

/// How often it is killed at each step; 100 for the long run.
const ROUNDS: &str = "MEMBER_KILL_ROUNDS";

fn killed(scene: &Scene<'_>, point: usize) -> Result<()> {
    let point = member::FAULT_POINTS.get(point).context("no such step")?;
    let rounds: usize = std::env::var(ROUNDS).map_or(Ok(2), |rounds| rounds.parse())?;
    let member = Member::joined(scene, point)?;
    for round in 0..rounds {
        let context = || format!("{point}, round {round}");
        member.is_killed_at(point).with_context(context)?;
        member.does("verify").with_context(context)?;
        let theirs = member.hash_at_controller()?;
        let secret = member.secret()?;
        let values = secret.candidates(None);
        let known = values.into_iter().filter_map(|value| secret.value(value));
        ensure!(
            known
                .into_iter()
                .any(|value| hash(&value.password) == theirs),
            "{point}, round {round}: the controller has a password that the member does not know"
        );
        // Finishes what was begun, or makes another one.
        member.does("rotate").with_context(context)?;
        let secret = member.secret()?;
        ensure!(
            secret.pending.is_none()
                && hash(&secret.current.password) == member.hash_at_controller()?,
            "{point}, round {round}: the two are not in step"
        );
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

    fn does(&self, word: &str) -> Result<()> {
        Output::of(&mut self.command(word), "")?.success()?;
        Ok(())
    }

    /// Begins a change of the password, comes to the step, and is no more.
    fn is_killed_at(&self, point: &str) -> Result<()> {
        let admin = &self.scene.lab.admin;
        let mut command = admin.command("bash", PATIENCE);
        // What is started here is `nsenter`; within the machine the program has another number, and says which.
        command.args(["-c", r#"echo "pid $$" >&2; exec "$@""#, "rotate"]);
        command.arg(&self.program).args(self.words("rotate"));
        command.env(FAULT_POINT, point).stderr(Stdio::piped());
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
    fn hash_at_controller(&self) -> Result<NtHash> {
        let account = self
            .scene
            .domain
            .dc
            .sh(&format!("pdbedit -Lw -u '{COMPUTER}$'"))?;
        let hash = account.split(':').nth(3).context("pdbedit shows no hash")?;
        ensure!(hash.len() == 32, "{hash}");
        let octet = |index: usize| u8::from_str_radix(hash.get(index * 2..index * 2 + 2)?, 16).ok();
        let mut octets = [0; 16];
        for (index, octets) in octets.iter_mut().enumerate() {
            *octets = octet(index).context("pdbedit shows no hash")?;
        }
        Ok(NtHash::new(octets))
    }

    fn secret(&self) -> Result<MachineSecret> {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build()?;
        runtime.block_on(async {
            let store = Store::open_machine(&self.state()).await?;
            let key = KeyPlace::of(&self.state(), None, None).load()?;
            let entropy = lsa::Surroundings::system().entropy;
            let state = State::new(store, key, Origin::read(Path::new("/"), None), entropy);
            let membership = state.load().await?;
            Ok(membership.context("it has not joined")?.secret)
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
