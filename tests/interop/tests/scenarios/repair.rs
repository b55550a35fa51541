//! The main job: a member's channel is broken by each of the causes, and repaired from a third machine.

use anyhow::{Result, ensure};
use interop::breaking::RENAMED;
use interop::{Cause, Kind, Output, Verdict};

use crate::Scenario;
use crate::scene::{Scene, UNPROVEN, must_fail, must_succeed, must_tell, told};

pub(crate) const SCENARIOS: [Scenario; 11] = [
    (
        "healthy_is_verified_and_left_alone",
        healthy_is_verified_and_left_alone,
    ),
    (
        "force_resets_a_healthy_channel",
        force_resets_a_healthy_channel,
    ),
    (
        "reset_resets_a_healthy_channel",
        reset_resets_a_healthy_channel,
    ),
    (
        "unproven_is_opened_anew_and_left_alone",
        unproven_is_opened_anew_and_left_alone,
    ),
    ("double_password_change", double_password_change),
    (
        "broken_behind_an_open_channel",
        broken_behind_an_open_channel,
    ),
    ("account_removed", account_removed),
    ("account_disabled", account_disabled),
    ("old_secret_restored", old_secret_restored),
    ("renamed", renamed),
    ("workgroup_and_back", workgroup_and_back),
];

fn healthy_is_verified_and_left_alone(scene: &Scene<'_>) -> Result<()> {
    let before = scene.member_secrets()?;
    must_succeed(&scene.netdom().run(["verify", &scene.member()])?)?;
    ensure!(
        scene.member_secrets()? == before,
        "verify has changed the member's password"
    );
    must_be_left_alone(scene)
}

/// After a reset, a Samba member goes on with the session that it had before.
fn unproven_is_opened_anew_and_left_alone(scene: &Scene<'_>) -> Result<()> {
    must_reset(scene, &["reset", scene.domain.names().member])?;
    // A classic controller tells when a password was set, and a session opened, in whole seconds only.
    let pdc = &scene.domain.dc;
    let reset = pdc.sh("date +%s")?;
    let later = format!("[ $(date +%s) -ge $(({} + 4)) ]", reset.trim());
    pdc.wait_for("later second", &later)?;
    must_be_left_alone(scene)
}

fn must_be_left_alone(scene: &Scene<'_>) -> Result<()> {
    let before = scene.member_secrets()?;
    let joined = joindomain(scene, &[])?;
    must_succeed(&joined)?;
    ensure!(
        !joined.text().contains("Resetting"),
        "it was reset: {}",
        told(&joined)
    );
    ensure!(
        scene.member_secrets()? == before,
        "the member's password was changed"
    );
    scene.must_be_healthy()
}

fn force_resets_a_healthy_channel(scene: &Scene<'_>) -> Result<()> {
    must_reset(scene, &["member", &scene.member(), "/joindomain", "/force"])
}

fn reset_resets_a_healthy_channel(scene: &Scene<'_>) -> Result<()> {
    must_reset(scene, &["reset", scene.domain.names().member])
}

fn must_reset(scene: &Scene<'_>, words: &[&str]) -> Result<()> {
    let before = scene.member_secrets()?;
    must_succeed(&scene.netdom().run(words)?)?;
    ensure!(
        scene.member_secrets()? != before,
        "the member still has its old password"
    );
    scene.must_be_healthy()
}

/// `netdom member \\M /joindomain SWITCHES`.
fn joindomain(scene: &Scene<'_>, switches: &[&str]) -> Result<Output> {
    let member = scene.member();
    let words = [&["member", &member, "/joindomain"], switches].concat();
    scene.netdom().run(words)
}

fn must_be_broken(scene: &Scene<'_>, reason: &str) -> Result<()> {
    let verified = scene.netdom().run(["verify", &scene.member()])?;
    must_fail(&verified, 6, reason)
}

