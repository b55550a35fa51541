//! The seed's story on the controller's side: which status a broken member gets, which event tells of it, and that netdom repairs it.

use anyhow::{Context, Result, ensure};
use interop::Cause;
use serde_json::Value;

use super::events;
use crate::Scenario;
use crate::scene::{Scene, must_succeed};

pub(crate) const SCENARIOS: [Scenario; 3] = [
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
    let of_id = events
        .iter()
        .find(|event| event.get("id").and_then(Value::as_u64) == Some(id))
        .with_context(|| format!("no event {id}: {events:?}"))?;
    ensure!(
        of_id
            .to_string()
            .to_uppercase()
            .contains(&status.to_uppercase()),
        "{id} does not tell {status}: {of_id}"
    );
    Ok(())
}

fn repaired(scene: &Scene<'_>, switches: &[&str]) -> Result<()> {
    let member = scene.member();
    let words = [&["member", &member, "/joindomain"], switches].concat();
    must_succeed(&scene.netdom().run(words)?)?;
    scene.must_be_healthy()
}
