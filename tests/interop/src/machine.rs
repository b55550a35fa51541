//! A computer made of namespaces.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// One computer: network, mounts, host name, processes and IPC of its own. It vanishes with this handle.
pub struct Machine {
    name: String,
    /// What `save` and `restore` work on.
    state: Vec<String>,
    /// `unshare`, whose only child is process 1 of the machine; both end when their standard input does.
    holder: Child,
}

impl Machine {
    /// Boots a machine whose `/etc` is a private copy of ours and whose `state` directories are empty.
    ///
    /// `state` are the directories that [`save`](Self::save) and [`restore`](Self::restore) work on, besides `/etc`.
    pub fn boot(name: &str, state: &[&str]) -> Result<Self> {
        let mut holder = Command::new("unshare")
            .args([
                "--mount",
                "--propagation=private",
                "--uts",
                "--ipc",
                "--net",
            ])
            .args(["--pid", "--fork", "--kill-child", "--mount-proc"])
            .args(["bash", "-c", BOOT, "boot", name])
            .args(state)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("unshare")?;
        let stdout = holder.stdout.take().context("no standard output")?;
        let state = std::iter::once(&"/etc")
            .chain(state)
            .map(|&dir| dir.to_owned())
            .collect();
        let machine = Self {
            name: name.to_owned(),
            state,
            holder,
        };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        if line.trim_end() != "booted" {
            bail!("{name} did not boot");
        }
        Ok(machine)
    }

    /// Host name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A process of ours that stands in the machine's namespaces, for `nsenter` and `ip link set … netns`.
    pub fn pid(&self) -> u32 {
        self.holder.id()
    }

    /// A command that will run inside the machine, stopped after `seconds`.
    pub fn command(&self, program: impl AsRef<OsStr>, seconds: u32) -> Command {
        let pid = self.pid();
        let mut command = Command::new("nsenter");
        command
            .args([
                "--target",
                &pid.to_string(),
                "--mount",
                "--uts",
                "--ipc",
                "--net",
            ])
            .arg(format!("--pid=/proc/{pid}/ns/pid_for_children"))
            .args(["--", "timeout", "--kill-after=2", &seconds.to_string()])
            .arg(program)
            .stdin(Stdio::null());
        command
    }

    /// Runs `argv` to its end and takes down what it said.
    pub fn run<S: AsRef<OsStr>>(&self, argv: impl IntoIterator<Item = S>) -> Result<Output> {
        let mut argv = argv.into_iter();
        let program = argv.next().context("no program named")?;
        let mut command = self.command(program, PATIENCE);
        command.args(argv);
        Output::of(&mut command, "")
    }

    /// Runs a shell script; arguments are `$1` and so on, `input` its standard input.
    pub fn script(&self, script: &str, args: &[&str], input: &str) -> Result<Output> {
        let mut command = self.command("bash", PATIENCE);
        command.args(["-euc", script, "script"]).args(args);
        Output::of(&mut command, input)
    }

    /// Runs a shell script that must succeed, and returns its standard output.
    pub fn sh(&self, script: &str) -> Result<String> {
        self.script(script, &[], "")?
            .success()
            .with_context(|| format!("on {}", self.name))
    }

    /// Creates or replaces a file of the machine.
    pub fn write(&self, path: &str, content: &str) -> Result<()> {
        self.script(r#"mkdir -p "${1%/*}"; cat > "$1""#, &[path], content)?
            .success()
            .with_context(|| format!("{path} on {}", self.name))?;
        Ok(())
    }

    /// Keeps a copy of `/etc` and the state directories under `label`.
    pub fn save(&self, label: &str) -> Result<()> {
        self.copy_state("/mnt/state", &format!("/mnt/saved/{label}"))
    }

    /// Puts back what [`save`](Self::save) kept. No daemon may be running.
    pub fn restore(&self, label: &str) -> Result<()> {
        self.copy_state(&format!("/mnt/saved/{label}"), "/mnt/state")
    }

    fn copy_state(&self, from: &str, to: &str) -> Result<()> {
        let mut args = vec![from, to];
        args.extend(self.state.iter().map(String::as_str));
        self.script(COPY_STATE, &args, "")?.success()?;
        Ok(())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // Closing its standard input ends process 1, and the kernel ends all others of its namespace with it.
        drop(self.holder.stdin.take());
        // A holder that cannot be waited for is gone already.
        let _ = self.holder.wait();
    }
}

/// What a command answered.
#[derive(Debug)]
pub struct Output {
    /// The command itself, for messages.
    pub command: String,
    /// Exit status; none if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Output {
    /// Runs `command`, feeding it `input` if there is any.
    pub fn of(command: &mut Command, input: &str) -> Result<Self> {
        if !input.is_empty() {
            command.stdin(Stdio::piped());
        }
        let shown = command
            .get_args()
            .skip_while(|arg| *arg != "timeout")
            .skip(3)
            .map(OsStr::to_string_lossy)
            .collect::<Vec<_>>()
            .join(" ");
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| shown.clone())?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command that ends without reading all of its input has still answered.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output()?;
        Ok(Self {
            command: shown,
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Standard output, if the command succeeded.
    pub fn success(self) -> Result<String> {
        if self.code == Some(0) {
            return Ok(self.stdout);
        }
        bail!(
            "`{}` ended with {:?}\n{}{}",
            self.command,
            self.code,
            self.stdout,
            self.stderr
        )
    }

    /// Standard output and standard error together, for looking for a sentence.
    pub fn text(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// Seconds after which a command inside a machine counts as hanging: making an Active Directory takes a busy machine one minute.
const PATIENCE: u32 = 180;

/// `/mnt/state` is what can be saved; each of its directories is bound over the place where programs look for it.
const BOOT: &str = r#"
set -eu
name=$1; shift
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/state /mnt/saved
cp -a /etc /mnt/state/etc
mount --bind /mnt/state/etc /etc
for dir in "$@"; do
    mkdir -p "/mnt/state$dir" "$dir"
    mount --bind "/mnt/state$dir" "$dir"
done
mount -t tmpfs tmpfs /var/tmp
hostname "$name"
echo "$name" > /etc/hostname
ip link set lo up
echo booted
# Until our end of the pipe closes. bash, not sh: as process 1 it must reap the daemons' orphans.
read -r _ || true
"#;

/// The directories themselves stay: they are what is bound.
const COPY_STATE: &str = r#"
from=$1 to=$2; shift 2
for dir in "$@"; do
    mkdir -p "$to$dir"
    find "$to$dir" -mindepth 1 -delete
    cp -a "$from$dir/." "$to$dir/"
done
"#;
