//! What a domain controller bears: ours and Samba's Active Directory, under the same load generator (`tests/load`) from the
//! same third host; and ours with many accounts beside ours with few.

mod ours;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use interop::{Domain, Lab, Output};
use serde_json::Value;

use super::load::Load;
use ours::Ours;
pub(super) use report::Report;
use report::{ByAccounts, Idle, Rate, Start};

const SECONDS: &str = "5";
const ROUNDS: usize = 3;
/// One member, as many as the machine that is measured bears without waiting, and a domain's worth.
const CLIENTS: [u32; 3] = [1, 8, 64];
/// The password of all that is under load; it guards nothing.
const PASSWORD: &str = "Load-Pa55";
/// How many idle channels are held, if a process may have so many files open.
const IDLE: u32 = 20_000;
/// What part of the files that a process can have open is surely one host's over one carrier: each kind of client has its share
/// of them, and a host three quarters of that.
const ONE_HOSTS_SHARE: u32 = 5;
const FEW: u32 = 1000;
const MANY: u32 = 1_000_000;
/// Where Samba's Netlogon listens, first of the dynamic ports.
const SAMBA_RPC_PORT: u16 = 49152;

/// Puts both under load. `programs` is where the release builds of `netlogond` and `load` are.
pub(super) fn measure(lab: &Lab, ad: &Domain, programs: &Path) -> Result<Report> {
    let bench = Bench {
        lab,
        ad,
        netlogond: programs.join("netlogond"),
        load: Load::new(programs.join("load"), PASSWORD),
    };
    // A host that opens thousands of connections a second has no ports left after seconds, and then measures how long it
    // looks for one: on loopback the kernel takes those that wait for late segments anyway, here it has to be told.
    for host in [&lab.admin, &ad.member] {
        host.sh("sysctl -qw net.ipv4.tcp_tw_reuse=1 net.ipv4.ip_local_port_range='1024 65535'")?;
    }
    bench.prepare_theirs()?;
    let few = bench.start("few", FEW, 4)?;
    let mut rates = Vec::new();
    for clients in CLIENTS {
        rates.push(bench.rate(&few, &SETUPS, clients)?);
        rates.push(bench.rate(&few, &LOGONS, clients)?);
    }
    let many = bench.start("many", MANY, 5)?;
    let by_accounts = CLIENTS
        .map(|clients| bench.by_accounts(&few, &many, clients))
        .into_iter()
        .collect::<Result<_>>()?;
    // While it serves, as an administrator may.
    let held = IDLE.min(most_files()? / ONE_HOSTS_SHARE);
    bench.populate(&few, "IDLE", held + 1)?;
    let idle = vec![
        bench.idle(&few, held, false)?,
        bench.idle(&few, held, true)?,
    ];
    Ok(Report {
        rates,
        by_accounts,
        start: Start {
            accounts: MANY,
            ms: many.start_ms,
        },
        idle,
    })
}

/// How many files a process may have open here, of which each connection is one.
fn most_files() -> Result<u32> {
    let limits = fs::read_to_string("/proc/self/limits")?;
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let hard = line.and_then(|line| line.split_whitespace().nth(1));
    match hard.context("no limit of open files")? {
        "unlimited" => Ok(u32::MAX),
        limit => Ok(limit.parse()?),
    }
}

/// What is measured of both.
struct Kind {
    what: &'static str,
    /// The same octets to and fro without any meaning.
    echo: &'static str,
    /// The least that ours is to be as fast as theirs.
    limit: f64,
}

const SETUPS: Kind = Kind {
    what: "setups",
    echo: "setup",
    limit: 30.0,
};
const LOGONS: Kind = Kind {
    what: "logons",
    echo: "logon",
    limit: 15.0,
};

struct Bench<'a> {
    lab: &'a Lab,
    ad: &'a Domain,
    netlogond: PathBuf,
    load: Load,
}

/// Who is put under load.
struct Target<'a> {
    rpc: String,
    domain: &'a str,
    server: &'a str,
}

