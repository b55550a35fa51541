//! The seed's story on the controller's side: which status a broken member gets, which event tells of it, and that netdom repairs it.

use anyhow::{Context, Result, ensure};
use interop::lab::{PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::{Cause, ours};
use serde_json::Value;

use super::{ask, ask_for, ask_in_vain, events, local};
use crate::Scenario;
use crate::scene::{Scene, must_succeed};

pub(crate) const SCENARIOS: [Scenario; 4] = [
    (
        "deleted_is_told_by_5723_and_repaired",
        deleted_is_told_by_5723_and_repaired,
    ),
    (
        "disabled_is_told_by_5722_and_repaired",
        disabled_is_told_by_5722_and_repaired,
    ),
    (
        "another_password_is_told_by_5722_and_repaired",
        another_password_is_told_by_5722_and_repaired,
    ),
    (
        "restored_from_a_snapshot_it_is_let_in_by_the_rule_only",
        restored_from_a_snapshot_it_is_let_in_by_the_rule_only,
    ),
];

/// Q175024: "error 0xC000018B means that the computer account has been deleted".
fn deleted_is_told_by_5723_and_repaired(scene: &Scene<'_>) -> Result<()> {
    let told = broken_by(scene, Cause::AccountRemoved, "NO_TRUST_SAM_ACCOUNT")?;
    must_have(&told, 5723, "0xC000018B")?;
    repaired(scene, &[])
}

/// "And so on": a disabled account has a status of its own.
fn disabled_is_told_by_5722_and_repaired(scene: &Scene<'_>) -> Result<()> {
    let told = broken_by(scene, Cause::AccountDisabled, "ACCOUNT_DISABLED")?;
    must_have(&told, 5722, "0xC0000072")?;
    repaired(scene, &["/enable"])
}

/// Q175024: "error 0xC0000022 means that the computer account's password is invalid".
fn another_password_is_told_by_5722_and_repaired(scene: &Scene<'_>) -> Result<()> {
    let told = broken_by(scene, Cause::DoublePasswordChange, "ACCESS_DENIED")?;
    must_have(&told, 5722, "0xC0000022")?;
    repaired(scene, &[])
}

/// A member whose secret is that of before its last change: refused by default, let in and told of where the settings say so,
/// able to set another password, and refused again after the administrator's reset.
fn restored_from_a_snapshot_it_is_let_in_by_the_rule_only(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let member = &scene.domain.member;
    scene.domain.restore_secret(1)?;
    let testjoin = ["net", "rpc", "testjoin"];
    ask_in_vain(member, &testjoin, "ACCESS_DENIED")?;
    ensure!(of_id(&events(scene)?, 5851).is_none(), "told of nothing");
    let accept = "accept-previous-machine-password-hours = 1";
    ours::configure(&scene.domain.dc, accept)?;
    member.stop()?;
    member.start()?;
    scene.must_be_healthy()?;
    ask_for(member, &["wbinfo", "-t"], &["succeeded"])?;
    let user = format!(r"OURDOM\{PLAIN_USER}%{PLAIN_USER_PASSWORD}");
    ask_for(member, &["wbinfo", "-a", &user], &["succeeded"])?;
    must_have(&events(scene)?, 5851, "OURMEMBER$")?;
    let show = ["computer", "show", "OURMEMBER"];
    let by_previous = "with its previous password";
    let shown = local(scene, &show)?;
    ensure!(shown.contains(by_previous), "not shown: {shown}");
    ask(member, &["net", "rpc", "changetrustpw"])?;
    scene.must_be_healthy()?;
    let shown = local(scene, &show)?;
    ensure!(!shown.contains(by_previous), "still shown: {shown}");
    // What the rule would accept now is again nothing that this member knows.
    local(scene, &["computer", "reset", "OURMEMBER"])?;
    ask_in_vain(member, &testjoin, "ACCESS_DENIED")
}

/// Breaks the channel, and returns the events about the member that came of it.
fn broken_by(scene: &Scene<'_>, cause: Cause, status: &str) -> Result<Vec<Value>> {
    let before = events(scene)?;
    scene.break_channel(cause)?;
    let verdict = scene.domain.member.testjoin()?;
    ensure!(
        format!("{verdict:?}").contains(status),
        "the member was not told {status}: {verdict:?}"
    );
    // One that happens again is counted in the record that there is.
    Ok(events(scene)?
        .into_iter()
        .filter(|event| !before.contains(event) && event.to_string().contains("OURMEMBER"))
        .collect())
}

fn must_have(events: &[Value], id: u64, status: &str) -> Result<()> {
    let of_id = of_id(events, id).with_context(|| format!("no event {id}: {events:?}"))?;
    ensure!(
        of_id
            .to_string()
            .to_uppercase()
            .contains(&status.to_uppercase()),
        "{id} does not tell {status}: {of_id}"
    );
    Ok(())
}

fn of_id(events: &[Value], id: u64) -> Option<&Value> {
    let is_it = |event: &&Value| event.get("id").and_then(Value::as_u64) == Some(id);
    events.iter().find(is_it)
}

fn repaired(scene: &Scene<'_>, switches: &[&str]) -> Result<()> {
    let member = scene.member();
    let words = [&["member", &member, "/joindomain"], switches].concat();
    must_succeed(&scene.netdom().run(words)?)?;
    scene.must_be_healthy()
}
