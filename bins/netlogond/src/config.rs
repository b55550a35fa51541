//! The settings file, `netlogond.toml`; a member has its own.

mod member;

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use dc::LdapLimits;
use locate::LocatorConfig;
use serde::{Deserialize, Serialize};
use transport::{RpcServerLimits, SmbServerLimits};

pub(crate) use member::MemberConfig;

/// How the service serves. Every setting has a default; there need be no file.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// The addresses to serve on.
    pub(crate) listen: Vec<IpAddr>,
    /// Whether SMB clients may encrypt or must.
    pub(crate) encryption: Encryption,
    /// The site that members are told they are in; without one they are in none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) site: Option<String>,
    /// The domain's name in the DNS, for clients that ask for it; a domain of this kind needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dns_domain: Option<String>,
    /// Whether members may have responses of MS-CHAPv2 judged, which are as weak as those of NTLM version 1.
    pub(crate) allow_mschapv2_des_responses: bool,
    /// For how many hours after a member computer has replaced its password the one before opens a channel; 0 is never.
    pub(crate) accept_previous_machine_password_hours: u64,
    /// Whether exceptions count for domain controllers and let hashes out, as tests of a laboratory want it.
    pub(crate) laboratory_exceptions: bool,
    pub(crate) ports: Ports,
    pub(crate) locator: Locator,
    pub(crate) limits: Limits,
    pub(crate) log: Log,
    /// How controllers of domains that this one trusts are found, as in `netdom.toml`.
    #[serde(skip_serializing)]
    pub(crate) locate: LocatorConfig,
}

/// Whether SMB clients may encrypt or must.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Encryption {
    /// They may.
    #[default]
    Offered,
    /// They must; clients of SMB 2 cannot.
    Required,
}

/// The ports, which clients expect to be these.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Ports {
    pub(crate) smb: u16,
    pub(crate) endpoint_mapper: u16,
    /// RPC over TCP; 0 is one that the operating system picks, and the endpoint mapper tells.
    pub(crate) rpc: u16,
    pub(crate) netbios_name: u16,
    pub(crate) netbios_datagram: u16,
    pub(crate) cldap: u16,
    /// The directory, over TCP; only a domain with a name in the DNS has one.
    pub(crate) ldap: u16,
}

/// The ports of a member, at which nothing is found by broadcast.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Tcp {
    pub(crate) smb: u16,
    pub(crate) endpoint_mapper: u16,
    /// RPC over TCP; 0 is one that the operating system picks, and the endpoint mapper tells.
    pub(crate) rpc: u16,
}

/// How the domain controller is found.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Locator {
    /// Whether NetBIOS names are claimed and answered, and logon requests.
    pub(crate) netbios: bool,
    /// Whether LDAP pings are answered.
    pub(crate) cldap: bool,
    /// The address that answers give, where it is not the one that is served on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) advertise: Option<Ipv4Addr>,
    /// Whether others can register their names here.
    pub(crate) wins_server: bool,
    /// The WINS servers that the domain's names are registered at.
    pub(crate) wins: Vec<Ipv4Addr>,
}

/// How many clients there can be, and how long they are waited for, in seconds.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Limits {
    pub(crate) smb_clients: usize,
    /// From connecting to having logged on.
    pub(crate) smb_logon: u64,
    /// For each message, from its first octet.
    pub(crate) smb_unfinished: u64,
    /// How long a session that has no pipe open may be left unused.
    pub(crate) smb_idle: u64,
    /// The same for one that has.
    pub(crate) smb_silence: u64,
    /// How many sessions one account may have.
    pub(crate) smb_account_sessions: usize,
    /// Over TCP, to each of the two ports.
    pub(crate) rpc_clients: usize,
    /// How long a client that has proven who it is may say nothing.
    pub(crate) rpc_silence: u64,
    /// The same for one that has not.
    pub(crate) rpc_anonymous_silence: u64,
    /// From connecting to being bound, and for each message.
    pub(crate) rpc_unfinished: u64,
    pub(crate) ldap_clients: usize,
    /// From connecting to having logged on.
    pub(crate) ldap_logon: u64,
    /// How long a client that has logged on may say nothing.
    pub(crate) ldap_silence: u64,
}

/// What is told of, and where.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Log {
    /// A level, or levels of modules as `tracing` writes them: `info,smb=debug`.
    pub(crate) level: String,
    pub(crate) target: LogTarget,
}

