//! A test runner for cases that share one expensive lab.
//!
//! libtest cannot share a fixture between tests when each runs in a process of its own, as under nextest, and cannot say at run time that it
//! skipped one. So the test binary has no harness: to nextest it is one test; run by `cargo test` it reports each case by name in libtest's
//! words, and names and counts those it had to skip.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

/// One case, run on the fixture `F`.
pub struct Case<F> {
    /// What it shows, as a path like a test's.
    pub name: String,
    /// Shows it, or says why not.
    pub run: Check<F>,
}

/// What a case does with the fixture.
pub type Check<F> = Box<dyn Fn(&F) -> Result<()>>;

/// How the program was asked to run.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct Arguments {
    list: bool,
    only_ignored: bool,
    filter: Vec<String>,
}

impl Arguments {
    /// Reads what `cargo test` and nextest pass; unknown options mean nothing to this runner.
    pub fn parse(words: impl IntoIterator<Item = String>) -> Self {
        let mut arguments = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--list" => arguments.list = true,
                "--ignored" => arguments.only_ignored = true,
                "--format" | "--color" | "--test-threads" | "--logfile" => drop(words.next()),
                // nextest runs the one test that it was told of by its name: all cases.
                word if word.starts_with('-') || word == ALL => {}
                _ => arguments.filter.push(word),
            }
        }
        arguments
    }

    fn selects(&self, name: &str) -> bool {
        self.filter.is_empty() || self.filter.iter().any(|part| name.contains(part))
    }
}

/// Runs `cases` on what `boot` makes, or skips them all because of `obstacle`.
#[expect(clippy::print_stdout, reason = "a test runner reports")]
pub fn run<F>(
    arguments: &Arguments,
    obstacle: Option<String>,
    boot: impl FnOnce() -> Result<F>,
    cases: Vec<Case<F>>,
) -> ExitCode {
    if arguments.list {
        // nextest asks twice: for all tests, and for those among them that would be ignored.
        if !arguments.only_ignored || obstacle.is_some() {
            println!("{ALL}: test");
        }
        return ExitCode::SUCCESS;
    }
    let total = cases.len();
    let cases: Vec<_> = cases
        .into_iter()
        .filter(|case| arguments.selects(&case.name))
        .collect();
    println!("\nrunning {} tests", cases.len());
    let mut tally = Tally {
        filtered: total - cases.len(),
        ..Tally::default()
    };
    if let Some(obstacle) = obstacle {
        for case in &cases {
            println!("test {} ... ignored, needs {obstacle}", case.name);
        }
        tally.skipped = cases.len();
        return tally.report();
    }
    if cases.is_empty() {
        return tally.report();
    }
    let started = Instant::now();
    let fixture = match boot() {
        Ok(fixture) => fixture,
        Err(error) => {
            println!("no lab, so no case can run: {error:?}");
            tally.failed = cases.into_iter().map(|case| case.name).collect();
            return tally.report();
        }
    };
    println!("lab booted in {:.1} s", started.elapsed().as_secs_f32());
    for case in &cases {
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| (case.run)(&fixture)))
            .unwrap_or_else(|_| Err(anyhow::anyhow!("panicked; its message is above")));
        let seconds = started.elapsed().as_secs_f32();
        match outcome {
            Ok(()) => {
                println!("test {} ... ok <{seconds:.1}s>", case.name);
                tally.passed += 1;
            }
            Err(error) => {
                println!(
                    "test {} ... FAILED <{seconds:.1}s>\n    {error:#}",
                    case.name
                );
                tally.failed.push(case.name.clone());
            }
        }
    }
    tally.report()
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: Vec<String>,
    skipped: usize,
    filtered: usize,
}

impl Tally {
    #[expect(clippy::print_stdout, reason = "a test runner reports")]
    fn report(&self) -> ExitCode {
        for name in &self.failed {
            println!("failed: {name}");
        }
        println!(
            "\ntest result: {}. {} passed; {} failed; {} ignored; 0 measured; {} filtered out\n",
            if self.failed.is_empty() {
                "ok"
            } else {
                "FAILED"
            },
            self.passed,
            self.failed.len(),
            self.skipped,
            self.filtered,
        );
        if self.failed.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

const ALL: &str = "all_cases";

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Arguments {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn nextest_lists_and_runs_one_test() {
        assert!(parse("--list --format terse").list);
        assert!(parse("--list --format terse --ignored").only_ignored);
        assert!(parse("--exact all_cases --nocapture").selects("nt4::anything"));
    }

    #[test]
    fn people_select_by_parts_of_names() {
        let arguments = parse("--test-threads 1 nt4");
        assert!(arguments.selects("nt4::renamed") && !arguments.selects("ad::renamed"));
    }

    #[test]
    fn a_failing_case_fails_the_run_and_an_obstacle_does_not() {
        let cases = || {
            vec![Case {
                name: "c".to_owned(),
                run: Box::new(|_: &()| anyhow::bail!("no")),
            }]
        };
        let run = |obstacle| run(&Arguments::default(), obstacle, || Ok(()), cases());
        assert_eq!(
            format!("{:?}", run(None)),
            format!("{:?}", ExitCode::FAILURE)
        );
        assert_eq!(
            format!("{:?}", run(Some("root".to_owned()))),
            format!("{:?}", ExitCode::SUCCESS)
        );
    }
}
