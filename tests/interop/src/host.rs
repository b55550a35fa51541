//! A machine on the LAN that may run Samba.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::machine::{Machine, Output};

/// The wire that all hosts of a lab are plugged into: a bridge on a machine of its own.
pub struct Lan {
    switch: Machine,
}

impl Lan {
    /// An empty LAN.
    pub fn new() -> Result<Self> {
        let switch = Machine::boot("switch", &[])?;
        switch.sh("ip link add lan type bridge && ip link set lan up")?;
        Ok(Self { switch })
    }

    /// Gives `machine` an `eth0` on this LAN.
    fn plug(&self, machine: &Machine, address: &str) -> Result<()> {
        // Only the network namespace is entered here: the process id that names the other end must mean the same to `ip` as to us.
        let mut add = Command::new("nsenter");
        add.args([
            "--target",
            &self.switch.pid().to_string(),
            "--net",
            "ip",
            "link",
            "add",
        ])
        .args([
            machine.name(),
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
        ])
        .arg(machine.pid().to_string());
        Output::of(&mut add, "")?
            .success()
            .context("plugging in the cable")?;
        self.set_link(machine, "up")?;
        // By default Linux answers about one request a second to a closed port, and whoever asks more often, as a member that joins again and
        // again, waits two seconds for nothing: by chance, and in a benchmark now on our side, now on theirs.
        machine.sh(&format!(
            "ip addr add {address}/24 brd + dev eth0 && ip link set eth0 up && sysctl -qw net.ipv4.icmp_ratelimit=0"
        ))?;
        Ok(())
    }

    fn set_link(&self, machine: &Machine, state: &str) -> Result<()> {
        self.switch.sh(&format!(
            "ip link set {} master lan {state}",
            machine.name()
        ))?;
        Ok(())
    }

    /// Pulls the cable out of `host`.
    pub fn disconnect(&self, host: &Host) -> Result<()> {
        self.set_link(&host.machine, "down")
    }

    /// Puts the cable back.
    pub fn connect(&self, host: &Host) -> Result<()> {
        self.set_link(&host.machine, "up")
    }
}

/// A machine with an address, the daemons it runs, and a way to ask Samba about its channel.
pub struct Host {
    machine: Machine,
    address: &'static str,
    daemons: Vec<String>,
}

impl std::ops::Deref for Host {
    type Target = Machine;

    fn deref(&self) -> &Machine {
        &self.machine
    }
}

impl Host {
    /// Boots `name` on `lan`. `daemons` are the command lines that [`start`](Self::start) runs, in order.
    pub fn boot(lan: &Lan, name: &str, address: &'static str, daemons: &[&str]) -> Result<Self> {
        let machine = Machine::boot(name, &SAMBA_DIRS)?;
        lan.plug(&machine, address)?;
        machine.write(
            "/etc/hosts",
            &format!("127.0.0.1 localhost\n{address} {name}\n"),
        )?;
        // Samba's packages make these; the rest its daemons make themselves.
        machine.sh(
            "mkdir -p /var/lib/samba/private /var/lib/samba/usershares /var/log/samba
             install -d -m 750 -g winbindd_priv /var/lib/samba/winbindd_privileged",
        )?;
        Ok(Self {
            machine,
            address,
            daemons: daemons.iter().map(|&daemon| daemon.to_owned()).collect(),
        })
    }

    /// IPv4 address on the LAN.
    pub fn address(&self) -> &'static str {
        self.address
    }

    /// Starts the daemons and returns when SMB answers.
    pub fn start(&self) -> Result<()> {
        for daemon in &self.daemons {
            self.sh(daemon)?;
            if daemon == NMBD {
                // winbindd looks for its controller through it as soon as it is there, and waits ten seconds for an answer if nobody listens.
                self.wait_for("nmbd", "smbcontrol nmbd ping")?;
            }
        }
        if !self.daemons.is_empty() {
            self.wait_for("SMB", &format!("exec 3<>/dev/tcp/{}/445", self.address))?;
        }
        Ok(())
    }

    /// Ends every process of the machine but its first.
    pub fn stop(&self) -> Result<()> {
        self.sh(STOP)?;
        Ok(())
    }

    /// Starts afresh from what was [saved](Machine::save) as `label`.
    pub fn restart_from(&self, label: &str) -> Result<()> {
        self.stop()?;
        self.restore(label)?;
        self.start()
    }

    /// Waits until `script` succeeds.
    pub fn wait_for(&self, what: &str, script: &str) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            let answer = self.script(script, &[], "")?;
            if answer.code == Some(0) {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("no {what} on {}: {}", self.name(), answer.text());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the machine answers to its NetBIOS name, some seconds after its nmbd was started.
    pub fn wait_for_name(&self) -> Result<()> {
        let lookup = format!(
            "nmblookup -B {} \"$(hostname)\" | grep -q '<00>'",
            self.address
        );
        self.wait_for("NetBIOS name", &lookup)
    }

    /// What Samba itself says about this member's channel.
    pub fn testjoin(&self) -> Result<Verdict> {
        let answer = self.script(TESTJOIN, &[], "")?;
        Ok(match answer.code {
            Some(0) => Verdict::Healthy,
            _ => Verdict::Broken(answer.text().trim().to_owned()),
        })
    }
}

/// Samba's verdict on a member's channel, by `net rpc testjoin`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// The channel can be set up.
    Healthy,
    /// It cannot, for the reason in Samba's words.
    Broken(String),
}

/// The daemon that answers to NetBIOS names.
pub(crate) const NMBD: &str = "nmbd -D";

/// Samba's verdict on the channel of the machine that runs it. Needs none of its daemons.
pub(crate) const TESTJOIN: &str = "net rpc testjoin";

const SAMBA_DIRS: [&str; 4] = [
    "/var/lib/samba",
    "/var/cache/samba",
    "/var/log/samba",
    "/run/samba",
];

/// Spares process 1, this shell, the subshell that counts, and the `timeout` above.
const STOP: &str = r#"
others() {
    for process in /proc/[0-9]*; do
        case ${process#/proc/} in 1|$$|$PPID|$BASHPID) ;; *) echo "${process#/proc/}" ;; esac
    done
}
kill -TERM $(others) 2>/dev/null || true
for _ in $(seq 20); do
    [ -n "$(others)" ] || break
    sleep 0.05
done
kill -KILL $(others) 2>/dev/null || true
rm -rf /run/samba/*
"#;
