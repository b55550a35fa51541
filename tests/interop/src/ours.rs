//! A domain of this project's own controller, `netlogond dc`, with a Samba member.

use std::path::PathBuf;

use anyhow::Result;

use crate::host::{Host, Lan};
use crate::lab::{Names, PLAIN_USER, PLAIN_USER_PASSWORD};
use crate::machine::Output;
use crate::{member, programs};

/// Names and addresses of our own domain.
pub const NAMES: Names = Names {
    netbios: "OURDOM",
    dns: None,
    dc: "OURPDC",
    dc_address: "10.75.0.6",
    member: "OURMEMBER",
    member_address: "10.75.0.7",
    admin: "Administrator",
    admin_password: "Our-Adm1n-Pw!",
};

/// The domain's name in the DNS, which no name server knows: for clients that ask for it, and for the directory.
pub const DNS_DOMAIN: &str = "our.example";

/// The share of the member that [`PLAIN_USER`] may use.
pub const SHARE: &str = "data";

/// Boots, initialises and starts the controller.
pub fn controller(lan: &Lan) -> Result<Host> {
    let program = programs::quoted(&program()?);
    let serve = format!(
        "setsid {program} dc --state {STATE} --listen {} --config {CONFIG} >>{LOG} 2>&1 </dev/null &",
        NAMES.dc_address
    );
    let dc = Host::boot(lan, NAMES.dc, NAMES.dc_address, &[&serve])?;
    dc.script(
        &format!(
            r#"printf '%s\n' "$1" > /etc/admin.pw; chmod 600 /etc/admin.pw
            {program} dc init --state {STATE} --domain "$2" --name "$3" --password-file /etc/admin.pw"#
        ),
        &[NAMES.admin_password, NAMES.netbios, NAMES.dc],
        "",
    )?
    .success()?;
    dc.write(CONFIG, CONTROLLER_CONF)?;
    add_user(&dc, PLAIN_USER, PLAIN_USER_PASSWORD)?;
    dc.start()?;
    wait_until_ready(&dc)?;
    Ok(dc)
}

/// Waits until the administrator can log on. It serves all its ports or none.
pub(crate) fn wait_until_ready(dc: &Host) -> Result<()> {
    let user = format!("{}%{}", NAMES.admin, NAMES.admin_password);
    dc.wait_for(
        "logon",
        &format!("rpcclient -U '{user}' {} -c lsaquery", NAMES.dc_address),
    )
}

/// Runs `netlogond dc WORDS... --state DIR` on the controller, as its administrator does beside the running service.
pub fn local(dc: &Host, words: &[&str]) -> Result<Output> {
    let program = program()?;
    let mut argv = vec![program.to_string_lossy().into_owned(), "dc".to_owned()];
    argv.extend(words.iter().map(|&word| word.to_owned()));
    argv.extend(["--state".to_owned(), STATE.to_owned()]);
    dc.run(argv)
}

/// Gives the controller another setting, and starts it anew.
pub fn configure(dc: &Host, setting: &str) -> Result<()> {
    dc.script(r#"sed -i "1i $1" "$2""#, &[setting, CONFIG], "")?
        .success()?;
    dc.stop()?;
    dc.start()?;
    wait_until_ready(dc)
}

/// Makes a user, by the local administration.
pub fn add_user(dc: &Host, name: &str, password: &str) -> Result<()> {
    dc.write("/etc/user.pw", &format!("{password}\n"))?;
    dc.sh("chmod 600 /etc/user.pw")?;
    let file = ["--password-file", "/etc/user.pw"];
    local(dc, &[&["user", "add", name], &file[..]].concat())?.success()?;
    Ok(())
}

/// Boots, joins and starts the member.
pub fn member(lan: &Lan) -> Result<Host> {
    let member = member::boot(lan, &NAMES, MEMBER_CONF)?;
    member.sh("install -d -m 777 /var/tmp/data")?;
    join(&member)?;
    member.start()?;
    member::add_local_administrator(&member)?;
    Ok(member)
}

/// Joins `member` as Samba does it.
pub fn join(member: &Host) -> Result<()> {
    member::join_by_rpc(member, &NAMES)
}

fn program() -> Result<PathBuf> {
    programs::beside_us("netlogond")
}

/// On the host's own file systems, with what is saved and put back.
const STATE: &str = "/var/lib/samba/netlogond";

const CONFIG: &str = "/etc/netlogond.toml";

/// smbtorture asks for the site, and for DNS names.
const CONTROLLER_CONF: &str = "site = 'Default-First-Site-Name'\ndns-domain = 'our.example'\n";

const LOG: &str = "/var/log/samba/netlogond.log";

const MEMBER_CONF: &str = r#"[global]
    netbios name = OURMEMBER
    workgroup = OURDOM
    security = domain
    wins server = 10.75.0.6
    interfaces = eth0 lo
    bind interfaces only = yes
    idmap config * : backend = tdb
    idmap config * : range = 100000-199999
    load printers = no
    disable spoolss = yes
[data]
    path = /var/tmp/data
    read only = no
    valid users = OURDOM\plain
"#;
