//! What `nltest` learns from our member, from a third machine and on its own, and whether its exit status tells the truth.

use anyhow::{Result, ensure};
use interop::lab::{LIMPET, LOCAL_ROOT_PASSWORD};
use interop::nltest::Call;
use interop::{Deed, Output};

use super::Limpet;
use crate::Scenario;
use crate::nltest::{json, must_answer, must_be_broken};
use crate::scene::{Scene, must_fail, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 3] = [
    ("nltest_says_that_the_channel_works", a_channel_that_works),
    ("nltest_says_that_it_is_broken", a_broken_channel),
    ("nltest_is_told_of_the_domain", the_domain),
];

/// Who asks: somebody on another machine, and somebody on this one.
fn askers<'a>(scene: &'a Scene<'_>, limpet: &'a Limpet<'_>) -> Result<[Call<'a>; 2]> {
    let administrator = format!(r"{LIMPET}\Administrator");
    let there = scene.nltest()?.to(LIMPET);
    let here = scene.nltest_on(limpet.host())?.to_nobody();
    Ok([there, here].map(|call| call.as_user(&administrator, LOCAL_ROOT_PASSWORD)))
}

fn a_channel_that_works(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    let domain = scene.domain.names().netbios;
    let controller = format!(r"Trusted DC Name {}", scene.dc());
    let connected = "Trusted DC Connection Status Status = 0 0x0 NERR_Success";
    for nltest in askers(scene, &limpet)? {
        let ask = |switch: &str| nltest.run(&[&format!("{switch}:{domain}")]);
        let verified = "Trust Verification Status = 0 0x0 NERR_Success";
        must_answer(&ask("/sc_verify")?, &[&controller, connected, verified])?;
        must_answer(&ask("/sc_query")?, &[&controller, connected])?;
        must_answer(&ask("/sc_reset")?, &[&controller, connected])?;
        let service = ["Flags: 0", "Connection Status = 0 0x0 NERR_Success"];
        must_answer(&nltest.run(&["/query"])?, &service)?;
        let before = limpet.generation()?;
        must_succeed(&ask("/sc_change_pwd")?)?;
        ensure!(
            limpet.generation()? > before,
            "the password was not changed"
        );
        must_answer(&ask("/sc_verify")?, &[connected, verified])?;
        must_fail(
            &nltest.run(&["/sc_verify:NOSUCHDOM"])?,
            1,
            "no-such-channel",
        )?;
    }
    limpet.verify()?;
    limpet.must_let_in()
}

fn a_broken_channel(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    let domain = scene.domain.names().netbios;
    limpet.host().stop()?;
    scene
        .domain
        .do_to_account(Deed::ChangePasswordTwice, &format!("{LIMPET}$"))?;
    limpet.start()?;
    let denied = "5 0x5 ERROR_ACCESS_DENIED";
    for nltest in askers(scene, &limpet)? {
        let ask = |switch: &str| nltest.run(&[&format!("{switch}:{domain}")]);
        for switch in ["/sc_verify", "/sc_query", "/sc_reset"] {
            must_be_broken(&ask(switch)?, denied)?;
        }
        must_advise(&ask("/sc_verify")?)?;
        let document = json(&nltest.run(&[&format!("/sc_verify:{domain}"), "--json"])?)?;
        ensure!(
            document.pointer("/reason") == Some(&"channel-broken".into())
                && document.pointer("/exit") == Some(&6.into()),
            "{document}"
        );
        let changed = ask("/sc_change_pwd")?;
        ensure!(changed.code == Some(6), "{}", told(&changed));
    }
    Ok(())
}

/// One line says what to do about it.
fn must_advise(output: &Output) -> Result<()> {
    let is_named = output.stderr.contains("netdom") && output.stderr.contains("/joindomain");
    ensure!(is_named, "no remedy: {}", told(output));
    Ok(())
}

fn the_domain(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    let names = scene.domain.names();
    for nltest in askers(scene, &limpet)? {
        let trusts = nltest.run(&["/domain_trusts"])?;
        must_answer(
            &trusts,
            &[
                "List of domain trusts:",
                &format!("    0: {} ", names.netbios),
            ],
        )?;
        // Its own accounts it can tell, and no others.
        must_answer(
            &nltest.run(&["/user:Administrator"])?,
            &["User: Administrator", "Rid: 0x1f4"],
        )?;
        must_fail(&nltest.run(&["/user:nosuchuser"])?, 1, "user-missing")?;
        must_fail(&nltest.run(&["/repl"])?, 1, "function-not-offered")?;
    }
    Ok(())
}
