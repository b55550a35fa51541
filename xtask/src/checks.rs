//! What can be checked without running the product.

use std::process::Command;

use anyhow::Result;

use crate::deps;
use crate::documents;
use crate::steps::{Steps, cargo, has_cargo, succeeds};
use crate::units;

/// All of it.
pub(crate) fn all(steps: &mut Steps) -> Result<()> {
    steps.run("fmt", &mut cargo(["fmt", "--all", "--check"]))?;
    steps.own("deps", deps::check)?;
    steps.own("tests that documents name", documents::check)?;
    let mut clippy = cargo([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]);
    steps.run("clippy", &mut clippy)?;
    let mut doc = cargo(["doc", "--workspace", "--no-deps"]);
    steps.run("doc", doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    deny(steps)?;
    units::check(steps)
}

/// What writes man pages, and completions for the package.
pub(crate) fn man(args: &[&str]) -> Command {
    let mut command = cargo(["run", "--quiet", "-p", "xtask", "--example", "man", "--"]);
    command.args(args);
    command
}

/// Advisories come from the net; the rest of `deny.toml` holds without it.
fn deny(steps: &mut Steps) -> Result<()> {
    if !has_cargo("deny") {
        steps.skip("cargo deny", "not installed: cargo install cargo-deny");
        return Ok(());
    }
    steps.run(
        "licences, bans and sources",
        &mut cargo([
            "deny",
            "check",
            "--hide-inclusion-graph",
            "licenses",
            "bans",
            "sources",
        ]),
    )?;
    if !succeeds(&mut cargo(["deny", "fetch", "db"])) {
        steps.skip("advisories", "their database cannot be fetched");
        return Ok(());
    }
    steps.run("advisories", &mut cargo(["deny", "check", "advisories"]))
}
