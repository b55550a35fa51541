//! What a lab needs of the machine it runs on.

use std::process::{Command, Stdio};

use crate::cases::Obstacle;

/// The Debian packages that a lab is made of: the one list of them.
pub const PACKAGES: [&str; 12] = [
    "hostname",
    "iproute2",
    "libnss-winbind",
    "samba",
    "samba-ad-dc",
    "samba-ad-provision",
    "samba-common-bin",
    "samba-dsdb-modules",
    "samba-testsuite",
    "smbclient",
    "tdb-tools",
    "winbind",
];

/// Those that only some cases want; which, each case says by [`need`].
pub const PROGRAMS: [&str; 5] = [
    "curl",
    "eapoltest",
    "freeradius",
    "freeradius-utils",
    "squid",
];

/// What is missing here for booting a lab, one clause each; empty if nothing is.
pub fn missing() -> Vec<String> {
    let mut missing = Vec::new();
    if !is_root() {
        missing.push("the rights of root".to_owned());
    } else if !can_make_namespaces() {
        missing.push("leave to make network, mount and process namespaces".to_owned());
    }
    missing.extend(without(&PACKAGES));
    missing
}

/// Whether a case has the packages that it alone wants; what it returns otherwise has the runner skip it.
pub fn need(packages: &[&'static str]) -> Result<(), Obstacle> {
    without(packages).map_or(Ok(()), |clause| Err(Obstacle(clause)))
}

/// Those of all packages that are not installed.
pub fn missing_packages() -> Vec<&'static str> {
    missing_of(PACKAGES.iter().chain(&PROGRAMS))
}

/// The clause that names those of the packages that are not installed, if there are any.
fn without(packages: &[&'static str]) -> Option<String> {
    let missing = missing_of(packages.iter());
    (!missing.is_empty()).then(|| format!("the Debian packages {}", missing.join(" ")))
}

fn missing_of<'a>(packages: impl Iterator<Item = &'a &'static str>) -> Vec<&'static str> {
    packages
        .copied()
        .filter(|package| !is_installed(package))
        .collect()
}

/// Whether we may do what a lab does.
pub fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout == b"0\n")
}

fn can_make_namespaces() -> bool {
    succeeds(Command::new("unshare").args([
        "--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "true",
    ]))
}

fn is_installed(package: &str) -> bool {
    let query = Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .output();
    query.is_ok_and(|query| query.stdout == b"installed")
}

fn succeeds(command: &mut Command) -> bool {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
