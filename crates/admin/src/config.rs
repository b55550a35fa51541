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
    fn a_server_of_the_command_line_comes_first_and_once() {
        let [a, b, c] = [[10, 0, 0, 1], [10, 0, 0, 2], [10, 0, 0, 3]].map(Ipv4Addr::from);
        let mut config = Config::default();
        config.locate.wins = vec![a, b];
        config.prefer_wins(&[c, b]);
        assert_eq!(config.locate.wins, [c, b, a]);
    }
}
