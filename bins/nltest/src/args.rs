//! The command line: one switch asks, the others say whom and how.

mod asked;
mod details;
mod kinds;
mod requirements;

use std::ffi::OsString;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::time::Duration;

use admin::control::Wanted;
use admin::own_name;
use clap::builder::NonEmptyStringValueParser;
use clap::error::ErrorKind;
use clap::{Args as ClapArgs, CommandFactory, FromArgMatches, Parser};

use self::asked::Asked;
use self::details::Details;
use self::kinds::Kinds;
use self::requirements::Requirements;
use crate::question::Question;

/// Asks Netlogon services about their channels, domains and controllers.
#[derive(Debug, Parser)]
#[command(
    name = "nltest",
    version,
    override_usage = "nltest [/server:NAME] QUESTION [OPTIONS]",
    after_help = "Switches may be written as /Switch:value in any case. `--help` tells all, `-h` this."
)]
pub(crate) struct Args {
    /// Whom to ask, and as whom.
    #[command(flatten)]
    pub(crate) global: Global,
    /// What to ask.
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Which controller `/dsgetdc` is to find.
    #[command(flatten)]
    pub(crate) requirements: Requirements,
    /// Which domains `/domain_trusts` is to list.
    #[command(flatten)]
    pub(crate) kinds: Kinds,
    /// What two of the questions have besides.
    #[command(flatten)]
    pub(crate) details: Details,
    /// The upper half of the time, or the user
    #[arg(value_name = "WORD", hide = true)]
    pub(crate) word: Option<String>,
}

/// Whom to ask, and as whom.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Common options")]
pub(crate) struct Global {
    /// Machine to ask: name or address, with or without backslashes; without it, this one
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) server: Option<String>,
    /// Account to ask as: DOMAIN\user, user@domain or user; without it, that of the settings, or nobody
    #[arg(long, alias = "usero", value_name = "USER")]
    pub(crate) userd: Option<String>,
    /// File whose first line is its password; else NLTEST_PASSWORD, or the terminal is asked
    #[arg(
        long = "password-file",
        aliases = ["passwordd-file", "passwordo-file"],
        value_name = "FILE"
    )]
    pub(crate) password_file: Option<PathBuf>,
    /// WINS server that knows the domain; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) wins: Vec<Ipv4Addr>,
    /// Longest wait for any one answer, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30",
          value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
    /// Settings, which netdom has too: account, WINS and DNS servers, names and ports
    #[arg(long, value_name = "FILE", env = "NETDOM_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

impl Global {
    /// The longest wait for any one answer.
    pub(crate) const fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }
}

impl Args {
    /// Reads a command line, switches and all.
    ///
    /// # Errors
    /// clap's error, which prints itself and knows whether it is help or misuse.
    pub(crate) fn from_words(
        words: impl IntoIterator<Item = OsString>,
    ) -> Result<Self, clap::Error> {
        let command = crate::command();
        let words = cli::translate(words, &command);
        let args = Self::from_arg_matches(&command.try_get_matches_from(words)?)?;
        // What the definition cannot say: to clap, switches of a question that was not asked are no error, because asking it
        // as well would be one.
        let misplaced = match args.question() {
            None if args.asked.lacks_a_word() => Some(
                "there is a word missing: /time:LOW HIGH, in hexadecimal, or /whowill:DOMAIN USER",
            ),
            None => Some(
                "nothing is asked: a question is /query, /sc_query:DOMAIN, /sc_verify:DOMAIN, /dsgetdc:DOMAIN or another \
                 of --help",
            ),
            Some(question) => args.misplaced(&question),
        };
        if let Some(message) = misplaced {
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        Ok(args)
    }

    /// What is asked. There always is something once the command line was read.
    pub(crate) fn question(&self) -> Option<Question> {
        let wanted = |domain: &str| Question::Locate(self.requirements.wanted(domain));
        self.asked
            .question(&self.kinds, &self.details, wanted, self.word.as_deref())
    }

    /// What is said of another question than this.
    fn misplaced(&self, question: &Question) -> Option<&'static str> {
        let is_plain = self.requirements.wanted("") == Wanted::default();
        if !is_plain && !matches!(question, Question::Locate(_)) {
            return Some("what a controller must be is a matter of /dsgetdc");
        }
        if self.kinds.any() && !matches!(question, Question::Trusts { .. }) {
            return Some("kinds of domains are a matter of /domain_trusts");
        }
        if let Some(message) = self.details.misplaced(question) {
            return Some(message);
        }
        let takes_word = matches!(question, Question::Time(_) | Question::WhoWill { .. });
        if self.word.is_some() && !takes_word {
            return Some("there is a word that is no switch");
        }
        None
    }

    /// The machine that is asked, as it is shown.
    pub(crate) fn server_or_self(&self) -> String {
        match &self.global.server {
            Some(server) => format!("\\\\{}", server.trim_start_matches('\\')),
            None => own_name().map_or_else(|_| "\\\\.".to_owned(), |name| name.unc()),
        }
    }
}

