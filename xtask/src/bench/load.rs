//! The load generator (`tests/load`), run on a host of a lab.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use interop::{Host, Output};
use serde_json::Value;

/// The program as it was built.
pub(super) struct Load {
    program: PathBuf,
    /// Of all accounts that it uses.
    password: &'static str,
}

impl Load {
    pub(super) fn new(program: PathBuf, password: &'static str) -> Self {
        Self { program, password }
    }

    /// Runs it on `host` with these words; what it counts, per second.
    pub(super) fn rate(&self, host: &Host, words: &[&str]) -> Result<f64> {
        let figures = self.figures(host, words)?;
        let done = ["setups", "logons", "echoes"]
            .iter()
            .find_map(|key| figures.get(key)?.as_f64());
        let seconds = figures.get("seconds").and_then(Value::as_f64);
        match (done, seconds) {
            (Some(done), Some(seconds)) if seconds > 0.0 => Ok(done / seconds),
            _ => bail!("no rate in {figures}"),
        }
    }

    /// Runs it on `host` with these words; what it prints.
    pub(super) fn figures(&self, host: &Host, words: &[&str]) -> Result<Value> {
        let said = self.run(host, words)?;
        serde_json::from_str(said.trim()).context(said)
    }

    /// Runs it on `host` with these words.
    pub(super) fn run(&self, host: &Host, words: &[&str]) -> Result<String> {
        let Self { program, password } = self;
        let command = format!(
            r#"ulimit -n "$(ulimit -Hn)"; LOAD_PASSWORD='{password}' '{}' "$@""#,
            program.display()
        );
        script(host, &command, words)
    }
}

/// Runs a script that must succeed, and may take long; its standard output.
pub(super) fn script(host: &Host, script: &str, words: &[&str]) -> Result<String> {
    let mut command = host.command("bash", PATIENCE);
    command.args(["-euc", script, "script"]).args(words);
    Output::of(&mut command, "")?.success()
}

/// Seconds: to make a million accounts takes minutes.
const PATIENCE: u32 = 1200;
