//! Calling nltest on the administrator's machine, as an administrator would.

use std::path::PathBuf;

use anyhow::Result;

use crate::host::Host;
use crate::lab::Domain;
use crate::machine::Output;
use crate::programs::{self, PATH, PATIENCE};

/// The program as it was built.
#[derive(Clone, Debug)]
pub struct Nltest {
    program: PathBuf,
}

impl Nltest {
    /// The one that was built beside the running test.
    pub fn beside_us() -> Result<Self> {
        let program = programs::beside_us("nltest")?;
        Ok(Self { program })
    }

    /// A call on `host`, to the controller of `domain` and as its administrator.
    pub fn on<'a>(&self, host: &'a Host, domain: &Domain) -> Call<'a> {
        let names = domain.names();
        let call = Call {
            host,
            program: self.program.clone(),
            server: Some(names.dc.to_owned()),
            account: None,
        };
        call.as_user(
            &format!(r"{}\{}", names.netbios, names.admin),
            names.admin_password,
        )
    }
}

/// One call, being put together.
pub struct Call<'a> {
    host: &'a Host,
    program: PathBuf,
    server: Option<String>,
    /// Name and password.
    account: Option<(String, String)>,
}

impl Call<'_> {
    /// To another machine.
    pub fn to(mut self, server: &str) -> Self {
        self.server = Some(server.to_owned());
        self
    }

    /// To no machine that is named.
    pub fn to_nobody(mut self) -> Self {
        self.server = None;
        self
    }

    /// As somebody else.
    pub fn as_user(mut self, user: &str, password: &str) -> Self {
        self.account = Some((user.to_owned(), password.to_owned()));
        self
    }

    /// As nobody.
    pub fn as_nobody(mut self) -> Self {
        self.account = None;
        self
    }

    /// Runs it to its end.
    pub fn run(&self, words: &[&str]) -> Result<Output> {
        let mut command = self.host.command(&self.program, PATIENCE);
        command.env_clear().env("PATH", PATH);
        if let Some(server) = &self.server {
            command.arg(format!(r"/server:\\{server}"));
        }
        if let Some((user, password)) = &self.account {
            command.arg(format!("/userd:{user}"));
            command.env("NLTEST_PASSWORD", password);
        }
        command.args(words);
        let password = self.account.as_ref().map(|(_, password)| password.as_str());
        programs::run(&mut command, password.into_iter())
    }
}
