//! The domains, the administrator's machine, and that of our own member.

use anyhow::{Context, Result};

use crate::host::{Host, Lan, TESTJOIN, Verdict};
use crate::{ad, nt4, ours};

/// What is known of a domain without asking it.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// NetBIOS name.
    pub netbios: &'static str,
    /// DNS name, if it has one.
    pub dns: Option<&'static str>,
    /// Name of the domain controller.
    pub dc: &'static str,
    /// Its address.
    pub dc_address: &'static str,
    /// Name of the member.
    pub member: &'static str,
    /// Its address.
    pub member_address: &'static str,
    /// Domain administrator.
    pub admin: &'static str,
    /// The administrator's password.
    pub admin_password: &'static str,
}

/// Password of `root` on each member, a local account in its Administrators.
pub const LOCAL_ROOT_PASSWORD: &str = "Local-R00t!";
/// An account of each domain that has no rights at all.
pub const PLAIN_USER: &str = "plain";
/// Its password.
pub const PLAIN_USER_PASSWORD: &str = "Pl4in-User!";

/// Which kind of domain.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Classic PDC, member with `security = domain`.
    Nt4,
    /// Active Directory DC, member with `security = ads`.
    Ad,
    /// Our own controller, member with `security = domain`.
    Ours,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Nt4, Self::Ad, Self::Ours];

    /// Names in this kind of domain.
    pub fn names(self) -> &'static Names {
        match self {
            Self::Nt4 => &nt4::NAMES,
            Self::Ad => &ad::NAMES,
            Self::Ours => &ours::NAMES,
        }
    }
}

/// A domain controller and a member of its domain.
pub struct Domain {
    kind: Kind,
    /// The domain controller.
    pub dc: Host,
    /// The member.
    pub member: Host,
}

impl Domain {
    fn boot(lan: &Lan, kind: Kind) -> Result<Self> {
        let (dc, member) = match kind {
            Kind::Nt4 => (nt4::controller(lan)?, nt4::member(lan)?),
            Kind::Ad => (ad::controller(lan)?, ad::member(lan)?),
            Kind::Ours => (ours::controller(lan)?, ours::member(lan)?),
        };
        let domain = Self { kind, dc, member };
        anyhow::ensure!(
            domain.member.testjoin()? == Verdict::Healthy,
            "the member of {kind:?} is broken from the start"
        );
        domain.save()?;
        domain.start()?;
        Ok(domain)
    }

    /// Which kind of domain this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Names in this domain.
    pub fn names(&self) -> &'static Names {
        self.kind.names()
    }

    /// `NAME%password` of the domain administrator, as Samba's tools take it.
    pub fn admin_credentials(&self) -> String {
        format!("{}%{}", self.names().admin, self.names().admin_password)
    }

    /// Returns both hosts to the state they were first started in, channel intact.
    pub fn heal(&self) -> Result<()> {
        self.stop()?;
        self.dc.restore(HEALTHY)?;
        self.member.restore(HEALTHY)?;
        self.start()
    }

    /// Puts `settings` into the `[global]` section of the controller's Samba.
    pub fn configure_controller(&self, settings: &[&str]) -> Result<()> {
        self.stop()?;
        for setting in settings {
            let insert = r#"sed -i "s/^\[global\]/[global]\n    $1/" /etc/samba/smb.conf"#;
            self.dc.script(insert, &[setting], "")?.success()?;
        }
        self.start()
    }

    /// Joins the member by Samba's own means.
    pub fn join(&self) -> Result<()> {
        match self.kind {
            Kind::Nt4 => nt4::join(&self.member),
            Kind::Ad => ad::join(&self.member),
            Kind::Ours => ours::join(&self.member),
        }
    }

    fn save(&self) -> Result<()> {
        self.stop()?;
        self.dc.save(HEALTHY)?;
        self.member.save(HEALTHY)
    }

    fn stop(&self) -> Result<()> {
        self.member.stop()?;
        self.dc.stop()
    }

    fn start(&self) -> Result<()> {
        self.dc.start()?;
        match self.kind {
            Kind::Nt4 => nt4::wait_until_ready(&self.dc)?,
            Kind::Ad => ad::wait_until_ready(&self.dc)?,
            Kind::Ours => ours::wait_until_ready(&self.dc)?,
        }
        self.member
            .sh(&format!("hostname {}", self.names().member))?;
        // The controller's tasks come up one by one, CLDAP among the last, and a winbindd that has missed it stays offline for a while.
        self.member.wait_for("channel", TESTJOIN)?;
        self.member.start()
    }
}

