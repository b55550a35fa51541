//! What a member bears and costs, in a domain of our own controller: our service beside Samba's winbindd.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use interop::lab::{PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::{Domain, Host, Lab};
use serde::Serialize;

use super::load::{Load, script};
use super::{Comparison, compare};

/// The figures of a member.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pass_through: Vec<PassThrough>,
    service_kib: u64,
    /// Of that, what is not pages of the program file.
    service_own_kib: u64,
}

/// Logons through one member, per second.
#[derive(Debug, Serialize)]
struct PassThrough {
    clients: u32,
    ours: f64,
    theirs: f64,
}

/// Measures both members, and how soon each says that its channel works.
pub(super) fn measure(
    lab: &Lab,
    domain: &Domain,
    programs: &Path,
    rounds: usize,
) -> Result<(Report, Comparison)> {
    let bench = Bench {
        lab,
        domain,
        programs,
        load: Load::new(programs.join("load"), PLAIN_USER_PASSWORD),
    };
    let pid = bench.start()?;
    let pass_through = CLIENTS
        .map(|clients| bench.pass_through(clients))
        .into_iter()
        .collect::<Result<_>>()?;
    let verify = bench.verify(rounds)?;
    let report = Report {
        pass_through,
        service_kib: bench.status(pid, "VmRSS")?,
        service_own_kib: bench.status(pid, "RssAnon")?,
    };
    Ok((report, verify))
}

struct Bench<'a> {
    lab: &'a Lab,
    domain: &'a Domain,
    programs: &'a Path,
    load: Load,
}

impl Bench<'_> {
    /// As far from the controller as the domain's own member.
    fn ours(&self) -> &Host {
        &self.lab.limpet
    }

    /// Joins ours, and starts the service; its process, as its host counts them.
    fn start(&self) -> Result<u32> {
        let (host, names) = (self.ours(), self.domain.names());
        let settings = format!(
            "listen = ['{}']\nwitness = '{STATE}/run'\nsocket.path = '{SOCKET}'\n[locate]\nwins = ['{}']\n",
            host.address(),
            names.dc_address
        );
        host.sh(&format!("install -d -m 700 {STATE} {STATE}/run"))?;
        host.write(&format!("{STATE}/member.toml"), &settings)?;
        host.write(
            &format!("{STATE}/password"),
            &format!("{}\n", names.admin_password),
        )?;
        host.sh(&format!("chmod 600 {STATE}/password"))?;
        let serve = r#"of="--state $2/machine --config $2/member.toml"
            "$1" member join $of --domain "$3" --user "$4" --password-file "$2/password" --name BENCH >&2
            setsid "$1" member $of >"$2/log" 2>&1 </dev/null & pid=$!
            until [ -S "$5" ]; do kill -0 $pid || { cat "$2/log" >&2; exit 1; }; done
            "$1" member verify $of >&2
            echo $pid"#;
        let netlogond = self.programs.join("netlogond");
        let netlogond = netlogond.to_string_lossy();
        let words = [&*netlogond, STATE, names.netbios, names.admin, SOCKET];
        let pid = script(host, serve, &words)?;
        pid.trim().parse().context(pid)
    }

    /// The best of some rounds, in which ours and theirs take turns.
    fn pass_through(&self, clients: u32) -> Result<PassThrough> {
        let names = self.domain.names();
        let count = clients.to_string();
        let of = ["--domain", names.netbios, "--server", names.dc];
        let much = ["--clients", &count, "--seconds", SECONDS];
        let user = ["passthrough", "--user", PLAIN_USER];
        let ours = ["--socket", SOCKET];
        let theirs = ["--helper", "ntlm_auth", "--computer", names.member];
        let (mut our_rate, mut their_rate) = (0.0_f64, 0.0_f64);
        for _ in 0..ROUNDS {
            let words = |whose: &[&'static str]| [&of[..], &much, &user, whose].concat();
            our_rate = our_rate.max(self.load.rate(self.ours(), &words(&ours))?);
            their_rate = their_rate.max(self.load.rate(&self.domain.member, &words(&theirs))?);
        }
        Ok(PassThrough {
            clients,
            ours: our_rate,
            theirs: their_rate,
        })
    }

    fn verify(&self, rounds: usize) -> Result<Comparison> {
        let names = self.domain.names();
        let nltest = self.programs.join("nltest");
        let ours = || {
            let mut command = self.ours().command(&nltest, 60);
            command.args([
                format!("/server:{}", self.ours().address()),
                format!("/sc_verify:{}", names.netbios),
                format!(r"/userd:{}\{}", names.netbios, names.admin),
                format!("/password-file:{STATE}/password"),
            ]);
            command
        };
        let theirs = || -> Command {
            let mut command = self.domain.member.command("bash", 60);
            command.args(["-ec", "wbinfo -t && net rpc testjoin"]);
            command
        };
        let (ours_ms, theirs_ms) = compare(rounds, ours, theirs)?;
        Ok(Comparison {
            domain: names.netbios.to_owned(),
            ours: "nltest sc_verify".to_owned(),
            theirs: "wbinfo -t, testjoin".to_owned(),
            ours_ms,
            theirs_ms,
            limit: 0.5,
        })
    }

    /// A line of the service's `/proc/PID/status`, KiB.
    fn status(&self, pid: u32, line: &str) -> Result<u64> {
        let read = format!(r"sed -n 's/^{line}:[^0-9]*\([0-9]*\) kB$/\1/p' /proc/{pid}/status");
        let found = self.ours().sh(&read)?;
        found.trim().parse().context(found)
    }
}

impl Report {
    /// The figures, for people.
    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        for row in &self.pass_through {
            let ratio = row.ours / row.theirs;
            table += &format!(
                "pass-through {:>3} clients {:>9.0}/s   winbindd {:>7.0}/s   ratio {ratio:.1} (at least {LEAST_PASS_THROUGH:.0}: {})\n",
                row.clients,
                row.ours,
                row.theirs,
                super::verdict(ratio >= LEAST_PASS_THROUGH)
            );
        }
        table += &format!(
            "member service: {} KiB resident, {} KiB of it its own (less than {MOST_OF_SERVICE}: {})\n",
            self.service_kib,
            self.service_own_kib,
            super::verdict(self.service_kib < MOST_OF_SERVICE)
        );
        table
    }
}

const CLIENTS: [u32; 2] = [1, 8];
const SECONDS: &str = "5";
const ROUNDS: usize = 3;
const STATE: &str = "/var/tmp/bench";
const SOCKET: &str = "/var/tmp/bench/run/member.sock";

/// Times winbindd's.
const LEAST_PASS_THROUGH: f64 = 5.0;
/// KiB: 15 MB.
const MOST_OF_SERVICE: u64 = 15_000_000 / 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_says_whether_its_limit_was_kept() {
        let table = |ours, service_kib| {
            let report = Report {
                pass_through: vec![PassThrough {
                    clients: 1,
                    ours,
                    theirs: 100.0,
                }],
                service_kib,
                service_own_kib: 1,
            };
            report.table()
        };
        assert_eq!(table(500.0, 14_000).matches("kept").count(), 2);
        assert_eq!(table(499.0, 15_000).matches("MISSED").count(), 2);
    }
}
