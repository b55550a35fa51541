//! The one way to check everything: `cargo xtask --help`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for people"
)]

mod bench;
mod checks;
mod deb;
mod deps;
mod documents;
mod fuzz;
mod long;
mod picture;
mod steps;
mod tally;
mod tests;
mod units;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

use crate::steps::{Steps, cargo};

/// The one way to check everything.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything: `check`, then `test`
    Ci(tests::Options),
    /// What needs no running: fmt, clippy, layering, licences, documentation, units
    Check,
    /// Builds and runs all tests: unit, doc, fuzz corpus, man pages, and interop with real Samba
    Test(tests::Options),
    /// Only the tests against real Samba; words select cases by parts of their names
    Interop {
        #[command(flatten)]
        options: tests::Options,
        /// Parts of names of cases
        cases: Vec<String>,
    },
    /// Both Samba domains by hand: up, exec HOST COMMAND, break, heal, testjoin, down
    Hosts {
        /// Passed to `interop-hosts`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
    /// Our wall times and those of Samba's own tools, in the same run
    Bench(bench::Options),
    /// Checks the layering that ARCHITECTURE.md promises
    Deps,
    /// Has systemd judge the units of the services, without starting them
    Units,
    /// Runs fuzz targets
    Fuzz(fuzz::Options),
    /// Good clients of our controller beside bad ones, for ten minutes
    Soak(long::Soak),
    /// Kills store and controller 200 times each while passwords change
    Kills,
    /// The long run: `ci`, each fuzz target for five minutes, `kills`, `soak`, `bench`
    Nightly(tests::Options),
    /// Writes man pages
    Man,
    /// Makes a Debian package of all programs
    Deb(deb::Options),
    /// Draws the README's first picture from a real run of the lab
    Picture,
}

fn main() -> ExitCode {
    match run(Args::parse().task) {
        Ok(steps) => steps.report(),
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<Steps> {
    std::env::set_current_dir(root()?)?;
    let mut steps = Steps::default();
    match task {
        Task::Ci(options) => {
            checks::all(&mut steps)?;
            tests::all(&mut steps, &options)?;
        }
        Task::Check => checks::all(&mut steps)?,
        Task::Test(options) => tests::all(&mut steps, &options)?,
        Task::Interop { options, cases } => tests::interop(&mut steps, &options, &cases)?,
        Task::Hosts { words } => {
            let mut hosts = cargo([
                "run",
                "--quiet",
                "-p",
                "interop",
                "--bin",
                "interop-hosts",
                "--",
            ]);
            hosts.args(words);
            steps.run("hosts", &mut hosts)?;
        }
        Task::Bench(options) => bench::run(&mut steps, &options)?,
        Task::Deps => steps.own("deps", deps::check)?,
        Task::Units => units::check(&mut steps)?,
        Task::Fuzz(options) => fuzz::run(&mut steps, &options)?,
        Task::Nightly(options) => {
            checks::all(&mut steps)?;
            tests::all(&mut steps, &options)?;
            fuzz::run(&mut steps, &fuzz::Options::nightly())?;
            long::kills(&mut steps)?;
            long::storms(&mut steps)?;
            long::soak(&mut steps, &long::Soak::default())?;
            bench::run(&mut steps, &bench::Options::default())?;
        }
        Task::Deb(options) => deb::build(&mut steps, &options)?,
        Task::Soak(options) => long::soak(&mut steps, &options)?,
        Task::Kills => long::kills(&mut steps)?,
        Task::Picture => steps.own("picture", picture::draw)?,
        Task::Man => steps.run("man", &mut checks::man(&[]))?,
    }
    Ok(steps)
}

/// The root of the workspace, wherever we were started from.
fn root() -> Result<PathBuf> {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(xtask
        .parent()
        .context("xtask has no parent directory")?
        .to_owned())
}