/// The domains, and machines that are in none.
pub struct Lab {
    /// Where the cables meet.
    pub lan: Lan,
    /// The domains that were asked for.
    pub domains: Vec<Domain>,
    /// Knows names and credentials only: asks the AD DC for DNS and the PDCs for WINS. Runs no Samba.
    pub admin: Host,
    /// Another that knows no more, for our own member: [`LIMPET`].
    pub limpet: Host,
    /// What judged: `smbd -V`.
    pub peer_version: String,
}

impl Lab {
    /// Boots the domains of `kinds`, in parallel, and the administrator's machine.
    pub fn start(kinds: &[Kind]) -> Result<Self> {
        let lan = Lan::new()?;
        let admin = stranger(&lan, "ADMINBOX", "10.75.0.100", kinds)?;
        let limpet = stranger(&lan, LIMPET, LIMPET_ADDRESS, kinds)?;
        let peer_version = admin.sh("smbd -V")?.trim().replace("Version", "Samba");
        let lan_ref = &lan;
        let domains = std::thread::scope(|scope| {
            let booting: Vec<_> = kinds
                .iter()
                .map(|&kind| (kind, scope.spawn(move || Domain::boot(lan_ref, kind))))
                .collect();
            booting
                .into_iter()
                .map(|(kind, thread)| match thread.join() {
                    Ok(domain) => domain.with_context(|| format!("booting the {kind:?} domain")),
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect::<Result<Vec<_>>>()
        })?;
        Ok(Self {
            lan,
            domains,
            admin,
            limpet,
            peer_version,
        })
    }

    /// The domain of `kind`, if it was started.
    pub fn domain(&self, kind: Kind) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.kind == kind)
    }

    /// Every host by name.
    pub fn hosts(&self) -> impl Iterator<Item = &Host> {
        self.domains
            .iter()
            .flat_map(|domain| [&domain.dc, &domain.member])
            .chain([&self.admin, &self.limpet])
    }
}

/// What our own member is called.
pub const LIMPET: &str = "LIMPET";
/// What it may be called later.
pub const SECOND_NAME: &str = "WHELK";
const LIMPET_ADDRESS: &str = "10.75.0.101";

const HEALTHY: &str = "healthy";

/// A machine that is told of the network what DHCP tells. Not of servers that are not there: each of them would cost a
/// second and a half of every search.
fn stranger(lan: &Lan, name: &str, address: &'static str, kinds: &[Kind]) -> Result<Host> {
    let host = Host::boot(lan, name, address, &[])?;
    let resolver = match kinds.contains(&Kind::Ad) {
        true => ad::RESOLV_CONF,
        false => "",
    };
    host.write("/etc/resolv.conf", resolver)?;
    host.write("/etc/samba/smb.conf", ADMIN_CONF)?;
    host.write("/etc/netdom.toml", &netdom_conf(kinds))?;
    Ok(host)
}

/// DNS knows nothing of NT4-style domains.
fn netdom_conf(kinds: &[Kind]) -> String {
    let servers: Vec<String> = [Kind::Nt4, Kind::Ours]
        .iter()
        .filter(|kind| kinds.contains(kind))
        .map(|kind| format!("'{}'", kind.names().dc_address))
        .collect();
    let wins = servers.join(", ");
    // Our member has no name that others could ask for: administrators of such networks keep a list.
    let known = [LIMPET, SECOND_NAME]
        .map(|name| format!("[locate.names.host.{name}]\naddresses = ['{LIMPET_ADDRESS}']\n"));
    format!("[locate]\nwins = [{wins}]\n{}", known.concat())
}

/// For Samba's tools, as a yardstick.
const ADMIN_CONF: &str = "[global]
    netbios name = ADMINBOX
    workgroup = DOMAIN
    wins server = 10.75.0.10
    interfaces = eth0 lo
";
