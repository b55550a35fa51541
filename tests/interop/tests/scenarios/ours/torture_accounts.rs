//! Samba's own tests of accounts, policy, services and events: how many pass here, and how many with Samba's Active Directory
//! controller. `rpc.srvsvc`, `rpc.samr.users` and `rpc.samr.passwords` are not among them; docs/samba-behaviour.md has what
//! they said.

use anyhow::Result;

use super::ask;
use super::torture::{Suite, must_be_whole, must_pass, run};
use crate::Scenario;
use crate::scene::Scene;

pub(crate) const SCENARIOS: [Scenario; 1] = [("beside_samba", beside_samba)];

/// The same of Samba's controller, whose lab plays beside ours: for the reader.
pub(crate) const SAMBA_SCENARIOS: [Scenario; 1] = [("beside_ours", samba_beside_ours)];

fn beside_samba(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    for suite in &SUITES {
        must_pass(suite, &run(scene, suite)?, suite.left)?;
    }
    // What was reported is read by a client that looks at no offsets.
    let credentials = scene.domain.admin_credentials();
    let address = scene.domain.names().dc_address;
    let read = "eventlog_readlog System";
    let argv = ["rpcclient", "-U", &credentials, address, "-c", read];
    ask(&scene.lab.admin, &argv).map(drop)
}

/// What it does not pass is in the output by name.
fn samba_beside_ours(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    for suite in &SUITES {
        must_be_whole(suite, &run(scene, suite)?)?;
    }
    Ok(())
}

/// A suite, with those of its tests that fail here whatever is done.
const fn suite(name: &'static str, tests: usize, left: &'static [&'static str]) -> Suite {
    Suite {
        name,
        tests,
        left,
        hardened: &[],
    }
}

const SUITES: [Suite; 15] = [
    suite("rpc.dssetup", 1, &[]),
    suite("rpc.lsa-getuser", 1, &[]),
    suite("rpc.lsa.lookupsids", 1, &[]),
    // A name that is null is to be found, which [MS-LSAT] does not say; ours knows nobody of that name.
    suite("rpc.lsa.lookupnames", 1, &["LookupNames"]),
    // PreferedMaximumLength is a number of entries there, and of octets in [MS-LSAD] 3.1.4.5.2.
    suite("rpc.lsa.privileges", 1, &["Privileges"]),
    // Both ask for the domain's names in the DNS, by whose answer a Samba member would take the domain for an Active Directory.
    suite("rpc.lsa", 1, &["lsa"]),
    suite("rpc.lsa.trusted.domains", 1, &["TrustedDomains"]),
    suite("rpc.samr.machine.auth", 1, &[]),
    suite("rpc.samr.priv", 2, &[]),
    // Sets a descriptor: rights follow from groups here, and whoever sets one is told so.
    suite("rpc.samr.accessmask", 5, &["connect"]),
    // Opens a domain over a server that was opened for nothing but to connect, which rpc.samr.accessmask wants refused.
    suite("rpc.samr.handletype", 1, &["OpenDomainHandleType"]),
    suite(
        "rpc.handles",
        6,
        &[
            // Handles of one association are used over another one of its group.
            "lsarpc-shared",
            // There is no replication of an Active Directory.
            "drsuapi",
        ],
    ),
    suite(
        "rpc.svcctl",
        12,
        // The service that is asked about is the print spooler, which nobody has installed here.
        &[
            "EnumDependentServicesW",
            "QueryServiceStatus",
            "QueryServiceStatusEx",
            "QueryServiceConfigW",
            "QueryServiceConfig2W",
            "QueryServiceObjectSecurity",
            "SetServiceObjectSecurity",
            "StartServiceW",
            "ControlService",
            "ChangeServiceConfigW",
        ],
    ),
    suite(
        "rpc.eventlog",
        8,
        &[
            // smbtorture skips it itself.
            "ClearEventLog",
            // No client names a file on this computer.
            "BackupLog",
        ],
    ),
    suite(
        "rpc.wkssvc",
        29,
        &[
            // smbtorture skips these itself.
            "NetrSetPrimaryComputername",
            "NetrRenameMachineInDomain",
            "NetrRenameMachineInDomain2",
            "NetrJoinDomain2",
            "NetrUnjoinDomain2",
            // Level 502 configures a redirector, which does not exist here.
            "NetWkstaGetInfo",
            // Calls that configure a redirector, its transports and its connections.
            "NetWkstaTransportEnum",
            "NetrWkstaTransportDel",
            "NetrWkstaTransportAdd",
            "NetrWkstaUserGetInfo",
            "NetrUseDel",
            "NetrUseGetInfo",
            "NetrUseEnum",
            "NetrUseAdd",
            "NetrWorkstationStatisticsGet",
            "NetrMessageBufferSend",
            // The older forms of joining, of which the newer are offered, and what is decided before it.
            "NetrValidateName",
            "NetrValidateName2",
            "NetrJoinDomain",
            "NetrUnjoinDomain",
            "NetrGetJoinableOus",
            "NetrGetJoinableOus2",
            // A computer has one name here.
            "NetrLogonDomainNameDel",
            "NetrLogonDomainNameAdd",
            "NetrRemoveAlternateComputerName",
            "NetrAddAlternateComputerName",
            "NetrEnumerateComputerNames",
        ],
    ),
];