/// Where messages go.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogTarget {
    /// The journal if standard error is connected to it, as systemd does, and else standard error.
    #[default]
    Auto,
    Stderr,
    Journald,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: vec![IpAddr::V4(Ipv4Addr::UNSPECIFIED)],
            encryption: Encryption::default(),
            site: None,
            dns_domain: None,
            allow_mschapv2_des_responses: false,
            accept_previous_machine_password_hours: 0,
            laboratory_exceptions: false,
            ports: Ports::default(),
            locator: Locator::default(),
            limits: Limits::default(),
            log: Log::default(),
            locate: LocatorConfig::default(),
        }
    }
}

impl Default for Ports {
    fn default() -> Self {
        Self {
            smb: 445,
            endpoint_mapper: 135,
            rpc: 0,
            netbios_name: 137,
            netbios_datagram: 138,
            cldap: 389,
            ldap: 389,
        }
    }
}

impl Default for Tcp {
    fn default() -> Self {
        Self {
            smb: 445,
            endpoint_mapper: 135,
            rpc: 0,
        }
    }
}

impl Default for Locator {
    fn default() -> Self {
        Self {
            netbios: true,
            cldap: true,
            advertise: None,
            wins_server: true,
            wins: Vec::new(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let (smb, rpc) = (SmbServerLimits::default(), RpcServerLimits::default());
        let sessions = smb::server::Limits::default();
        let ldap = LdapLimits::default();
        Self {
            smb_clients: smb.max_clients,
            smb_logon: smb.logon.as_secs(),
            smb_unfinished: smb.unfinished.as_secs(),
            smb_idle: sessions.idle.as_secs(),
            smb_silence: sessions.silence.as_secs(),
            smb_account_sessions: smb.account_sessions,
            rpc_clients: rpc.max_clients,
            rpc_silence: rpc.silence.as_secs(),
            rpc_anonymous_silence: rpc.anonymous_silence.as_secs(),
            rpc_unfinished: rpc.unfinished.as_secs(),
            ldap_clients: ldap.max_clients,
            ldap_logon: ldap.logon.as_secs(),
            ldap_silence: ldap.silence.as_secs(),
        }
    }
}

impl Limits {
    pub(crate) fn smb(self) -> SmbServerLimits {
        SmbServerLimits {
            max_clients: self.smb_clients,
            logon: Duration::from_secs(self.smb_logon),
            unfinished: Duration::from_secs(self.smb_unfinished),
            account_sessions: self.smb_account_sessions,
            ..SmbServerLimits::default()
        }
    }

    pub(crate) fn smb_connection(self) -> smb::server::Limits {
        smb::server::Limits {
            idle: Duration::from_secs(self.smb_idle),
            silence: Duration::from_secs(self.smb_silence),
            ..smb::server::Limits::default()
        }
    }

    pub(crate) fn rpc(self) -> RpcServerLimits {
        RpcServerLimits {
            max_clients: self.rpc_clients,
            silence: Duration::from_secs(self.rpc_silence),
            anonymous_silence: Duration::from_secs(self.rpc_anonymous_silence),
            unfinished: Duration::from_secs(self.rpc_unfinished),
            ..RpcServerLimits::default()
        }
    }

    pub(crate) fn ldap(self) -> LdapLimits {
        LdapLimits {
            max_clients: self.ldap_clients,
            logon: Duration::from_secs(self.ldap_logon),
            silence: Duration::from_secs(self.ldap_silence),
            ..LdapLimits::default()
        }
    }

    /// The clients that there can be at once on so many addresses: of SMB, RPC, the endpoint mapper and LDAP.
    pub(crate) fn places(self, addresses: usize) -> usize {
        self.smb_clients
            .saturating_add(self.rpc_clients.saturating_mul(2))
            .saturating_add(self.ldap_clients)
            .saturating_mul(addresses)
    }

    /// The same for a process that can have so many connections: fewer clients of each kind, in proportion.
    pub(crate) fn within(self, addresses: usize, connections: usize) -> Self {
        let places = self.places(addresses);
        if places <= connections {
            return self;
        }
        let share = |clients: usize| (clients.saturating_mul(connections) / places).max(1);
        Self {
            smb_clients: share(self.smb_clients),
            rpc_clients: share(self.rpc_clients),
            ldap_clients: share(self.ldap_clients),
            ..self
        }
    }

    /// Nobody could be served; and a deadline that is centuries away is none that a clock could hold.
    fn check(self) -> Result<(), Invalid> {
        let seconds = 1..=YEAR;
        for (name, fits) in [
            ("smb-clients", self.smb_clients > 0),
            ("smb-logon", seconds.contains(&self.smb_logon)),
            ("smb-unfinished", seconds.contains(&self.smb_unfinished)),
            ("smb-idle", seconds.contains(&self.smb_idle)),
            ("smb-silence", seconds.contains(&self.smb_silence)),
            ("smb-account-sessions", self.smb_account_sessions > 0),
            ("rpc-clients", self.rpc_clients > 0),
            ("rpc-silence", seconds.contains(&self.rpc_silence)),
            (
                "rpc-anonymous-silence",
                seconds.contains(&self.rpc_anonymous_silence),
            ),
            ("rpc-unfinished", seconds.contains(&self.rpc_unfinished)),
            ("ldap-clients", self.ldap_clients > 0),
            ("ldap-logon", seconds.contains(&self.ldap_logon)),
            ("ldap-silence", seconds.contains(&self.ldap_silence)),
        ] {
            if !fits {
                return Err(Invalid::Limit(name));
            }
        }
        Ok(())
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            level: "info".to_owned(),
            target: LogTarget::default(),
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("settings {}: {error}", path.display())]
    Read { path: PathBuf, error: io::Error },
    /// Its text has the line and the key.
    #[error("settings {}: {error}", path.display())]
    Parse {
        path: PathBuf,
        error: toml::de::Error,
    },
    #[error("settings {}: {invalid}", path.display())]
    Invalid { path: PathBuf, invalid: Invalid },
}

/// A setting that is well-formed and cannot be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Invalid {
    #[error("`listen` has no address")]
    NoAddress,
    #[error("`listen` has {0} twice")]
    AddressTwice(IpAddr),
    #[error("`listen` has {0} beside other addresses, which it includes")]
    AddressIncluded(IpAddr),
    #[error("`ports` has {0} twice, for {1} and for {2}")]
    PortTwice(u16, &'static str, &'static str),
    #[error("`limits.{0}` is not possible: it has to be at least 1, and a time at most a year")]
    Limit(&'static str),
    #[error("`{name}` has to be from {least} to {most}")]
    Range {
        name: &'static str,
        least: u64,
        most: u64,
    },
    #[error("`dns-host-name` is no name of a host with its domain: `{0}`")]
    HostName(String),
    #[error("`log.level` is no level: {0}")]
    Level(tracing_subscriber::filter::ParseError),
    /// To `tracing`, this is a module of which everything is wanted, and of the others nothing.
    #[error(
        "`log.level` is no level: `{0}` is none of off, error, warn, info, debug, trace; a module has one, as in `smb=debug`"
    )]
    NoLevel(String),
}

