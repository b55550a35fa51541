//! Our own domain and a Samba domain of the NT 4 kind that trust each other: users of each log on at a member of the other.

use anyhow::{Context, Result, ensure};
use interop::lab::{PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::{Domain, Host, Kind, ours};

use crate::Scenario;
use crate::scene::Scene;

pub(crate) const SCENARIOS: [Scenario; 2] = [
    ("users_of_each_domain_log_on_in_the_other", both_ways),
    ("a_trust_that_is_broken_is_named", broken),
];

/// The password of the trust, which stands on both sides.
const PASSWORD: &str = "Of-The-Trust-1!";

/// A user of the domain that is trusted, at a computer of the one that trusts it.
fn logon(at: &Host, domain: &Domain, password: &str) -> Result<String> {
    let user = format!(r"{}\{}%{password}", domain.names().netbios, PLAIN_USER);
    // It says what was refused, and fails.
    let output = at.run(["wbinfo", "-a", &user])?;
    Ok(output.text())
}

const LET_IN: &str = "challenge/response password authentication succeeded";

fn both_ways(scene: &Scene<'_>) -> Result<()> {
    let (ours, theirs) = establish(scene)?;
    // Nobody has needed the channel yet.
    let queried = scene.nltest()?.run(&["/sc_query:DOMAIN"])?.text();
    ensure!(queried.contains("1311 0x51f"), "{queried}");
    let let_in = logon(&ours.member, theirs, PLAIN_USER_PASSWORD)?;
    ensure!(let_in.contains(LET_IN), "{let_in}");
    let refused = logon(&ours.member, theirs, "wrong")?;
    ensure!(refused.contains("NT_STATUS_WRONG_PASSWORD"), "{refused}");
    for question in ["/sc_query:DOMAIN", "/sc_verify:DOMAIN", "/sc_reset:DOMAIN"] {
        let told = scene.nltest()?.run(&[question])?.success()?;
        let is_up = told.contains(r"Trusted DC Name \\DOMAINPDC")
            && told.contains("Trusted DC Connection Status Status = 0 0x0");
        ensure!(is_up, "{question}: {told}");
    }
    // The other way round: winbindd of their controller sets the channel up, with the account that their domain has here.
    let let_in = logon(&theirs.dc, ours, PLAIN_USER_PASSWORD)?;
    ensure!(let_in.contains(LET_IN), "{let_in}");
    let refused = logon(&theirs.dc, ours, "wrong")?;
    ensure!(!refused.contains(LET_IN), "{refused}");
    // A user of theirs has a session at our controller, and is nobody there whom an administrator made something of.
    let session = format!(
        "smbclient '//{}/IPC$' -U '{}/{}%{}' -c exit",
        ours.names().dc_address,
        theirs.names().netbios,
        PLAIN_USER,
        PLAIN_USER_PASSWORD
    );
    scene.lab.admin.sh(&session)?;
    Ok(())
}

fn broken(scene: &Scene<'_>) -> Result<()> {
    let (ours, theirs) = establish(scene)?;
    // Their administrator sets another password, and tells nobody.
    set_theirs(theirs, "Another-0ne!")?;
    let refused = scene.nltest()?.run(&["/sc_verify:DOMAIN"])?.text();
    ensure!(refused.contains("5 0x5 ERROR_ACCESS_DENIED"), "{refused}");
    let told = logon(&ours.member, theirs, PLAIN_USER_PASSWORD)?;
    ensure!(told.contains("NT_STATUS_TRUSTED_DOMAIN_FAILURE"), "{told}");
    let events = ours::local(&ours.dc, &["event", "list"])?.success()?;
    ensure!(events.contains("NETLOGON 3210"), "{events}");
    // With the same password on this side it works at once, although the channel was refused a moment ago.
    ours.dc.write("/etc/trust.pw", "Another-0ne!\n")?;
    let words = ["trust", "password", "DOMAIN", "--password-file", TRUST_FILE];
    ours::local(&ours.dc, &words)?.success()?;
    let let_in = logon(&ours.member, theirs, PLAIN_USER_PASSWORD)?;
    ensure!(let_in.contains(LET_IN), "{let_in}");
    // Their controller is gone.
    scene.lab.lan.disconnect(&theirs.dc)?;
    let gone = scene.nltest()?.run(&["/sc_verify:DOMAIN"]);
    scene.lab.lan.connect(&theirs.dc)?;
    let gone = gone?.text();
    ensure!(gone.contains("1311 0x51f"), "{gone}");
    ours::local(&ours.dc, &["trust", "remove", "DOMAIN"])?.success()?;
    let unknown = logon(&ours.member, theirs, PLAIN_USER_PASSWORD)?;
    ensure!(unknown.contains("NT_STATUS_NO_SUCH_USER"), "{unknown}");
    Ok(())
}

/// Makes both halves of a trust in each direction, whatever there was of one.
fn establish<'a>(scene: &'a Scene<'_>) -> Result<(&'a Domain, &'a Domain)> {
    scene.will_change();
    let ours = scene.domain;
    let theirs = scene.lab.domain(Kind::Nt4);
    let theirs = theirs.context("there is no domain to be trusted")?;
    set_theirs(theirs, PASSWORD)?;
    let sid = theirs
        .dc
        .sh("net getdomainsid 2>/dev/null | tail -1 | grep -o 'S-1-5-21.*'")?;
    ours.dc.write(TRUST_FILE, &format!("{PASSWORD}\n"))?;
    ours.dc.sh(&format!("chmod 600 {TRUST_FILE}"))?;
    let add = [
        "trust",
        "add",
        "DOMAIN",
        "--direction",
        "both",
        "--sid",
        sid.trim(),
    ];
    let file = ["--password-file", TRUST_FILE];
    ours::local(&ours.dc, &[&add[..], &file[..]].concat())?.success()?;
    Ok((ours, theirs))
}

/// The account that our domain has in theirs, and what theirs proves itself with in ours. `net rpc trustdom establish` of 4.17
/// crashes where it writes that down, and the library that it calls is called here.
fn set_theirs(theirs: &Domain, password: &str) -> Result<()> {
    let our_sid = "rpcclient -U % 10.75.0.6 -c lsaquery | grep -o 'S-1-5-21.*'";
    let sid = theirs.dc.sh(our_sid)?;
    theirs
        .dc
        .script(
            r#"
            id 'ourdom$' >/dev/null 2>&1 || useradd -M --badname -d /nonexistent -s /bin/false -g machines 'ourdom$'
            printf '%s\n%s\n' "$1" "$1" | smbpasswd -s -a -i OURDOM
            /usr/bin/python3 - "$1" "$2" <<'PYTHON'
import os, sys
from samba.dcerpc import security
from samba.samba3 import param, passdb
param.get_context().load('/etc/samba/smb.conf')
passdb.set_secrets_dir('/var/lib/samba/private')
passdb.PDB('tdbsam').set_trusteddom_pw('OURDOM', sys.argv[1], security.dom_sid(sys.argv[2]))
os._exit(0)
PYTHON
            net rpc join -S DOMAINPDC -U "root%$3"
            for old in $(pidof winbindd); do kill $old; done; sleep 1
            winbindd -D
            "#,
            &[password, sid.trim(), theirs.names().admin_password],
            "",
        )?
        .success()?;
    theirs.dc.wait_for("winbindd", "wbinfo -p")
}

const TRUST_FILE: &str = "/etc/trust.pw";
