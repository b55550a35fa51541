//! Answers as the PDC of a domain, for checks with real clients: `locator SETTINGS.toml DOMAIN COMPUTER [DNS-DOMAIN]`. It
//! knows the accounts `Administrator`, `COMPUTER$` and `MEMBER$`.

#![expect(clippy::print_stdout, reason = "an example shows something")]

use std::error::Error;
use std::sync::Arc;

use locate::codec::dotted::DottedName;
use locate::server::{
    AccountKinds, Directory, DnsNames, Identity, Known, LocatorServer, ServerConfig,
};
use tokio::task::JoinSet;

struct Accounts(Vec<String>);

impl Directory for Accounts {
    async fn knows(&self, account: &str, kinds: AccountKinds) -> Known {
        println!("knows {account:?} of {:#x}", kinds.0);
        let here = |known: &String| known.eq_ignore_ascii_case(account);
        let control = if account.ends_with('$') { 0x80 } else { 0x10 };
        if self.0.iter().any(here) && kinds.allow(control) {
            Known::Yes
        } else {
            Known::No
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (settings, domain, computer, dns) = match args[..] {
        [settings, domain, computer] => (settings, domain, computer, None),
        [settings, domain, computer, dns] => (settings, domain, computer, Some(dns)),
        _ => return Err("usage: locator SETTINGS.toml DOMAIN COMPUTER [DNS-DOMAIN]".into()),
    };
    let mut identity = Identity::pdc(domain.parse()?, computer.parse()?);
    if let Some(dns) = dns {
        identity.dns = Some(DnsNames {
            domain: DottedName::new(dns)?,
            forest: DottedName::new(dns)?,
            host: DottedName::new(&format!("{}.{dns}", computer.to_lowercase()))?,
        });
    }
    let settings = toml::from_str(&std::fs::read_to_string(settings)?)?;
    let server = LocatorServer::bind(ServerConfig { identity, settings }).await?;
    println!("{:?}", server.ports());
    let accounts = [
        "Administrator".into(),
        format!("{computer}$"),
        "MEMBER$".into(),
    ];
    let tasks = server.start(Arc::new(Accounts(accounts.into())));
    let mut tasks: JoinSet<()> = tasks.into_iter().map(|(_, task)| task).collect();
    tasks.join_next().await;
    Err("a task has ended".into())
}
