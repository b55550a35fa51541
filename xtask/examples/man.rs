//! Man pages and shell completions, made from the programs' own definitions of their command lines: an example, because it
//! needs a product that compiles, and the checks of `xtask` must run when it does not.
//!
//! Alone it writes the man pages; its test fails if what is there differs. Completions are read by shells alone:
//! `--completions DIRECTORY` writes them where shells look below `DIRECTORY`, such as `/usr/share`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap_complete::{Shell, generate};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments.as_slice() {
        [] => pages()?
            .iter()
            .try_for_each(|(path, page)| write(path, page)),
        ["--completions", share] => complete(Path::new(share)),
        _ => bail!("nothing, or --completions DIRECTORY"),
    }
}

fn programs() -> [clap::Command; 4] {
    [
        netdom::command(),
        netlogon_auth::command(),
        netlogond::command(),
        nltest::command(),
    ]
}

/// One man page for a program and each of its commands, and where it belongs.
fn pages() -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut pages = BTreeMap::new();
    for mut program in programs() {
        program.build();
        man_pages(&program, &mut pages)?;
    }
    Ok(pages)
}

/// One completion of a program for each shell.
fn complete(share: &Path) -> Result<()> {
    for mut program in programs() {
        let name = program.get_name().to_owned();
        for (shell, file) in [
            (Shell::Bash, format!("bash-completion/completions/{name}")),
            (
                Shell::Fish,
                format!("fish/vendor_completions.d/{name}.fish"),
            ),
            (Shell::Zsh, format!("zsh/vendor-completions/_{name}")),
        ] {
            let mut completion = Vec::new();
            generate(shell, &mut program, &name, &mut completion);
            write(&share.join(file), &completion)?;
        }
    }
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file without a directory")?)?;
    fs::write(path, content).with_context(|| path.display().to_string())
}

fn man_pages(command: &clap::Command, pages: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned();
    let mut page = Vec::new();
    // No date: the page would be stale every day.
    clap_mangen::Man::new(command.clone())
        .title(name.to_uppercase())
        .date("")
        .render(&mut page)?;
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/man");
    pages.insert(directory.join(format!("{name}.1")), page);
    for subcommand in command
        .get_subcommands()
        .filter(|subcommand| subcommand.get_name() != "help")
    {
        man_pages(subcommand, pages)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_fresh() {
        for (path, page) in pages().unwrap() {
            let is_fresh = fs::read(&path).is_ok_and(|there| there == page);
            assert!(is_fresh, "{}: cargo xtask man", path.display());
        }
    }
}