impl Config {
    /// Reads the named file, or else [`DEFAULT_PATH`] if there is one.
    pub(crate) fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let (path, text) = read(path, DEFAULT_PATH)?;
        let config: Self = match toml::from_str(&text) {
            Ok(config) => config,
            Err(error) => return Err(ConfigError::Parse { path, error }),
        };
        match config.check() {
            Ok(()) => Ok(config),
            Err(invalid) => Err(ConfigError::Invalid { path, invalid }),
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        self.check_addresses()?;
        self.ports.check()?;
        self.limits.check()?;
        if self.accept_previous_machine_password_hours > MOST_HOURS {
            return Err(Invalid::Range {
                name: "accept-previous-machine-password-hours",
                least: 0,
                most: MOST_HOURS,
            });
        }
        self.log.check()
    }

    /// Checks the addresses, which the command line may have replaced.
    pub(crate) fn check_addresses(&self) -> Result<(), Invalid> {
        if self.listen.is_empty() {
            return Err(Invalid::NoAddress);
        }
        check_addresses(&self.listen)
    }
}

/// Reads a settings file, which is named or may be missing.
fn read(path: Option<&Path>, default: &str) -> Result<(PathBuf, String), ConfigError> {
    let text = match path {
        Some(path) => fs::read_to_string(path),
        None => match fs::read_to_string(default) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            other => other,
        },
    };
    let path = path.unwrap_or_else(|| Path::new(default)).to_owned();
    match text {
        Ok(text) => Ok((path, text)),
        Err(error) => Err(ConfigError::Read { path, error }),
    }
}

/// Whether all addresses can be served on at once.
fn check_addresses(listen: &[IpAddr]) -> Result<(), Invalid> {
    let several = listen.len() > 1;
    for (index, address) in listen.iter().enumerate() {
        let mut others = listen.iter().skip(index.saturating_add(1));
        if others.any(|other| other == address) {
            return Err(Invalid::AddressTwice(*address));
        }
        if several && address.is_unspecified() {
            return Err(Invalid::AddressIncluded(*address));
        }
    }
    Ok(())
}

