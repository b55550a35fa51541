//! Man pages and shell completions, made from the programs' own definitions of their command lines.
//!
//! `xtask-man` writes them; `xtask-man --check` fails if what is there differs.

#![expect(clippy::print_stdout, reason = "a program for people")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap_complete::Shell;

fn main() -> Result<()> {
    let is_check = std::env::args().nth(1).as_deref() == Some("--check");
    let mut stale = Vec::new();
    let mut all = pages(&netdom::command())?;
    all.append(&mut pages(&netlogon_auth::command())?);
    all.append(&mut pages(&netlogond::command())?);
    all.append(&mut pages(&nltest::command())?);
    for (path, content) in all {
        if fs::read(&path).ok().as_ref() == Some(&content) {
            continue;
        }
        if !is_check {
            fs::create_dir_all(path.parent().context("a page without a directory")?)?;
            fs::write(&path, &content)?;
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

/// Every file with its content: one man page for a program and each of its commands, one completion for each shell.
fn pages(command: &clap::Command) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut pages = BTreeMap::new();
    let mut built = command.clone();
    built.build();
    man_pages(&built, &mut pages)?;
    for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
        let mut completion = Vec::new();
        clap_complete::generate(
            shell,
            &mut command.clone(),
            command.get_name(),
            &mut completion,
        );
        let file = format!("{}.{}", command.get_name(), extension(shell));
        pages.insert(Path::new("packaging/completions").join(file), completion);
    }
    Ok(pages)
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

fn extension(shell: Shell) -> String {
    shell.to_string()
}
