//! The settings file of the administrator's tools, `netdom.toml`.

use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use locate::LocatorConfig;
use serde::Deserialize;

/// What can be set once for all commands of all tools.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The domain, unless the command line names one.
    pub domain: Option<String>,
    /// The account for the domain, unless the command line names one.
    pub userd: Option<String>,
    /// The file that its password is in.
    pub passwordd_file: Option<PathBuf>,
    /// The account for the members, unless the command line names one.
    pub usero: Option<String>,
    /// The file that its password is in.
    pub passwordo_file: Option<PathBuf>,
    /// How machines are found.
    pub locate: LocatorConfig,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("settings {}: {error}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file says what nobody understands.
    #[error("settings {}: {error}", path.display())]
    Parse {
        /// Which.
        path: PathBuf,
        /// Where, and what.
        error: toml::de::Error,
    },
}

/// An account, and the file that its password is in.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Login {
    /// The account.
    pub user: Option<String>,
    /// The file.
    pub file: Option<PathBuf>,
}

impl Login {
    /// Completes what a command line says by the settings. Their file is that of their account: nobody's password is tried
    /// under another's name.
    fn or(self, settings: Self) -> Self {
        let is_theirs = match (&self.user, &settings.user) {
            (Some(own), Some(theirs)) => own.eq_ignore_ascii_case(theirs),
            _ => true,
        };
        Self {
            file: self.file.or(settings.file.filter(|_| is_theirs)),
            user: self.user.or(settings.user),
        }
    }
}

impl Config {
    /// Reads the named file, or else `/etc/netdom.toml` if there is one.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let text = match path {
            Some(path) => fs::read_to_string(path),
            None => match fs::read_to_string(DEFAULT_PATH) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
                other => other,
            },
        };
        let path = path.unwrap_or_else(|| Path::new(DEFAULT_PATH)).to_owned();
        match text {
            Ok(text) => toml::from_str(&text).map_err(|error| ConfigError::Parse { path, error }),
            Err(error) => Err(ConfigError::Read { path, error }),
        }
    }

    /// Who asks the domain, if the command line says this of it.
    #[must_use]
    pub fn domain_login(&self, given: Login) -> Login {
        given.or(Login {
            user: self.userd.clone(),
            file: self.passwordd_file.clone(),
        })
    }

    /// Who asks a member, if the command line says this of it.
    #[must_use]
    pub fn member_login(&self, given: Login) -> Login {
        given.or(Login {
            user: self.usero.clone(),
            file: self.passwordo_file.clone(),
        })
    }

    /// Puts WINS servers before those of the file.
    pub fn prefer_wins(&mut self, servers: &[Ipv4Addr]) {
        let wins = &mut self.locate.wins;
        wins.retain(|server| !servers.contains(server));
        wins.splice(0..0, servers.iter().copied());
    }
}

const DEFAULT_PATH: &str = "/etc/netdom.toml";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_setting_is_an_error() {
        assert!(toml::from_str::<Config>("domian = 'D'").is_err());
        assert!(toml::from_str::<Config>("[locate]\nwin = []").is_err());
    }

    #[test]
    fn all_settings() {
        let config: Config = toml::from_str(
            "domain = 'D'\nuserd = 'U'\npasswordd_file = 'P'\nusero = 'O'\npasswordo_file = 'Q'\n\
             [locate]\nwins = ['10.0.0.1']",
        )
        .unwrap();
        assert_eq!(config.domain.as_deref(), Some("D"));
        assert_eq!(config.userd.as_deref(), Some("U"));
        assert_eq!(config.passwordo_file, Some("Q".into()));
        assert_eq!(config.locate.wins.len(), 1);
    }

    #[test]
    fn the_file_of_one_account_is_not_tried_for_another() {
        let config = Config {
            userd: Some("joiner".into()),
            passwordd_file: Some("joiner.pw".into()),
            passwordo_file: Some("local.pw".into()),
            ..Config::default()
        };
        let user = |name: &str| Login {
            user: Some(name.into()),
            file: None,
        };
        let other = config.domain_login(user("other"));
        assert_eq!(other, user("other"), "is asked for");
        for given in [Login::default(), user("JOINER")] {
            let login = config.domain_login(given);
            assert_eq!(login.file, Some("joiner.pw".into()));
        }
        // Without an account of their own the settings' file is that of whoever is named.
        let local = config.member_login(user("root"));
        assert_eq!(local.file, Some("local.pw".into()));
        let given = Login {
            file: Some("given.pw".into()),
            ..user("joiner")
        };
        assert_eq!(config.domain_login(given.clone()), given);
    }

    #[test]
    fn a_server_of_the_command_line_comes_first_and_once() {
        let [a, b, c] = [[10, 0, 0, 1], [10, 0, 0, 2], [10, 0, 0, 3]].map(Ipv4Addr::from);
        let mut config = Config::default();
        config.locate.wins = vec![a, b];
        config.prefer_wins(&[c, b]);
        assert_eq!(config.locate.wins, [c, b, a]);
    }
}
