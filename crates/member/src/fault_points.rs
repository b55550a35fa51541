//! Steps of a password change at which tests end the process: compiled in for them only.

/// In their order: what a change of the password writes down, sends and, once it is proven, writes down again.
#[cfg(feature = "fault-points")]
pub const FAULT_POINTS: [&str; 5] = [
    "before-save-pending",
    "after-save-pending",
    "after-send",
    "before-finish",
    "after-finish",
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
