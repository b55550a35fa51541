//! The command line.

use clap::Parser;

use crate::causes::Cause;

/// A domain in one process, on loopback: breaks a member's secure channel in each of the ways that Q175024 knows, and
/// repairs it with the real `netdom member \\DOMAINMEMBER /joindomain`
#[derive(Debug, Parser)]
#[command(name = "lab", bin_name = "cargo lab --", version)]
pub struct Args {
    /// End after the story; the exit status is 0 only if each channel was broken and repaired
    #[arg(long, conflicts_with = "keep")]
    pub once: bool,
    /// Leave the domain up after the story, and print commands to try in another terminal
    #[arg(long)]
    pub keep: bool,
    /// Play only this cause; may be given several times
    #[arg(long, value_enum, value_name = "CAUSE")]
    pub cause: Vec<Cause>,
    /// Print one JSON document instead of the story
    #[arg(long)]
    pub json: bool,
}

impl Args {
    /// What is to be played, in the seed's order.
    pub(crate) fn causes(&self) -> Vec<Cause> {
        if self.cause.is_empty() {
            Cause::ALL.to_vec()
        } else {
            self.cause.clone()
        }
    }
}
