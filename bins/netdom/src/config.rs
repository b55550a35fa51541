//! The settings file, `netdom.toml`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use locate::LocatorConfig;
use serde::Deserialize;

/// What can be set once for all commands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// The domain, unless the command line names one.
    pub(crate) domain: Option<String>,
    /// The account for the domain, unless the command line names one.
    pub(crate) userd: Option<String>,
    /// The file that its password is in.
    pub(crate) passwordd_file: Option<PathBuf>,
    /// The account for the members, unless the command line names one.
    pub(crate) usero: Option<String>,
    /// The file that its password is in.
    pub(crate) passwordo_file: Option<PathBuf>,
    /// How machines are found.
    pub(crate) locate: LocatorConfig,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("settings {}: {error}", path.display())]
    Read { path: PathBuf, error: io::Error },
    #[error("settings {}: {error}", path.display())]
    Parse {
        path: PathBuf,
        error: toml::de::Error,
    },
}

impl Config {
    /// Reads the named file, or else `/etc/netdom.toml` if there is one.
    pub(crate) fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
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
}
