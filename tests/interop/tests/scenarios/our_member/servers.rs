//! Debian's FreeRADIUS and Squid, which have the domain judge their users through our member, by `netlogon-auth`.

use anyhow::{Context, Result, bail, ensure};
use interop::lab::{PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::{Host, Kind, Output, ours, programs, requirements};
use serde_json::Value;

use super::{CONFIG, Limpet, RUN, SOCKET};
use crate::Scenario;
use crate::scene::{Scene, told};

pub(crate) const SCENARIOS: [Scenario; 2] = [
    ("freeradius_by_mschapv2", freeradius_by_mschapv2),
    ("squid_by_ntlm_and_basic", squid_by_ntlm_and_basic),
];

/// The RFC's own logon: its response is right, and the server proves that it has the password's hash as well.
fn freeradius_by_mschapv2(scene: &Scene<'_>) -> Result<()> {
    requirements::need(&["freeradius", "freeradius-utils"])?;
    scene.will_change();
    prepare_controller(scene)?;
    let limpet = serving(scene, "freerad")?;
    let host = limpet.host();
    let conf = RADIUS_CONF.replace("PROGRAM", &authenticator());
    host.write(&format!("{DIR}/radiusd.conf"), &conf)?;
    let _radius = Daemon::start(
        host,
        &format!("freeradius -d {DIR} -n radiusd -f -l stdout"),
    )?;
    host.wait_for("RADIUS", "ss -Hlun 'sport = :1812' | grep -q .")?;
    let before = channel(&limpet)?;
    let wrong = RFC_RESPONSE.replace("85D6DF", "85D6DE");
    for (response, verdict, proof) in [
        (RFC_RESPONSE, "Received Access-Accept", RFC_SUCCESS),
        (
            &wrong,
            "Received Access-Reject",
            "MS-CHAP-Error = \"\\001E=691 R=1",
        ),
        (RFC_RESPONSE, "Received Access-Accept", RFC_SUCCESS),
    ] {
        let request = format!(
            "User-Name = \"User\"\nMS-CHAP-Challenge = {RFC_CHALLENGE}\nMS-CHAP2-Response = {response}\n"
        );
        let client = "radclient -x -r 1 -t 10 127.0.0.1:1812 auth secret";
        let answer = host.script(client, &[], &request)?;
        let text = answer.text();
        if !(text.contains(verdict) && text.contains(proof)) {
            bail!(
                "not {verdict} with {proof}: {}\n{}",
                told(&answer),
                log(host)
            );
        }
    }
    ensure!(channel(&limpet)? == before, "the channel did not stay");
    if scene.domain.kind() == Kind::Ours {
        let events = ours::local(&scene.domain.dc, &["event", "list", "--json"])?.success()?;
        ensure!(events.contains("5850"), "nothing tells of it: {events}");
    }
    Ok(())
}

/// curl fetches a page through the proxy, whose user it has to be.
fn squid_by_ntlm_and_basic(scene: &Scene<'_>) -> Result<()> {
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

/// A member whose socket is for this group, and `netlogon-auth` where everybody may run it: what it was built in may be for
/// its owner only.
fn serving<'a>(scene: &'a Scene<'a>, group: &str) -> Result<Limpet<'a>> {
    let limpet = Limpet::new(scene)?;
    let host = limpet.host();
    let program = programs::beside_us("netlogon-auth")?;
    let install = format!(
        r#"sed -i "1i socket.group = '$1'" {CONFIG}
        chmod 711 {RUN}
        rm -rf {DIR}
        install -d -m 755 {DIR}
        install -m 755 "$2" {DIR}/netlogon-auth"#
    );
    host.script(&install, &[group, &program.to_string_lossy()], "")?
        .success()?;
    limpet.join()?;
    limpet.start()?;
    limpet.verify()?;
    Ok(limpet)
}

/// Has the controller take responses of MS-CHAPv2, and the RFC's user, whose password no policy of today would pass.
fn prepare_controller(scene: &Scene<'_>) -> Result<()> {
    let domain = scene.domain;
    match domain.kind() {
        Kind::Ours => {
            let allow = "sed -i '1i allow-mschapv2-des-responses = true' /etc/netlogond.toml";
            domain.dc.sh(allow)?;
            domain.dc.stop()?;
            domain.dc.start()?;
            ours::add_user(&domain.dc, "User", "clientPass")
        }
        Kind::Ad | Kind::Nt4 => {
            domain.configure_controller(&["ntlm auth = mschapv2-and-ntlmv2-only"])?;
            let user = match domain.kind() {
                Kind::Nt4 => {
                    "useradd --badname -M -g domusers User; printf '%s\n%s\n' clientPass clientPass | smbpasswd -s -a User"
                }
                _ => {
                    "samba-tool domain passwordsettings set --complexity=off; samba-tool user create User clientPass"
                }
            };
            domain.dc.sh(user)?;
            Ok(())
        }
    }
}

/// The channel, with the time since when it is up.
fn channel(limpet: &Limpet<'_>) -> Result<Value> {
    let status = limpet.ask(&["status"])?;
    let channel = status.get("channel").cloned().unwrap_or_default();
    ensure!(channel.get("state") == Some(&"up".into()), "{status}");
    Ok(channel)
}

/// What the programs run.
fn authenticator() -> String {
    format!("{DIR}/netlogon-auth --socket {SOCKET}")
}

/// What the programs have said, for messages.
fn log(host: &Host) -> String {
    let tell = format!("tail -n 40 {LOG} {DIR}/*.log 2>/dev/null; true");
    host.sh(&tell).unwrap_or_default()
}

/// A program in the foreground of a session of its own, until this is dropped.
struct Daemon<'a> {
    host: &'a Host,
    pid: String,
}

impl<'a> Daemon<'a> {
    fn start(host: &'a Host, command: &str) -> Result<Self> {
        let start = format!("setsid {command} >>{LOG} 2>&1 </dev/null & echo $!");
        let pid = host.sh(&start)?.trim().to_owned();
        Ok(Self { host, pid })
    }
}

impl Drop for Daemon<'_> {
    fn drop(&mut self) {
        // Its children as well. One that has ended already has nothing to be told.
        let end = "kill -TERM -- -$1 || true; sleep 0.2; kill -KILL -- -$1 || true";
        let _ = self.host.script(end, &[&self.pid], "");
    }
}

