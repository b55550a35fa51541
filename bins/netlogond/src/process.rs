//! What this process asks of the operating system for itself.

use rustix::process::{
    DumpableBehavior, Resource, Rlimit, getrlimit, getuid, set_dumpable_behavior, setrlimit,
};
use tracing::warn;

/// Has no core dump written, not even to a program that collects them, and no process of the same user look into the
/// memory: it has passwords and keys.
pub(crate) fn keep_memory_private() {
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        warn!(%error, "core dumps cannot be switched off");
    }
}

/// How many files this process can have open at once, each connection being one: as many as it may give itself.
pub(crate) fn most_open_files() -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    let files = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => maximum,
        Err(_) => current,
    };
    files.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    })
}

/// Who runs it, as far as the environment tells, and else the number: a record for people, which proves nothing.
pub(crate) fn who_asks() -> String {
    let mut names = ["SUDO_USER", "LOGNAME", "USER"].into_iter();
    let named = names.find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()));
    named.unwrap_or_else(|| format!("uid {}", getuid().as_raw()))
}
