//! What a member shows of itself, and what logons go over.

use std::sync::Arc;

use msrpc::netlogon::DomainTrust;
use wire::{FileTime, NetbiosName};

use crate::keeper::{Core, Member};
use crate::status::{ChannelStatus, PasswordStatus, Status, seconds};
use crate::{ChannelFailure, Domain};
use link::{Link, Slowness};

/// What is known without waiting for whoever changes something.
#[derive(Default)]
pub(crate) struct View {
    pub(crate) stopped: bool,
    pub(crate) paused: bool,
    pub(crate) link: Option<Arc<Link>>,
    /// Why another proof was refused since the link was opened.
    pub(crate) refused: Option<ChannelFailure>,
    /// Why there is no link, since when, and when it is tried again.
    pub(crate) failure: Option<(ChannelFailure, FileTime, FileTime)>,
    pub(crate) domain: Option<Domain>,
    /// What a controller has told of it and the domains that it trusts, itself first; nothing if none has.
    pub(crate) trusts: Vec<DomainTrust>,
    pub(crate) computer: Option<NetbiosName>,
    /// The name that its account may have got meanwhile.
    renaming: Option<NetbiosName>,
    password: Option<PasswordStatus>,
    /// Answers over the present link that took too long, one after the other.
    pub(crate) slow: Slowness,
    /// The controller that was not good enough: others are tried before it.
    pub(crate) avoid: Option<String>,
}

impl View {
    /// Whether the service does nothing by itself.
    pub(crate) const fn rests(&self) -> bool {
        self.stopped || self.paused
    }

    pub(crate) fn has(&self, link: &Arc<Link>) -> bool {
        self.link
            .as_ref()
            .is_some_and(|present| Arc::ptr_eq(present, link))
    }

    pub(crate) fn show_link(&mut self, link: &Arc<Link>) {
        self.failure = None;
        self.refused = None;
        self.slow = Slowness::default();
        self.link = Some(Arc::clone(link));
    }

    pub(crate) fn show_failure(
        &mut self,
        failure: &ChannelFailure,
        now: FileTime,
        retry: FileTime,
    ) {
        let since = self.failure.as_ref().map_or(now, |(_, since, _)| *since);
        self.failure = Some((failure.clone(), since, retry));
    }

    /// Forgets a link that is not good enough, unless there is another already; says whether it did.
    pub(crate) fn drop_link(&mut self, link: &Arc<Link>) -> bool {
        let is_present = self.has(link);
        if is_present {
            self.link = None;
            self.avoid = Some(link.controller.name.clone());
        }
        link.give_up();
        is_present
    }

    fn channel(&self) -> ChannelStatus {
        match (&self.link, &self.failure) {
            (Some(link), _) => ChannelStatus::Up {
                controller: link.controller.name.clone(),
                address: link.controller.address.to_string(),
                since: seconds(link.since),
                flags: link.flags.0,
                refused: self.refused.clone(),
            },
            (None, Some((failure, since, retry))) => ChannelStatus::Down {
                since: seconds(*since),
                failure: failure.clone(),
                retry: seconds(*retry),
            },
            (None, None) => ChannelStatus::Unused,
        }
    }
}

impl Member {
    /// How the member is.
    #[must_use]
    pub fn status(&self) -> Status {
        let view = self.view();
        let domain = view.domain.as_ref();
        Status {
            domain: domain.map(|domain| domain.name.as_str().to_owned()),
            computer: view
                .computer
                .as_ref()
                .map_or_else(|| self.computer.clone(), ToString::to_string),
            renaming: view.renaming.as_ref().map(ToString::to_string),
            channel: view.channel(),
            password: view.password.clone(),
            running: !view.rests(),
            paused: view.paused,
            copied: self.store.copied(),
        }
    }

    /// The name of a computer that is a member of a domain.
    #[must_use]
    pub fn computer(&self) -> Option<NetbiosName> {
        self.view().computer.clone()
    }

    /// The domain that the computer is a member of.
    #[must_use]
    pub fn domain(&self) -> Option<Domain> {
        self.view().domain.clone()
    }

    /// The channel that is up, if one is.
    pub(crate) fn up(&self) -> Option<Arc<Link>> {
        self.view().link.clone()
    }

    /// What [`Member::status`] tells of the membership.
    pub(crate) fn show(&self, core: &Core) {
        let membership = core.membership.as_ref();
        let mut view = self.view();
        view.domain = membership.map(|m| m.domain.clone());
        view.computer = membership.map(|m| m.computer.clone());
        view.renaming = membership.and_then(|m| m.renaming.clone());
        view.password = membership.map(|membership| {
            let secret = &membership.secret;
            PasswordStatus {
                set: seconds(secret.current.set),
                due: self.due(secret).map(seconds),
                pending_since: secret.pending.as_ref().map(|value| seconds(value.set)),
                generation: secret.generation,
                accepted: core.last,
                last_failure: core.unchanged.clone(),
            }
        });
    }
}
