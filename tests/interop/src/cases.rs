//! A test runner for cases that share an expensive lab, of which there are several that play at the same time.
//!
//! libtest cannot share a fixture between tests when each runs in a process of its own, as under nextest, and cannot say at run time that it
//! skipped one. So the test binary has no harness: to nextest it is one test; run by `cargo test` it reports each case by name in libtest's
//! words, and names and counts those it had to skip.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

/// Cases that share a fixture and so run one after the other, beside those of other groups.
pub struct Group<F> {
    /// What the names of its cases begin with.
    pub name: &'static str,
    /// Makes the fixture, once there is a case for it.
    pub boot: Boot<F>,
    /// In the order in which they run.
    pub cases: Vec<Case<F>>,
}

/// How a fixture comes about.
pub type Boot<F> = Box<dyn FnOnce() -> Result<F> + Send>;

/// One case, run on the fixture `F`.
pub struct Case<F> {
    /// What it shows, as a path like a test's.
    pub name: String,
    /// Shows it, or says why not.
    pub run: Check<F>,
}

/// What a case wants of the machine and does not find: it returns this, and is skipped.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Obstacle(pub String);

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Obstacle {}

/// What a case does with the fixture.
pub type Check<F> = Box<dyn Fn(&F) -> Result<()> + Send>;

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

/// Runs the cases of all `groups`, or skips them all because of `obstacle`.
#[expect(clippy::print_stdout, reason = "a test runner reports")]
pub fn run<F>(
    arguments: &Arguments,
    obstacle: Option<&str>,
    mut groups: Vec<Group<F>>,
) -> ExitCode {
    if arguments.list {
        // nextest asks twice: for all tests, and for those among them that would be ignored.
        if !arguments.only_ignored || obstacle.is_some() {
            println!("{ALL}: test");
        }
        return ExitCode::SUCCESS;
    }
    let mut tally = Tally::default();
    for group in &mut groups {
        let total = group.cases.len();
        group.cases.retain(|case| arguments.selects(&case.name));
        tally.filtered += total - group.cases.len();
    }
    groups.retain(|group| !group.cases.is_empty());
    let cases = groups.iter().flat_map(|group| &group.cases);
    println!("\nrunning {} tests", cases.clone().count());
    if let Some(obstacle) = obstacle {
        for case in cases {
            println!("test {} ... ignored, needs {obstacle}", case.name);
            tally.skipped += 1;
        }
        return tally.report();
    }
    std::thread::scope(|scope| {
        let playing: Vec<_> = groups
            .into_iter()
            .map(|group| (group.name, scope.spawn(|| group.play())))
            .collect();
        for (name, playing) in playing {
            // In the order of the groups, whichever is done first.
            match playing.join() {
                Ok(played) => tally.add(played),
                Err(_) => tally.failed.push(format!("{name}: the runner panicked")),
            }
        }
    });
    tally.report()
}

impl<F> Group<F> {
    /// Its lines come when they come, between those of other groups; each has the name of its case.
    #[expect(clippy::print_stdout, reason = "a test runner reports")]
    fn play(self) -> Tally {
        let mut tally = Tally::default();
        let started = Instant::now();
        let fixture = match unwinding(self.boot) {
            Ok(fixture) => fixture,
            Err(error) => {
                println!("{}: no lab, so no case can run: {error:?}", self.name);
                tally.failed = self.cases.into_iter().map(|case| case.name).collect();
                return tally;
            }
        };
        let seconds = || started.elapsed().as_secs_f32();
        println!("{}: lab booted in {:.1} s", self.name, seconds());
        for case in &self.cases {
            let started = Instant::now();
            let outcome = unwinding(|| (case.run)(&fixture));
            let took = started.elapsed().as_secs_f32();
            let name = &case.name;
            match outcome {
                Ok(()) => {
                    println!("test {name} ... ok <{took:.1}s>");
                    tally.passed += 1;
                }
                Err(error) if error.is::<Obstacle>() => {
                    println!("test {name} ... ignored, needs {error}");
                    tally.skipped += 1;
                }
                Err(error) => {
                    println!("test {name} ... FAILED <{took:.1}s>\n    {error:#}");
                    tally.failed.push(name.clone());
                }
            }
        }
        println!("{}: done after {:.1} s", self.name, seconds());
        tally
    }
}

/// A panic fails one case, and none of the others.
fn unwinding<T>(run: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(anyhow::anyhow!("panicked; its message is above")))
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: Vec<String>,
    skipped: usize,
    filtered: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed.extend(other.failed);
        self.skipped += other.skipped;
        self.filtered += other.filtered;
    }

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
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;

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

    fn succeeds(obstacle: Option<&str>, groups: Vec<Group<()>>) -> bool {
        let exit = run(&Arguments::default(), obstacle, groups);
        format!("{exit:?}") == format!("{:?}", ExitCode::SUCCESS)
    }

    fn group(
        boot: fn() -> Result<()>,
        check: impl Fn() -> Result<()> + Send + 'static,
    ) -> Group<()> {
        let case = Case {
            name: "case".to_owned(),
            run: Box::new(move |()| check()),
        };
        Group {
            name: "group",
            boot: Box::new(boot),
            cases: vec![case],
        }
    }

    #[test]
    fn a_failing_case_fails_the_run_and_an_obstacle_does_not() {
        let groups = || vec![group(|| Ok(()), || anyhow::bail!("no"))];
        assert!(!succeeds(None, groups()));
        assert!(succeeds(Some("root"), groups()));
        let lacks = || Err(Obstacle("a program".to_owned()).into());
        assert!(succeeds(None, vec![group(|| Ok(()), lacks)]));
    }

    /// Each waits for the other, and neither for one that has no lab.
    #[test]
    fn groups_play_at_the_same_time() {
        let ((to_second, from_first), (to_first, from_second)) = (channel(), channel());
        let meets = |to: Sender<()>, from: Receiver<()>| {
            move || {
                to.send(())?;
                Ok(from.recv_timeout(Duration::from_secs(10))?)
            }
        };
        let pair = vec![
            group(|| Ok(()), meets(to_second, from_second)),
            group(|| Ok(()), meets(to_first, from_first)),
        ];
        assert!(succeeds(None, pair));
        let (ran, runs) = channel();
        let beside_a_dead_one = vec![
            group(|| panic!("no lab"), || Ok(())),
            group(|| Ok(()), move || Ok(ran.send(())?)),
        ];
        assert!(!succeeds(None, beside_a_dead_one));
        assert_eq!(runs.iter().count(), 1);
    }
}
