//! Our member takes another name and stays in its domain; it joins with a password that its account was given for this once;
//! it knows the domain's names by asking over its channel, and tells the domain its own.

use anyhow::{Context, Result, ensure};
use interop::Kind;
use interop::lab::{LIMPET, LOCAL_ROOT_PASSWORD};
use serde_json::Value;

use super::Limpet;
use crate::Scenario;
use crate::scene::{Scene, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 5] = [
    ("tells_the_domain_who_it_is", tells_the_domain_who_it_is),
    ("renames_itself_and_stays", renames_itself_and_stays),
    ("is_renamed_from_afar", is_renamed_from_afar),
    (
        "joins_with_the_password_of_its_account",
        joins_with_the_password_of_its_account,
    ),
    (
        "knows_the_names_of_the_domain",
        knows_the_names_of_the_domain,
    ),
];

const OTHER: &str = "WHELK";
/// What the account is given for once, and where it is told.
const TOLD: &str = "Barnacle-on-the-rock-7";
const TOLD_FILE: &str = "/etc/account.pw";

fn renames_itself_and_stays(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::new(scene)?;
    forget(scene, OTHER)?;
    limpet.join()?;
    rename(&limpet, scene, OTHER)?;
    let status = limpet.verify()?;
    ensure!(status.get("computer") == Some(&OTHER.into()), "{status}");
    limpet.ask(&["rotate"])?;
    limpet.verify()?;
    has_account(scene, OTHER, true)?;
    has_account(scene, LIMPET, false)?;
    // And joins again under the name that it has.
    ensure!(limpet.join()?.get("created") == Some(&Value::Bool(false)));
    rename(&limpet, scene, LIMPET)?;
    limpet.verify()?;
    has_account(scene, OTHER, false)
}

fn is_renamed_from_afar(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    forget(scene, OTHER)?;
    let newname = format!("/newname:{OTHER}");
    let netdom = scene.netdom();
    let netdom = netdom.as_member_user("Administrator", LOCAL_ROOT_PASSWORD);
    let output = netdom.run(["renamecomputer", LIMPET, &newname])?;
    must_succeed(&output)?;
    ensure!(output.text().contains("verified"), "{}", told(&output));
    let status = limpet.verify()?;
    ensure!(status.get("computer") == Some(&OTHER.into()), "{status}");
    limpet.must_let_in()?;
    has_account(scene, LIMPET, false)?;
    limpet.host().stop()?;
    forget(scene, OTHER)
}

fn joins_with_the_password_of_its_account(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::new(scene)?;
    forget(scene, LIMPET)?;
    must_succeed(&scene.netdom().run(["add", LIMPET])?)?;
    let set = format!("setuserinfo2 {LIMPET}$ 24 {TOLD}");
    must_succeed(&rpcclient(scene, &set)?)?;
    let host = limpet.host();
    host.write(TOLD_FILE, &format!("{TOLD}\n"))?;
    host.sh(&format!("chmod 600 {TOLD_FILE}"))?;
    let domain = scene.domain.names().netbios;
    let words = [
        "join",
        "--domain",
        domain,
        "--account-password-file",
        TOLD_FILE,
    ];
    let joined = limpet.ask(&words)?;
    ensure!(joined.get("domain") == Some(&domain.into()), "{joined}");
    limpet.verify()?;
    limpet.ask(&["rotate"])?;
    limpet.verify()?;
    // Once is once, and a failure harms nothing.
    limpet.ask_in_vain(&words, 4, "wrong-password")?;
    limpet.verify()?;
    Ok(())
}

