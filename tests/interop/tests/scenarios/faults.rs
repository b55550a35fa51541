//! What is missing, unreachable, somebody else, or cut in the middle: one clear sentence, and nothing half done.

use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use interop::lab::{LIMPET, LOCAL_ROOT_PASSWORD};
use interop::{Cause, Kind, Output, Verdict};

use crate::Scenario;
use crate::our_member::Limpet;
use crate::scene::{Scene, UNPROVEN, must_fail, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 7] = [
    ("unknown_domain", unknown_domain),
    ("unknown_member", unknown_member),
    ("unreachable_controller", unreachable_controller),
    ("unreachable_member", unreachable_member),
    ("stopped_member", stopped_member),
    (
        "another_machine_under_the_name",
        another_machine_under_the_name,
    ),
    (
        "connection_cut_at_each_answer",
        connection_cut_at_each_answer,
    ),
];

/// What only the NT4-style domain, which broadcasts can find, can show.
pub(crate) const BROADCAST_SCENARIOS: [Scenario; 1] =
    [("found_without_a_wins_server", found_without_a_wins_server)];

/// What only DNS can bring about: WINS keeps one owner of `<1B>`.
pub(crate) const DNS_SCENARIOS: [Scenario; 1] = [(
    "a_dead_first_controller_costs_seconds",
    a_dead_first_controller_costs_seconds,
)];

/// What netdom is told to wait for any one answer, and what a call may take with it in all.
const TIMEOUT: &str = "3";
const LIMIT: Duration = Duration::from_secs(20);

/// More answers than any repair needs of the member.
const MOST_ANSWERS: u32 = 120;

fn unknown_domain(scene: &Scene<'_>) -> Result<()> {
    let call = scene
        .netdom()
        .for_domain("NOSUCHDOM")
        .switch("timeout", TIMEOUT);
    let output = timely(|| call.run(["verify", &scene.member()]))?;
    must_fail(&output, 3, "pdc-not-found")
}

fn unknown_member(scene: &Scene<'_>) -> Result<()> {
    let output = timely(|| {
        scene
            .netdom()
            .switch("timeout", TIMEOUT)
            .run(["verify", "NOSUCHPC"])
    })?;
    ensure!(output.code == Some(3), "{}", told(&output));
    ensure!(
        output.text().contains("NOSUCHPC"),
        "which side? {}",
        told(&output)
    );
    Ok(())
}

fn unreachable_controller(scene: &Scene<'_>) -> Result<()> {
    scene.lab.lan.disconnect(&scene.domain.dc)?;
    let call = scene
        .netdom()
        .switch("timeout", TIMEOUT)
        .switch("server", scene.domain.names().dc_address);
    let output = timely(|| call.run(["verify", &scene.member()]));
    scene.lab.lan.connect(&scene.domain.dc)?;
    let output = output?;
    ensure!(output.code == Some(3), "{}", told(&output));
    Ok(())
}

fn unreachable_member(scene: &Scene<'_>) -> Result<()> {
    scene.lab.lan.disconnect(&scene.domain.member)?;
    let output = timely(|| {
        scene
            .netdom()
            .switch("timeout", TIMEOUT)
            .run(["verify", &scene.member()])
    });
    scene.lab.lan.connect(&scene.domain.member)?;
    let output = output?;
    ensure!(output.code == Some(3), "{}", told(&output));
    ensure!(
        output.text().contains(scene.domain.names().member),
        "which side? {}",
        told(&output)
    );
    Ok(())
}

fn stopped_member(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    scene.domain.member.stop()?;
    scene.domain.member.sh("nmbd -D")?;
    let output = timely(|| {
        scene
            .netdom()
            .switch("timeout", TIMEOUT)
            .run(["verify", &scene.member()])
    })?;
    must_fail(&output, 3, "connection-refused")
}

/// The worst case: it is a member of the same domain, and the credentials fit there too.
fn another_machine_under_the_name(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    let before = limpet.account()?;
    let output = with_member_at(scene, limpet.host().address(), |config| {
        scene
            .netdom()
            .as_member_user("Administrator", LOCAL_ROOT_PASSWORD)
            .switch("config", config)
            .run(["reset", &scene.member()])
    })?;
    must_fail(&output, 8, "another-machine")?;
    ensure!(
        output.text().contains(LIMPET),
        "who answered? {}",
        told(&output)
    );
    ensure!(limpet.account()? == before, "the wrong machine was reset");
    limpet.verify()?;
    scene.must_be_healthy()
}

