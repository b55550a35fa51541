//! Who does the jobs: the credentials, and the ways to reach machines.

use std::time::Duration;

use auth::Credentials;
use locate::Locator;
use wire::NetbiosName;

/// What holds for all jobs.
#[derive(Clone)]
pub struct Settings {
    /// The domain, by its NetBIOS or DNS name.
    pub domain: String,
    /// The controller to use instead of searching one: name or address.
    pub server: Option<String>,
    /// The name of this machine, which servers log.
    pub workstation: NetbiosName,
    /// The longest wait for any one answer.
    pub timeout: Duration,
}

/// An administrator with credentials for the domain and, if need be, others for the members.
pub struct Administrator {
    pub(crate) settings: Settings,
    pub(crate) locator: Locator,
    /// For the domain.
    pub(crate) domain_credentials: Credentials,
    /// For the members; `None` uses those of the domain.
    pub(crate) member_credentials: Option<Credentials>,
}

impl Administrator {
    /// Nothing is sent before a job starts.
    #[must_use]
    pub const fn new(
        settings: Settings,
        locator: Locator,
        domain_credentials: Credentials,
        member_credentials: Option<Credentials>,
    ) -> Self {
        Self {
            settings,
            locator,
            domain_credentials,
            member_credentials,
        }
    }

    /// Another one with the same credentials, for a task of its own.
    pub(crate) fn duplicate(&self) -> Self {
        let member_credentials = self.member_credentials.as_ref();
        Self {
            settings: self.settings.clone(),
            locator: self.locator.clone(),
            domain_credentials: self.domain_credentials.duplicate(),
            member_credentials: member_credentials.map(Credentials::duplicate),
        }
    }
}
