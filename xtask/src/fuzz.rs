//! Fuzz targets, by cargo-fuzz on a nightly toolchain.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps::{Steps, has_cargo, succeeds};

/// Which targets to fuzz, and for how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Targets; all if none is named
    targets: Vec<String>,
    /// Seconds for each target
    #[arg(long, default_value = "60")]
    seconds: u32,
}

impl Options {
    /// As long as a release asks for.
    pub(crate) fn nightly() -> Self {
        Self {
            targets: Vec::new(),
            seconds: 300,
        }
    }
}

/// Fuzzes each target for a time.
pub(crate) fn run(steps: &mut Steps, options: &Options) -> Result<()> {
    if let Some(obstacle) = obstacle() {
        bail!("cannot fuzz: {obstacle}");
    }
    let targets = if options.targets.is_empty() {
        targets()?
    } else {
        options.targets.clone()
    };
    let limit = format!("-max_total_time={}", options.seconds);
    for target in targets {
        steps.run(
            &format!("fuzz {target}"),
            fuzz(&["run", &target]).args(["--", &limit]),
        )?;
    }
    Ok(())
}

fn obstacle() -> Option<String> {
    if !Path::new("fuzz/Cargo.toml").is_file() {
        return Some("there are no targets".to_owned());
    }
    if !has_cargo("fuzz") {
        return Some("cargo-fuzz is not installed: cargo install cargo-fuzz".to_owned());
    }
    let has_nightly =
        succeeds(Command::new("rustup").args(["run", "nightly", "rustc", "--version"]));
    (!has_nightly).then(|| "no nightly toolchain: rustup toolchain install nightly".to_owned())
}

fn targets() -> Result<Vec<String>> {
    let list = fuzz(&["list"]).output().context("cargo fuzz list")?;
    if !list.status.success() {
        bail!("cargo fuzz list: {}", String::from_utf8_lossy(&list.stderr));
    }
    Ok(String::from_utf8_lossy(&list.stdout)
        .lines()
        .map(str::to_owned)
        .collect())
}

/// By rustup, because we ourselves were started by the pinned toolchain's cargo.
fn fuzz(args: &[&str]) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "cargo", "fuzz"]).args(args);
    // Set by the cargo that started us, and meant for its toolchain.
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    command
}
