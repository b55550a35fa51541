//! Has the domain judge logons for Squid, FreeRADIUS and others, as a library: so that its man page can be made and its
//! dialogues tested without running it.

pub mod args;
mod domain;
mod error;
mod helper;
mod lines;
mod manual;
mod once;

use clap::{CommandFactory, FromArgMatches};
use cli::{ExitStatus, Out};
use local_client::Client;
use rustix::process::{DumpableBehavior, set_dumpable_behavior};

use crate::args::Args;
use crate::error::Error;

/// The command line as clap knows it, for man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    Args::command().after_long_help(manual::manual())
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitStatus {
    let parsed = command()
        .try_get_matches()
        .and_then(|matches| Args::from_arg_matches(&matches));
    let args = match parsed {
        Ok(args) => args,
        Err(error) => return cli::unparsed("netlogon-auth", &error),
    };
    // It has passwords: no core dump, and nobody of the same user looks into it. Where that cannot be, it works all the same.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    run(args).unwrap_or_else(|error| {
        Out::stderr().line(&format!("netlogon-auth: {}", error.told()));
        error.exit()
    })
}

fn run(args: Args) -> Result<ExitStatus, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    match args.helper_protocol {
        Some(protocol) => {
            args.refuse_what_is_for_one_logon()?;
            runtime.block_on(helper::run(protocol, args))
        }
        None => {
            let logon = once::Logon::new(&args)?;
            runtime.block_on(async {
                let client = Client::connect(&args.socket).await?;
                let mut out = Out::stdout();
                let exit = once::judge(&client, logon, &args, &mut out).await?;
                Ok(out.ended("netlogon-auth", exit))
            })
        }
    }
}
