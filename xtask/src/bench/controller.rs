//! What a domain controller bears: ours and Samba's Active Directory, under the same load generator (`tests/load`) from the
//! same third host.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use interop::{Domain, Host, Lab};
use serde::Serialize;
use serde_json::Value;

/// One figure, ours beside theirs.
#[derive(Debug, Serialize)]
pub(super) struct Rate {
    what: String,
    clients: u32,
    /// Per second.
    ours: f64,
    /// Per second.
    theirs: f64,
    /// The least that `ours / theirs` is to be.
    limit: f64,
    /// Per second: a bare TCP echo with the same messages, where there is one.
    echo: Option<f64>,
}

/// What an idle channel costs our process.
#[derive(Debug, Serialize)]
pub(super) struct Idle {
    carrier: String,
    channels: u64,
    kib_per_channel: f64,
}

/// The figures of a run.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    rates: Vec<Rate>,
    idle: Vec<Idle>,
}

const SECONDS: &str = "5";
const ROUNDS: usize = 3;
const CLIENTS: [u32; 2] = [1, 8];
/// The password of all that is under load; it guards nothing.
const PASSWORD: &str = "Load-Pa55";
const IDLE: u32 = 4000;
/// Where ours listens, on the host of the domain's member.
const RPC_PORT: u16 = 4152;
const SMB_PORT: u16 = 4445;
/// Where Samba's Netlogon listens, first of the dynamic ports.
const SAMBA_RPC_PORT: u16 = 49152;

/// Puts both under load. `programs` is where the release builds of `netlogond` and `load` are.
pub(super) fn measure(lab: &Lab, ad: &Domain, programs: &Path) -> Result<Report> {
    let bench = Bench {
        lab,
        ad,
        netlogond: programs.join("netlogond"),
        load: programs.join("load"),
    };
    bench.prepare_theirs()?;
    bench.start_ours()?;
    let mut rates = Vec::new();
    for clients in CLIENTS {
        rates.push(bench.rate("setups", clients, 30.0, true)?);
        rates.push(bench.rate("logons", clients, 15.0, false)?);
    }
    let idle = vec![bench.idle(false)?, bench.idle(true)?];
    Ok(Report { rates, idle })
}

struct Bench<'a> {
    lab: &'a Lab,
    ad: &'a Domain,
    netlogond: PathBuf,
    load: PathBuf,
}

