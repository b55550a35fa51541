//! Steps with a name and a duration; the first that fails ends the run and says how to repeat it.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::tally::Tally;

/// What was done so far.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration)>,
    skipped: Vec<String>,
    tests: Option<Tally>,
}

impl Steps {
    /// Runs a program to its end.
    pub(crate) fn run(&mut self, name: &str, command: &mut Command) -> Result<()> {
        self.timed(name, |_| {
            let status = command.status().with_context(|| shown(command))?;
            if !status.success() {
                bail!("{name} failed; to repeat it: {}", shown(command));
            }
            Ok(())
        })
    }

    /// Runs a program that runs tests, passes on what it prints, and counts them. Goes on after failed tests.
    pub(crate) fn run_tests(&mut self, name: &str, command: &mut Command) -> Result<()> {
        self.timed(name, |steps| {
            // One pipe for both, so that the order of the lines is kept.
            let (reader, writer) = std::io::pipe()?;
            command
                .stdout(writer.try_clone()?)
                .stderr(writer)
                .stdin(Stdio::null());
            let mut child = command.spawn().with_context(|| shown(command))?;
            // The command still holds the writing ends, which would keep the pipe open.
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let output = pass_on(reader)?;
            let succeeded = child.wait()?.success();
            let tally = Tally::read(&output);
            if !succeeded && tally.failed == 0 {
                bail!("{name} failed; to repeat it: {}", shown(command));
            }
            if !succeeded {
                println!("\n{name} failed; to repeat it: {}", shown(command));
            }
            steps.tests.get_or_insert_default().add(tally);
            Ok(())
        })
    }

    /// Runs a check of our own.
    pub(crate) fn own(&mut self, name: &str, check: impl FnOnce() -> Result<()>) -> Result<()> {
        self.timed(name, |_| {
            check().with_context(|| format!("{name} failed; to repeat it: cargo xtask {name}"))
        })
    }

    /// Takes down what was not done.
    pub(crate) fn skip(&mut self, what: &str, why: &str) {
        println!("skipped: {what}: {why}");
        self.skipped.push(format!("{what}: {why}"));
    }

    fn timed(&mut self, name: &str, step: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        println!("\n== {name}");
        let started = Instant::now();
        step(self)?;
        let took = started.elapsed();
        println!("== {name}: {:.1} s", took.as_secs_f32());
        self.done.push((name.to_owned(), took));
        Ok(())
    }

    /// The last lines of a run.
    pub(crate) fn report(&self) -> ExitCode {
        if self.done.len() > 1 {
            println!();
            for (name, took) in &self.done {
                println!("{:>8.1} s  {name}", took.as_secs_f32());
            }
            let total: Duration = self.done.iter().map(|(_, took)| *took).sum();
            println!("{:>8.1} s  in all", total.as_secs_f32());
        }
        for skipped in &self.skipped {
            println!("skipped step: {skipped}");
        }
        let Some(tests) = &self.tests else {
            return ExitCode::SUCCESS;
        };
        for name in &tests.skipped_names {
            println!("skipped: {name}");
        }
        println!(
            "{} passed, {} failed, {} skipped",
            tests.passed, tests.failed, tests.skipped
        );
        if tests.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// `cargo` with `args`: the one that started us, so that the toolchain is the same.
pub(crate) fn cargo<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new("cargo");
    command.args(args);
    command
}

/// Whether a cargo subcommand is installed.
pub(crate) fn has_cargo(subcommand: &str) -> bool {
    succeeds(&mut cargo([subcommand, "--version"]))
}

/// Whether a command succeeds, whatever it prints.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

fn pass_on(reader: impl Read) -> Result<String> {
    let mut reader = BufReader::new(reader);
    let mut all = Vec::new();
    loop {
        let start = all.len();
        if reader.read_until(b'\n', &mut all)? == 0 {
            return Ok(String::from_utf8_lossy(&all).into_owned());
        }
        if let Some(line) = all.get(start..) {
            print!("{}", String::from_utf8_lossy(line));
        }
    }
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let settings = command.get_envs().filter_map(|(name, value)| {
        Some(format!(
            "{}={}",
            name.to_string_lossy(),
            quoted(&value?.to_string_lossy())
        ))
    });
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    settings
        .chain(words.map(|word| quoted(&word.to_string_lossy())))
        .collect::<Vec<_>>()
        .join(" ")
}

fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_=./:,+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_names_the_command_to_repeat() {
        let mut command = Command::new("sh");
        command.args(["-c", "exit 3"]).env("X", "a b");
        let error = Steps::default().run("three", &mut command).unwrap_err();
        assert_eq!(
            error.to_string(),
            "three failed; to repeat it: X='a b' sh -c 'exit 3'"
        );
    }

    #[test]
    fn failed_tests_are_counted_and_fail_the_run() {
        let mut steps = Steps::default();
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "echo 'test result: FAILED. 3 passed; 1 failed; 0 ignored;'; exit 101",
        ]);
        steps.run_tests("some", &mut command).unwrap();
        assert_eq!(
            format!("{:?}", steps.report()),
            format!("{:?}", ExitCode::FAILURE)
        );
        // A runner that dies without having counted a failure is no success either.
        command = Command::new("sh");
        command.args(["-c", "echo 'error: could not compile'; exit 101"]);
        assert!(steps.run_tests("some", &mut command).is_err());
    }
}
