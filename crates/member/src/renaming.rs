//! What becomes of a computer whose account was to get another name, and that cannot know whether it has: it finds out by
//! authenticating, as with passwords (`change`). The one name that a controller lets it in by may be one that others have
//! given up already; so the other is kept until the one was good for a day.

use std::time::Duration;

use tokio::time::Instant;
use tracing::warn;

use crate::keeper::Core;
use crate::{Member, Membership, NetlogonEvent};
use link::Link;

impl Member {
    /// Takes the name that a controller has just let the computer in by. One that cannot be written down is found out again.
    pub(crate) async fn settle_name(&self, core: &mut Core, link: &Link) {
        let Some(membership) = &core.membership else {
            return;
        };
        let Some(other) = membership.renamed() else {
            return;
        };
        if membership.computer == link.computer {
            let named = *core.named.get_or_insert_with(Instant::now);
            if named.elapsed() >= LONGEST_UNDECIDED {
                let decided = membership.about_to_take(None);
                self.keep(core, decided).await;
            }
            return;
        }
        let event = NetlogonEvent::Renamed {
            from: membership.computer.to_string(),
            to: other.computer.to_string(),
            domain: membership.domain.name.to_string(),
        };
        let computer = other.computer.clone();
        if self.keep(core, other).await {
            core.named = Some(Instant::now());
            self.network.call_itself(&computer);
            self.log(&event);
        }
    }

    /// Whether it could be written down, and is gone on with.
    async fn keep(&self, core: &mut Core, membership: Membership) -> bool {
        match self.store.save(&membership).await {
            Ok(()) => {
                core.membership = Some(membership);
                true
            }
            Err(error) => {
                warn!(%error, "the computer's name could not be written down");
                false
            }
        }
    }
}

/// How long a controller may not have heard of a name. A channel is set up anew at least as often.
const LONGEST_UNDECIDED: Duration = Duration::from_hours(24);
