//! One serving process for each state directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::{Result, StoreError};

/// The right to serve a state directory, held until it is dropped. The operating system gives it back when the process
/// ends, however it ends. Local administration does not need it.
#[derive(Debug)]
pub struct ServiceLock {
    _file: File,
}

impl ServiceLock {
    /// Takes the lock of the directory.
    ///
    /// # Errors
    /// [`StoreError::AlreadyServed`] if another process, or another part of this one, has it.
    pub fn take(directory: &Path) -> Result<Self> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(directory.join(FILE))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::AlreadyServed),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// A file of its own, because SQLite locks ranges of the database itself, and closing any descriptor of a file gives up
/// all of a process's POSIX locks on it.
const FILE: &str = "service.lock";
