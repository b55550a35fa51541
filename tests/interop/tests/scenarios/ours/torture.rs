//! Samba's own tests of a domain controller: how many pass here, and how many with Samba's Active Directory controller.

use anyhow::{Context, Result, ensure};
use interop::torture::{self, Answers};
use interop::{Domain, Kind};

use super::local;
use crate::Scenario;
use crate::scene::Scene;

pub(crate) const SCENARIOS: [Scenario; 2] = [
    ("hardened", hardened),
    ("with_exceptions_beside_samba", with_exceptions_beside_samba),
];

/// A suite, how many tests it has, and how many of them must pass: with the exceptions that they need, and without.
struct Suite {
    name: &'static str,
    tests: usize,
    excepted: usize,
    hardened: usize,
}

const SUITES: [Suite; 5] = [
    Suite::new("rpc.netlogon", 41, 35, 17),
    Suite::new("rpc.netlogon.zerologon", 10, 10, 8),
    Suite::new("rpc.netlogon.admin", 9, 9, 9),
    Suite::new("rpc.schannel", 1, 1, 0),
    Suite::new("rpc.schannel2", 1, 1, 0),
];

impl Suite {
    const fn new(name: &'static str, tests: usize, excepted: usize, hardened: usize) -> Self {
        Self {
            name,
            tests,
            excepted,
            hardened,
        }
    }
}

/// Without any exception, what uses weak cryptography, or channels without protection, is refused.
fn hardened(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    for suite in &SUITES {
        must_pass(suite, &run(scene, scene.domain, suite)?, suite.hardened)?;
    }
    Ok(())
}

fn with_exceptions_beside_samba(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let who = [
        "--all",
        "--reason",
        "smbtorture",
        "--owner",
        "interop",
        "--days",
        "1",
    ];
    for account in accounts() {
        local(scene, &[&["exception", "add", &account], &who[..]].concat())?;
    }
    let samba = scene.lab.domain(Kind::Ad).context("no Samba beside us")?;
    samba.configure_controller(SAMBA_EXCEPTIONS)?;
    let outcome = side_by_side(scene, samba);
    samba.heal()?;
    outcome
}

fn side_by_side(scene: &Scene<'_>, samba: &Domain) -> Result<()> {
    for suite in &SUITES {
        // For the reader: the names of what either does not pass are in the output.
        run(scene, samba, suite)?;
        must_pass(suite, &run(scene, scene.domain, suite)?, suite.excepted)?;
    }
    Ok(())
}

#[expect(
    clippy::print_stdout,
    reason = "the numbers are what a reader looks for"
)]
fn run(scene: &Scene<'_>, domain: &Domain, suite: &Suite) -> Result<Answers> {
    let answers = torture::run(&scene.lab.admin, domain.names(), suite.name)?;
    print!("{}", answers.report(suite.name, domain.names().dc));
    Ok(answers)
}

fn must_pass(suite: &Suite, answers: &Answers, least: usize) -> Result<()> {
    ensure!(
        answers.total() == suite.tests && answers.passed.len() >= least,
        "{}: {} of {} passed, not {least} of {}",
        suite.name,
        answers.passed.len(),
        answers.total(),
        suite.tests,
    );
    Ok(())
}

/// Computers that the tests make, use and delete.
fn accounts() -> impl Iterator<Item = String> {
    (0..12)
        .map(|number| format!("schannel{number}$"))
        .chain(["torturetest$".to_owned()])
}

/// What `--all` is there.
const SAMBA_EXCEPTIONS: &[&str] = &[
    "allow nt4 crypto = yes",
    "reject md5 clients = no",
    "server schannel = auto",
    "server schannel require seal = no",
];
