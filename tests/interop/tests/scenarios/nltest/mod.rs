//! nltest on a third machine, against the controllers of Samba and ours; what Samba's rpcclient is told is the measure.

mod channel;
mod domain;

use anyhow::{Context, Result, ensure};
use interop::Output;
use interop::lab::PLAIN_USER;
use serde_json::Value;

use crate::Scenario;
use crate::scene::{Scene, must_fail, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 11] = [
    ("state_of_the_service", state_of_the_service),
    (
        "a_channel_that_is_not_there",
        channel::a_channel_that_is_not_there,
    ),
    ("a_controller_is_found", domain::a_controller_is_found),
    ("controllers_are_listed", domain::controllers_are_listed),
    ("an_account", domain::an_account),
    ("who_will_log_a_user_on", domain::who_will_log_a_user_on),
    ("domains", domain::domains),
    ("site", domain::site),
    (
        "a_member_without_the_service",
        channel::a_member_without_the_service,
    ),
    ("who_may_not_ask", who_may_not_ask),
    ("nobody_is_named", nobody_is_named),
];

/// What only our own controller answers, or answers so.
pub(crate) const OUR_SCENARIOS: [Scenario; 2] = [
    (
        "what_a_controller_of_this_kind_does",
        what_a_controller_does,
    ),
    (
        "a_domain_that_is_trusted",
        channel::a_domain_that_is_trusted,
    ),
];

/// What only a controller that has a channel can show.
pub(crate) const TRUST_SCENARIOS: [Scenario; 1] = [(
    "a_healthy_channel_and_a_broken_one",
    channel::a_healthy_channel_and_a_broken_one,
)];

/// The line that has always ended an answer.
const COMPLETED: &str = "The command completed successfully";

fn state_of_the_service(scene: &Scene<'_>) -> Result<()> {
    let output = scene.nltest()?.run(&["/query"])?;
    must_answer(
        &output,
        &["Flags: 0", "Connection Status = 0 0x0 NERR_Success"],
    )?;
    let document = json(&scene.nltest()?.run(&["/query", "--json"])?)?;
    ensure!(
        document.pointer("/result/status/code") == Some(&0.into()),
        "{document}"
    );
    Ok(())
}

fn what_a_controller_does(scene: &Scene<'_>) -> Result<()> {
    let ask = |words: &[&str]| scene.nltest()?.run(words);
    let found = [
        format!("Domain Name: {}", scene.domain.names().netbios),
        format!("Trusted DC Name {}", scene.dc()),
    ];
    let found = found.each_ref().map(String::as_str);
    must_answer(&ask(&[&format!("/finduser:{PLAIN_USER}")])?, &found)?;
    must_fail(&ask(&["/finduser:nosuchuser"])?, 1, "user-missing")?;
    must_answer(&ask(&["/dsgetsitecov"])?, &["Default-First-Site-Name"])?;
    let connected = "Connection Status = 0 0x0 NERR_Success";
    must_answer(&ask(&["/transport_notify"])?, &[connected])?;
    // [MS-NRPC] 3.5.4.9.1: ERROR_NOT_SUPPORTED, each of them.
    for question in ["/repl", "/sync", "/pdc_repl"] {
        must_fail(&ask(&[question])?, 1, "function-not-offered")?;
    }
    // [MS-NRPC] 3.5.4.8.6: nobody from afar is told.
    must_fail(&ask(&["/parentdomain"])?, 5, "access-denied")
}

fn who_may_not_ask(scene: &Scene<'_>) -> Result<()> {
    let domain = scene.domain.names().netbios;
    let plain = scene.nltest()?.as_user(
        &format!(r"{domain}\{PLAIN_USER}"),
        interop::lab::PLAIN_USER_PASSWORD,
    );
    let output = plain.run(&["/sc_verify:NOSUCHDOM"])?;
    must_fail(&output, 5, "access-denied")?;
    let wrong = scene
        .nltest()?
        .as_user(&format!(r"{domain}\{PLAIN_USER}"), "Wr0ng-Passw0rd");
    must_fail(&wrong.run(&["/query"])?, 4, "logon-failure")?;
    // Nobody is told nothing, or what everybody may know; and never a wrong thing.
    let nobody = scene.nltest()?.as_nobody().run(&["/query"])?;
    ensure!(matches!(nobody.code, Some(0 | 5)), "{}", told(&nobody));
    Ok(())
}

/// On a machine without a Netlogon service of its own.
fn nobody_is_named(scene: &Scene<'_>) -> Result<()> {
    let output = scene.nltest()?.to_nobody().run(&["/sc_query:D"])?;
    must_fail(&output, 3, "connection-refused")?;
    ensure!(
        output.stderr.contains("/server:NAME"),
        "no remedy: {}",
        told(&output)
    );
    let unsupported = scene.nltest()?.run(&["/shutdown"])?;
    must_fail(&unsupported, 2, "not supported, because")
}

/// It must have succeeded, with lines that begin so, and the last as always.
pub(crate) fn must_answer(output: &Output, lines: &[&str]) -> Result<()> {
    must_succeed(output)?;
    let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    crate::scene::must_tell(output, &lines)?;
    let last = output.stdout.lines().last();
    ensure!(last == Some(COMPLETED), "{}", told(output));
    Ok(())
}

/// A channel that is not well: the call has succeeded, as its last line says, and the exit status has not.
pub(crate) fn must_be_broken(output: &Output, status: &str) -> Result<()> {
    ensure!(output.code == Some(6), "{}", told(output));
    let line = format!("Trusted DC Connection Status Status = {status}");
    crate::scene::must_tell(output, &[line, COMPLETED.to_owned()])
}

pub(crate) fn json(output: &Output) -> Result<Value> {
    serde_json::from_str(&output.stdout).with_context(|| format!("no JSON: {}", told(output)))
}
