//! Which controller `/dsgetdc` is to find.

use admin::control::{DcRequirements, Wanted};
use clap::Args as ClapArgs;

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
    /// One that has LDAP, be it a domain controller or not; of the other requirements only /gc counts then
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

impl Requirements {
    pub(super) fn wanted(&self, domain: &str) -> Wanted {
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