impl Bench<'_> {
    fn prepare_theirs(&self) -> Result<()> {
        // In one process: `samba-tool` takes a second for each account. Samba is known to the Python that it came with.
        let script = format!(
            r#"from sys import argv
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
parameters = LoadParm()
parameters.load_default()
database = SamDB(session_info=system_session(), lp=parameters)
for n in range(1, {most} + 1):
    database.newcomputer(f"LOAD{{n}}")
    database.setpassword(f"(sAMAccountName=LOAD{{n}}$)", argv[1])
database.newuser("loaduser", argv[1])"#,
            most = CLIENTS.iter().max().unwrap_or(&0)
        );
        let mut python = self.ad.dc.command("/usr/bin/python3", 300);
        python.args(["-c", &script, PASSWORD]);
        Output::of(&mut python, "")?.success()?;
        Ok(())
    }

    /// The best of some rounds, in which ours and theirs take turns.
    fn rate(&self, ours: &Ours, kind: &Kind, clients: u32) -> Result<Rate> {
        let names = self.ad.names();
        let theirs = Target {
            rpc: format!("{}:{SAMBA_RPC_PORT}", self.ad.dc.address()),
            domain: names.netbios,
            server: names.dc,
        };
        let ours = ours.target();
        let words = [kind.what];
        let (mut our_rate, mut their_rate, mut echo) = (0.0_f64, 0.0_f64, 0.0_f64);
        for _ in 0..ROUNDS {
            our_rate = our_rate.max(self.run(&ours, &words, clients)?);
            their_rate = their_rate.max(self.run(&theirs, &words, clients)?);
            echo = echo.max(self.run(&ours, &["echo", "--of", kind.echo], clients)?);
        }
        let rate = Rate {
            what: kind.what.to_owned(),
            clients,
            ours: our_rate,
            theirs: their_rate,
            limit: kind.limit,
            echo,
        };
        // It takes minutes until the rest is known, or has failed.
        println!("{}", rate.line());
        Ok(rate)
    }

    /// Set-ups of computers all over the database, few and many in turn.
    fn by_accounts(&self, few: &Ours, many: &Ours, clients: u32) -> Result<ByAccounts> {
        let run = |ours: &Ours| {
            let accounts = (ours.accounts - 1).to_string();
            self.run(
                &ours.target(),
                &["setups", "--computers", &accounts],
                clients,
            )
        };
        let (mut with_few, mut with_many) = (0.0_f64, 0.0_f64);
        for _ in 0..ROUNDS {
            with_few = with_few.max(run(few)?);
            with_many = with_many.max(run(many)?);
        }
        Ok(ByAccounts {
            clients,
            few: few.accounts,
            with_few,
            many: many.accounts,
            with_many,
        })
    }

    fn run(&self, target: &Target<'_>, what: &[&str], clients: u32) -> Result<f64> {
        let clients = clients.to_string();
        let of = ["--rpc", &target.rpc, "--domain", target.domain];
        let and = ["--server", target.server, "--clients", &clients];
        let words = [&of[..], &and, &["--seconds", SECONDS], what].concat();
        self.load.rate(&self.lab.admin, &words)
    }

    /// Held from the server's own host, where its process can be looked at.
    fn idle(&self, ours: &Ours, held: u32, over_smb: bool) -> Result<Idle> {
        let (count, pid) = (held.to_string(), ours.pid.to_string());
        let target = ours.target();
        let mut words = vec!["--rpc", &target.rpc, "--prefix", "IDLE"];
        if over_smb {
            words.extend(["--smb", &ours.smb]);
        }
        words.extend(["idle", "--count", &count, "--pid", &pid]);
        let figures = self.load.figures(&self.ad.member, &words)?;
        let each = figures.get("kib_per_channel").and_then(Value::as_f64);
        Ok(Idle {
            carrier: if over_smb { "SMB" } else { "TCP" }.to_owned(),
            channels: held.into(),
            kib_per_channel: each.context("no memory was measured")?,
        })
    }
}
