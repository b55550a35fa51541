//! Our wall times beside those of Samba's own tools, in the same run on the same hosts.

mod controller;
mod load;
mod member;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use interop::{Domain, Kind, Lab, Netdom};
use serde::Serialize;

use crate::steps::{Steps, cargo};

/// How to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Rounds; in each, ours and theirs run once, in turn
    #[arg(long, default_value = "15")]
    rounds: usize,
    /// Only these parts
    #[arg(long, value_enum, default_values_t = Part::ALL)]
    only: Vec<Part>,
    /// Where the figures go, besides the table
    #[arg(long, default_value = "target/bench.json")]
    json: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rounds: 15,
            only: Part::ALL.to_vec(),
            json: PathBuf::from("target/bench.json"),
        }
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
enum Part {
    /// Our netdom beside Samba's net
    Netdom,
    /// Our controller beside Samba's, under load
    Controller,
    /// Our member beside winbindd
    Member,
}

impl Part {
    const ALL: [Self; 3] = [Self::Netdom, Self::Controller, Self::Member];

    /// The domains that it needs.
    const fn domains(self) -> &'static [Kind] {
        match self {
            Self::Netdom => &[Kind::Nt4, Kind::Ad],
            Self::Controller => &[Kind::Ad],
            Self::Member => &[Kind::Ours],
        }
    }
}

/// Builds for release, boots a lab, measures.
pub(crate) fn run(steps: &mut Steps, options: &Options) -> Result<()> {
    steps.run(
        "build for release",
        &mut cargo([
            "build",
            "--release",
            "-p",
            "netdom",
            "-p",
            "netlogond",
            "-p",
            "load",
            "-p",
            "nltest",
        ]),
    )?;
    steps.own("bench", || {
        let report = measure(options)?;
        if let Some(dir) = options.json.parent() {
            fs::create_dir_all(dir)?;
        }
        fs::write(&options.json, serde_json::to_string_pretty(&report)?)?;
        println!("figures: {}", options.json.display());
        Ok(())
    })
}

#[derive(Debug, Serialize)]
struct Report {
    peer: String,
    rounds: usize,
    binary_bytes: u64,
    binary_libraries: Vec<String>,
    start_up_ms: f64,
    comparisons: Vec<Comparison>,
    controller: Option<controller::Report>,
    member: Option<member::Report>,
}

#[derive(Debug, Serialize)]
struct Comparison {
    domain: String,
    ours: String,
    theirs: String,
    ours_ms: f64,
    theirs_ms: f64,
    /// The most that `ours_ms / theirs_ms` may be.
    limit: f64,
}

fn measure(options: &Options) -> Result<Report> {
    let program = target_dir().join("release/netdom");
    let netdom = Netdom::at(&program)?;
    let missing = interop::requirements::missing();
    if !missing.is_empty() {
        bail!("a lab needs {}", missing.join(", and "));
    }
    let programs = fs::canonicalize(target_dir())?.join("release");
    interop::programs::prefer(programs.clone());
    let wanted = |part| options.only.contains(&part);
    let needed = |kind: &Kind| {
        let mut parts = options.only.iter();
        parts.any(|part| part.domains().contains(kind))
    };
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(needed).collect();
    let lab = Lab::start(&kinds)?;
    let domain = |kind| lab.domain(kind).context("the lab lacks a domain");
    // What is measured is said at once: what comes after it may fail.
    println!(
        "peer: {}, median of {} rounds",
        lab.peer_version, options.rounds
    );
    let mut comparisons = Vec::new();
    let mut say = |comparison: Comparison| {
        println!("{}", comparison.line());
        comparisons.push(comparison);
    };
    let binary_bytes = fs::metadata(&program)?.len();
    let binary_libraries = libraries(&program)?;
    let start_up_ms = start_up(&program)?;
    if wanted(Part::Netdom) {
        let loaded = binary_libraries.join(" ");
        println!("netdom: {binary_bytes} bytes, loads {loaded}; start-up {start_up_ms:.1} ms");
        for &kind in Part::Netdom.domains() {
            say(verify(&lab, domain(kind)?, &netdom, options.rounds)?);
            say(reset(&lab, domain(kind)?, &netdom, options.rounds)?);
        }
    }
    let mut member = None;
    if wanted(Part::Member) {
        let (report, verify) =
            member::measure(&lab, domain(Kind::Ours)?, &programs, options.rounds)?;
        say(verify);
        print!("{}", report.table());
        member = Some(report);
    }
    let mut controller = None;
    if wanted(Part::Controller) {
        let report = controller::measure(&lab, domain(Kind::Ad)?, &programs)?;
        print!("{}", report.table());
        controller = Some(report);
    }
    Ok(Report {
        controller,
        member,
        peer: lab.peer_version.clone(),
        rounds: options.rounds,
        binary_bytes,
        binary_libraries,
        start_up_ms,
        comparisons,
    })
}

