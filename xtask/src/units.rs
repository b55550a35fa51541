//! The units of systemd: whether it understands every line, and how much of a machine they leave open.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::steps::{Steps, succeeds};

/// Has systemd judge the units, where there is one; nothing is started.
pub(crate) fn check(steps: &mut Steps) -> Result<()> {
    let names = names()?;
    ensure!(!names.is_empty(), "there are no units in {UNITS}");
    if !succeeds(Command::new("systemd-analyze").arg("--version")) {
        let what = format!("{} units: {}", names.len(), names.join(", "));
        steps.skip(&what, "systemd-analyze is not installed");
        return Ok(());
    }
    steps.own("units", || judge(Path::new(JUDGED), &names))
}

fn names() -> Result<Vec<String>> {
    let files = fs::read_dir(UNITS).context(UNITS)?;
    let names = files.map(|file| Ok(file?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<Result<_>>()?;
    names.sort();
    Ok(names)
}

/// Judges copies in which the program is one that is installed, for ours need not be.
fn judge(directory: &Path, names: &[String]) -> Result<()> {
    fs::create_dir_all(directory)?;
    let mut copies = Vec::new();
    for name in names {
        let text = fs::read_to_string(Path::new(UNITS).join(name))?;
        check_manual(name, &text)?;
        let copy = directory.join(name);
        fs::write(&copy, text.replace("=/usr/bin/netlogond", "=/bin/true"))?;
        copies.push(copy);
    }
    // Other units of the machine, which these name, are not ours.
    let verify = ["verify", "--man=no", "--recursive-errors=no"];
    analyze(&verify, &copies)?;
    for copy in copies {
        let security = ["security", "--offline=true", "--no-pager", EXPOSURE];
        analyze(&security, &[copy])?;
    }
    Ok(())
}

/// The manual pages that a unit names are in the package.
fn check_manual(unit: &str, text: &str) -> Result<()> {
    let named = text
        .lines()
        .find_map(|line| line.strip_prefix("Documentation="));
    for page in named.context(format!("{unit} names no manual"))?.split(' ') {
        let page = page
            .strip_prefix("man:")
            .and_then(|page| page.strip_suffix("(1)"));
        let page = page.with_context(|| format!("{unit}: another kind of Documentation="))?;
        let file = format!("docs/man/{page}.1");
        ensure!(Path::new(&file).exists(), "{unit}: there is no {file}");
    }
    Ok(())
}

/// What it prints is shown only if it has something against them.
fn analyze(words: &[&str], units: &[PathBuf]) -> Result<()> {
    let mut command = Command::new("systemd-analyze");
    let output = command
        .args(words)
        .args(units)
        .stdin(Stdio::null())
        .output()?;
    ensure!(
        output.status.success(),
        "systemd-analyze {} has this against them:\n{}{}",
        words.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

const UNITS: &str = "packaging/systemd";
const JUDGED: &str = "target/units";

/// How much of a machine a unit may leave open, of 100: both are at 16.
const EXPOSURE: &str = "--threshold=20";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_systemd_would_ignore_is_an_error() {
        let file = std::env::temp_dir().join(format!("units-{}.service", std::process::id()));
        let unit = |line: &str| format!("[Service]\nExecStart=/bin/true\n{line}\n");
        let verify = |line: &str| {
            fs::write(&file, unit(line)).unwrap();
            analyze(
                &["verify", "--man=no", "--recursive-errors=no"],
                std::slice::from_ref(&file),
            )
        };
        if succeeds(Command::new("systemd-analyze").arg("--version")) {
            assert!(verify("ProtectHome=yes").is_ok());
            let error = verify("ProtectHme=yes").unwrap_err().to_string();
            assert!(error.contains("ProtectHme"), "{error}");
        }
        fs::remove_file(file).unwrap();
    }

    #[test]
    fn a_manual_that_is_not_there_is_named() {
        std::env::set_current_dir(crate::root().unwrap()).unwrap();
        assert!(check_manual("u", "Documentation=man:netlogond(1)").is_ok());
        let error = check_manual("u", "Documentation=man:nobody(1)").unwrap_err();
        assert_eq!(error.to_string(), "u: there is no docs/man/nobody.1");
        assert!(check_manual("u", "").is_err());
    }
}