fn found_without_a_wins_server(scene: &Scene<'_>) -> Result<()> {
    let admin = &scene.lab.admin;
    admin.wait_for(
        "answer to a broadcast",
        "nmblookup 'DOMAIN#1B' | grep -q '10.75.0.10 '",
    )?;
    let output = timely(|| {
        scene
            .netdom()
            .switch("config", "/dev/null")
            .run(["verify", &scene.member()])
    })?;
    must_succeed(&output)
}

fn a_dead_first_controller_costs_seconds(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let credentials = scene.domain.admin_credentials();
    for record in [
        "ad.example deaddc A 10.75.0.99",
        "_msdcs.ad.example _ldap._tcp.pdc SRV 'deaddc.ad.example 389 0 100'",
        "_msdcs.ad.example _ldap._tcp.dc SRV 'deaddc.ad.example 389 0 100'",
    ] {
        scene.domain.dc.sh(&format!(
            "samba-tool dns add 127.0.0.1 {record} -U '{credentials}'"
        ))?;
    }
    let output = timely(|| {
        scene
            .netdom()
            .for_domain("ad.example")
            .run(["verify", &scene.member()])
    })?;
    must_succeed(&output)
}

/// The member's answers pass through a proxy that lets the first N of them through: even N in one kind of domain, odd in the other.
fn connection_cut_at_each_answer(scene: &Scene<'_>) -> Result<()> {
    scene.break_channel(Cause::DoublePasswordChange)?;
    let first = u32::from(scene.domain.kind() == Kind::Ad);
    for answers in (first..MOST_ANSWERS).step_by(2) {
        let output = with_proxy(scene, answers, |config| {
            let call = scene
                .netdom()
                .switch("timeout", TIMEOUT)
                .switch("config", config);
            timely(|| call.run(["member", &scene.member(), "/joindomain"]))
        })?;
        match output.code {
            Some(0) => {
                ensure!(answers > 1, "the proxy was not asked: {}", told(&output));
                return scene.must_be_healthy();
            }
            // Repaired, and cut before it could be proven: that must be true.
            Some(UNPROVEN) => scene.must_be_healthy()?,
            _ => {
                let is_explained = output.stderr.contains(" [") && output.stderr.contains("To do:");
                ensure!(
                    is_explained,
                    "no reason after {answers} answers: {}",
                    told(&output)
                );
                let said_so = output.text().contains("Resetting");
                let verdict = scene.domain.member.testjoin()?;
                ensure!(
                    said_so || verdict != Verdict::Healthy,
                    "repaired in silence: {}",
                    told(&output)
                );
            }
        }
    }
    bail!("still cut after {MOST_ANSWERS} answers")
}

/// Runs `call` while the member can be reached only through a proxy that cuts after so many answers.
fn with_proxy(
    scene: &Scene<'_>,
    answers: u32,
    call: impl FnOnce(&str) -> Result<Output>,
) -> Result<Output> {
    let admin = &scene.lab.admin;
    let listen = format!("{}:445", admin.address());
    let member = format!("{}:445", scene.domain.names().member_address);
    let mut proxy = admin.command(env!("CARGO_BIN_EXE_interop-cut"), 60);
    let mut proxy = proxy
        .args([&listen, &member, &answers.to_string()])
        .spawn()?;
    admin.wait_for("proxy", "ss -Hltn 'sport = :445' | grep -q .")?;
    let output = with_member_at(scene, admin.address(), call);
    // Nothing else runs there now.
    admin.stop()?;
    proxy.wait()?;
    output
}

/// Runs `call` while the administrator's machine takes `address` for the member's.
fn with_member_at(
    scene: &Scene<'_>,
    address: &str,
    call: impl FnOnce(&str) -> Result<Output>,
) -> Result<Output> {
    const CONFIG: &str = "/etc/netdom.wrong.toml";
    let admin = &scene.lab.admin;
    let host = format!(
        "[locate.names.host.{}]\naddresses = ['{address}']\n",
        scene.domain.names().member
    );
    admin.sh(&format!("cp /etc/netdom.toml {CONFIG}"))?;
    admin
        .script(&format!("cat >> {CONFIG}"), &[], &host)?
        .success()?;
    call(CONFIG)
}

fn timely(call: impl FnOnce() -> Result<Output>) -> Result<Output> {
    let started = Instant::now();
    let output = call()?;
    let took = started.elapsed();
    ensure!(took < LIMIT, "took {took:?}: {}", told(&output));
    Ok(output)
}
