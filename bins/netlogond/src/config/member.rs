//! The settings of a member.

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use locate::LocatorConfig;
use member::OperatingSystem;
use serde::{Deserialize, Serialize};

use super::{ConfigError, Encryption, Invalid, Log, Tcp, check_addresses, read};

/// How the service of a member works. Every setting has a default; there need be no file.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MemberConfig {
    /// The addresses at which administrators reach it; none, and nobody manages it from afar.
    pub(crate) listen: Vec<IpAddr>,
    /// Whether SMB clients may encrypt or must.
    pub(crate) encryption: Encryption,
    /// The domain controller to use and no other, whatever was named at the join.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) server: Option<String>,
    /// The computer's name in the DNS, which its controller is told; without it the host name, if that has its domain in it,
    /// or else the computer's name in its domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dns_host_name: Option<String>,
    /// The key that the secret is encrypted under; without it systemd's credential `netlogond.key`, or else
    /// `machine.key` in the state directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key_file: Option<PathBuf>,
    /// The directory of the file that tells a restored state directory; it belongs outside of that.
    pub(crate) witness: PathBuf,
    /// `MaximumPasswordAge`, in days.
    pub(crate) maximum_password_age_days: u64,
    /// `DisablePasswordChange`.
    pub(crate) disable_password_change: bool,
    /// `ScavengeInterval`, in seconds.
    pub(crate) scavenge_interval_seconds: u64,
    /// The longest wait for any one answer, in seconds.
    pub(crate) timeout_seconds: u64,
    pub(crate) ports: Tcp,
    pub(crate) socket: Socket,
    pub(crate) log: Log,
    /// How domain controllers are found, as in `netdom.toml`.
    #[serde(skip_serializing)]
    pub(crate) locate: LocatorConfig,
}

/// The socket for programs of this machine.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Socket {
    pub(crate) path: PathBuf,
    /// The group whose members may use it, besides root and the service's own user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) group: Option<String>,
}

impl Default for MemberConfig {
    fn default() -> Self {
        let settings = member::Settings::default();
        Self {
            listen: vec![IpAddr::V4(Ipv4Addr::UNSPECIFIED)],
            encryption: Encryption::default(),
            server: None,
            dns_host_name: None,
            key_file: None,
            witness: WITNESS.into(),
            maximum_password_age_days: settings.maximum_password_age.as_secs() / DAY,
            disable_password_change: settings.disable_password_change,
            scavenge_interval_seconds: settings.scavenge_interval.as_secs(),
            timeout_seconds: settings.timeout.as_secs(),
            ports: Tcp::default(),
            socket: Socket::default(),
            log: Log::default(),
            locate: LocatorConfig::default(),
        }
    }
}

impl Default for Socket {
    fn default() -> Self {
        Self {
            path: local_client::SOCKET.into(),
            group: None,
        }
    }
}

impl MemberConfig {
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
        if !self.listen.is_empty() {
            check_addresses(&self.listen)?;
        }
        self.ports.check()?;
        if let Some(name) = &self.dns_host_name
            && !is_host_name(name)
        {
            return Err(Invalid::HostName(name.clone()));
        }
        // The ranges that Windows documents for them, and a wait that a clock can hold.
        for (name, value, least, most) in [
            (
                "maximum-password-age-days",
                self.maximum_password_age_days,
                1,
                1_000_000,
            ),
            (
                "scavenge-interval-seconds",
                self.scavenge_interval_seconds,
                60,
                172_800,
            ),
            ("timeout-seconds", self.timeout_seconds, 1, 3600),
        ] {
            if !(least..=most).contains(&value) {
                return Err(Invalid::Range { name, least, most });
            }
        }
        self.log.check()
    }

    /// As the service takes them.
    pub(crate) fn settings(&self) -> member::Settings {
        member::Settings {
            maximum_password_age: Duration::from_secs(
                self.maximum_password_age_days.saturating_mul(DAY),
            ),
            disable_password_change: self.disable_password_change,
            scavenge_interval: Duration::from_secs(self.scavenge_interval_seconds),
            timeout: Duration::from_secs(self.timeout_seconds),
            dns_host_name: self.dns_host_name.clone(),
            operating_system: OperatingSystem::read(Path::new("/")),
            ..member::Settings::default()
        }
    }
}

/// A host's name with that of its domain, RFC 1123 2.1: two parts or more of letters, digits and hyphens.
fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.contains('.') && name.split('.').all(is_label)
}

const DAY: u64 = 86_400;

/// Where the settings are unless another file is named.
pub(crate) const DEFAULT_PATH: &str = "/etc/netlogond-member.toml";

/// Survives that the state directory is restored, and not a restart.
const WITNESS: &str = "/run/netlogond";

#[cfg(test)]
mod tests {
    use super::*;

    fn invalid(text: &str) -> String {
        let config: MemberConfig = toml::from_str(text).unwrap();
        config.check().unwrap_err().to_string()
    }

    #[test]
    fn what_is_printed_is_what_is_read() {
        let text = toml::to_string(&MemberConfig::default()).unwrap();
        let read: MemberConfig = toml::from_str(&text).unwrap();
        assert_eq!(read, MemberConfig::default());
        insta::assert_snapshot!(text);
    }

    #[test]
    fn the_ranges_of_windows() {
        for (text, fits) in [
            ("maximum-password-age-days = 0", false),
            ("maximum-password-age-days = 1", true),
            ("maximum-password-age-days = 1000000", true),
            ("maximum-password-age-days = 1000001", false),
            ("scavenge-interval-seconds = 59", false),
            ("scavenge-interval-seconds = 60", true),
            ("scavenge-interval-seconds = 172800", true),
            ("scavenge-interval-seconds = 172801", false),
        ] {
            let config: MemberConfig = toml::from_str(text).unwrap();
            assert_eq!(config.check().is_ok(), fits, "{text}");
        }
        assert_eq!(
            invalid("scavenge-interval-seconds = 59"),
            "`scavenge-interval-seconds` has to be from 60 to 172800"
        );
    }

    #[test]
    fn a_name_in_the_dns_has_a_domain_in_it() {
        for (name, fits) in [
            ("web1.prod.example", true),
            ("WEB-1.example", true),
            ("web1", false),
            ("", false),
            ("web1.", false),
            ("web_1.example", false),
            ("-web1.example", false),
            ("web 1.example", false),
        ] {
            let config: MemberConfig =
                toml::from_str(&format!("dns-host-name = '{name}'")).unwrap();
            assert_eq!(config.check().is_ok(), fits, "{name}");
        }
        let long = format!("{}.example", "a".repeat(64));
        assert!(invalid(&format!("dns-host-name = '{long}'")).contains(&long));
    }

    #[test]
    fn nobody_manages_it_from_afar_if_it_listens_nowhere() {
        let config: MemberConfig = toml::from_str("listen = []").unwrap();
        assert!(config.check().is_ok());
        assert!(invalid("listen = ['10.0.0.1', '10.0.0.1']").contains("twice"));
        assert!(invalid("ports = { smb = 135 }").contains("135 twice"));
    }

    #[test]
    fn a_misspelt_setting_is_an_error() {
        for text in [
            "keyfile = '/k'",
            "[socket]\npth = '/s'",
            "[locate]\nwin = []",
        ] {
            assert!(toml::from_str::<MemberConfig>(text).is_err(), "{text}");
        }
    }
}
