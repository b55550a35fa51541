//! An Active Directory domain: Samba's own controller and a member.

use anyhow::Result;

use crate::host::{Host, Lan};
use crate::lab::{Names, PLAIN_USER, PLAIN_USER_PASSWORD};
use crate::member;

/// Names and addresses of the Active Directory domain.
pub const NAMES: Names = Names {
    netbios: "ADDOM",
    dns: Some("ad.example"),
    dc: "ADDC",
    dc_address: "10.75.0.20",
    member: "ADMEMBER",
    member_address: "10.75.0.21",
    admin: "Administrator",
    admin_password: "Ad-Adm1n-Pw!",
};

/// Boots, provisions and starts the controller.
pub fn controller(lan: &Lan) -> Result<Host> {
    let dc = Host::boot(lan, NAMES.dc, NAMES.dc_address, &["samba -D"])?;
    dc.write(
        "/etc/hosts",
        "127.0.0.1 localhost\n10.75.0.20 addc.ad.example ADDC\n",
    )?;
    dc.write("/etc/resolv.conf", RESOLV_CONF)?;
    dc.script(
        r#"
        rm -f /etc/samba/smb.conf
        samba-tool domain provision --server-role=dc --dns-backend=SAMBA_INTERNAL --realm=AD.EXAMPLE --domain=ADDOM \
            --adminpass="$1" --host-name=ADDC --host-ip=10.75.0.20 \
            --option='interfaces=eth0 lo' --option='bind interfaces only=yes'
        # It takes the name server that it finds, which is itself: each name that it does not know would go round until it is dropped.
        sed -i '/dns forwarder/d' /etc/samba/smb.conf
        cp /var/lib/samba/private/krb5.conf /etc/krb5.conf
        samba-tool user create "$2" "$3"
        "#,
        &[NAMES.admin_password, PLAIN_USER, PLAIN_USER_PASSWORD],
        "",
    )?
    .success()?;
    dc.start()?;
    wait_until_ready(&dc)?;
    Ok(dc)
}

/// Waits until logons work, which is later than the first connection.
pub(crate) fn wait_until_ready(dc: &Host) -> Result<()> {
    let user = format!("{}%{}", NAMES.admin, NAMES.admin_password);
    dc.wait_for(
        "logon",
        &format!("rpcclient -U '{user}' 10.75.0.20 -c lsaquery"),
    )?;
    // Who asks by UDP before the task that answers is there waits seconds for nothing.
    dc.wait_for(
        "LDAP and DNS",
        r#"
        for port in 53 88 389; do
            (exec 3<>/dev/tcp/10.75.0.20/$port)
            ss -Hlun "sport = :$port" | grep -q 10.75.0.20
        done
        "#,
    )
}

/// Boots, joins and starts the member.
pub fn member(lan: &Lan) -> Result<Host> {
    let member = member::boot(lan, &NAMES, MEMBER_CONF)?;
    member.write(
        "/etc/hosts",
        "127.0.0.1 localhost\n10.75.0.21 admember.ad.example ADMEMBER\n",
    )?;
    member.write("/etc/resolv.conf", RESOLV_CONF)?;
    member.write("/etc/krb5.conf", KRB5_CONF)?;
    join(&member)?;
    member.start()?;
    member::add_local_administrator(&member)?;
    Ok(member)
}

/// Joins `member` as Samba does it.
pub fn join(member: &Host) -> Result<()> {
    let user = format!("{}%{}", NAMES.admin, NAMES.admin_password);
    member.run(["net", "ads", "join", "-U", &user])?.success()?;
    Ok(())
}

/// For every host that finds this domain by DNS.
pub(crate) const RESOLV_CONF: &str =
    "search ad.example\nnameserver 10.75.0.20\noptions timeout:2\n";

const KRB5_CONF: &str = "[libdefaults]
    default_realm = AD.EXAMPLE
    dns_lookup_realm = false
    dns_lookup_kdc = true
";

const MEMBER_CONF: &str = r#"[global]
    netbios name = ADMEMBER
    workgroup = ADDOM
    realm = AD.EXAMPLE
    security = ads
    kerberos method = secrets and keytab
    interfaces = eth0 lo
    bind interfaces only = yes
    idmap config * : backend = tdb
    idmap config * : range = 100000-199999
    load printers = no
    disable spoolss = yes
"#;
