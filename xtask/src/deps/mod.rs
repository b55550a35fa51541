//! The invariants of ARCHITECTURE.md that a machine can check.

mod layers;
mod lints;
mod sources;

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

pub(crate) use sources::each_source;

/// Checks all of them, and names every breach.
pub(crate) fn check() -> Result<()> {
    let metadata = Metadata::read()?;
    let mut breaches = layers::breaches(&metadata);
    breaches.extend(sources::breaches(&metadata)?);
    breaches.extend(lints::breaches(&metadata)?);
    if breaches.is_empty() {
        println!(
            "{} crates keep the layering",
            metadata.packages.iter().filter(|p| p.is_ours()).count()
        );
        return Ok(());
    }
    bail!("{}", breaches.join("\n"))
}

/// The part of `cargo metadata` that is looked at here.
#[derive(Debug, Default, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Debug, Deserialize)]
struct Package {
    id: String,
    name: String,
    /// None for a crate of this workspace.
    source: Option<String>,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// None for an ordinary dependency, else `dev` or `build`.
    kind: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<EdgeKind>,
}

#[derive(Debug, Deserialize)]
struct EdgeKind {
    kind: Option<String>,
}

impl Metadata {
    fn read() -> Result<Self> {
        let output = Command::new("cargo")
            .args(["metadata", "--format-version=1"])
            .output()?;
        if !output.status.success() {
            bail!(
                "cargo metadata: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        serde_json::from_slice(&output.stdout).context("reading cargo metadata")
    }

    fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.is_ours())
    }
}

impl Package {
    fn is_ours(&self) -> bool {
        self.source.is_none()
    }

    /// What ships with it: tests may use anything.
    fn shipped(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies
            .iter()
            .filter(|dependency| dependency.kind.as_deref() != Some("dev"))
    }
}
