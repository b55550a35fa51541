//! The seed's main job, from a third machine: our member's channel is broken by each of the causes, told of, and repaired by
//! either way of resetting it; the member itself and a user who logs on there agree.

use anyhow::{Result, ensure};
use interop::lab::{LIMPET, LOCAL_ROOT_PASSWORD, PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::netdom::Call;
use interop::{Cause, Deed};

use super::Limpet;
use crate::Scenario;
use crate::scene::{Scene, must_fail, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 6] = [
    (
        "a_healthy_one_is_verified_and_left_alone",
        a_healthy_one_is_verified_and_left_alone,
    ),
    ("account_removed", |scene| {
        repaired_both_ways(scene, Cause::AccountRemoved)
    }),
    ("account_disabled", |scene| {
        repaired_both_ways(scene, Cause::AccountDisabled)
    }),
    ("double_password_change", |scene| {
        repaired_both_ways(scene, Cause::DoublePasswordChange)
    }),
    ("old_secret_restored", |scene| {
        repaired_both_ways(scene, Cause::OldSecretRestored)
    }),
    ("workgroup_and_back", workgroup_and_back),
];

/// Each with what netdom is told beside the member's name.
const METHODS: [(&str, &[&str]); 2] = [
    ("NetrJoinDomain2", &["/joindomain"]),
    ("its LSA secret", &["/joindomain", "/secret"]),
];

fn a_healthy_one_is_verified_and_left_alone(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    let before = limpet.generation()?;
    must_succeed(&netdom(scene).run(["verify", LIMPET])?)?;
    must_succeed(&netdom(scene).run(["member", LIMPET, "/query"])?)?;
    for (_, switches) in METHODS {
        let output = netdom(scene).run([&["member", LIMPET], switches].concat())?;
        must_succeed(&output)?;
        ensure!(!output.text().contains("Resetting"), "{}", told(&output));
    }
    let after = limpet.generation()?;
    ensure!(
        after == before,
        "its password was changed: {before}, {after}"
    );
    // And one that is told to, does.
    must_succeed(&netdom(scene).run(["reset", LIMPET])?)?;
    let after = limpet.generation()?;
    ensure!(after > before, "its password was not changed");
    works(&limpet)
}

fn repaired_both_ways(scene: &Scene<'_>, cause: Cause) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    for (method, switches) in METHODS {
        broken_and_repaired(scene, &limpet, cause, switches)
            .map_err(|error| error.context(format!("{cause:?}, by {method}")))?;
    }
    Ok(())
}

fn broken_and_repaired(
    scene: &Scene<'_>,
    limpet: &Limpet<'_>,
    cause: Cause,
    switches: &[&str],
) -> Result<()> {
    works(limpet)?;
    break_channel(scene, limpet, cause)?;
    let reason = match cause {
        Cause::AccountRemoved => "account-missing",
        Cause::AccountDisabled => "account-disabled",
        _ => "channel-broken",
    };
    must_fail(&netdom(scene).run(["verify", LIMPET])?, 6, reason)?;
    // The seed's message, with the code.
    let refused = limpet.log_on(PLAIN_USER, PLAIN_USER_PASSWORD)?;
    ensure!(
        refused.code == Some(6) && refused.stdout.contains("The system cannot log you on"),
        "{}",
        told(&refused)
    );
    let mut words = [&["member", LIMPET], switches].concat();
    if cause == Cause::AccountDisabled {
        must_fail(&netdom(scene).run(&words)?, 1, "account-disabled")?;
        words.push("/enable");
    }
    let output = netdom(scene).run(&words)?;
    must_succeed(&output)?;
    ensure!(output.text().contains("Resetting"), "{}", told(&output));
    must_succeed(&netdom(scene).run(["verify", LIMPET])?)?;
    works(limpet)
}

/// As the machine is started anew: with its channel closed.
fn break_channel(scene: &Scene<'_>, limpet: &Limpet<'_>, cause: Cause) -> Result<()> {
    let host = limpet.host();
    let account = format!("{LIMPET}$");
    host.stop()?;
    match cause {
        Cause::AccountRemoved => scene.domain.do_to_account(Deed::Remove, &account)?,
        Cause::AccountDisabled => scene.domain.do_to_account(Deed::Disable, &account)?,
        Cause::DoublePasswordChange => {
            scene
                .domain
                .do_to_account(Deed::ChangePasswordTwice, &account)?;
        }
        Cause::OldSecretRestored => {
            host.save("backup")?;
            for _ in 0..2 {
                limpet.ask(&["rotate"])?;
            }
            host.restore("backup")?;
        }
        Cause::Renamed => anyhow::bail!("our member keeps its name"),
    }
    limpet.start()
}

fn workgroup_and_back(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    must_succeed(&netdom(scene).run(["remove", LIMPET])?)?;
    limpet.ask_in_vain(&["verify"], 1, "not-joined")?;
    must_succeed(&netdom(scene).run(["join", LIMPET, "/enable"])?)?;
    works(&limpet)
}

/// The member says so, and a user of the domain is let in.
fn works(limpet: &Limpet<'_>) -> Result<()> {
    limpet.verify()?;
    limpet.must_let_in()
}

fn netdom<'a>(scene: &'a Scene<'_>) -> Call<'a> {
    let call = scene.netdom();
    call.as_member_user("Administrator", LOCAL_ROOT_PASSWORD)
}
