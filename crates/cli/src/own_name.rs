//! The name of the machine that a program runs on.

use std::{fs, io};

use wire::{InvalidName, NetbiosName};

/// The NetBIOS name of this computer: the first label of its host name.
///
/// # Errors
/// [`OwnNameError`].
pub fn own_name() -> Result<NetbiosName, OwnNameError> {
    let name = fs::read_to_string("/proc/sys/kernel/hostname")?;
    let label = name.trim().split('.').next().unwrap_or_default();
    Ok(NetbiosName::new(label)?)
}

/// Why this machine has no NetBIOS name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OwnNameError {
    /// Its host name is none.
    #[error("this computer's own name is no NetBIOS name: {0}")]
    Invalid(#[from] InvalidName),
    /// Its host name cannot be read.
    #[error("this computer's own name cannot be read: {0}")]
    Unreadable(#[from] io::Error),
}
