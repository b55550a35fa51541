//! An NT4-style domain: a classic primary domain controller and a member.

use anyhow::Result;

use crate::host::{Host, Lan, NMBD};
use crate::lab::{Names, PLAIN_USER, PLAIN_USER_PASSWORD};
use crate::member;

/// Names and addresses of the NT4-style domain.
pub const NAMES: Names = Names {
    netbios: "DOMAIN",
    dns: None,
    dc: "DOMAINPDC",
    dc_address: "10.75.0.10",
    member: "DOMAINMEMBER",
    member_address: "10.75.0.11",
    admin: "root",
    admin_password: "Domain-R00t!",
};

/// Boots and starts the controller.
pub fn controller(lan: &Lan) -> Result<Host> {
    let pdc = Host::boot(lan, NAMES.dc, NAMES.dc_address, &[NMBD, "smbd -D"])?;
    pdc.write("/etc/samba/smb.conf", CONTROLLER_CONF)?;
    pdc.script(
        r#"
        groupadd domadmins; groupadd domusers; groupadd machines
        usermod -aG domadmins root
        useradd -M -G domadmins Administrator --badname
        useradd -M -g domusers "$2"
        for user in root Administrator; do printf '%s\n%s\n' "$1" "$1" | smbpasswd -s -a "$user"; done
        printf '%s\n%s\n' "$3" "$3" | smbpasswd -s -a "$2"
        net groupmap add ntgroup='Domain Admins' unixgroup=domadmins rid=512 type=d
        net groupmap add ntgroup='Domain Users' unixgroup=domusers rid=513 type=d
        "#,
        &[NAMES.admin_password, PLAIN_USER, PLAIN_USER_PASSWORD],
        "",
    )?
    .success()?;
    pdc.start()?;
    wait_until_ready(&pdc)?;
    Ok(pdc)
}

/// Waits until the controller can be found by both names of the domain: `<1B>`, which only a PDC registers, and `<1C>`, by which members look
/// for any controller, some seconds later. What was saved then has both in the WINS database, and a restart answers at once.
pub(crate) fn wait_until_ready(pdc: &Host) -> Result<()> {
    for suffix in ["1B", "1C"] {
        let lookup = format!(
            "nmblookup --recursion -U 10.75.0.10 'DOMAIN#{suffix}' | grep -q '10.75.0.10 '"
        );
        pdc.wait_for("domain name", &lookup)?;
    }
    Ok(())
}

/// Boots, joins and starts the member.
pub fn member(lan: &Lan) -> Result<Host> {
    let member = member::boot(lan, &NAMES, MEMBER_CONF)?;
    join(&member)?;
    member.start()?;
    member::add_local_administrator(&member)?;
    Ok(member)
}

/// Joins `member` as Samba does it.
pub fn join(member: &Host) -> Result<()> {
    member::join_by_rpc(member, &NAMES)
}

const CONTROLLER_CONF: &str = r#"[global]
    netbios name = DOMAINPDC
    workgroup = DOMAIN
    server role = classic primary domain controller
    domain logons = yes
    domain master = yes
    preferred master = yes
    os level = 65
    wins support = yes
    interfaces = eth0 lo
    bind interfaces only = yes
    add machine script = /usr/sbin/useradd --badname -M -g machines -d /nonexistent -s /bin/false %u
    rename user script = /usr/sbin/usermod --badname --login %unew %uold
    load printers = no
    disable spoolss = yes
"#;

const MEMBER_CONF: &str = r#"[global]
    netbios name = DOMAINMEMBER
    workgroup = DOMAIN
    security = domain
    wins server = 10.75.0.10
    interfaces = eth0 lo
    bind interfaces only = yes
    idmap config * : backend = tdb
    idmap config * : range = 100000-199999
    load printers = no
    disable spoolss = yes
"#;
