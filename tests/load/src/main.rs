//! Many clients of a domain controller, ours or another. Prints one line of JSON.
//!
//! The accounts are those of computers: PREFIX1$ to PREFIXn$, all with the password in `LOAD_PASSWORD`.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

mod echo;
mod idle;
mod logons;
mod machine;
mod passthrough;
mod populate;
mod setups;
mod soak;

use std::net::SocketAddr;
use std::time::Duration;

use clap::{Parser, Subcommand};
use wire::Password;

#[derive(Parser)]
#[command(about = "Many clients of a domain controller")]
struct Arguments {
    /// Netlogon over TCP
    #[arg(long, default_value = "127.0.0.1:49152")]
    rpc: SocketAddr,
    /// SMB, for what goes over pipes
    #[arg(long)]
    smb: Option<SocketAddr>,
    /// NetBIOS name of the domain
    #[arg(long, default_value = "OURDOM")]
    domain: String,
    /// NetBIOS name of the controller
    #[arg(long, default_value = "OURPDC")]
    server: String,
    /// What the computers' names begin with
    #[arg(long, default_value = "LOAD")]
    prefix: String,
    /// How many clients work at a time
    #[arg(long, default_value = "1")]
    clients: usize,
    /// For how long
    #[arg(long, default_value = "5")]
    seconds: u64,
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Set channels up: connect, challenge, proof, and a sealed call over a second connection
    Setups {
        /// Those of so many computers in turn, instead of one for each client
        #[arg(long)]
        computers: Option<std::num::NonZeroUsize>,
    },
    /// Log a user on, one call after the other on each client's channel
    Logons {
        /// The user, whose password is that of the computers
        #[arg(long, default_value = "loaduser")]
        user: String,
    },
    /// Log a user on through a member, from one client process: over the socket of `netlogond member`, or as a server that
    /// has a helper
    Passthrough {
        /// The user, whose password is in LOAD_PASSWORD
        #[arg(long, default_value = "loaduser")]
        user: String,
        /// The socket
        #[arg(long, default_value = local_client::SOCKET)]
        socket: std::path::PathBuf,
        /// A helper that speaks `ntlm-server-1`, instead: `ntlm_auth`, or `netlogon-auth --socket PATH`
        #[arg(long, value_name = "COMMAND")]
        helper: Option<String>,
        /// NetBIOS name of the member whose helper that is
        #[arg(long, default_value = "LOAD")]
        computer: String,
    },
    /// Hold idle channels, and print what the server's process takes for each
    Idle {
        /// How many
        #[arg(long)]
        count: usize,
        /// The server's process
        #[arg(long)]
        pid: u32,
    },
    /// Good clients beside bad ones, and what the server's process takes meanwhile
    Soak {
        /// The server's process
        #[arg(long)]
        pid: u32,
    },
    /// Add computers PREFIX0$ to PREFIX(n-1)$ and the user `loaduser` to the database in a state directory of ours
    Populate {
        /// The state directory
        #[arg(long)]
        state: std::path::PathBuf,
        /// How many
        #[arg(long)]
        count: u32,
    },
    /// A bare TCP echo with the message sizes and round trips of a job: the limit to approach
    Echo {
        /// Of which job
        #[arg(long, value_enum, default_value_t = echo::Of::Setup)]
        of: echo::Of,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let password = Password::new(std::env::var("LOAD_PASSWORD").unwrap_or_default());
    let target = machine::Target {
        rpc: arguments.rpc,
        smb: arguments.smb,
        domain: arguments.domain,
        server: arguments.server,
        prefix: arguments.prefix,
        hash: auth::NtHash::from_password(&password),
    };
    let work = Work {
        clients: arguments.clients,
        time: Duration::from_secs(arguments.seconds),
    };
    let figures = match arguments.job {
        Job::Setups { computers } => setups::run(target, work, computers).await?,
        Job::Logons { user } => logons::run(target, work, user).await?,
        Job::Passthrough {
            user,
            helper: Some(helper),
            computer,
            ..
        } => passthrough::helper(target, work, user, &helper, &computer).await?,
        Job::Passthrough { user, socket, .. } => {
            passthrough::ours(target, work, user, &socket).await?
        }
        Job::Idle { count, pid } => idle::run(target, count, pid).await?,
        Job::Soak { pid } => soak::run(target, work, pid).await?,
        Job::Populate { state, count } => populate::run(&target, &state, count).await?,
        Job::Echo { of } => echo::run(work, of).await?,
    };
    println!("{figures}");
    Ok(())
}

/// How much to do.
#[derive(Clone, Copy)]
struct Work {
    clients: usize,
    time: Duration,
}