/// Configuration and state of the programs, and what they run.
const DIR: &str = "/var/tmp/programs";
const LOG: &str = "/var/tmp/programs/said.log";

/// RFC 2759 9.2: `AuthenticatorChallenge`, and, in the form of RFC 2548 2.3.2, `PeerChallenge` and `NT-Response`.
const RFC_CHALLENGE: &str = "0x5B5D7C7D7B3F2F3E3C2C602132262628";
const RFC_RESPONSE: &str = "0x010021402324255E262A28295F2B3A337C7E000000000000000082309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF";
/// "S=407A5589115FD0D6209F510FE9C04566932CDA56", RFC 2548 2.3.3.
const RFC_SUCCESS: &str = "MS-CHAP2-Success = 0x01533d34303741353538393131354644304436323039463531304645394330343536363933324344413536";

/// FreeRADIUS's own settings, without what has nothing to do with MS-CHAP.
const RADIUS_CONF: &str = "name = radiusd
prefix = /usr
libdir = /usr/lib/freeradius
raddbdir = /var/tmp/programs
logdir = /var/tmp/programs
run_dir = /var/tmp/programs
security {
  user = freerad
  group = freerad
  allow_core_dumps = no
}
log {
  destination = stdout
  auth = yes
}
thread pool {
  start_servers = 2
  max_servers = 4
  min_spare_servers = 1
  max_spare_servers = 2
}
client localhost {
  ipaddr = 127.0.0.1
  secret = secret
}
modules {
  mschap {
    with_ntdomain_hack = yes
    ntlm_auth = \"PROGRAM --request-nt-key --allow-mschapv2 --username=%{mschap:User-Name} --domain=%{mschap:NT-Domain} --challenge=%{mschap:Challenge} --nt-response=%{mschap:NT-Response}\"
  }
}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = 1812
  }
  authorize {
    mschap
  }
  authenticate {
    Auth-Type MS-CHAP {
      mschap
    }
  }
}
";

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
