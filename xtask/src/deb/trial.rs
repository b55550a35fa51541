//! The package on a machine that is thrown away: this one's files under an overlay in memory, so that apt installs,
//! removes and purges it for real and nothing of it stays.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Installs the package with apt, runs what it brought, has systemd judge the units where they are, and takes it away.
pub(super) fn try_out(package: &Path) -> Result<()> {
    let package = std::fs::canonicalize(package).context("the package")?;
    let status = Command::new("unshare")
        .args(["--mount", "--", "bash", "-euc", OVERLAY, "trial"])
        .arg(package)
        .arg(SCRIPT)
        .stdin(Stdio::null())
        .status()
        .context("unshare, which needs root")?;
    ensure!(status.success(), "the package does not work: {status}");
    Ok(())
}

const OVERLAY: &str = r#"
    mount -t tmpfs trial /mnt
    mkdir /mnt/upper /mnt/work /mnt/root
    mount -t overlay trial -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
    mount -t proc proc /mnt/root/proc
    mount --rbind /dev /mnt/root/dev
    cp "$1" /mnt/root/tmp/netlogon.deb
    exec chroot /mnt/root /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive bash -euc "$2"
"#;

/// `dpkg` leaves out manual pages where a machine is told to do without them: not here.
const SCRIPT: &str = r#"
    rm -f /etc/dpkg/dpkg.cfg.d/*
    apt-get install --yes --no-install-recommends /tmp/netlogon.deb
    for program in netdom nltest netlogond netlogon-auth; do
        "$program" --version
        test -s "/usr/share/man/man1/$program.1.gz"
        test -s "/usr/share/bash-completion/completions/$program"
    done
    if command -v systemd-sysusers >/dev/null; then getent passwd netlogond; fi
    if command -v systemd-analyze >/dev/null; then
        systemd-analyze verify /usr/lib/systemd/system/netlogond-dc.service /usr/lib/systemd/system/netlogond-member.service
    fi
    apt-get purge --yes netlogon
    left=$(find /usr/bin /usr/lib/systemd/system /usr/share/man/man1 -name 'netlogond*')
    if [ -n "$left" ]; then echo "left behind: $left"; exit 1; fi
"#;