impl Bench<'_> {
    fn prepare_theirs(&self) -> Result<()> {
        let script = r#"for n in 1 2 3 4 5 6 7 8; do
                samba-tool computer create LOAD$n || exit 1
                samba-tool user setpassword "LOAD$n\$" --newpassword="$1" || exit 1
            done
            samba-tool user create loaduser "$1""#;
        self.ad.dc.script(script, &[PASSWORD], "")?.success()?;
        Ok(())
    }

    /// On the host of the domain's member, which stands as far from the load as the controller does.
    fn start_ours(&self) -> Result<()> {
        let host = &self.ad.member;
        host.write("/etc/ours.pw", "Our-Adm1n-Pw!\n")?;
        host.write(
            "/etc/ours.toml",
            &format!(
                "listen = ['{}']\n[ports]\nsmb = {SMB_PORT}\nendpoint-mapper = 4135\nrpc = {RPC_PORT}\n[locator]\nnetbios = false\ncldap = false\n",
                host.address()
            ),
        )?;
        let (netlogond, load) = (self.netlogond.display(), self.load.display());
        let script = format!(
            r#"chmod 600 /etc/ours.pw; umask 077; ulimit -n "$(ulimit -Hn)"
            '{netlogond}' dc init --state {STATE} --domain OURDOM --name OURPDC --password-file /etc/ours.pw || exit 1
            LOAD_PASSWORD="$1" '{load}' populate --state {STATE} --count {} || exit 1
            setsid '{netlogond}' dc --state {STATE} --config /etc/ours.toml >/var/log/samba/ours.log 2>&1 </dev/null &"#,
            IDLE + 1
        );
        host.script(&script, &[PASSWORD], "")?.success()?;
        host.wait_for(
            "netlogond",
            &format!(
                "rpcclient -p {SMB_PORT} -U 'Administrator%Our-Adm1n-Pw!' {} -c lsaquery",
                host.address()
            ),
        )
    }

    /// The best of some rounds, in which ours and theirs take turns.
    fn rate(&self, what: &str, clients: u32, limit: f64, with_echo: bool) -> Result<Rate> {
        let (mut ours, mut theirs) = (0.0_f64, 0.0_f64);
        for _ in 0..ROUNDS {
            let address = self.ad.member.address();
            ours = ours.max(self.run(address, RPC_PORT, "OURDOM", "OURPDC", what, clients)?);
            let names = self.ad.names();
            let address = self.ad.dc.address();
            theirs = theirs.max(self.run(
                address,
                SAMBA_RPC_PORT,
                names.netbios,
                names.dc,
                what,
                clients,
            )?);
        }
        let echo = with_echo
            .then(|| self.run("127.0.0.1", 1, "OURDOM", "OURPDC", "echo", clients))
            .transpose()?;
        Ok(Rate {
            what: what.to_owned(),
            clients,
            ours,
            theirs,
            limit,
            echo,
        })
    }

    fn run(
        &self,
        address: &str,
        port: u16,
        domain: &str,
        server: &str,
        what: &str,
        clients: u32,
    ) -> Result<f64> {
        let (rpc, clients) = (format!("{address}:{port}"), clients.to_string());
        let words = [
            "--rpc",
            &rpc,
            "--domain",
            domain,
            "--server",
            server,
            "--clients",
            &clients,
            "--seconds",
            SECONDS,
            what,
        ];
        let figures = self.figures(&self.lab.admin, &words)?;
        let done = ["setups", "logons", "echoes"]
            .iter()
            .find_map(|key| figures.get(key)?.as_f64());
        let seconds = figures.get("seconds").and_then(Value::as_f64);
        match (done, seconds) {
            (Some(done), Some(seconds)) if seconds > 0.0 => Ok(done / seconds),
            _ => bail!("no rate in {figures}"),
        }
    }

    /// Held from the server's own host, where its process can be looked at.
    fn idle(&self, over_smb: bool) -> Result<Idle> {
        let host = &self.ad.member;
        let pid = host.sh("pgrep -ox netlogond")?;
        let (rpc, smb) = (
            format!("{}:{RPC_PORT}", host.address()),
            format!("{}:{SMB_PORT}", host.address()),
        );
        let count = IDLE.to_string();
        let mut words = vec!["--rpc", &rpc];
        if over_smb {
            words.extend(["--smb", &smb]);
        }
        words.extend(["idle", "--count", &count, "--pid", pid.trim()]);
        let figures = self.figures(host, &words)?;
        let each = figures.get("kib_per_channel").and_then(Value::as_f64);
        Ok(Idle {
            carrier: if over_smb { "SMB" } else { "TCP" }.to_owned(),
            channels: IDLE.into(),
            kib_per_channel: each.context("no memory was measured")?,
        })
    }

    fn figures(&self, host: &Host, words: &[&str]) -> Result<Value> {
        let script = format!(
            r#"ulimit -n "$(ulimit -Hn)"; LOAD_PASSWORD={PASSWORD} '{}' "$@""#,
            self.load.display()
        );
        let said = host.script(&script, words, "")?.success()?;
        Ok(serde_json::from_str(said.trim())?)
    }
}

const STATE: &str = "/var/lib/samba/ours";

impl Report {
    /// The figures, for people.
    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        for rate in &self.rates {
            let ratio = rate.ours / rate.theirs;
            let echo = rate.echo.map_or(String::new(), |echo| {
                format!(
                    "; bare echo {echo:.0}/s, of which ours is {:.2}",
                    rate.ours / echo
                )
            });
            table += &format!(
                "{:<8}{:>3} clients {:>9.0}/s   Samba AD {:>7.0}/s   ratio {ratio:.1} (at least {:.0}: {}){echo}\n",
                rate.what,
                rate.clients,
                rate.ours,
                rate.theirs,
                rate.limit,
                if ratio >= rate.limit {
                    "kept"
                } else {
                    "MISSED"
                },
            );
        }
        for idle in &self.idle {
            table += &format!(
                "idle over {}: {:.1} KiB for each of {} channels (at most 20: {})\n",
                idle.carrier,
                idle.kib_per_channel,
                idle.channels,
                if idle.kib_per_channel <= 20.0 {
                    "kept"
                } else {
                    "MISSED"
                },
            );
        }
        table
    }
}
