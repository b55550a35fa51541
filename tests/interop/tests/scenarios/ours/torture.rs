//! Samba's own tests of a domain controller: how many pass, here and with Samba's Active Directory controller.

use anyhow::{Result, ensure};
use interop::torture::{self, Answers};

use super::local;
use crate::Scenario;
use crate::scene::Scene;

pub(crate) const SCENARIOS: [Scenario; 2] = [
    (
        "with_the_exceptions_each_needs",
        with_the_exceptions_each_needs,
    ),
    ("hardened", hardened),
];

/// Suites, how many tests of each must pass, and of how many.
const SUITES: [(&str, usize, usize); 5] = [
    ("rpc.netlogon", 39, 41),
    ("rpc.netlogon.zerologon", 10, 10),
    ("rpc.netlogon.admin", 9, 9),
    ("rpc.schannel", 1, 1),
    ("rpc.schannel2", 1, 1),
];

/// They use weak cryptography and channels without protection on purpose.
fn with_the_exceptions_each_needs(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    for account in accounts() {
        local(
            scene,
            &[
                "exception",
                "add",
                &account,
                "--all",
                "--reason",
                "smbtorture",
                "--days",
                "1",
            ],
        )?;
    }
    let mut short = Vec::new();
    for (suite, least, of) in SUITES {
        let answers = run(scene, suite)?;
        if answers.passed.len() < least || answers.total() != of {
            short.push(suite);
        }
    }
    ensure!(short.is_empty(), "fewer than ever passed of {short:?}");
    Ok(())
}

/// Without any exception, only what asks for weak cryptography or no protection is refused.
fn hardened(scene: &Scene<'_>) -> Result<()> {
    for (suite, _, _) in SUITES {
        run(scene, suite)?;
    }
    Ok(())
}

#[expect(
    clippy::print_stdout,
    reason = "the numbers are what a reader looks for"
)]
fn run(scene: &Scene<'_>, suite: &str) -> Result<Answers> {
    let answers = torture::run(&scene.lab.admin, scene.domain.names(), suite)?;
    print!("{}", answers.report(suite, scene.domain.names().dc));
    Ok(answers)
}

/// Computers that the tests make, use and delete.
fn accounts() -> impl Iterator<Item = String> {
    (0..12)
        .map(|number| format!("schannel{number}$"))
        .chain(["torturetest$".to_owned()])
}
