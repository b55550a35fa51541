//! What members of both kinds of domain have in common.

use anyhow::Result;

use crate::host::{Host, Lan, NMBD};
use crate::lab::{LOCAL_ROOT_PASSWORD, Names};

/// Boots a member that has not joined yet.
pub(crate) fn boot(lan: &Lan, names: &Names, smb_conf: &str) -> Result<Host> {
    let daemons = &[NMBD, "winbindd -D", "smbd -D"];
    let member = Host::boot(lan, names.member, names.member_address, daemons)?;
    member.write("/etc/samba/smb.conf", smb_conf)?;
    // Without it smbd refuses domain accounts, as it does not find a Unix user for them.
    member.write(
        "/etc/nsswitch.conf",
        "passwd: files winbind\ngroup: files winbind\nhosts: files dns\n",
    )?;
    Ok(member)
}

/// A local administrator, to manage the member while its channel is broken. Needs its daemons.
pub(crate) fn add_local_administrator(member: &Host) -> Result<()> {
    let script = r#"
        printf '%s\n%s\n' "$1" "$1" | smbpasswd -s -a root
        net sam addmem 'BUILTIN\Administrators' "$(testparm -s --parameter-name='netbios name' 2>/dev/null)\\root"
    "#;
    member
        .script(script, &[LOCAL_ROOT_PASSWORD], "")?
        .success()?;
    Ok(())
}

/// Joins `member` to the NT4-style domain of `names`, as Samba does it.
pub(crate) fn join_by_rpc(member: &Host, names: &Names) -> Result<()> {
    let user = format!("{}%{}", names.admin, names.admin_password);
    member
        .run(["net", "rpc", "join", "-S", names.dc, "-U", &user])?
        .success()?;
    Ok(())
}
