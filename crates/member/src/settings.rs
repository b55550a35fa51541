//! What an administrator may set of a member.

use std::time::Duration;

use link::Limits;

use crate::OperatingSystem;

/// What an administrator may set, named after the values of `Netlogon\Parameters`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Settings {
    /// `MaximumPasswordAge`: how old a machine password gets. Seven days, as Windows NT 4.
    pub maximum_password_age: Duration,
    /// `DisablePasswordChange`: whether it is left alone.
    pub disable_password_change: bool,
    /// `ScavengeInterval`: how often the password's age and an idle channel are looked at.
    pub scavenge_interval: Duration,
    /// The longest wait for any one answer.
    pub timeout: Duration,
    /// How many logons go over the channel at the same time.
    pub parallel_logons: usize,
    /// How long a connection that nobody uses is kept.
    pub idle: Duration,
    /// The computer's name in the DNS, where that is not its own name in its domain's.
    pub dns_host_name: Option<String>,
    /// What controllers are told of the operating system.
    pub operating_system: OperatingSystem,
}

impl Settings {
    /// What of it is about each channel.
    pub(crate) const fn limits(&self) -> Limits {
        Limits {
            timeout: self.timeout,
            parallel_logons: self.parallel_logons,
            idle: self.idle,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            maximum_password_age: Duration::from_hours(7 * 24),
            disable_password_change: false,
            scavenge_interval: Duration::from_mins(15),
            timeout: Duration::from_secs(30),
            parallel_logons: 8,
            idle: Duration::from_mins(3),
            dns_host_name: None,
            operating_system: OperatingSystem::default(),
        }
    }
}