fn knows_the_names_of_the_domain(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::new(scene)?;
    let joined = limpet.join()?;
    limpet.start()?;
    let sid = joined.get("sid").and_then(Value::as_str);
    let admins = format!("{}-512", sid.context("no SID")?);
    let domain = scene.domain.names().netbios;
    let name = format!(r"{domain}\Domain Admins");
    // Samba's classic controller translates nothing over a secure channel.
    let knows = scene.domain.kind() != Kind::Nt4;
    let sids = ask(scene, &limpet, &format!("lookupsids {admins}"))?;
    ensure!(sids.contains(&name) == knows, "{sids}");
    let names = ask(scene, &limpet, &format!("lookupnames '{name}'"))?;
    ensure!(names.contains(&admins) == knows, "{names}");
    limpet.must_let_in()
}

fn tells_the_domain_who_it_is(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::new(scene)?;
    forget(scene, OTHER)?;
    limpet.join()?;
    // A classic controller of Samba's refuses it, and the channel is as good.
    limpet.verify()?;
    limpet.ask(&["rotate"])?;
    limpet.verify()?;
    if scene.domain.kind() == Kind::Ad {
        in_directory(scene, LIMPET)?;
        rename(&limpet, scene, OTHER)?;
        limpet.verify()?;
        in_directory(scene, OTHER)?;
        rename(&limpet, scene, LIMPET)?;
        limpet.verify()?;
    }
    Ok(())
}

/// What the computer runs on, and its names in the DNS, as Samba's own database has them.
fn in_directory(scene: &Scene<'_>, computer: &str) -> Result<()> {
    let attributes = "operatingSystem operatingSystemVersion dNSHostName servicePrincipalName";
    let found = scene.domain.dc.sh(&format!(
        "ldbsearch -H /var/lib/samba/private/sam.ldb '(sAMAccountName={computer}$)' {attributes}"
    ))?;
    let system = scene
        .lab
        .limpet
        .sh(". /etc/os-release; echo \"$PRETTY_NAME\"")?;
    let name = format!("{}.ad.example", computer.to_lowercase());
    for line in [
        format!("operatingSystem: {}", system.trim()),
        "operatingSystemVersion: ".to_owned(),
        format!("dNSHostName: {name}"),
        format!("servicePrincipalName: HOST/{computer}"),
        format!("servicePrincipalName: HOST/{name}"),
    ] {
        ensure!(found.contains(&line), "{line}: {found}");
    }
    Ok(())
}

fn rename(limpet: &Limpet<'_>, scene: &Scene<'_>, name: &str) -> Result<()> {
    let admin = scene.domain.names().admin;
    let words = ["rename", name, "--user", admin, "--password-file"];
    let renamed = limpet.ask(&[&words[..], &[limpet.domain_password()]].concat())?;
    let account = renamed.get("account_renamed");
    ensure!(account == Some(&Value::Bool(true)), "{renamed}");
    Ok(())
}

/// Deletes an account, if there is one.
fn forget(scene: &Scene<'_>, computer: &str) -> Result<()> {
    scene.netdom().run(["member", computer, "/delete"])?;
    Ok(())
}

fn has_account(scene: &Scene<'_>, computer: &str, expected: bool) -> Result<()> {
    let output = rpcclient(scene, &format!("queryuser {computer}$"))?;
    let has = output.text().contains("acb_info");
    ensure!(has == expected, "{computer}: {}", told(&output));
    Ok(())
}

/// What the controller says to Samba's tool.
pub(super) fn rpcclient(scene: &Scene<'_>, command: &str) -> Result<interop::Output> {
    let credentials = scene.domain.admin_credentials();
    let address = scene.domain.names().dc_address;
    let argv = ["rpcclient", "-U", &credentials, address, "-c", command];
    scene.lab.admin.run(argv)
}

/// What the member says to it.
fn ask(scene: &Scene<'_>, limpet: &Limpet<'_>, command: &str) -> Result<String> {
    let credentials = format!("{LIMPET}\\Administrator%{LOCAL_ROOT_PASSWORD}");
    let address = limpet.host().address().to_string();
    let argv = ["rpcclient", "-U", &credentials, &address, "-c", command];
    Ok(scene.lab.admin.run(argv)?.text())
}