fn verify(lab: &Lab, domain: &Domain, netdom: &Netdom, rounds: usize) -> Result<Comparison> {
    let ours = || {
        netdom
            .on(&lab.admin, domain)
            .command(["verify", domain.names().member])
    };
    let theirs = || {
        let mut testjoin = domain.member.command("net", 60);
        testjoin.args(["rpc", "testjoin"]);
        testjoin
    };
    let (ours_ms, theirs_ms) = compare(rounds, ours, theirs)?;
    Ok(Comparison {
        domain: domain.names().netbios.to_owned(),
        ours: "netdom verify".to_owned(),
        theirs: "net rpc testjoin".to_owned(),
        ours_ms,
        theirs_ms,
        limit: 0.5,
    })
}

fn reset(lab: &Lab, domain: &Domain, netdom: &Netdom, rounds: usize) -> Result<Comparison> {
    let names = domain.names();
    let ours = || {
        netdom
            .on(&lab.admin, domain)
            .command(["reset", names.member])
    };
    let theirs = || {
        let mut join = domain.member.command("net", 60);
        join.args([
            "rpc",
            "join",
            "-S",
            names.dc,
            "-U",
            &domain.admin_credentials(),
        ]);
        join
    };
    let (ours_ms, theirs_ms) = compare(rounds, ours, theirs)?;
    Ok(Comparison {
        domain: names.netbios.to_owned(),
        ours: "netdom reset".to_owned(),
        theirs: "net rpc join".to_owned(),
        ours_ms,
        theirs_ms,
        limit: 1.0,
    })
}

/// Medians of ours and theirs. Interleaved, so that whatever else the machine does hits both.
fn compare(
    rounds: usize,
    ours: impl Fn() -> Command,
    theirs: impl Fn() -> Command,
) -> Result<(f64, f64)> {
    let mut our_times = Vec::new();
    let mut their_times = Vec::new();
    for _ in 0..rounds {
        our_times.push(wall_time(&mut ours())?);
        their_times.push(wall_time(&mut theirs())?);
    }
    Ok((median_ms(our_times)?, median_ms(their_times)?))
}

fn wall_time(command: &mut Command) -> Result<Duration> {
    let started = Instant::now();
    let output = command.stdin(Stdio::null()).output()?;
    let took = started.elapsed();
    // Some members cannot be asked for proof: their verdict takes no less time for being one.
    let is_verdict = output.status.success() || output.status.code() == Some(UNPROVEN);
    if !is_verdict {
        let said = [output.stdout, output.stderr].concat();
        bail!(
            "{:?} failed:\n{}",
            command.get_args().collect::<Vec<_>>(),
            String::from_utf8_lossy(&said)
        );
    }
    Ok(took)
}

/// netdom's exit status for "nothing is known to be wrong, and nothing proven".
const UNPROVEN: i32 = 7;

fn start_up(program: &Path) -> Result<f64> {
    let times = (0..50)
        .map(|_| wall_time(Command::new(program).arg("--version")))
        .collect::<Result<_>>()?;
    median_ms(times)
}

/// What the loader would load besides itself.
fn libraries(program: &Path) -> Result<Vec<String>> {
    let ldd = Command::new("ldd").arg(program).output()?;
    let lines = String::from_utf8_lossy(&ldd.stdout).into_owned();
    Ok(lines
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect())
}

fn median_ms(mut times: Vec<Duration>) -> Result<f64> {
    times.sort();
    let median = times.get(times.len() / 2).context("nothing was measured")?;
    Ok(median.as_secs_f64() * 1000.0)
}

/// Where cargo builds.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

impl Comparison {
    fn line(&self) -> String {
        let ratio = self.ours_ms / self.theirs_ms;
        format!(
            "{:<8}{:<16}{:>8.1} ms   {:<20}{:>8.1} ms   ratio {ratio:.2} (limit {:.2}: {})",
            self.domain,
            self.ours,
            self.ours_ms,
            self.theirs,
            self.theirs_ms,
            self.limit,
            verdict(ratio <= self.limit),
        )
    }
}

fn verdict(kept: bool) -> &'static str {
    if kept { "kept" } else { "MISSED" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_ignores_one_slow_round() {
        let times = [5, 900, 4].map(Duration::from_millis).to_vec();
        assert_eq!(median_ms(times).unwrap(), 5.0);
        assert!(median_ms(Vec::new()).is_err());
    }

    #[test]
    fn a_line_says_whether_its_limit_was_missed() {
        let line = |ours_ms, limit| {
            let row = Comparison {
                domain: "D".to_owned(),
                ours: "a".to_owned(),
                theirs: "b".to_owned(),
                ours_ms,
                theirs_ms: 100.0,
                limit,
            };
            row.line()
        };
        assert!(line(50.0, 0.5).contains("ratio 0.50 (limit 0.50: kept)"));
        assert!(line(101.0, 1.0).contains("ratio 1.01 (limit 1.00: MISSED)"));
    }
}
