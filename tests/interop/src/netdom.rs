//! Calling netdom on the administrator's machine, as an administrator would.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::host::Host;
use crate::lab::{Domain, LOCAL_ROOT_PASSWORD, Names};
use crate::machine::Output;
use crate::programs::{self, PATH, PATIENCE};

/// The program as it was built.
#[derive(Clone, Debug)]
pub struct Netdom {
    program: PathBuf,
}

impl Netdom {
    /// The one at `program`.
    pub fn at(program: impl AsRef<Path>) -> Result<Self> {
        let program = std::path::absolute(program)?;
        if !program.is_file() {
            bail!("{} is not built: cargo build -p netdom", program.display());
        }
        Ok(Self { program })
    }

    /// The one that was built beside the running test.
    pub fn beside_us() -> Result<Self> {
        Self::at(programs::beside_us("netdom")?)
    }

    /// A call on `host`, for the domain and with the credentials of an administrator who has both: the domain's, and a local one for the member.
    pub fn on<'a>(&self, host: &'a Host, domain: &Domain) -> Call<'a> {
        let names = domain.names();
        Call {
            host,
            program: self.program.clone(),
            names,
            before: Vec::new(),
            env: Vec::new(),
        }
        .for_domain(names.netbios)
        .as_domain_user(names.admin, names.admin_password)
        .as_member_user("root", LOCAL_ROOT_PASSWORD)
    }
}

/// One call, being put together.
pub struct Call<'a> {
    host: &'a Host,
    program: PathBuf,
    names: &'static Names,
    before: Vec<(&'static str, String)>,
    env: Vec<(&'static str, String)>,
}

impl Call<'_> {
    /// Names the domain otherwise.
    pub fn for_domain(self, domain: &str) -> Self {
        self.switch("domain", domain)
    }

    /// Other credentials for the domain.
    pub fn as_domain_user(self, user: &str, password: &str) -> Self {
        let user = format!(r"{}\{user}", self.names.netbios);
        self.switch("user", &user).env("NETDOM_PASSWORDD", password)
    }

    /// Other credentials for the member.
    pub fn as_member_user(self, user: &str, password: &str) -> Self {
        self.switch("usero", user).env("NETDOM_PASSWORDO", password)
    }

    /// No credentials of its own for the member: the domain's must do.
    pub fn without_member_user(mut self) -> Self {
        self.before.retain(|(name, _)| *name != "usero");
        self.env.retain(|(name, _)| *name != "NETDOM_PASSWORDO");
        self
    }

    /// No passwords in the environment: they come from elsewhere, or not at all.
    pub fn without_passwords(mut self) -> Self {
        self.env.clear();
        self
    }

    /// `/name:value`, before the command, in place of an earlier one.
    pub fn switch(mut self, name: &'static str, value: &str) -> Self {
        self.before.retain(|(earlier, _)| *earlier != name);
        self.before.push((name, value.to_owned()));
        self
    }

    fn env(mut self, name: &'static str, value: &str) -> Self {
        self.env.retain(|(earlier, _)| *earlier != name);
        self.env.push((name, value.to_owned()));
        self
    }

    /// The command, not yet started.
    pub fn command<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Command {
        let mut command = self.host.command(&self.program, PATIENCE);
        command
            .env_clear()
            .env("PATH", PATH)
            .envs(self.env.iter().map(|(name, value)| (*name, value)));
        command
            .args(
                self.before
                    .iter()
                    .map(|(name, value)| format!("/{name}:{value}")),
            )
            .args(words);
        command
    }

    /// Runs it to its end.
    pub fn run<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Result<Output> {
        let passwords = self.env.iter().map(|(_, password)| password.as_str());
        programs::run(&mut self.command(words), passwords)
    }
}
