//! All tests, and what they need of the machine.

use std::process::Command;

use anyhow::Result;
use interop::requirements;

use crate::steps::{Steps, cargo, has_cargo};

/// How to test.
#[derive(Default, clap::Args)]
pub(crate) struct Options {
    /// Install the Debian packages that the tests need (as root)
    #[arg(long)]
    install: bool,
}

/// Every test once: unit tests, which replay the fuzz corpora, examples in the documentation, interop.
///
/// All is built for the whole workspace, even where a part of it runs: else the libraries get other features, and all that
/// rests on them is built once more.
pub(crate) fn all(steps: &mut Steps, options: &Options) -> Result<()> {
    install(steps, options)?;
    // The interop suite runs last and by itself: it needs the machine's two cores, and counts its own cases.
    if has_cargo("nextest") {
        let mut nextest = cargo(["nextest", "run", "--workspace", "--no-fail-fast"]);
        let others = format!("not binary(={SCENARIOS})");
        steps.run_tests(
            "unit and integration tests",
            nextest.args(["--filterset", &others]),
        )?;
    } else {
        println!("cargo-nextest is not installed: falling back to cargo test");
        let mut test = cargo(["test", "--workspace", "--exclude", "interop"]);
        test.args(["--no-fail-fast", "--lib", "--bins", "--tests", "--examples"]);
        steps.run_tests("unit and integration tests", &mut test)?;
    }
    steps.run_tests(
        "examples in the documentation",
        &mut cargo(["test", "--workspace", "--doc"]),
    )?;
    run_interop(steps, &[])
}

/// The interop suite alone.
pub(crate) fn interop(steps: &mut Steps, options: &Options, cases: &[String]) -> Result<()> {
    install(steps, options)?;
    run_interop(steps, cases)
}

fn run_interop(steps: &mut Steps, cases: &[String]) -> Result<()> {
    let mut build = cargo(["build", "--workspace", "--all-targets"]);
    steps.run("build the programs", &mut build)?;
    let mut test = cargo(["test", "--workspace", "--test", SCENARIOS, "--"]);
    steps.run_tests("interop with real Samba", test.args(cases))
}

const SCENARIOS: &str = "scenarios";

/// Installs what is missing, or says that it is; the tests that need it then skip themselves.
fn install(steps: &mut Steps, options: &Options) -> Result<()> {
    let packages = requirements::missing_packages();
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if !options.install {
        println!(
            "missing: {list}\nTo install: cargo xtask test --install, or apt-get install {list}"
        );
        return Ok(());
    }
    if !requirements::is_root() {
        println!(
            "missing: {list}\nOnly root can install: sudo apt-get install --no-install-recommends {list}"
        );
        return Ok(());
    }
    steps.run("apt-get update", apt_get().args(["update", "--quiet"]))?;
    let mut install = apt_get();
    install
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(packages);
    steps.run("install Debian packages", &mut install)
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