/// The story of the seed, line by line, as far as every member can live it.
fn double_password_change(scene: &Scene<'_>) -> Result<()> {
    scene.break_channel(Cause::DoublePasswordChange)?;
    must_be_broken(scene, "channel-broken")?;
    ensure!(
        scene.domain.member.testjoin()? != Verdict::Healthy,
        "verify has changed something"
    );

    let output = joindomain(scene, &[])?;
    must_succeed(&output)?;
    let (dc, member, domain) = (scene.dc(), scene.member(), scene.domain.names().netbios);
    let lines = [
        format!("Searching PDC for domain {domain} ..."),
        format!("Found PDC {dc}"),
        format!("Querying domain information on PDC {dc} ..."),
        format!("Querying domain information on computer {member} ..."),
        format!("Computer {member} is already a member of domain {domain}."),
        format!("Verifying secure channel on {member} ..."),
        format!("Verifying the computer account on the PDC {dc} ..."),
        "Resetting secure channel ...".to_owned(),
        format!("Changing computer account on PDC {dc} ..."),
        format!("The computer {member} joined the domain {domain} successfully."),
        format!("Logoff/Logon {member} to take modifications into effect."),
    ];
    must_tell(&output, &lines)?;
    // A Samba member refuses to stop NETLOGON: that must not be printed as done.
    ensure!(
        !output.text().contains(".... stopped."),
        "it claims to have stopped NETLOGON: {}",
        told(&output)
    );
    scene.must_be_healthy()
}

/// A member whose channel is open lets domain accounts in although it could not open another.
fn broken_behind_an_open_channel(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    scene.domain.member.sh("wbinfo -t")?;
    scene.domain.change_password_twice()?;
    let verified = scene.netdom().run(["verify", &scene.member()])?;
    ensure!(
        verified.code == Some(UNPROVEN) || verified.code == Some(6),
        "{}",
        told(&verified)
    );
    must_succeed(&joindomain(scene, &[])?)?;
    scene.must_be_healthy()
}

fn account_removed(scene: &Scene<'_>) -> Result<()> {
    scene.break_channel(Cause::AccountRemoved)?;
    must_be_broken(scene, "account-missing")?;
    must_succeed(&joindomain(scene, &[])?)?;
    scene.must_be_healthy()
}

fn account_disabled(scene: &Scene<'_>) -> Result<()> {
    scene.break_channel(Cause::AccountDisabled)?;
    must_be_broken(scene, "account-disabled")?;
    let refused = joindomain(scene, &[])?;
    must_fail(&refused, 1, "account-disabled")?;
    ensure!(
        refused.text().contains("/enable"),
        "no remedy: {}",
        told(&refused)
    );
    ensure!(
        scene.domain.member.testjoin()? != Verdict::Healthy,
        "enabled without leave"
    );
    must_succeed(&joindomain(scene, &["/enable"])?)?;
    scene.must_be_healthy()
}

fn old_secret_restored(scene: &Scene<'_>) -> Result<()> {
    scene.break_channel(Cause::OldSecretRestored)?;
    must_be_broken(scene, "channel-broken")?;
    must_succeed(&joindomain(scene, &[])?)?;
    scene.must_be_healthy()
}

fn renamed(scene: &Scene<'_>) -> Result<()> {
    scene.break_channel(Cause::Renamed)?;
    let member = format!(r"\\{RENAMED}");
    must_succeed(&scene.netdom().run(["member", &member, "/joindomain"])?)?;
    scene.must_be_healthy()
}

fn workgroup_and_back(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let left = scene.netdom().run(["remove", &scene.member()])?;
    if scene.domain.kind() != Kind::Ad {
        // To leave, a Samba member looks for its domain by DNS only.
        must_fail(&left, 3, "member-finds-no-dc")?;
        return scene.must_be_healthy();
    }
    must_succeed(&left)?;
    ensure!(
        scene.domain.member.testjoin()? != Verdict::Healthy,
        "the member did not leave"
    );
    must_succeed(&scene.netdom().run(["join", &scene.member(), "/enable"])?)?;
    scene.must_be_healthy()
}
