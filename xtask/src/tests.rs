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
pub(crate) fn all(steps: &mut Steps, options: &Options) -> Result<()> {
    install(steps, options)?;
    // The interop suite runs last and by itself: it needs the machine's two cores, and counts its own cases.
    let others = ["--workspace", "--exclude", "interop"];
    if has_cargo("nextest") {
        let mut nextest = cargo(["nextest", "run", "--no-fail-fast"]);
        steps.run_tests("unit and integration tests", nextest.args(others))?;
    } else {
        println!("cargo-nextest is not installed: falling back to cargo test");
        let mut test = cargo(["test", "--no-fail-fast", "--lib", "--bins", "--tests"]);
        steps.run_tests("unit and integration tests", test.args(others))?;
    }
    steps.run_tests(
        "examples in the documentation",
        cargo(["test", "--doc"]).args(others),
    )?;
    run_interop(steps, &[])
}

/// The interop suite alone.
pub(crate) fn interop(steps: &mut Steps, options: &Options, cases: &[String]) -> Result<()> {
    install(steps, options)?;
    run_interop(steps, cases)
}

fn run_interop(steps: &mut Steps, cases: &[String]) -> Result<()> {
    // Everything at once, because the libraries then have the features that the tests gave them and are not built again.
    let mut build = cargo(["build", "--workspace", "--all-targets"]);
    steps.run("build the programs", &mut build)?;
    let mut test = cargo(["test", "-p", "interop", "--no-fail-fast"]);
    if !cases.is_empty() {
        test.args(["--test", "scenarios", "--"]).args(cases);
    }
    steps.run_tests("interop with real Samba", &mut test)
}

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
