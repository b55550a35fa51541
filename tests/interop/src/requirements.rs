//! What a lab needs of the machine it runs on.

use std::process::{Command, Stdio};

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

/// What is missing here for booting a lab, one clause each; empty if nothing is.
pub fn missing() -> Vec<String> {
    let mut missing = Vec::new();
    if !is_root() {
        missing.push("the rights of root".to_owned());
    } else if !can_make_namespaces() {
        missing.push("leave to make network, mount and process namespaces".to_owned());
    }
    let packages = missing_packages();
    if !packages.is_empty() {
        missing.push(format!("the Debian packages {}", packages.join(" ")));
    }
    missing
}

/// Those of [`PACKAGES`] that are not installed.
pub fn missing_packages() -> Vec<&'static str> {
    PACKAGES
        .into_iter()
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
