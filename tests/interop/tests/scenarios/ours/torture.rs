//! Samba's own tests of a domain controller: how many pass here, and how many with Samba's Active Directory controller.

use anyhow::{Result, ensure};
use interop::ours;
use interop::torture::{self, Answers};

use super::local;
use crate::Scenario;
use crate::scene::Scene;

pub(crate) const SCENARIOS: [Scenario; 2] = [
    ("hardened", hardened),
    ("with_exceptions_beside_samba", with_exceptions_beside_samba),
];

/// The same of Samba's controller, whose lab plays beside ours: for the reader.
pub(crate) const SAMBA_SCENARIOS: [Scenario; 1] =
    [("with_exceptions_beside_ours", samba_with_exceptions)];

/// A suite, and its tests that may fail.
pub(super) struct Suite {
    pub(super) name: &'static str,
    pub(super) tests: usize,
    /// Whatever exceptions there are.
    pub(super) left: &'static [&'static str],
    /// Without exceptions.
    pub(super) hardened: &'static [&'static str],
}

const SUITES: [Suite; 5] = [
    Suite {
        name: "rpc.netlogon",
        tests: 41,
        left: &[
            // smbtorture skips it itself.
            "GetDomainInfo_async",
            // Wants a session key of DES, [MS-NRPC] 3.1.4.3.3, which does not exist here.
            "DatabaseSync2",
        ],
        hardened: &[
            // No AES.
            "ServerGetTrustInfo",
            "SetPassword2",
            // No secure RPC.
            "DatabaseRedo",
            "DatabaseSync",
            "GetTrustPasswords",
            "GetPassword",
            "SetPassword",
            "SamLogon",
            // SetPassword leaves them without the password that they need, before they ask anything.
            "ServerReqChallengeGlobal",
            "ServerReqChallengeReuse",
            "ServerReqChallengeReuseGlobal",
            "ServerReqChallengeReuseGlobal2",
            "ServerReqChallengeReuseGlobal3",
            "ServerReqChallengeReuseGlobal4",
        ],
    },
    Suite {
        name: "rpc.netlogon.zerologon",
        tests: 10,
        left: &[],
        // No AES.
        hardened: &[
            "test_SetPassword2_all_zeros",
            "test_SetPassword2_all_zero_password",
        ],
    },
    Suite {
        name: "rpc.netlogon.admin",
        tests: 9,
        left: &[],
        hardened: &[],
    },
    // One test each, which uses channels that are weak, signed only, or not protected at all.
    Suite {
        name: "rpc.schannel",
        tests: 1,
        left: &[],
        hardened: &["schannel"],
    },
    Suite {
        name: "rpc.schannel2",
        tests: 1,
        left: &[],
        hardened: &["schannel2"],
    },
];

/// Without any exception, what uses weak cryptography, or channels without protection, is refused.
fn hardened(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    for suite in &SUITES {
        let may_fail = [suite.left, suite.hardened].concat();
        must_pass(suite, &run(scene, suite)?, &may_fail)?;
    }
    Ok(())
}

fn with_exceptions_beside_samba(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let who = [
        "--all",
        "--reason",
        "smbtorture",
        "--owner",
        "interop",
        "--days",
        "1",
    ];
    // The account of most tests is that of a backup domain controller.
    ours::configure(&scene.domain.dc, "laboratory-exceptions = true")?;
    for account in accounts() {
        local(scene, &[&["exception", "add", &account], &who[..]].concat())?;
    }
    for suite in &SUITES {
        must_pass(suite, &run(scene, suite)?, suite.left)?;
    }
    Ok(())
}

/// What it does not pass is in the output by name.
fn samba_with_exceptions(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    scene.domain.configure_controller(SAMBA_EXCEPTIONS)?;
    for suite in &SUITES {
        must_be_whole(suite, &run(scene, suite)?)?;
    }
    Ok(())
}

#[expect(
    clippy::print_stdout,
    reason = "the numbers are what a reader looks for"
)]
pub(super) fn run(scene: &Scene<'_>, suite: &Suite) -> Result<Answers> {
    let names = scene.domain.names();
    let dns_domain = names.dns.unwrap_or(ours::DNS_DOMAIN);
    let answers = torture::run(&scene.lab.admin, names, dns_domain, suite.name)?;
    print!("{}", answers.report(suite.name, names.dc));
    Ok(answers)
}

/// All but those that may fail; and one that may and does not is no exception any more.
pub(super) fn must_pass(suite: &Suite, answers: &Answers, may_fail: &[&str]) -> Result<()> {
    let unexpected: Vec<_> = answers
        .failed
        .iter()
        .filter(|failure| !may_fail.contains(&failure.test.as_str()))
        .collect();
    ensure!(unexpected.is_empty(), "{}: {unexpected:?}", suite.name);
    let passed = |test: &&&str| answers.passed.iter().any(|passed| passed == **test);
    let stale: Vec<_> = may_fail.iter().filter(passed).collect();
    ensure!(stale.is_empty(), "{}: {stale:?} pass now", suite.name);
    must_be_whole(suite, answers)
}

/// One that ends early has passed nothing that it did not come to.
pub(super) fn must_be_whole(suite: &Suite, answers: &Answers) -> Result<()> {
    let (name, told, all) = (suite.name, answers.total(), suite.tests);
    ensure!(told == all, "{name} told of {told} of {all} tests");
    Ok(())
}

/// Computers that the tests make, use and delete.
fn accounts() -> impl Iterator<Item = String> {
    (0..12)
        .map(|number| format!("schannel{number}$"))
        .chain(["torturetest$".to_owned()])
}

/// What `--all` is there.
const SAMBA_EXCEPTIONS: &[&str] = &[
    "allow nt4 crypto = yes",
    "reject md5 clients = no",
    "server schannel = auto",
    "server schannel require seal = no",
];
