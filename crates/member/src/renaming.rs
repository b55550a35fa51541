//! What becomes of a computer whose account was to get another name, and that cannot know whether it has: it finds out by
//! authenticating, as with passwords (`change`).

use tracing::warn;

use crate::keeper::Core;
use crate::link::Link;
use crate::{Member, Membership, NetlogonEvent};

impl Member {
    /// Takes the name that a controller has just let the computer in by. One that cannot be written down is found out again.
    pub(crate) async fn settle_name(&self, core: &mut Core, link: &Link) {
        let Some(membership) = &core.membership else {
            return;
        };
        if membership.computer == link.computer {
            return;
        }
        let Some(renamed) = membership.renamed() else {
            return;
        };
        let event = NetlogonEvent::Renamed {
            from: membership.computer.to_string(),
            to: renamed.computer.to_string(),
            domain: membership.domain.name.to_string(),
        };
        match self.store.save(&renamed).await {
            Ok(()) => self.take_name(core, renamed, &event),
            Err(error) => warn!(%error, "the computer's new name could not be written down"),
        }
    }

    fn take_name(&self, core: &mut Core, renamed: Membership, event: &NetlogonEvent) {
        self.network.call_itself(&renamed.computer);
        core.membership = Some(renamed);
        self.log(event);
    }
}
