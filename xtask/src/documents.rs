//! Whether the tests exist that documents name as the proof of what they say.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::deps::each_source;

/// Whose tables name tests, by their paths.
const DOCUMENTS: [&str; 1] = ["docs/known-attacks.md"];

/// Where tests are.
const ROOMS: [&str; 4] = ["crates", "bins", "tests", "xtask"];

/// Sees that each exists.
pub(crate) fn check() -> Result<()> {
    let mut functions = HashSet::new();
    for room in ROOMS {
        each_source(Path::new(room), &mut |_, text| {
            functions.extend(defined(text).map(str::to_owned));
        })?;
    }
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(document)?;
        let names = named(&text).filter(|path| !functions.contains(last(path)));
        missing.extend(names.map(|path| format!("{document} names {path}, which is no test")));
    }
    ensure!(missing.is_empty(), "{}", missing.join("\n"));
    Ok(())
}

/// The functions of a source.
fn defined(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let (_, rest) = line.split_once("fn ")?;
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
    })
}

/// The paths in a document that begin with a room and end with what tests are called: a sentence.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2).filter(|code| {
        code.split("::").count() > 2
            && code
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:".contains(c))
    })
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_known_by_its_path_and_what_is_defined() {
        let table = "| CVE | `netlogon::setup` and `smb::Tree::open` | `dc::guard::nobody_gets_in`<br>`a::b::c` |";
        assert_eq!(
            named(table).collect::<Vec<_>>(),
            ["dc::guard::nobody_gets_in", "a::b::c"]
        );
        let source = "    async fn nobody_gets_in() {\nfn c<T>(x: T)";
        assert_eq!(defined(source).collect::<Vec<_>>(), ["nobody_gets_in", "c"]);
        assert_eq!(last("dc::guard::nobody_gets_in"), "nobody_gets_in");
    }
}
