//! Man pages and shell completions, made from the programs' own definitions of their command lines.
//!
//! `xtask-man` writes the man pages; `xtask-man --check` fails if what is there differs. Completions are read by shells
//! alone: `xtask-man --completions DIRECTORY` writes them where shells look below `DIRECTORY`, such as `/usr/share`.

#![expect(clippy::print_stdout, reason = "a program for people")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap_complete::{Shell, generate};

fn main() -> Result<()> {
    let programs = [
        netdom::command(),
        netlogon_auth::command(),
        netlogond::command(),
        nltest::command(),
    ];
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("--completions") => {
            let share = arguments.next().context("--completions DIRECTORY")?;
            complete(Path::new(&share), &programs)
        }
        argument => write_pages(&programs, argument == Some("--check")),
    }
}

/// One man page for a program and each of its commands.
fn write_pages(programs: &[clap::Command], is_check: bool) -> Result<()> {
    let mut pages = BTreeMap::new();
    for program in programs {
        let mut built = program.clone();
        built.build();
        man_pages(&built, &mut pages)?;
    }
    let mut stale = Vec::new();
    for (path, content) in pages {
        if fs::read(&path).ok().as_ref() == Some(&content) {
            continue;
        }
        if !is_check {
            write(&path, &content)?;
        }
        stale.push(path.display().to_string());
    }
    if is_check && !stale.is_empty() {
        bail!("stale: {}; to renew: cargo xtask man", stale.join(" "));
    }
    println!(
        "{}",
        if stale.is_empty() {
            "fresh".to_owned()
        } else {
            format!("wrote {}", stale.join(" "))
        }
    );
    Ok(())
}

/// One completion of a program for each shell.
fn complete(share: &Path, programs: &[clap::Command]) -> Result<()> {
    for program in programs {
        let name = program.get_name();
        for (shell, file) in [
            (Shell::Bash, format!("bash-completion/completions/{name}")),
            (
                Shell::Fish,
                format!("fish/vendor_completions.d/{name}.fish"),
            ),
            (Shell::Zsh, format!("zsh/vendor-completions/_{name}")),
        ] {
            let mut completion = Vec::new();
            generate(shell, &mut program.clone(), name, &mut completion);
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
    pages.insert(Path::new("docs/man").join(format!("{name}.1")), page);
    for subcommand in command
        .get_subcommands()
        .filter(|subcommand| subcommand.get_name() != "help")
    {
        man_pages(subcommand, pages)?;
    }
    Ok(())
}
