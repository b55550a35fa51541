//! The command line: one switch asks, the others say whom and how.

use std::ffi::OsString;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::time::Duration;

use admin::control::{ChannelQuestion, DcRequirements, ServiceQuestion, TrustFlags, Wanted};
use admin::own_name;
use clap::error::ErrorKind;
use clap::{Args as ClapArgs, CommandFactory, FromArgMatches, Parser};
use wire::FileTime;

use crate::question::Question;

/// Asks Netlogon services about their channels, domains and controllers.
#[derive(Debug, Parser)]
#[command(
    name = "nltest",
    version,
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
    /// The upper half of the time, or the user
    #[arg(value_name = "WORD", hide = true)]
    pub(crate) word: Option<String>,
}

/// Whom to ask, and as whom.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Common options")]
pub(crate) struct Global {
    /// Machine to ask: name or address, with or without backslashes; without it, this one
    #[arg(long, value_name = "NAME")]
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

/// What to ask: one of these.
#[derive(Debug, ClapArgs)]
#[group(required = true, multiple = false)]
#[command(next_help_heading = "Questions, of which each call asks one")]
pub(crate) struct Asked {
    /// State of the Netlogon service
    #[arg(long)]
    query: bool,
    /// Have a backup domain controller fetch changes from the primary one
    #[arg(long)]
    repl: bool,
    /// Have a backup domain controller fetch everything from the primary one
    #[arg(long)]
    sync: bool,
    /// Have the primary domain controller tell the others to fetch changes
    #[arg(long = "pdc_repl")]
    pdc_repl: bool,
    /// How the secure channel to this domain was when it was last used
    #[arg(long = "sc_query", value_name = "DOMAIN")]
    sc_query: Option<String>,
    /// Use the secure channel to this domain, and tell how that went
    #[arg(long = "sc_verify", value_name = "DOMAIN")]
    sc_verify: Option<String>,
    /// Drop the secure channel, find a controller anew and set it up; changes no password
    #[arg(long = "sc_reset", value_name = r"DOMAIN[\DC]")]
    sc_reset: Option<String>,
    /// Change the password of the secure channel to this domain
    #[arg(long = "sc_change_pwd", value_name = "DOMAIN")]
    sc_change_pwd: Option<String>,
    /// Find a domain controller
    #[arg(long, value_name = "DOMAIN")]
    dsgetdc: Option<String>,
    /// Controllers of this domain
    #[arg(long, value_name = "DOMAIN")]
    dclist: Option<String>,
    /// Primary domain controller of this domain
    #[arg(long, value_name = "DOMAIN")]
    dcname: Option<String>,
    /// Domains that the server knows: see the switches below
    #[arg(long = "domain_trusts")]
    domain_trusts: bool,
    /// Names of the domains that the server's domain trusts
    #[arg(long = "trusted_domains")]
    trusted_domains: bool,
    /// Domain above the server's, or of the server
    #[arg(long)]
    parentdomain: bool,
    /// State of the backup domain controllers of this domain
    #[arg(long = "bdc_query", value_name = "DOMAIN")]
    bdc_query: Option<String>,
    /// An account of the server's SAM
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Which trusted domain has an account of this name
    #[arg(long, value_name = "NAME")]
    finduser: Option<String>,
    /// What time this is, as two hexadecimal numbers: /time:LOW HIGH
    #[arg(long, value_name = "LOW", value_parser = hexadecimal)]
    time: Option<u32>,
    /// Which controllers of this domain have an account for a user: /whowill:DOMAIN USER
    #[arg(long, value_name = "DOMAIN")]
    whowill: Option<String>,
    /// Site that the server is in
    #[arg(long)]
    dsgetsite: bool,
    /// Sites that the domain controller serves
    #[arg(long)]
    dsgetsitecov: bool,
    /// Tell the service that there is a new network
    #[arg(long = "transport_notify")]
    transport_notify: bool,
}

/// Which controller is to be found.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "With /dsgetdc")]
pub(crate) struct Requirements {
    /// The primary one
    #[arg(long)]
    pdc: bool,
    /// One with a directory
    #[arg(long)]
    ds: bool,
    /// Better one with a directory
    #[arg(long)]
    dsp: bool,
    /// A global catalogue
    #[arg(long)]
    gc: bool,
    /// A Kerberos key distribution centre
    #[arg(long)]
    kdc: bool,
    /// One that serves the time
    #[arg(long)]
    timeserv: bool,
    /// Better one that has the time from a clock
    #[arg(long)]
    gtimeserv: bool,
    /// One that has the Active Directory Web Service
    #[arg(long)]
    ws: bool,
    /// The domain's name is a NetBIOS name
    #[arg(long, conflicts_with = "dns")]
    netbios: bool,
    /// The domain's name is a DNS name
    #[arg(long)]
    dns: bool,
    /// One with an IP address
    #[arg(long)]
    ip: bool,
    /// No cached answer (this tool has no cache of its own)
    #[arg(long)]
    force: bool,
    /// One that can be written to
    #[arg(long)]
    writable: bool,
    /// Another one than whoever is asked
    #[arg(long)]
    avoidself: bool,
    /// One that has LDAP, be it a domain controller or not
    #[arg(long)]
    ldaponly: bool,
    /// A cached answer will do, even an old one
    #[arg(long)]
    backg: bool,
    /// One of Windows Server 2008 or later
    #[arg(long = "ds_6")]
    ds_6: bool,
    /// One of Windows Server 2012 or later
    #[arg(long = "ds_8")]
    ds_8: bool,
    /// One of Windows Server 2012 R2 or later
    #[arg(long = "ds_9")]
    ds_9: bool,
    /// One of Windows Server 2016 or later
    #[arg(long = "ds_10")]
    ds_10: bool,
    /// If need be, one in the next closest site
    #[arg(long = "try_next_closest_site")]
    try_next_closest_site: bool,
    /// One in this site
    #[arg(long, value_name = "SITE")]
    site: Option<String>,
    /// One that has this account; only another machine can look for one
    #[arg(long, value_name = "ACCOUNT", requires = "server")]
    account: Option<String>,
    /// Answer with DNS names
    #[arg(long = "ret_dns", conflicts_with = "ret_netbios")]
    ret_dns: bool,
    /// Answer with NetBIOS names
    #[arg(long = "ret_netbios")]
    ret_netbios: bool,
}

/// Which domains are to be listed.
#[derive(Debug, Default, ClapArgs)]
#[command(
    next_help_heading = "With /domain_trusts: the kinds to list, of which each adds to the others"
)]
pub(crate) struct Kinds {
    /// The server's own domain
    #[arg(long)]
    primary: bool,
    /// Domains of the forest
    #[arg(long)]
    forest: bool,
    /// Domains that are trusted directly
    #[arg(long = "direct_out")]
    direct_out: bool,
    /// Domains that trust directly
    #[arg(long = "direct_in")]
    direct_in: bool,
    /// All of these, as without any switch
    #[arg(long = "all_trusts")]
    all_trusts: bool,
    /// With SID and GUID
    #[arg(long)]
    v: bool,
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
            None => Some(
                "there is a word missing: /time:LOW HIGH, in hexadecimal, or /whowill:DOMAIN USER",
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
        let asked = &self.asked;
        let flags = [
            (asked.query, Question::Service(ServiceQuestion::Query)),
            (asked.repl, Question::Service(ServiceQuestion::Replicate)),
            (asked.sync, Question::Service(ServiceQuestion::Synchronize)),
            (
                asked.pdc_repl,
                Question::Service(ServiceQuestion::PdcReplicate),
            ),
            (
                asked.transport_notify,
                Question::Service(ServiceQuestion::TransportNotify),
            ),
            (asked.domain_trusts, self.kinds.question()),
            (asked.trusted_domains, Question::TrustedDomains),
            (asked.parentdomain, Question::ParentDomain),
            (asked.dsgetsite, Question::Site),
            (asked.dsgetsitecov, Question::SiteCoverage),
        ];
        if let Some((_, question)) = flags.into_iter().find(|(is_asked, _)| *is_asked) {
            return Some(question);
        }
        let channel = |question| move |domain| Question::Channel(question, domain);
        let locate = |domain: String| Question::Locate(self.requirements.wanted(&domain));
        None.or_else(|| asked.sc_query.clone().map(channel(ChannelQuestion::Query)))
            .or_else(|| {
                asked
                    .sc_verify
                    .clone()
                    .map(channel(ChannelQuestion::Verify))
            })
            .or_else(|| asked.sc_reset.clone().map(channel(ChannelQuestion::Reset)))
            .or_else(|| asked.sc_change_pwd.clone().map(Question::ChangePassword))
            .or_else(|| asked.dsgetdc.clone().map(locate))
            .or_else(|| asked.dclist.clone().map(Question::Controllers))
            .or_else(|| asked.dcname.clone().map(Question::Pdc))
            .or_else(|| asked.bdc_query.clone().map(Question::Backups))
            .or_else(|| asked.user.clone().map(Question::User))
            .or_else(|| asked.finduser.clone().map(Question::FindUser))
            .or_else(|| {
                let (domain, user) = (asked.whowill.clone()?, self.word.clone()?);
                Some(Question::WhoWill { domain, user })
            })
            .or_else(|| {
                let high = hexadecimal(self.word.as_deref()?).ok()?;
                Some(Question::Time(time(asked.time?, high)))
            })
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

impl Requirements {
    fn wanted(&self, domain: &str) -> Wanted {
        Wanted {
            domain: (!domain.is_empty()).then(|| domain.to_owned()),
            site: self.site.clone(),
            account: self.account.clone(),
            requirements: self.flags(),
        }
    }

    fn flags(&self) -> DcRequirements {
        let flags = [
            (self.pdc, DcRequirements::PDC_REQUIRED),
            (self.ds, DcRequirements::DIRECTORY_SERVICE_REQUIRED),
            (self.dsp, DcRequirements::DIRECTORY_SERVICE_PREFERRED),
            (self.gc, DcRequirements::GC_REQUIRED),
            (self.kdc, DcRequirements::KDC_REQUIRED),
            (self.timeserv, DcRequirements::TIMESERV_REQUIRED),
            (self.gtimeserv, DcRequirements::GOOD_TIMESERV_PREFERRED),
            (self.ws, DcRequirements::WEB_SERVICE_REQUIRED),
            (self.netbios, DcRequirements::IS_FLAT_NAME),
            (self.dns, DcRequirements::IS_DNS_NAME),
            (self.ip, DcRequirements::IP_REQUIRED),
            (self.force, DcRequirements::FORCE_REDISCOVERY),
            (self.writable, DcRequirements::WRITABLE_REQUIRED),
            (self.avoidself, DcRequirements::AVOID_SELF),
            (self.ldaponly, DcRequirements::ONLY_LDAP_NEEDED),
            (self.backg, DcRequirements::BACKGROUND_ONLY),
            (self.ds_6, DcRequirements::DIRECTORY_SERVICE_6_REQUIRED),
            (self.ds_8, DcRequirements::DIRECTORY_SERVICE_8_REQUIRED),
            (self.ds_9, DcRequirements::DIRECTORY_SERVICE_9_REQUIRED),
            (self.ds_10, DcRequirements::DIRECTORY_SERVICE_10_REQUIRED),
            (
                self.try_next_closest_site,
                DcRequirements::TRY_NEXT_CLOSEST_SITE,
            ),
            (self.ret_dns, DcRequirements::RETURN_DNS_NAME),
            (self.ret_netbios, DcRequirements::RETURN_FLAT_NAME),
        ];
        let set = flags.into_iter().filter(|(is_set, _)| *is_set);
        set.fold(DcRequirements(0), |all, (_, flag)| all | flag)
    }
}

impl Kinds {
    const fn any(&self) -> bool {
        self.primary
            || self.forest
            || self.direct_out
            || self.direct_in
            || self.all_trusts
            || self.v
    }

    fn question(&self) -> Question {
        let flags = [
            (self.primary, TrustFlags::PRIMARY),
            (self.forest, TrustFlags::IN_FOREST),
            (self.direct_out, TrustFlags::DIRECT_OUTBOUND),
            (self.direct_in, TrustFlags::DIRECT_INBOUND),
        ];
        let set = flags.into_iter().filter(|(is_set, _)| *is_set);
        let kinds = set.fold(TrustFlags(0), |all, (_, flag)| all | flag);
        Question::Trusts {
            kinds: if self.all_trusts || kinds == TrustFlags(0) {
                ALL_KINDS
            } else {
                kinds
            },
            verbose: self.v,
        }
    }
}

fn hexadecimal(text: &str) -> Result<u32, std::num::ParseIntError> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    u32::from_str_radix(digits, 16)
}

fn time(low: u32, high: u32) -> FileTime {
    FileTime((u64::from(high) << 32) | u64::from(low))
}

const ALL_KINDS: TrustFlags = TrustFlags(
    TrustFlags::PRIMARY.0
        | TrustFlags::IN_FOREST.0
        | TrustFlags::DIRECT_OUTBOUND.0
        | TrustFlags::DIRECT_INBOUND.0,
);

#[cfg(test)]
mod tests {
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
            "nltest /server:X",                // what?
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
