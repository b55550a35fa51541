//! Our controllers under load. They are on the host of the domain's member, which stands as far from the load as Samba's
//! controller does.

use anyhow::{Context, Result};

use super::super::load::script;
use super::{Bench, Target};

/// One of them, which serves.
pub(super) struct Ours {
    pub(super) accounts: u32,
    state: String,
    rpc: String,
    pub(super) smb: String,
    /// As its own host counts processes.
    pub(super) pid: u32,
    /// From being started until clients can connect.
    pub(super) start_ms: f64,
}

impl Ours {
    pub(super) fn target(&self) -> Target<'_> {
        Target {
            rpc: self.rpc.clone(),
            domain: "OURDOM",
            server: "OURPDC",
        }
    }
}

impl Bench<'_> {
    /// Makes a domain with so many computers, and serves it on ports that begin with `digit`.
    pub(super) fn start(&self, name: &str, accounts: u32, digit: u16) -> Result<Ours> {
        let host = &self.ad.member;
        let [smb, mapper, rpc] = [445, 135, 152].map(|port| digit * 1000 + port);
        let address = host.address();
        host.write(
            &format!("/etc/{name}.toml"),
            &format!(
                "listen = ['{address}']\n[ports]\nsmb = {smb}\nendpoint-mapper = {mapper}\nrpc = {rpc}\n[locator]\nnetbios = false\ncldap = false\n"
            ),
        )?;
        let mut ours = Ours {
            accounts,
            state: format!("/var/tmp/{name}"),
            rpc: format!("{address}:{rpc}"),
            smb: format!("{address}:{smb}"),
            pid: 0,
            start_ms: 0.0,
        };
        let netlogond = self.netlogond.display();
        let init = format!(
            "NETLOGOND_PASSWORD='Our-Adm1n-Pw!' '{netlogond}' dc init --state {} --domain OURDOM --name OURPDC",
            ours.state
        );
        script(host, &init, &[])?;
        self.populate(&ours, "LOAD", accounts)?;
        // Of its sockets, this one is bound last.
        let serve = format!(
            r#"ulimit -n "$(ulimit -Hn)"; start=$(date +%s%N)
            setsid '{netlogond}' dc --state {state} --config /etc/{name}.toml >{LOG}/{name}.log 2>&1 </dev/null & pid=$!
            until (exec 3<>/dev/tcp/{address}/{rpc}) 2>/dev/null; do
                kill -0 $pid || {{ cat {LOG}/{name}.log >&2; exit 1; }}
            done
            echo "$pid $(($(date +%s%N) - start))""#,
            state = ours.state
        );
        let said = script(host, &serve, &[])?;
        let (pid, took) = said.trim().split_once(' ').context("no pid")?;
        ours.pid = pid.parse()?;
        ours.start_ms = took.parse::<f64>()? / 1e6;
        Ok(ours)
    }

    /// Adds computers, beside the service if there is one.
    pub(super) fn populate(&self, ours: &Ours, prefix: &str, count: u32) -> Result<()> {
        let (state, count) = (&ours.state, count.to_string());
        let words = [
            "--prefix", prefix, "populate", "--state", state, "--count", &count,
        ];
        self.load.run(&self.ad.member, &words)?;
        Ok(())
    }
}

const LOG: &str = "/var/log/samba";
