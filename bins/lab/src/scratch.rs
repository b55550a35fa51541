//! A directory that is gone when the lab ends.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// A directory that only its owner can look into, removed when it is dropped.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes one below the system's directory for such things.
    pub(crate) fn new() -> io::Result<Self> {
        let mut octets = [0; 8];
        getrandom::fill(&mut octets).map_err(io::Error::other)?;
        let name = format!("netlogon-lab-{:016x}", u64::from_le_bytes(octets));
        let path = std::env::temp_dir().join(name);
        DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file that only its owner can read.
    pub(crate) fn write(&self, name: &str, contents: &str) -> io::Result<PathBuf> {
        let path = self.0.join(name);
        let mut options = OpenOptions::new();
        let mut file = options
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&path)?;
        file.write_all(contents.as_bytes())?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed stays in a directory for temporary things.
        let _ = fs::remove_dir_all(&self.0);
    }
}
