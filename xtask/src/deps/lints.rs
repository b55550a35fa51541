//! Invariant 3: every crate forbids unsafe code, by the workspace's lints.

use std::fs;

use anyhow::{Context, Result};

use super::Metadata;

/// One sentence for each breach.
pub(super) fn breaches(metadata: &Metadata) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    let root = fs::read_to_string("Cargo.toml")?;
    if !forbids_unsafe(&root)? {
        breaches.push("the workspace's lints do not forbid unsafe code".to_owned());
    }
    for package in metadata.ours() {
        let manifest = fs::read_to_string(&package.manifest_path)?;
        if !inherits_lints(&manifest).with_context(|| package.manifest_path.clone())? {
            breaches.push(format!(
                "{} does not inherit the workspace's lints",
                package.name
            ));
        }
    }
    Ok(breaches)
}

fn forbids_unsafe(manifest: &str) -> Result<bool> {
    let manifest: toml::Table = manifest.parse()?;
    let level = ["workspace", "lints", "rust", "unsafe_code"]
        .iter()
        .try_fold(&toml::Value::Table(manifest), |value, key| value.get(key))
        .and_then(|level| level.as_str().map(str::to_owned));
    Ok(level.as_deref() == Some("forbid"))
}

fn inherits_lints(manifest: &str) -> Result<bool> {
    let manifest: toml::Table = manifest.parse()?;
    let inherits = manifest
        .get("lints")
        .and_then(|lints| lints.get("workspace"));
    Ok(inherits.and_then(toml::Value::as_bool) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_the_lints_is_found() {
        assert!(inherits_lints("[lints]\nworkspace = true").unwrap());
        assert!(!inherits_lints("[package]\nname = 'x'").unwrap());
        assert!(!inherits_lints("[lints.rust]\nunsafe_code = 'allow'").unwrap());
    }

    #[test]
    fn deny_is_not_forbid() {
        assert!(forbids_unsafe("[workspace.lints.rust]\nunsafe_code = 'forbid'").unwrap());
        assert!(!forbids_unsafe("[workspace.lints.rust]\nunsafe_code = 'deny'").unwrap());
        assert!(!forbids_unsafe("[workspace]").unwrap());
    }
}
