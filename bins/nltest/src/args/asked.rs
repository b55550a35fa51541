//! What to ask: one switch.

use admin::control::{ChannelQuestion, ServiceQuestion};
use clap::Args as ClapArgs;
use wire::FileTime;

use super::details::Details;
use super::kinds::Kinds;
use crate::question::Question;

/// What to ask: one of these.
#[derive(Debug, ClapArgs)]
#[group(multiple = false)]
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
    /// Sites of a machine's addresses, as the server knows them; or of those of /addresses
    #[arg(long, value_name = "MACHINE")]
    dsaddresstosite: Option<String>,
    /// What is in the forest of this domain; without a name, in the server's own
    #[arg(long, value_name = "DOMAIN")]
    dsgetfti: Option<String>,
    /// How many logons the service was asked for
    #[arg(long = "logon_query")]
    logon_query: bool,
    /// Tell the service that there is a new network
    #[arg(long = "transport_notify")]
    transport_notify: bool,
}

impl Asked {
    /// Whether it is a question that has a second word, which is not there or none of its kind.
    pub(super) const fn lacks_a_word(&self) -> bool {
        self.whowill.is_some() || self.time.is_some()
    }

    /// What is asked. The other switches and the word that is no switch belong to some of the questions.
    pub(super) fn question(
        &self,
        kinds: &Kinds,
        details: &Details,
        wanted: impl Fn(&str) -> Question,
        word: Option<&str>,
    ) -> Option<Question> {
        let flags = [
            (self.query, Question::Service(ServiceQuestion::Query)),
            (self.repl, Question::Service(ServiceQuestion::Replicate)),
            (self.sync, Question::Service(ServiceQuestion::Synchronize)),
            (
                self.pdc_repl,
                Question::Service(ServiceQuestion::PdcReplicate),
            ),
            (
                self.transport_notify,
                Question::Service(ServiceQuestion::TransportNotify),
            ),
            (self.domain_trusts, kinds.question()),
            (self.trusted_domains, Question::TrustedDomains),
            (self.parentdomain, Question::ParentDomain),
            (self.dsgetsite, Question::Site),
            (self.dsgetsitecov, Question::SiteCoverage),
            (self.logon_query, Question::LogonAttempts),
        ];
        if let Some((_, question)) = flags.into_iter().find(|(is_asked, _)| *is_asked) {
            return Some(question);
        }
        let channel = |question| move |domain| Question::Channel(question, domain);
        let locate = |domain: String| wanted(&domain);
        None.or_else(|| self.sc_query.clone().map(channel(ChannelQuestion::Query)))
            .or_else(|| self.sc_verify.clone().map(channel(ChannelQuestion::Verify)))
            .or_else(|| self.sc_reset.clone().map(channel(ChannelQuestion::Reset)))
            .or_else(|| self.sc_change_pwd.clone().map(Question::ChangePassword))
            .or_else(|| self.dsgetdc.clone().map(locate))
            .or_else(|| self.dclist.clone().map(Question::Controllers))
            .or_else(|| self.dcname.clone().map(Question::Pdc))
            .or_else(|| self.bdc_query.clone().map(Question::Backups))
            .or_else(|| self.user.clone().map(Question::User))
            .or_else(|| self.finduser.clone().map(Question::FindUser))
            .or_else(|| Some(details.address_sites(self.dsaddresstosite.clone()?)))
            .or_else(|| Some(details.forest(self.dsgetfti.as_deref()?)))
            .or_else(|| {
                let (domain, user) = (self.whowill.clone()?, word?.to_owned());
                Some(Question::WhoWill { domain, user })
            })
            .or_else(|| {
                let high = hexadecimal(word?).ok()?;
                Some(Question::Time(time(self.time?, high)))
            })
    }
}

fn hexadecimal(text: &str) -> Result<u32, std::num::ParseIntError> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    u32::from_str_radix(digits.unwrap_or(text), 16)
}

fn time(low: u32, high: u32) -> FileTime {
    FileTime((u64::from(high) << 32) | u64::from(low))
}
