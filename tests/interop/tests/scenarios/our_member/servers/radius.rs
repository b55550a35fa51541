//! FreeRADIUS, whose module for MS-CHAP asks our helper.

use anyhow::{Result, bail, ensure};
use interop::{Host, Kind, Output, ours, requirements};

use super::{DIR, Daemon, authenticator, channel, log, serving};
use crate::scene::Scene;

/// The right password lets a user in and a wrong one does not, by MS-CHAPv2 itself and within EAP-PEAP.
pub(super) fn by_mschapv2(scene: &Scene<'_>) -> Result<()> {
    requirements::need(&["eapoltest", "freeradius", "freeradius-utils"])?;
    scene.will_change();
    prepare_controller(scene)?;
    let limpet = serving(scene, "freerad")?;
    let host = limpet.host();
    let conf = CONF
        .replace("PROGRAM", &authenticator())
        .replace("DIR", DIR);
    host.write(&format!("{DIR}/radiusd.conf"), &conf)?;
    host.sh(&format!(
        "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=radius -keyout {DIR}/key.pem -out {DIR}/cert.pem
        chgrp freerad {DIR}/key.pem; chmod 640 {DIR}/key.pem"
    ))?;
    let serve = format!("freeradius -d {DIR} -n radiusd -f -l stdout");
    let _radius = Daemon::start(host, &serve)?;
    host.wait_for("RADIUS", "ss -Hlun 'sport = :1812' | grep -q .")?;
    let before = channel(&limpet)?;
    let wrong = RFC_RESPONSE.replace("85D6DF", "85D6DE");
    for (response, password, verdict) in [
        (RFC_RESPONSE, RFC_PASSWORD, ACCEPTED),
        (&wrong, "Wr0ng-Passw0rd", REJECTED),
        (RFC_RESPONSE, RFC_PASSWORD, ACCEPTED),
    ] {
        must_say(host, &plain(host, response)?, verdict.0)?;
        must_say(host, &in_peap(host, password)?, verdict.1)?;
    }
    ensure!(channel(&limpet)? == before, "the channel did not stay");
    if scene.domain.kind() == Kind::Ours {
        let events = ours::local(&scene.domain.dc, &["event", "list", "--json"])?.success()?;
        ensure!(events.contains("5850"), "nothing tells of it: {events}");
    }
    Ok(())
}

/// What the RFC's own logon is answered by MS-CHAPv2: who lets it in proves that he has the password's hash as well. And
/// what a wireless client that EAP-PEAP protects says in the end.
type Verdict = (&'static [&'static str], &'static [&'static str]);

/// `MS-CHAP2-Success`, RFC 2548 2.3.3, is "S=407A5589115FD0D6209F510FE9C04566932CDA56", RFC 2759 9.2.
const ACCEPTED: Verdict = (
    &[
        "Received Access-Accept",
        "MS-CHAP2-Success = 0x01533d34303741353538393131354644304436323039463531304645394330343536363933324344413536",
    ],
    &["MPPE keys OK: 1  mismatch: 0", "SUCCESS"],
);

/// ERROR_AUTHENTICATION_FAILURE, RFC 2759 6: and he may try again.
const REJECTED: Verdict = (
    &[
        "Received Access-Reject",
        r#"MS-CHAP-Error = "\001E=691 R=1"#,
    ],
    &["EAP-TLV: TLV Result - Failure", "FAILURE"],
);

/// A logon that is all known beforehand, both challenges included.
fn plain(host: &Host, response: &str) -> Result<Output> {
    let request = format!(
        "User-Name = \"User\"\nMS-CHAP-Challenge = {RFC_CHALLENGE}\nMS-CHAP2-Response = {response}\n"
    );
    let client = "radclient -x -r 1 -t 10 127.0.0.1:1812 auth secret";
    host.script(client, &[], &request)
}

/// A logon as a wireless network's.
fn in_peap(host: &Host, password: &str) -> Result<Output> {
    let network = format!(
        "network={{\n key_mgmt=IEEE8021X\n eap=PEAP\n phase2=\"auth=MSCHAPV2\"\n anonymous_identity=\"anonymous\"\n \
         identity=\"User\"\n password=\"{password}\"\n}}\n"
    );
    host.write(&format!("{DIR}/network.conf"), &network)?;
    let client = format!("eapol_test -c {DIR}/network.conf -a 127.0.0.1 -s secret -t 10");
    host.script(&client, &[], "")
}

fn must_say(host: &Host, answer: &Output, parts: &[&str]) -> Result<()> {
    let text = answer.text();
    let Some(part) = parts.iter().find(|part| !text.contains(**part)) else {
        return Ok(());
    };
    // eapol_test says a thousand lines.
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .get(lines.len().saturating_sub(40)..)
        .unwrap_or_default();
    bail!("not `{part}`: {}\n{}", end.join("\n"), log(host))
}

/// Has the controller take responses of MS-CHAPv2, and the RFC's user, whose password no policy of today would pass.
fn prepare_controller(scene: &Scene<'_>) -> Result<()> {
    let domain = scene.domain;
    let add_user = match domain.kind() {
        Kind::Ours => {
            ours::configure(&domain.dc, "allow-mschapv2-des-responses = true")?;
            return ours::add_user(&domain.dc, "User", RFC_PASSWORD);
        }
        Kind::Nt4 => {
            r#"useradd --badname -M -g domusers User; printf '%s\n%s\n' "$1" "$1" | smbpasswd -s -a User"#
        }
        Kind::Ad => {
            r#"samba-tool domain passwordsettings set --complexity=off; samba-tool user create User "$1""#
        }
    };
    domain.configure_controller(&["ntlm auth = mschapv2-and-ntlmv2-only"])?;
    domain.dc.script(add_user, &[RFC_PASSWORD], "")?.success()?;
    Ok(())
}

/// RFC 2759 9.2: `AuthenticatorChallenge`, and, in the form of RFC 2548 2.3.2, `PeerChallenge` and `NT-Response`.
const RFC_CHALLENGE: &str = "0x5B5D7C7D7B3F2F3E3C2C602132262628";
const RFC_PASSWORD: &str = "clientPass";
const RFC_RESPONSE: &str = "0x010021402324255E262A28295F2B3A337C7E000000000000000082309ECD8D708B5EA08FAA3981CD83544233114A3D85D6DF";
/// FreeRADIUS's own settings, without what has nothing to do with MS-CHAP. What comes out of PEAP is judged by the same server.
const CONF: &str = "name = radiusd
prefix = /usr
libdir = /usr/lib/freeradius
raddbdir = DIR
logdir = DIR
run_dir = DIR
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
  eap {
    default_eap_type = peap
    tls-config tls {
      private_key_file = DIR/key.pem
      certificate_file = DIR/cert.pem
      tls_min_version = \"1.2\"
      tls_max_version = \"1.2\"
    }
    peap {
      tls = tls
      default_eap_type = mschapv2
      virtual_server = default
    }
    mschapv2 {
    }
  }
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
    eap
  }
  authenticate {
    Auth-Type MS-CHAP {
      mschap
    }
    eap
  }
}
";
