//! The programs of this project, as they were built beside whoever runs them here.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// `name` as cargo built it in the profile of the running test, benchmark or tool.
pub fn beside_us(name: &str) -> Result<PathBuf> {
    let us = std::env::current_exe()?;
    us.ancestors()
        .skip(1)
        .map(|dir| dir.join(name))
        .find(|path| path.is_file())
        .with_context(|| format!("{name} is not built: cargo build -p {name}"))
}

/// As one word of a shell script.
pub(crate) fn quoted(program: &Path) -> String {
    format!("'{}'", program.display().to_string().replace('\'', r"'\''"))
}
