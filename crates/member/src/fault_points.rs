//! Steps at which tests end the process: compiled in for them only.

/// In their order: what a change of the password writes down, sends and, once it is proven, writes down again.
#[cfg(feature = "fault-points")]
pub const FAULT_POINTS: [&str; 5] = [
    "before-save-pending",
    "after-save-pending",
    "after-send",
    "before-finish",
    "after-finish",
];

/// The same of another name, which is also written down before the account gets it.
#[cfg(feature = "fault-points")]
pub const RENAMING_FAULT_POINTS: [&str; 5] = [
    "rename-before-save",
    "rename-after-save",
    "rename-after-send",
    "rename-before-finish",
    "rename-after-finish",
];

/// The same of a password that takes the place of the one that the account was made with.
#[cfg(feature = "fault-points")]
pub const UNSECURE_FAULT_POINTS: [&str; 5] = [
    "unsecure-before-save",
    "unsecure-after-save",
    "unsecure-after-send",
    "unsecure-before-finish",
    "unsecure-after-finish",
];

/// Names the step to stop at. Whoever comes to it says so in one line of standard error, and goes no further.
#[cfg(feature = "fault-points")]
pub const FAULT_POINT: &str = "NETLOGOND_FAULT_POINT";

/// Comes to a step.
#[cfg(feature = "fault-points")]
#[expect(clippy::print_stderr, reason = "a test waits for this line")]
pub(crate) fn reach(point: &str) {
    if std::env::var(FAULT_POINT).is_ok_and(|named| named == point) {
        eprintln!("fault point {point}");
        // Not even what drops would do is done. Whoever has named the step kills the process.
        loop {
            std::thread::park();
        }
    }
}

/// Comes to a step.
#[cfg(not(feature = "fault-points"))]
pub(crate) const fn reach(_: &str) {}
