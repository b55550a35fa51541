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
        let mut causes = Cause::ALL.to_vec();
        // Each once: the member cannot be renamed to what it was renamed to before.
        causes.retain(|cause| self.cause.is_empty() || self.cause.contains(cause));
        causes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_played_once_and_in_the_order_of_the_seed() {
        let causes = |words: &[&str]| Args::parse_from([&["lab"], words].concat()).causes();
        assert_eq!(causes(&[]), Cause::ALL);
        let named = [
            "--cause",
            "wrong-password",
            "--cause",
            "renamed",
            "--cause",
            "renamed",
        ];
        assert_eq!(causes(&named), [Cause::Renamed, Cause::WrongPassword]);
    }
}
