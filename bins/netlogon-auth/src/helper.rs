//! The helper: a server asks in lines, and is answered in lines.

mod basic;
mod ntlmssp;
mod server;
#[cfg(test)]
mod tests;

use std::io::{BufRead, Write};

use cli::{ExitStatus, Out, printable};
use local_client::{Client, ClientError};
use wire::{FileTime, Sid};

use self::basic::Basic;
use self::ntlmssp::{Ntlmssp, Wrapping};
use self::server::Server;
use crate::args::{Args, Protocol};
use crate::domain::Domain;
use crate::error::Error;
use crate::lines::{Line, next};

/// What every protocol has to do with.
pub(crate) struct Rules {
    /// The domain of accounts that are named without one, if it is not this computer's.
    domain: Option<String>,
    workstation: String,
    /// Of one of these groups is who is let in.
    groups: Vec<Sid>,
    allow_mschapv2: bool,
    require_mic: bool,
}

/// What an exchange cannot be repeated without.
pub(crate) trait Surroundings {
    fn challenge(&self) -> [u8; 8];
    fn now(&self) -> FileTime;
}

/// One protocol.
pub(crate) trait Dialogue {
    /// What is answered to a line: often one line, and to some none yet.
    async fn answer<D: Domain>(&mut self, domain: &D, line: &[u8]) -> Vec<String>;

    /// What is answered to a line that is longer than any may be.
    fn too_long(&mut self) -> String;
}

/// Serves until there is no more input.
pub(crate) async fn run(protocol: Protocol, args: Args) -> Result<ExitStatus, Error> {
    // A server that starts its helpers before the service is up does without one for good if its helpers end; but one
    // that has the wrong socket, or no right to it, should hear of that at its start.
    if let Err(error) = Client::connect(&args.socket).await {
        complain(&error);
    }
    let client = Client::at(&args.socket);
    let rules = Rules {
        domain: args.domain,
        workstation: args.workstation,
        groups: args.require_membership_of,
        allow_mschapv2: args.allow_mschapv2,
        require_mic: args.require_mic,
    };
    let input = &mut std::io::stdin().lock();
    let out = &mut Out::stdout();
    match protocol {
        Protocol::SquidBasic => talk(Basic { rules }, &client, input, out).await,
        Protocol::NtlmServer1 => talk(Server::new(rules), &client, input, out).await,
        Protocol::SquidNtlmssp => {
            let dialogue = Ntlmssp::new(rules, Wrapping::None, System);
            talk(dialogue, &client, input, out).await
        }
        Protocol::GssSpnego => {
            let dialogue = Ntlmssp::new(rules, Wrapping::Spnego, System);
            talk(dialogue, &client, input, out).await
        }
    }
}

pub(crate) async fn talk<P: Dialogue, D: Domain, W: Write>(
    mut dialogue: P,
    domain: &D,
    input: &mut impl BufRead,
    out: &mut Out<W>,
) -> Result<ExitStatus, Error> {
    loop {
        let answers = match next(input).map_err(Error::Input)? {
            Line::Whole(line) => dialogue.answer(domain, &line).await,
            Line::TooLong => vec![dialogue.too_long()],
            Line::End => return Ok(ExitStatus::Success),
        };
        for answer in answers {
            out.line(&answer);
        }
        if out.is_closed() {
            return Ok(ExitStatus::Success);
        }
    }
}

/// For the server's log: why there is no verdict.
fn complain(error: &ClientError) {
    let error = error.to_string();
    cli::Out::stderr().line(&format!("netlogon-auth: {}", printable(&error)));
}

struct System;

impl Surroundings for System {
    #[expect(
        clippy::expect_used,
        reason = "with a challenge that can be foreseen, an answer could be replayed"
    )]
    fn challenge(&self) -> [u8; 8] {
        let mut challenge = [0; 8];
        getrandom::fill(&mut challenge).expect("the operating system has no random numbers");
        challenge
    }

    fn now(&self) -> FileTime {
        FileTime::from_system_time(std::time::SystemTime::now())
    }
}
