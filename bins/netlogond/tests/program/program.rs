//! A state directory, commands on it, and the service of it.

use std::fmt::Debug;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::time::Duration;

use locate::Ports;
use serde_json::Value;

pub(crate) const PASSWORD: &str = "Domain-R00t!";

/// A directory of its own for one test, which goes when this is dropped.
pub(crate) struct State(PathBuf);

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) exit: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl State {
    /// An empty one.
    pub(crate) fn empty(test: &str) -> Self {
        let directory = format!(
            "{}/{test}-{}",
            env!("CARGO_TARGET_TMPDIR"),
            std::process::id()
        );
        fs::create_dir_all(&directory).unwrap();
        Self(directory.into())
    }

    /// One with the domain OURDOM.
    pub(crate) fn with_domain(test: &str) -> Self {
        let state = Self::empty(test);
        let made = state.dc("init --domain OURDOM --name OURPDC");
        assert_eq!(made.exit, Some(0), "{}", made.err);
        state
    }

    pub(crate) fn directory(&self) -> PathBuf {
        self.0.join("state")
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.directory().join("domain.db")
    }

    /// A file beside the state directory.
    pub(crate) fn beside(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// `netlogond dc …` on the directory, with [`PASSWORD`] in the environment; words have no spaces in them.
    pub(crate) fn dc(&self, words: &str) -> Ended {
        let mut command = self.command(words);
        command.env("NETLOGOND_PASSWORD", PASSWORD);
        ended(&mut command)
    }

    /// The same, which must succeed, as JSON: its result.
    pub(crate) fn json(&self, words: &str) -> Value {
        let ended = self.dc(&format!("{words} --json"));
        assert_eq!(ended.exit, Some(0), "{words}: {}", ended.out);
        let document: Value = serde_json::from_str(&ended.out).unwrap();
        document["result"].clone()
    }

    pub(crate) fn command(&self, words: &str) -> Command {
        let mut command = program();
        command.arg("dc").arg("--state").arg(self.directory());
        command.args(words.split_whitespace());
        command
    }

    /// Serves on ports that the operating system picks, and waits until clients are served.
    pub(crate) fn serve(&self) -> Service {
        let settings = self.beside("netlogond.toml", SETTINGS);
        let mut command = self.command("--config");
        command.arg(settings);
        let (running, serving) = Running::until(command, &self.0.join("notify"), " serving ");
        let service = Service {
            smb: told(&serving, "smb"),
            endpoint_mapper: told(&serving, "endpoint_mapper"),
            rpc: told(&serving, "rpc"),
            locator: Ports {
                netbios_name: told(&serving, "netbios_name"),
                netbios_datagram: told(&serving, "netbios_datagram"),
                ldap: told(&serving, "cldap"),
                ..Ports::default()
            },
            running,
        };
        assert_eq!(
            service.running.notified(),
            "READY=1\nSTATUS=serving domain OURDOM\n"
        );
        service
    }
}

impl Drop for State {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A service, which is killed when this is dropped.
pub(crate) struct Service {
    pub(crate) smb: SocketAddr,
    pub(crate) endpoint_mapper: SocketAddr,
    pub(crate) rpc: SocketAddr,
    pub(crate) locator: Ports,
    running: Running,
}

impl std::ops::Deref for Service {
    type Target = Running;

    fn deref(&self) -> &Running {
        &self.running
    }
}

impl std::ops::DerefMut for Service {
    fn deref_mut(&mut self) -> &mut Running {
        &mut self.running
    }
}

impl Service {
    /// Waits for the end; the exit status and the rest of the log.
    pub(crate) fn end(self) -> (Option<i32>, String) {
        self.running.end()
    }
}

/// A process that serves, and is killed when this is dropped.
pub(crate) struct Running {
    child: Child,
    log: BufReader<std::process::ChildStderr>,
    socket: UnixDatagram,
}

impl Running {
    /// Starts it, and waits until it serves.
    pub(crate) fn start(command: Command, socket: &Path) -> Self {
        Self::until(command, socket, " serving ").0
    }

    /// Starts it, and waits for a line of its log.
    fn until(mut command: Command, socket_path: &Path, said: &str) -> (Self, String) {
        let _ = fs::remove_file(socket_path);
        let socket = UnixDatagram::bind(socket_path).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        command.env("NOTIFY_SOCKET", socket_path);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut running = Self {
            log: BufReader::new(child.stderr.take().unwrap()),
            child,
            socket,
        };
        let log = running.log_until(said);
        let line = log.lines().last().unwrap_or_default().to_owned();
        (running, line)
    }

    /// The log up to a line that says this.
    pub(crate) fn log_until(&mut self, said: &str) -> String {
        let mut log = String::new();
        loop {
            let start = log.len();
            if self.log.read_line(&mut log).unwrap() == 0 {
                panic!("the service ended: {log}");
            }
            if log[start..].contains(said) {
                return log;
            }
        }
    }

    /// What systemd was told next.
    pub(crate) fn notified(&self) -> String {
        let mut buffer = [0; 1024];
        let length = self.socket.recv(&mut buffer).unwrap();
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    }

    pub(crate) fn signal(&self, name: &str) {
        signal(&self.child, name);
    }

    /// Waits for the end; the exit status and the rest of the log.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        self.log.read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command that goes on until it is interrupted.
pub(crate) struct Follower {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Follower {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// What it shows next.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    pub(crate) fn interrupt(&mut self) -> Option<i32> {
        signal(&self.child, "-INT");
        self.child.wait().unwrap().code()
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn signal(child: &Child, name: &str) {
    let pid = child.id().to_string();
    let sent = Command::new("kill").args([name, &pid]).status().unwrap();
    assert!(sent.success());
}

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netlogond"));
    command
        .env_remove("NETLOGOND_STATE")
        .env_remove("NETLOGOND_PASSWORD")
        .env_remove("NETLOGOND_LOG")
        .env_remove("NOTIFY_SOCKET")
        .stdin(Stdio::null());
    command
}

pub(crate) fn ended(command: &mut Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        exit: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn check_config(path: &Path) -> Ended {
    ended(program().arg("check-config").arg(path))
}

/// What a line of the log gives for `key`.
fn told<T: FromStr<Err: Debug>>(line: &str, key: &str) -> T {
    let prefix = format!("{key}=");
    let word = line
        .split_whitespace()
        .find_map(|word| word.strip_prefix(&prefix));
    word.unwrap().parse().unwrap()
}

const SETTINGS: &str = "
listen = ['127.0.0.1']
ports = { smb = 0, endpoint-mapper = 0, rpc = 0, netbios-name = 0, netbios-datagram = 0, cldap = 0, ldap = 0 }
";

const PATIENCE: Duration = Duration::from_secs(60);
