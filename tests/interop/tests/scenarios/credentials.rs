//! Who may do what, and what netdom says to those who may not. A refusal changes nothing.

use anyhow::{Result, ensure};
use interop::lab::{LOCAL_ROOT_PASSWORD, PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::{Cause, Output};

use crate::Scenario;
use crate::scene::{Scene, must_fail, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 7] = [
    ("wrong_domain_password", wrong_domain_password),
    ("wrong_member_password", wrong_member_password),
    ("no_rights_in_the_domain", no_rights_in_the_domain),
    (
        "domain_account_on_a_broken_member",
        domain_account_on_a_broken_member,
    ),
    (
        "domain_account_on_a_healthy_member",
        domain_account_on_a_healthy_member,
    ),
    ("passwords_from_files", passwords_from_files),
    (
        "no_password_and_nobody_to_ask",
        no_password_and_nobody_to_ask,
    ),
];

fn wrong_domain_password(scene: &Scene<'_>) -> Result<()> {
    let call = scene
        .netdom()
        .as_domain_user(scene.domain.names().admin, "Wr0ng-Passw0rd");
    let output = must_change_nothing(scene, || {
        call.run(["member", &scene.member(), "/joindomain", "/force"])
    })?;
    must_fail(&output, 4, "logon-failure")?;
    ensure!(
        output.text().contains(scene.domain.names().dc),
        "which side? {}",
        told(&output)
    );
    Ok(())
}

fn wrong_member_password(scene: &Scene<'_>) -> Result<()> {
    let call = scene.netdom().as_member_user("root", "Wr0ng-Passw0rd");
    let output = must_change_nothing(scene, || {
        call.run(["member", &scene.member(), "/joindomain", "/force"])
    })?;
    must_fail(&output, 4, "logon-failure")?;
    ensure!(
        output.text().contains(scene.domain.names().member),
        "which side? {}",
        told(&output)
    );
    Ok(())
}

fn no_rights_in_the_domain(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let call = scene
        .netdom()
        .as_domain_user(PLAIN_USER, PLAIN_USER_PASSWORD);
    let output = must_change_nothing(scene, || {
        call.run(["member", &scene.member(), "/joindomain", "/force"])
    })?;
    must_fail(&output, 5, "access-denied")
}

fn domain_account_on_a_broken_member(scene: &Scene<'_>) -> Result<()> {
    scene.break_channel(Cause::DoublePasswordChange)?;
    let output =
        scene
            .netdom()
            .without_member_user()
            .run(["member", &scene.member(), "/joindomain"])?;
    must_fail(&output, 4, "domain-logon-at-member")?;
    ensure!(
        output.text().contains("/usero"),
        "no remedy: {}",
        told(&output)
    );
    Ok(())
}

fn domain_account_on_a_healthy_member(scene: &Scene<'_>) -> Result<()> {
    let output = scene
        .netdom()
        .without_member_user()
        .run(["verify", &scene.member()])?;
    must_succeed(&output)
}

fn passwords_from_files(scene: &Scene<'_>) -> Result<()> {
    let admin = &scene.lab.admin;
    admin.write(
        "/etc/domain.pw",
        &format!("{}\n", scene.domain.names().admin_password),
    )?;
    admin.write("/etc/member.pw", LOCAL_ROOT_PASSWORD)?;
    let call = scene
        .netdom()
        .without_passwords()
        .switch("passwordd-file", "/etc/domain.pw")
        .switch("passwordo-file", "/etc/member.pw");
    admin.sh("chmod 644 /etc/domain.pw; chmod 600 /etc/member.pw")?;
    let readable = call.run(["verify", &scene.member()])?;
    ensure!(
        readable.code == Some(2),
        "took a password that everybody can read: {}",
        told(&readable)
    );
    admin.sh("chmod 600 /etc/domain.pw")?;
    must_succeed(&call.run(["verify", &scene.member()])?)
}

fn no_password_and_nobody_to_ask(scene: &Scene<'_>) -> Result<()> {
    let output = scene
        .netdom()
        .without_passwords()
        .run(["verify", &scene.member()])?;
    ensure!(output.code == Some(2), "{}", told(&output));
    ensure!(
        output.text().contains("NETDOM_PASSWORDD"),
        "no remedy: {}",
        told(&output)
    );
    Ok(())
}

fn must_change_nothing(scene: &Scene<'_>, call: impl FnOnce() -> Result<Output>) -> Result<Output> {
    let before = scene.member_secrets()?;
    let output = call()?;
    ensure!(
        scene.member_secrets()? == before,
        "the member's password was changed: {}",
        told(&output)
    );
    scene.must_be_healthy()?;
    Ok(output)
}
