//! Squid, whose helpers for NTLM and for passwords are ours.

use anyhow::{Context, Result, bail, ensure};
use interop::lab::{PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::{Host, Output, requirements};

use super::{DIR, Daemon, authenticator, channel, log, serving};
use crate::scene::{Scene, told};

/// curl fetches a page through the proxy, whose user it has to be.
pub(super) fn by_ntlm_and_basic(scene: &Scene<'_>) -> Result<()> {
    requirements::need(&["curl", "squid"])?;
    let limpet = serving(scene, "proxy")?;
    let host = limpet.host();
    host.write(&format!("{DIR}/www/page"), "a page\n")?;
    let web = format!("python3 -m http.server --bind 127.0.0.1 --directory {DIR}/www 8080");
    let _web = Daemon::start(host, &web)?;
    let conf = SQUID_CONF
        .replace("PROGRAM", &authenticator())
        .replace("DIR", DIR);
    host.write(&format!("{DIR}/squid.conf"), &conf)?;
    host.sh(&format!("chown proxy {DIR}"))?;
    let _squid = Daemon::start(host, &format!("squid -N -f {DIR}/squid.conf"))?;
    for port in [8080, 3128] {
        host.wait_for("port", &format!("exec 3<>/dev/tcp/127.0.0.1/{port}"))
            .with_context(|| log(host))?;
    }
    let before = channel(&limpet)?;
    let user = format!(r"{}\{PLAIN_USER}", scene.domain.names().netbios);
    let nobody = format!(r"{}\nobody-knows-me", scene.domain.names().netbios);
    for scheme in ["--proxy-ntlm", "--proxy-basic"] {
        for (user, password, status) in [
            (&user, PLAIN_USER_PASSWORD, "200"),
            (&user, "Wr0ng-Passw0rd", "407"),
            (&nobody, PLAIN_USER_PASSWORD, "407"),
            (&user, PLAIN_USER_PASSWORD, "200"),
        ] {
            let answer = fetch(host, scheme, user, password)?;
            if answer.stdout != status {
                bail!(
                    "{scheme}, {user}: not {status}: {}\n{}",
                    told(&answer),
                    log(host)
                );
            }
        }
    }
    ensure!(channel(&limpet)? == before, "the channel did not stay");
    // Whom the proxy takes them for, as it writes it.
    let access = host.sh(&format!("cat {DIR}/access.log"))?;
    let named = format!(" {} ", user.replace('\\', r"\\"));
    ensure!(access.contains(&named), "{access}");
    Ok(())
}

/// The status that curl sees. The password is in a file of its own, as curl's users have it.
fn fetch(host: &Host, scheme: &str, user: &str, password: &str) -> Result<Output> {
    let user = user.replace('\\', r"\\");
    let settings = format!("proxy-user = \"{user}:{password}\"\n");
    host.write(&format!("{DIR}/curl.conf"), &settings)?;
    let proxy = "--noproxy '' --proxy http://127.0.0.1:3128 http://127.0.0.1:8080/page";
    let fetch = format!(
        "curl --silent --max-time 20 --config {DIR}/curl.conf {scheme} {proxy} --output /dev/null --write-out '%{{http_code}}'"
    );
    host.script(&fetch, &[], "")
}

const SQUID_CONF: &str = "http_port 127.0.0.1:3128
pid_filename none
auth_param ntlm program PROGRAM --helper-protocol=squid-2.5-ntlmssp
auth_param ntlm children 2 startup=1 idle=1
auth_param basic program PROGRAM --helper-protocol=squid-2.5-basic
auth_param basic children 2 startup=1 idle=1
auth_param basic realm programs
auth_param basic credentialsttl 1 second
acl users proxy_auth REQUIRED
http_access allow users
http_access deny all
cache deny all
cache_mem 1 MB
access_log stdio:DIR/access.log
cache_log DIR/cache.log
logfile_rotate 0
coredump_dir none
netdb_filename none
pinger_enable off
visible_hostname limpet
shutdown_lifetime 0 seconds
";
