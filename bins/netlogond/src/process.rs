//! What this process asks of the operating system for itself.

use rustix::process::{DumpableBehavior, getuid, set_dumpable_behavior};
use tracing::warn;

/// Has no core dump written, not even to a program that collects them, and no process of the same user look into the
/// memory: it has passwords and keys.
pub(crate) fn keep_memory_private() {
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        warn!(%error, "core dumps cannot be switched off");
    }
}

/// Who runs it, as far as the environment tells, and else the number: a record for people, which proves nothing.
pub(crate) fn who_asks() -> String {
    let mut names = ["SUDO_USER", "LOGNAME", "USER"].into_iter();
    let named = names.find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()));
    named.unwrap_or_else(|| format!("uid {}", getuid().as_raw()))
}
