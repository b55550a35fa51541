//! The README's first picture: what `lab` really prints for one of its causes, as SVG.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::steps::cargo;

/// Where it is.
const PICTURE: &str = "docs/lab.svg";

/// The cause that is shown, and what somebody who knows only the story would type.
const COMMAND: [&str; 3] = ["--once", "--cause", "account-removed"];

/// Width and height of a character, and the space around the text, in pixels.
const CHARACTER: (usize, usize) = (8, 18);
const MARGIN: usize = 16;
/// Longer lines go on in the next one, as in a terminal.
const COLUMNS: usize = 104;

/// Runs the lab and draws what it printed.
pub(crate) fn draw() -> Result<()> {
    let mut lab = cargo(["run", "--quiet", "--release", "--package", "lab", "--"]);
    let output = lab.args(COMMAND).output().context("cargo run --bin lab")?;
    ensure!(output.status.success(), "the lab failed");
    let text = String::from_utf8(output.stdout).context("the lab's output")?;
    let mut lines = vec!["$ cargo lab -- --cause account-removed".to_owned()];
    for line in text.lines() {
        lines.extend(folded(line));
    }
    fs::write(Path::new(PICTURE), svg(&lines)).context(PICTURE)
}

/// A line in portions that fit, broken between words.
fn folded(line: &str) -> Vec<String> {
    let mut portions = vec![String::new()];
    let indent = &line[..line.len() - line.trim_start().len()];
    for word in line.split_inclusive(' ') {
        let Some(last) = portions.last_mut() else {
            continue;
        };
        if last.chars().count() + word.trim_end().chars().count() <= COLUMNS {
            last.push_str(word);
        } else {
            portions.push(format!("{indent}{word}"));
        }
    }
    portions
}

fn svg(lines: &[String]) -> String {
    let width = COLUMNS * CHARACTER.0 + 2 * MARGIN;
    let height = lines.len() * CHARACTER.1 + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, monospace\" font-size=\"13\" \
         xml:space=\"preserve\" fill=\"#d7dae0\">\n"
    );
    for (n, line) in lines.iter().enumerate() {
        let y = MARGIN + (n + 1) * CHARACTER.1 - 5;
        let colour = colour(line).map_or(String::new(), |colour| format!(" fill=\"{colour}\""));
        let text = escaped(line);
        svg.push_str(&format!(
            "<text x=\"{MARGIN}\" y=\"{y}\"{colour}>{text}</text>\n"
        ));
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// What stands out: what a person types, what is wrong, what is right again.
fn colour(line: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|word| line.contains(word));
    if line.starts_with("$ ") {
        Some("#7cc4ff")
    } else if line.starts_with("== ") {
        Some("#e9c46a")
    } else if is(&["cannot log you on", "(error)", "is broken"]) {
        Some("#ff8a80")
    } else if is(&[
        "successfully.",
        "verified",
        "logged on.",
        "broken and repaired",
    ]) {
        Some("#9be29b")
    } else {
        None
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_words_and_keeps_its_indent() {
        let line = format!("  {}", "word ".repeat(40));
        let portions = folded(&line);
        assert!(portions.len() > 1);
        for portion in &portions {
            assert!(portion.starts_with("  word") && portion.trim_end().len() <= COLUMNS);
        }
        assert_eq!(folded("short"), ["short"]);
    }

    #[test]
    fn what_was_printed_cannot_draw() {
        let picture = svg(&["<script>&".to_owned()]);
        assert!(picture.contains(">&lt;script&gt;&amp;</text>"));
    }
}
