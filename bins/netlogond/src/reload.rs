//! SIGHUP: the settings are read anew. What can be taken over while clients are served is, and what cannot is named.

use serde::Serialize;
use toml::{Table, Value};
use tracing::{error, info, warn};

use crate::config::{Config, Log, MemberConfig};
use crate::error::UsageError;
use crate::logging::Level;

/// The settings of a service, as they are read when it starts and at each SIGHUP.
pub(crate) struct Settings<C> {
    read: Box<dyn Fn() -> Result<C, UsageError>>,
    /// What is in effect.
    pub(crate) current: C,
    level: Level,
}

/// Settings that can be compared.
pub(crate) trait Reloadable: Serialize {
    fn log(&mut self) -> &mut Log;
    /// The settings that differ and are not printed with the others.
    fn unprinted(&self, other: &Self) -> Option<&'static str>;
}

impl Reloadable for Config {
    fn log(&mut self) -> &mut Log {
        &mut self.log
    }

    fn unprinted(&self, _: &Self) -> Option<&'static str> {
        None
    }
}

impl Reloadable for MemberConfig {
    fn log(&mut self) -> &mut Log {
        &mut self.log
    }

    fn unprinted(&self, other: &Self) -> Option<&'static str> {
        (self.locate != other.locate).then_some("locate")
    }
}

impl<C: Reloadable> Settings<C> {
    /// Reads them, and begins to tell what happens as they want it.
    pub(crate) fn start(
        read: impl Fn() -> Result<C, UsageError> + 'static,
    ) -> Result<Self, UsageError> {
        let mut current = read()?;
        let level = current.log().start().map_err(UsageError::Log)?;
        Ok(Self {
            read: Box::new(read),
            current,
            level,
        })
    }

    /// Reads them anew. Settings that cannot be used change nothing.
    pub(crate) fn reload(&mut self) {
        let mut new = match (self.read)() {
            Ok(new) => new,
            Err(error) => {
                error!(%error, "the settings cannot be used; those from before stay in effect");
                return;
            }
        };
        let level = new.log().level.clone();
        if level != self.current.log().level {
            match self.level.set(new.log()) {
                Ok(true) => info!(level, "log.level is taken over"),
                Ok(false) => warn!(level, "log.level stays as NETLOGOND_LOG has it"),
                Err(error) => error!(%error, "log.level cannot be taken over"),
            }
            self.current.log().level = level;
        }
        let waiting = different(&self.current, &new);
        if waiting.is_empty() {
            info!("the settings are in effect");
        } else {
            let settings = waiting.join(", ");
            warn!(settings, "changed settings that the next start takes over");
        }
    }
}

/// The names of the settings that differ: `ports.smb`.
fn different<C: Reloadable>(one: &C, other: &C) -> Vec<String> {
    // Settings are printed in the same way.
    let table = |config: &C| Table::try_from(config).unwrap_or_default();
    let mut names = Vec::new();
    compare("", &table(one), &table(other), &mut names);
    names.extend(one.unprinted(other).map(str::to_owned));
    names
}

fn compare(prefix: &str, one: &Table, other: &Table, names: &mut Vec<String>) {
    let missing = other.keys().filter(|key| !one.contains_key(*key));
    for key in one.keys().chain(missing) {
        let name = format!("{prefix}{key}");
        match (one.get(key), other.get(key)) {
            (Some(Value::Table(one)), Some(Value::Table(other))) => {
                compare(&format!("{name}."), one, other, names);
            }
            (one, other) if one != other => names.push(name),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config<C: serde::de::DeserializeOwned>(text: &str) -> C {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn what_differs_is_named_as_it_is_written() {
        let one: Config = config("site = 'A'\n[ports]\nsmb = 1445\n[log]\nlevel = 'warn'");
        let other: Config = config("dns-domain = 'd.example'\n[ports]\nsmb = 2445");
        assert_eq!(
            different(&one, &other),
            ["log.level", "ports.smb", "site", "dns-domain"]
        );
        assert!(different(&one, &one).is_empty());
    }

    #[test]
    fn how_a_member_finds_controllers_is_compared_too() {
        let one: MemberConfig = config("");
        let other: MemberConfig = config("[locate]\nwins = ['10.0.0.1']");
        assert_eq!(different(&one, &other), ["locate"]);
    }
}
