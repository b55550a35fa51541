//! Samba's decoder as a judge of what we write. Needs `ndrdump` of the Debian package `samba-testsuite`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::exchange::Exchange;

#[test]
fn samba_reads_samr() {
    judge(&crate::samr::exchanges());
}

#[test]
fn samba_reads_lsarpc() {
    judge(&crate::lsarpc::exchanges());
}

#[test]
fn samba_reads_dssetup() {
    judge(&crate::dssetup::exchanges());
}

#[test]
fn samba_reads_wkssvc() {
    judge(&crate::wkssvc::exchanges());
}

#[test]
fn samba_reads_netlogon() {
    let mut exchanges = crate::netlogon::exchanges();
    exchanges.retain(|exchange| !crate::netlogon::OTHERWISE_IN_SAMBA.contains(&exchange.opnum));
    judge(&exchanges);
}

#[test]
fn samba_reads_srvsvc() {
    judge(&crate::srvsvc::exchanges());
}

#[test]
fn samba_reads_eventlog() {
    judge(&crate::eventlog::exchanges());
}

#[test]
fn samba_reads_svcctl() {
    // To Samba, the names that are looked for are unique pointers; to [MS-SCMR] they are none.
    let exchanges = crate::svcctl::exchanges().into_iter();
    let exchanges = exchanges.filter(|exchange| !matches!(exchange.opnum, 20 | 21));
    judge(&exchanges.collect::<Vec<_>>());
}

#[test]
fn samba_reads_mgmt() {
    // For Samba, `rpc__mgmt_inq_stats` has a parameter more than C706 knows of.
    let exchanges = crate::mgmt::exchanges().into_iter();
    let exchanges = exchanges.filter(|exchange| exchange.opnum != 1);
    judge(&exchanges.collect::<Vec<_>>());
}

#[test]
fn samba_reads_epmapper() {
    judge(&crate::epmapper::exchanges());
}

#[test]
fn samba_reads_structures_of_netlogon() {
    for (name, octets) in crate::netlogon::structures() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("netlogon-{name}"));
        std::fs::write(&path, octets).unwrap();
        let mut command = Command::new("ndrdump");
        command.args(["--validate", "--debug-stdout", "netlogon", name, "struct"]);
        let Ok(output) = command.arg(path).output() else {
            println!("skipped: ndrdump is not installed");
            return;
        };
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && accepted(&text),
            "{command:?}\n{text}"
        );
    }
}

/// Lets `ndrdump` read every request and reply and write it again.
fn judge(exchanges: &[Exchange]) {
    if Command::new("ndrdump").arg("--version").output().is_err() {
        println!("skipped: ndrdump is not installed");
        return;
    }
    let mut judged = BTreeSet::new();
    let mut refused = Vec::new();
    for (number, exchange) in exchanges.iter().enumerate() {
        let file = |direction: &str, octets: &[u8]| {
            let name = format!("{}-{number}-{direction}", exchange.interface);
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
            std::fs::write(&path, octets).unwrap();
            path
        };
        let request = file("in", &exchange.request);
        for (direction, octets) in [("in", &exchange.request), ("out", &exchange.reply)] {
            // Many levels are set with the same reply.
            if !judged.insert((exchange.opnum, direction, octets)) {
                continue;
            }
            let mut command = Command::new("ndrdump");
            command.args(["--validate", "--debug-stdout"]);
            if direction == "out" {
                // Which arm of a union and how many elements an array has, Samba takes from the request.
                command.arg("--context-file").arg(&request);
            }
            command.args([exchange.interface, &exchange.opnum.to_string(), direction]);
            let output = command.arg(file(direction, octets)).output().unwrap();
            let text = String::from_utf8_lossy(&output.stdout);
            if !output.status.success() || !accepted(&text) {
                refused.push(format!(
                    "{} {direction}: {command:?}\n{text}",
                    exchange.name
                ));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// Whether `ndrdump` read all octets and wrote the same again. Some may differ: Samba gives the `MaximumLength` of a
/// `StringLarge` room for a terminator, and numbers full pointers, which the endpoint mapper has, in its own way.
fn accepted(text: &str) -> bool {
    let other = ["StringLarge", "epm_Map", "epm_Lookup"]
        .iter()
        .any(|name| text.contains(name));
    let same = !text.contains("validated differ") || other;
    text.contains("dump OK") && !text.contains("unread bytes") && same
}
