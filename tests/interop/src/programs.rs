//! The programs of this project, as they were built beside whoever runs them here.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

use crate::machine::Output;

/// `name` as cargo built it in the profile of the running test, benchmark or tool; or in the directory of [`prefer`].
pub fn beside_us(name: &str) -> Result<PathBuf> {
    let us = std::env::current_exe()?;
    let preferred = PREFERRED.get().map(PathBuf::as_path);
    preferred
        .into_iter()
        .chain(us.ancestors().skip(1))
        .map(|dir| dir.join(name))
        .find(|path| path.is_file())
        .with_context(|| format!("{name} is not built: cargo build -p {name}"))
}

/// From now on, programs are taken from `directory` where it has them; the first call is the one that counts.
pub fn prefer(directory: PathBuf) {
    PREFERRED.get_or_init(|| directory);
}

static PREFERRED: OnceLock<PathBuf> = OnceLock::new();

/// Runs one of them to its end. It must neither hang nor panic, nor print a password, whatever is wrong with the world.
pub(crate) fn run<'a>(
    command: &mut Command,
    mut passwords: impl Iterator<Item = &'a str>,
) -> Result<Output> {
    let output = Output::of(command, "")?;
    match output.code {
        Some(124 | 137) => bail!(
            "`{}` hung for {PATIENCE} s\n{}",
            output.command,
            output.text()
        ),
        Some(101) => bail!("`{}` panicked\n{}", output.command, output.text()),
        None => bail!("a signal ended `{}`\n{}", output.command, output.text()),
        Some(_) => {}
    }
    if passwords.any(|password| output.text().contains(password)) {
        bail!("`{}` printed a password", output.command);
    }
    Ok(output)
}

/// Seconds that no call may take, whatever is broken.
pub(crate) const PATIENCE: u32 = 120;

/// Where programs find the system's.
pub(crate) const PATH: &str = "/usr/sbin:/usr/bin:/sbin:/bin";

/// As one word of a shell script.
pub(crate) fn quoted(program: &Path) -> String {
    format!("'{}'", program.display().to_string().replace('\'', r"'\''"))
}
