//! It joins, proves, rotates, is broken and repaired by what there is on its own machine, and leaves; the controllers say
//! what they have of it.

use anyhow::{Result, ensure};
use interop::Kind;
use interop::lab::LIMPET;
use serde_json::Value;

use super::Limpet;
use crate::Scenario;
use crate::scene::{Scene, must_succeed};

pub(crate) const SCENARIOS: [Scenario; 4] = [
    (
        "joins_proves_rotates_and_leaves",
        joins_proves_rotates_and_leaves,
    ),
    (
        "one_whose_account_is_gone_joins_again",
        whose_account_is_gone,
    ),
    (
        "one_with_an_old_secret_is_named_and_repaired",
        with_an_old_secret,
    ),
    ("serves_and_is_killed", serves_and_is_killed),
];

fn joins_proves_rotates_and_leaves(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::new(scene)?;
    let joined = limpet.join()?;
    let is = |field: &str| joined.get(field).and_then(Value::as_str).map(str::to_owned);
    let names = scene.domain.names();
    ensure!(is("domain").as_deref() == Some(names.netbios), "{joined}");
    ensure!(is("dns_name").as_deref() == names.dns, "{joined}");
    ensure!(is("controller") == Some(scene.dc()), "{joined}");
    limpet.verify()?;
    for changed in [3, 5] {
        let rotated = limpet.ask(&["rotate"])?;
        ensure!(limpet.generation()? == changed, "{rotated}");
        limpet.verify()?;
    }
    let events = limpet.ask(&["events", "--id", "5823"])?;
    ensure!(
        events.as_array().is_some_and(|events| !events.is_empty()),
        "{events}"
    );
    ensure!(
        limpet.account()?.contains("acb_info :\t0x00000080"),
        "{}",
        limpet.account()?
    );
    let user = [
        "--user",
        names.admin,
        "--password-file",
        limpet.domain_password(),
    ];
    limpet.ask(&[&["leave"], &user[..]].concat())?;
    ensure!(
        limpet.account()?.contains("acb_info :\t0x00000081"),
        "{}",
        limpet.account()?
    );
    limpet.ask_in_vain(&["verify"], 1, "not-joined")?;
    // And comes back to the account that it had.
    ensure!(limpet.join()?.get("created") == Some(&Value::Bool(false)));
    limpet.verify()?;
    Ok(())
}

fn whose_account_is_gone(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::new(scene)?;
    limpet.join()?;
    must_succeed(&scene.netdom().run(["member", LIMPET, "/delete"])?)?;
    // Samba's classic controller answers to an unknown account as to a wrong password.
    let (reason, event) = match scene.domain.kind() {
        Kind::Nt4 => ("wrong-password", "3210"),
        Kind::Ad | Kind::Ours => ("no-account", "5721"),
    };
    limpet.ask_in_vain(&["verify"], 6, reason)?;
    let events = limpet.ask(&["events", "--id", event])?;
    ensure!(
        events.as_array().is_some_and(|events| events.len() == 1),
        "{events}"
    );
    ensure!(limpet.join()?.get("created") == Some(&Value::Bool(true)));
    limpet.verify()?;
    Ok(())
}

fn with_an_old_secret(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::new(scene)?;
    limpet.join()?;
    limpet.host().save("backup")?;
    limpet.ask(&["rotate"])?;
    limpet.ask(&["rotate"])?;
    limpet.host().restore("backup")?;
    limpet.ask_in_vain(&["verify"], 6, "wrong-password")?;
    let status = limpet.ask(&["status"])?;
    ensure!(
        status.get("copied").is_some_and(Value::is_string),
        "{status}"
    );
    limpet.join()?;
    let status = limpet.verify()?;
    ensure!(status.get("copied") == Some(&Value::Null), "{status}");
    Ok(())
}

/// `kill -9` while it changes its password: whatever the controller has by then, the next start finds out.
fn serves_and_is_killed(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::new(scene)?;
    limpet.join()?;
    let argv = limpet.argv(&["rotate"]);
    for delay in ["0.02", "0.05", "0.08", "0.11", "0.2"] {
        let script = r#"delay=$1; shift; "$@" >/dev/null 2>&1 & sleep "$delay"; kill -9 $! 2>/dev/null || true; wait $! 2>/dev/null || true"#;
        let mut args = vec![delay];
        args.extend(argv.iter().map(String::as_str));
        limpet.host().script(script, &args, "")?.success()?;
        limpet.verify()?;
    }
    let rotated = limpet.ask(&["rotate"])?;
    let pending = rotated.pointer("/password/pending_since");
    ensure!(pending == Some(&Value::Null), "{rotated}");
    Ok(())
}
