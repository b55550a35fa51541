//! A Debian package of all programs, with what belongs to them: units, the services' account, manual pages, completions.
//! Made by `dpkg-deb` from what cargo has built, without a network.

mod trial;

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::checks;
use crate::steps::{Steps, cargo};

/// How to make it.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The cargo profile of the programs; another than `release` is for trying the package out
    #[arg(long, default_value = "release")]
    profile: String,
    /// Install it with apt on a copy of this machine that is thrown away, and try what it brings (as root)
    #[arg(long = "try")]
    trial: bool,
}

/// The programs that it has.
const PROGRAMS: [&str; 4] = ["netdom", "nltest", "netlogond", "netlogon-auth"];

/// Builds the programs, and the package of them.
pub(crate) fn build(steps: &mut Steps, options: &Options) -> Result<()> {
    let mut build = cargo(["build", "--locked", "--profile", &options.profile]);
    for program in PROGRAMS {
        build.args(["-p", program]);
    }
    steps.run("build the programs", &mut build)?;
    steps.own("deb", || {
        let package = pack(&options.profile)?;
        if options.trial {
            trial::try_out(&package)?;
        }
        Ok(())
    })
}

/// The path of the package.
fn pack(profile: &str) -> Result<PathBuf> {
    let root = PathBuf::from("target/deb/root");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    let built = match profile {
        "dev" => PathBuf::from("target/debug"),
        profile => Path::new("target").join(profile),
    };
    for program in PROGRAMS {
        install(
            &built.join(program),
            &root.join("usr/bin").join(program),
            0o755,
        )?;
    }
    let share = root.join("usr/share");
    let completions = share.to_str().context("a path that is no text")?;
    run(&mut checks::man(&["--completions", completions]))?;
    let units = each("packaging/systemd", &root.join("usr/lib/systemd/system"))?;
    each("packaging/sysusers.d", &root.join("usr/lib/sysusers.d"))?;
    let pages = each("docs/man", &share.join("man/man1"))?;
    run(Command::new("gzip").arg("-9n").args(&pages))?;
    let doc = share.join("doc/netlogon");
    for file in ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "SECURITY.md"] {
        install(Path::new(file), &doc.join(file), 0o644)?;
    }
    fs::write(doc.join("copyright"), COPYRIGHT)?;
    let control = root.join("DEBIAN");
    fs::create_dir_all(&control)?;
    let architecture = run(Command::new("dpkg").arg("--print-architecture"))?;
    let architecture = architecture.trim();
    let version = env!("CARGO_PKG_VERSION");
    let mut text = String::new();
    writeln!(
        text,
        "Package: netlogon\nVersion: {version}\nArchitecture: {architecture}\nInstalled-Size: {}\nDepends: libc6 (>= {})",
        kibibytes(&root)?,
        libc()?
    )?;
    text.push_str(CONTROL);
    fs::write(control.join("control"), text)?;
    for (name, script) in [("postinst", POSTINST), ("postrm", POSTRM)] {
        let path = control.join(name);
        fs::write(&path, script)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    }
    let package = format!("target/deb/netlogon_{version}_{architecture}.deb");
    run(Command::new("dpkg-deb")
        .args(["--root-owner-group", "--build"])
        .arg(&root)
        .arg(&package))?;
    check(&root, &units)?;
    println!("{package}");
    Ok(package.into())
}

/// Has systemd judge the units, where it is there; the programs are found where they will be.
fn check(root: &Path, units: &[PathBuf]) -> Result<()> {
    if Command::new("systemd-analyze")
        .arg("--version")
        .output()
        .is_err()
    {
        println!("systemd-analyze is not installed: the units were not judged");
        return Ok(());
    }
    let root = fs::canonicalize(root)?;
    for unit in units {
        let text = fs::read_to_string(unit)?;
        // It looks for programs and manual pages on this machine, which need not have them.
        let bin = format!("{}/usr/bin/", root.display());
        let text = text.replace("/usr/bin/", &bin);
        let text: String = text
            .lines()
            .filter(|line| !line.starts_with("Documentation="))
            .fold(String::new(), |text, line| text + line + "\n");
        let name = unit.file_name().context("a unit without a name")?;
        let judged = Path::new("target/deb").join(name);
        fs::write(&judged, text)?;
        let output = Command::new("systemd-analyze")
            .arg("verify")
            .arg(&judged)
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        let about = name.to_string_lossy();
        let complaints: Vec<&str> = said.lines().filter(|line| line.contains(&*about)).collect();
        ensure!(
            complaints.is_empty(),
            "systemd-analyze verify: {}",
            complaints.join("\n")
        );
    }
    Ok(())
}

/// Each file of a directory; their new paths.
fn each(from: &str, to: &Path) -> Result<Vec<PathBuf>> {
    let mut installed = Vec::new();
    for entry in fs::read_dir(from).with_context(|| from.to_owned())? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        install(&entry.path(), &to, 0o644)?;
        installed.push(to);
    }
    installed.sort();
    Ok(installed)
}

fn install(from: &Path, to: &Path, mode: u32) -> Result<()> {
    fs::create_dir_all(to.parent().context("a file without a directory")?)?;
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    fs::set_permissions(to, fs::Permissions::from_mode(mode))?;
    Ok(())
}

fn kibibytes(root: &Path) -> Result<u64> {
    let mut octets = 0;
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        octets += match entry.file_type()?.is_dir() {
            true => kibibytes(&entry.path())?.saturating_mul(1024),
            false => entry.metadata()?.len(),
        };
    }
    Ok(octets.div_ceil(1024))
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {said}");
    Ok(String::from_utf8(output.stdout)?)
}

/// The version of libc that the programs are linked to: they bring all other libraries along.
fn libc() -> Result<String> {
    let query = ["--show", "--showformat=${Version}", "libc6"];
    let version = run(Command::new("dpkg-query").args(query))?;
    // A revision of Debian's changes no symbols.
    let upstream = version.split('-').next();
    Ok(upstream.context("libc6 has no version")?.to_owned())
}

const CONTROL: &str = "\
Section: net
Priority: optional
Maintainer: netlogon maintainers <maintainers@users.noreply.r-seed-75570545.example>
Recommends: systemd
Description: Windows domain secure channel: domain controller, member and tools
 netlogond serves a domain of the NT 4 kind, or keeps this machine's membership of a domain; netdom joins machines to
 a domain and resets their secure channels; nltest asks Netlogon services how they are; netlogon-auth has the domain
 judge logons for Squid and FreeRADIUS.
";

/// No service is started: which of the two this machine is, only its administrator knows.
const POSTINST: &str = "\
#!/bin/sh
set -e
if [ \"$1\" = configure ]; then
    if command -v systemd-sysusers >/dev/null; then
        systemd-sysusers netlogond.conf
    fi
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload || true
    fi
fi
";

/// What was kept stays: it is the domain.
const POSTRM: &str = "\
#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
fi
";

const COPYRIGHT: &str = "\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
Copyright: the netlogon maintainers
License: Apache-2.0 or MIT
 The texts are LICENSE-APACHE and LICENSE-MIT beside this file.
";
