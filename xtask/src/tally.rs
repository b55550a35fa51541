//! Counting what test runners printed: libtest's words, and nextest's.

/// How many tests did what.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    pub(crate) skipped_names: Vec<String>,
}

impl Tally {
    /// Reads the output of one or several runners.
    pub(crate) fn read(output: &str) -> Self {
        let mut tally = Self::default();
        for line in output.lines().map(without_colours) {
            let line = line.trim();
            if let Some((_, counts)) = line.split_once("test result: ") {
                tally.count(counts, [" passed", " failed", " ignored"]);
            } else if line.starts_with("Summary [") {
                tally.count(line, [" passed", " failed", " skipped"]);
                tally.failed += number_before(line, " timed out");
            } else if let Some((name, why)) = ignored(line) {
                tally.skipped_names.push(format!("{name}{why}"));
            }
        }
        tally
    }

    /// Adds what another run counted.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.skipped_names.extend(other.skipped_names);
    }

    fn count(&mut self, line: &str, [passed, failed, skipped]: [&str; 3]) {
        self.passed += number_before(line, passed);
        self.failed += number_before(line, failed);
        self.skipped += number_before(line, skipped);
    }
}

/// `test NAME ... ignored, why` in its two parts.
fn ignored(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("test ")?.split_once(" ... ignored")
}

/// The number that stands before `word`, or 0.
fn number_before(line: &str, word: &str) -> u64 {
    let number = line
        .match_indices(word)
        .find_map(|(at, _)| line.get(..at)?.rsplit(' ').next()?.parse().ok());
    number.unwrap_or(0)
}

fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest() {
        let tally = Tally::read(
            "test a::b ... ok
test nt4::renamed ... ignored, needs the rights of root
test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        );
        assert_eq!((tally.passed, tally.failed, tally.skipped), (15, 2, 1));
        assert_eq!(
            tally.skipped_names,
            ["nt4::renamed, needs the rights of root"]
        );
    }

    #[test]
    fn nextest() {
        let line = "     \u{1b}[32;1mSummary\u{1b}[0m [   0.105s] 313 tests run: \
                    310 passed (1 slow), 2 failed, 1 timed out, 4 skipped";
        let tally = Tally::read(line);
        assert_eq!((tally.passed, tally.failed, tally.skipped), (310, 3, 4));
    }

    #[test]
    fn what_is_no_result_counts_nothing() {
        assert_eq!(
            Tally::read("4 passed\nerror: test failed, to rerun pass `--lib`"),
            Tally::default()
        );
    }
}
