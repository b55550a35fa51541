//! The figures of a controller, for people and programs.

use serde::Serialize;

use super::super::verdict;

/// One figure, ours beside theirs.
#[derive(Debug, Serialize)]
pub(super) struct Rate {
    pub(super) what: String,
    pub(super) clients: u32,
    /// Per second.
    pub(super) ours: f64,
    /// Per second.
    pub(super) theirs: f64,
    /// The least that `ours / theirs` is to be.
    pub(super) limit: f64,
    /// Per second: a bare TCP echo with the same messages.
    pub(super) echo: f64,
}

impl Rate {
    /// The figure, for people.
    pub(super) fn line(&self) -> String {
        let ratio = self.ours / self.theirs;
        format!(
            "{:<8}{:>3} clients {:>9.0}/s   Samba AD {:>7.0}/s   ratio {ratio:.1} (at least {:.0}: {}); bare echo {:.0}/s, of which ours is {:.2}",
            self.what,
            self.clients,
            self.ours,
            self.theirs,
            self.limit,
            verdict(ratio >= self.limit),
            self.echo,
            self.ours / self.echo
        )
    }
}

/// Set-ups per second with few accounts, and with many.
#[derive(Debug, Serialize)]
pub(super) struct ByAccounts {
    pub(super) clients: u32,
    pub(super) few: u32,
    pub(super) with_few: f64,
    pub(super) many: u32,
    pub(super) with_many: f64,
}

/// How long it takes until clients can connect.
#[derive(Debug, Serialize)]
pub(super) struct Start {
    pub(super) accounts: u32,
    pub(super) ms: f64,
}

/// What an idle channel costs our process.
#[derive(Debug, Serialize)]
pub(super) struct Idle {
    pub(super) carrier: String,
    pub(super) channels: u64,
    pub(super) kib_per_channel: f64,
}

/// The figures of a run.
#[derive(Debug, Serialize)]
pub(in super::super) struct Report {
    pub(super) rates: Vec<Rate>,
    pub(super) by_accounts: Vec<ByAccounts>,
    pub(super) start: Start,
    pub(super) idle: Vec<Idle>,
}

impl Report {
    /// The figures, for people.
    pub(in super::super) fn table(&self) -> String {
        let mut lines = Vec::new();
        for rate in &self.rates {
            lines.push(rate.line());
        }
        for rate in &self.by_accounts {
            let ratio = rate.with_many / rate.with_few;
            lines.push(format!(
                "setups  {:>3} clients {:>9.0}/s with {} accounts, {:.0}/s with {}: ratio {ratio:.2} (at least {LEAST_WITH_MANY}: {})",
                rate.clients,
                rate.with_few,
                rate.few,
                rate.with_many,
                rate.many,
                verdict(ratio >= LEAST_WITH_MANY)
            ));
        }
        lines.push(format!(
            "start with {} accounts: {:.0} ms (at most {SLOWEST_START}: {})",
            self.start.accounts,
            self.start.ms,
            verdict(self.start.ms <= SLOWEST_START)
        ));
        for idle in &self.idle {
            lines.push(format!(
                "idle over {}: {:.1} KiB for each of {} channels (at most {MOST_OF_IDLE}: {})",
                idle.carrier,
                idle.kib_per_channel,
                idle.channels,
                verdict(idle.kib_per_channel <= MOST_OF_IDLE)
            ));
        }
        lines.join("\n") + "\n"
    }
}

/// Within ten per cent.
const LEAST_WITH_MANY: f64 = 0.9;
/// Milliseconds.
const SLOWEST_START: f64 = 1000.0;
/// KiB.
const MOST_OF_IDLE: f64 = 20.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_says_whether_its_limit_was_kept() {
        let report = |factor| Report {
            rates: vec![Rate {
                what: "setups".to_owned(),
                clients: 1,
                ours: 3000.0 * factor,
                theirs: 100.0,
                limit: 30.0,
                echo: 6000.0,
            }],
            by_accounts: vec![ByAccounts {
                clients: 1,
                few: 10,
                with_few: 1000.0,
                many: 100,
                with_many: 900.0 * factor,
            }],
            start: Start {
                accounts: 100,
                ms: 1000.0 / factor,
            },
            idle: vec![Idle {
                carrier: "TCP".to_owned(),
                channels: 10,
                kib_per_channel: 20.0 / factor,
            }],
        };
        assert_eq!(report(1.0).table().matches("kept").count(), 4);
        assert_eq!(report(0.99).table().matches("MISSED").count(), 4);
    }
}
