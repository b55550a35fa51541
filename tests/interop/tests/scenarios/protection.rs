//! Members that demand or offer less or more of SMB's protection than they do by default.

use anyhow::{Context, Result};

use crate::Scenario;
use crate::scene::{Scene, must_fail, must_succeed};

pub(crate) const SCENARIOS: [Scenario; 4] = [
    ("every_dialect", every_dialect),
    (
        "signing_and_encryption_required",
        signing_and_encryption_required,
    ),
    ("smb1_only_is_refused", smb1_only_is_refused),
    ("guest_is_no_logon", guest_is_no_logon),
];

fn every_dialect(scene: &Scene<'_>) -> Result<()> {
    for dialect in ["SMB2_02", "SMB2_10", "SMB3_00", "SMB3_02"] {
        scene.configure_member(&[&format!("server max protocol = {dialect}")])?;
        let output = scene.netdom().run(["reset", &scene.member()])?;
        must_succeed(&output).context(dialect)?;
        scene.must_be_healthy().context(dialect)?;
    }
    Ok(())
}

fn signing_and_encryption_required(scene: &Scene<'_>) -> Result<()> {
    for setting in [
        "server signing = mandatory",
        "server smb encrypt = required",
    ] {
        scene.configure_member(&[setting])?;
        must_succeed(&scene.netdom().run(["reset", &scene.member()])?).context(setting)?;
        scene.must_be_healthy().context(setting)?;
    }
    Ok(())
}

/// Asked for SMB 2 only, Samba's SMB 1 hangs up without a word.
fn smb1_only_is_refused(scene: &Scene<'_>) -> Result<()> {
    scene.configure_member(&["server min protocol = NT1", "server max protocol = NT1"])?;
    must_fail(
        &scene.netdom().run(["reset", &scene.member()])?,
        3,
        "closed-at-once",
    )
}

fn guest_is_no_logon(scene: &Scene<'_>) -> Result<()> {
    scene.configure_member(&["map to guest = bad user"])?;
    let output = scene
        .netdom()
        .as_member_user("nobody-knows-me", "Any-Passw0rd")
        .run(["reset", &scene.member()])?;
    must_fail(&output, 8, "guest-logon")
}
