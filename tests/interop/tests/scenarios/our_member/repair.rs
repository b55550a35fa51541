//! The seed's main job, from a third machine: our member's channel is broken by each of the causes, told of, and repaired by
//! either way of resetting it; the member itself and a user who logs on there agree.

use anyhow::{Result, ensure};
use interop::lab::{LIMPET, LOCAL_ROOT_PASSWORD, PLAIN_USER, PLAIN_USER_PASSWORD, SECOND_NAME};
use interop::netdom::Call;
use interop::{Cause, Deed, Kind};

use super::Limpet;
use crate::Scenario;
use crate::scene::{Scene, must_fail, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 7] = [
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
    ("renamed_from_afar", renamed_from_afar),
];

/// Where a computer's account can be given another name, which Samba's classic controller refuses.
pub(crate) const RENAMING_SCENARIOS: [Scenario; 1] =
    [("renamed", |scene| repaired_both_ways(scene, Cause::Renamed))];

/// Each with what netdom is told beside the member's name.
const METHODS: [(&str, &[&str]); 2] = [
    ("NetrJoinDomain2", &["/joindomain"]),
    ("its LSA secret", &["/joindomain", "/secret"]),
];

/// What a machine that was given its name had been called before.
const FORMER_NAME: &str = "OLDLIMPET";

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
        Cause::AccountRemoved | Cause::Renamed => "account-missing",
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
    if cause == Cause::Renamed && scene.domain.kind() == Kind::Ad {
        rename_object(scene)?;
    }
    let mut words = [&["member", LIMPET], switches].concat();
    if cause == Cause::AccountDisabled {
        must_fail(&netdom(scene).run(&words)?, 1, "account-disabled")?;
        words.push("/enable");
    }
    let output = netdom(scene).run(&words)?;
    must_succeed(&output)?;
    ensure!(output.text().contains("Resetting"), "{}", told(&output));
    must_succeed(&netdom(scene).run(["verify", LIMPET])?)?;
    if cause == Cause::Renamed {
        let former = format!("{FORMER_NAME}$");
        scene.domain.do_to_account(Deed::Remove, &former)?;
    }
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
        Cause::Renamed => rename_account(scene)?,
    }
    limpet.start()
}

/// The machine has a new name, and its account still the old one.
fn rename_account(scene: &Scene<'_>) -> Result<()> {
    let (account, former) = (format!("{LIMPET}$"), format!("{FORMER_NAME}$"));
    let credentials = scene.domain.admin_credentials();
    let dc = scene.domain.names().dc_address;
    let rename = ["net", "rpc", "user", "rename", &account, &former];
    let at = ["-S", dc, "-U", &credentials];
    must_succeed(&scene.lab.admin.run([&rename[..], &at].concat())?)
}

/// In an Active Directory the account's object has a name besides, in whose way a new account is until it is renamed, too.
fn rename_object(scene: &Scene<'_>) -> Result<()> {
    let in_the_way = netdom(scene).run(["member", LIMPET, "/joindomain"])?;
    must_fail(&in_the_way, 1, "account-exists")?;
    scene
        .domain
        .dc
        .script(RENAME_OBJECT, &[LIMPET, FORMER_NAME], "")?
        .success()?;
    Ok(())
}

/// Samba has no command for it, but the interpreter of its commands.
const RENAME_OBJECT: &str = r#"/usr/bin/python3 - "$1" "$2" <<'END'
import sys
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
settings = LoadParm()
settings.load_default()
directory = SamDB(session_info=system_session(), lp=settings)
old, new = (f"CN={name},CN=Computers,{directory.domain_dn()}" for name in sys.argv[1:])
directory.rename(old, new)
END"#;

fn workgroup_and_back(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    must_succeed(&netdom(scene).run(["remove", LIMPET])?)?;
    limpet.ask_in_vain(&["verify"], 1, "not-joined")?;
    must_succeed(&netdom(scene).run(["join", LIMPET, "/enable"])?)?;
    works(&limpet)
}

/// The name and the account's together, so that the channel does not break.
fn renamed_from_afar(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let limpet = Limpet::serving(scene)?;
    let newname = format!("/newname:{SECOND_NAME}");
    let renamed = netdom(scene).run(["renamecomputer", LIMPET, &newname])?;
    if scene.domain.kind() == Kind::Nt4 {
        must_fail(&renamed, 5, "access-denied")?;
        must_succeed(&netdom(scene).run(["verify", LIMPET])?)?;
        return works(&limpet);
    }
    must_succeed(&renamed)?;
    works(&limpet)?;
    must_succeed(&netdom(scene).run(["verify", SECOND_NAME])?)?;
    let status = limpet.ask(&["status"])?;
    ensure!(status.to_string().contains(SECOND_NAME), "{status}");
    scene.rpcclient(&format!("queryuser {SECOND_NAME}$"))?;
    ensure!(limpet.account().is_err(), "there are two accounts now");
    Ok(())
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