impl Ports {
    /// TCP ports, and UDP ports, differ from each other; 0 is any.
    fn check(self) -> Result<(), Invalid> {
        let tcp = [
            (self.smb, "smb"),
            (self.endpoint_mapper, "endpoint-mapper"),
            (self.rpc, "rpc"),
            (self.ldap, "ldap"),
        ];
        differ(&tcp)?;
        let udp = [
            (self.netbios_name, "netbios-name"),
            (self.netbios_datagram, "netbios-datagram"),
            (self.cldap, "cldap"),
        ];
        differ(&udp)
    }
}

impl Tcp {
    fn check(self) -> Result<(), Invalid> {
        differ(&[
            (self.smb, "smb"),
            (self.endpoint_mapper, "endpoint-mapper"),
            (self.rpc, "rpc"),
        ])
    }
}

/// Whether all ports but 0, which is any, are others.
fn differ(ports: &[(u16, &'static str)]) -> Result<(), Invalid> {
    for (index, (port, name)) in ports.iter().enumerate() {
        let mut rest = ports.iter().skip(index.saturating_add(1));
        let twice = rest.find(|(other, _)| other == port && *port != 0);
        if let Some((_, other)) = twice {
            return Err(Invalid::PortTwice(*port, name, other));
        }
    }
    Ok(())
}

const YEAR: u64 = 366 * 86_400;

/// As old as Windows lets a machine's password become by default: 30 days.
const MOST_HOURS: u64 = 30 * 24;

/// Where the settings are unless another file is named.
pub(crate) const DEFAULT_PATH: &str = "/etc/netlogond.toml";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_as_many_as_files() {
        let limits = Limits {
            smb_clients: 300,
            rpc_clients: 100,
            ldap_clients: 100,
            ..Limits::default()
        };
        assert_eq!(limits.places(2), 1200);
        assert_eq!(limits.within(2, 1200), limits);
        let fewer = limits.within(2, 600);
        let clients = (fewer.smb_clients, fewer.rpc_clients, fewer.ldap_clients);
        assert_eq!(clients, (150, 50, 50));
        assert_eq!(limits.within(2, 1).ldap_clients, 1);
        // What the unit lets the service have is enough for what it has by default.
        assert!(Limits::default().places(1) < 131_072 - 256);
    }

    fn invalid(text: &str) -> String {
        let config: Config = toml::from_str(text).unwrap();
        config.check().unwrap_err().to_string()
    }

    #[test]
    fn a_misspelt_setting_is_an_error_that_names_line_and_key() {
        for text in [
            "lisen = ['0.0.0.0']",
            "\n[ports]\nsbm = 445",
            "\n\n[log]\nlevle = 'info'",
        ] {
            let error = toml::from_str::<Config>(text).unwrap_err().to_string();
            let line = text.lines().count();
            assert!(error.contains(&format!("line {line}")), "{error}");
            assert!(error.contains("unknown field"), "{error}");
        }
    }

    #[test]
    fn what_is_printed_is_what_is_read() {
        let text = toml::to_string(&Config::default()).unwrap();
        assert_eq!(toml::from_str::<Config>(&text).unwrap(), Config::default());
        insta::assert_snapshot!(text);
    }

    #[test]
    fn settings_that_cannot_be() {
        assert_eq!(invalid("listen = []"), "`listen` has no address");
        assert_eq!(
            invalid("listen = ['10.0.0.1', '10.0.0.1']"),
            "`listen` has 10.0.0.1 twice"
        );
        assert_eq!(
            invalid("listen = ['10.0.0.1', '0.0.0.0']"),
            "`listen` has 0.0.0.0 beside other addresses, which it includes"
        );
        assert_eq!(
            invalid("ports.rpc = 445"),
            "`ports` has 445 twice, for smb and for rpc"
        );
        assert!(invalid("limits.rpc-clients = 0").contains("`limits.rpc-clients`"));
        assert!(invalid("limits.rpc-silence = 9223372036854775807").contains("rpc-silence"));
        assert_eq!(
            invalid("accept-previous-machine-password-hours = 721"),
            "`accept-previous-machine-password-hours` has to be from 0 to 720"
        );
        for level in ["a=b=c", "loud", "info,smb"] {
            let error = invalid(&format!("log.level = '{level}'"));
            assert!(error.starts_with("`log.level` is no level: "), "{error}");
        }
        for level in ["info", "WARN", "off", "info,smb=debug", "info, dc=trace"] {
            let config: Config = toml::from_str(&format!("log.level = '{level}'")).unwrap();
            assert!(config.check().is_ok(), "{level}");
        }
    }

    #[test]
    fn any_ports_are_no_ports_twice() {
        let config: Config = toml::from_str("ports = { smb = 0, endpoint-mapper = 0 }").unwrap();
        assert!(config.check().is_ok());
    }
}