#[cfg(test)]
mod tests {
    use admin::control::{ChannelQuestion, DcRequirements};
    use wire::FileTime;

    use super::*;

    fn parsed(line: &str) -> Result<Args, clap::Error> {
        Args::from_words(line.split(' ').map(OsString::from))
    }

    fn asked(line: &str) -> Question {
        parsed(line).unwrap().question().unwrap()
    }

    #[test]
    fn the_definition_is_sound() {
        crate::command().debug_assert();
    }

    #[test]
    fn the_lines_of_the_knowledge_base() {
        let args = parsed(r"NLTEST /SERVER:\\MEMBER /SC_QUERY:DOMAIN").unwrap();
        assert_eq!(args.server_or_self(), r"\\MEMBER");
        assert_eq!(
            args.question(),
            Some(Question::Channel(ChannelQuestion::Query, "DOMAIN".into()))
        );
        let reset = Question::Channel(ChannelQuestion::Reset, r"D\PDC".into());
        for line in [
            r"nltest /sc_reset:D\PDC",
            r"nltest -SC_RESET:D\PDC",
            r"nltest --sc_reset=D\PDC",
            r"nltest --sc_reset D\PDC",
        ] {
            assert_eq!(asked(line), reset, "{line}");
        }
    }

    #[test]
    fn what_is_wanted_of_a_controller() {
        let Question::Locate(wanted) =
            asked("nltest /dsgetdc:corp /PDC /DS_10 /SITE:Here /RET_DNS")
        else {
            panic!()
        };
        assert_eq!(wanted.site.as_deref(), Some("Here"));
        // DS_PDC_REQUIRED, DS_DIRECTORY_SERVICE_10_REQUIRED, DS_RETURN_DNS_NAME.
        assert_eq!(wanted.requirements, DcRequirements(0x4080_0080));
        let Question::Locate(own) = asked("nltest /dsgetdc:") else {
            panic!()
        };
        assert_eq!(own, Wanted::default());
    }

    #[test]
    fn kinds_of_trusts_add_up_and_none_means_all() {
        let kinds = |line| match asked(line) {
            Question::Trusts { kinds, verbose } => (kinds.0, verbose),
            _ => panic!(),
        };
        assert_eq!(
            kinds("nltest /domain_trusts /primary /direct_out /v"),
            (0x0a, true)
        );
        assert_eq!(kinds("nltest /domain_trusts"), (0x2b, false));
    }

    #[test]
    fn a_time_has_two_halves() {
        let time = Question::Time(FileTime(0x01c0_e577_9dad_5428));
        assert_eq!(asked("nltest /time:9dad5428 01c0e577"), time);
        assert_eq!(asked("nltest /TIME:0x9dad5428 0x01C0E577"), time);
    }

    #[test]
    fn addresses_and_forests() {
        let sites = |machine: &str, addresses: &[&str]| Question::AddressSites {
            machine: machine.into(),
            addresses: addresses.iter().map(|a| a.parse().unwrap()).collect(),
        };
        assert_eq!(asked("nltest /dsaddresstosite:M"), sites("M", &[]));
        assert_eq!(
            asked("nltest /DsAddressToSite: /Addresses:10.0.0.1,fe80::1"),
            sites("", &["10.0.0.1", "fe80::1"])
        );
        let forest = |domain: Option<&str>, update| Question::Forest {
            domain: domain.map(str::to_owned),
            update,
        };
        assert_eq!(asked("nltest /dsgetfti:"), forest(None, false));
        assert_eq!(
            asked("nltest /DSGETFTI:other.example /UpdateTDO"),
            forest(Some("other.example"), true)
        );
    }

    #[test]
    fn a_user_stands_behind_the_domain() {
        let who_will = Question::WhoWill {
            domain: "ESS".into(),
            user: "bob".into(),
        };
        assert_eq!(asked("nltest /whowill:ESS bob"), who_will);
    }

    #[test]
    fn misuse_is_an_error_before_anything_is_sent() {
        for line in [
            "nltest",
            "nltest /server:X",         // what?
            "nltest /server: /query",   // whom?
            "nltest /dsaddresstosite:", // whose?
            "nltest /dsaddresstosite:M /addresses:M",
            "nltest /query /addresses:10.0.0.1",
            "nltest /query /updatetdo",
            "nltest /query /sc_query:D",       // which?
            "nltest /sc_query",                // to where?
            "nltest /query /pdc",              // of what?
            "nltest /dsgetdc:D /netbios /dns", // one of them
            "nltest /dsgetdc:D /account:A",    // whom to ask?
            "nltest /time:1",
            "nltest /time:g 1",
            "nltest /time:1 g",
            "nltest /whowill:D",
            "nltest /whowill:D U 3",
            "nltest /query 5",
            "nltest /query /v",
            "nltest /qery",
            "nltest /query /userd:U /password:secret", // never on the command line
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
