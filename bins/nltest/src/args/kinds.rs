//! Which domains `/domain_trusts` is to list.

use admin::control::TrustFlags;
use clap::Args as ClapArgs;

use crate::question::Question;

/// Which domains are to be listed.
#[derive(Debug, Default, ClapArgs)]
#[command(
    next_help_heading = "With /domain_trusts: the kinds to list, of which each adds to the others"
)]
pub(crate) struct Kinds {
    /// The server's own domain
    #[arg(long)]
    primary: bool,
    /// Domains of the forest
    #[arg(long)]
    forest: bool,
    /// Domains that are trusted directly
    #[arg(long = "direct_out")]
    direct_out: bool,
    /// Domains that trust directly
    #[arg(long = "direct_in")]
    direct_in: bool,
    /// All of these, as without any switch
    #[arg(long = "all_trusts")]
    all_trusts: bool,
    /// With SID and GUID
    #[arg(long)]
    v: bool,
}

impl Kinds {
    pub(super) const fn any(&self) -> bool {
        self.primary
            || self.forest
            || self.direct_out
            || self.direct_in
            || self.all_trusts
            || self.v
    }

    pub(super) fn question(&self) -> Question {
        let flags = [
            (self.primary, TrustFlags::PRIMARY),
            (self.forest, TrustFlags::IN_FOREST),
            (self.direct_out, TrustFlags::DIRECT_OUTBOUND),
            (self.direct_in, TrustFlags::DIRECT_INBOUND),
        ];
        let set = flags.into_iter().filter(|(is_set, _)| *is_set);
        let kinds = set.fold(TrustFlags(0), |all, (_, flag)| all | flag);
        Question::Trusts {
            kinds: if self.all_trusts || kinds == TrustFlags(0) {
                ALL_KINDS
            } else {
                kinds
            },
            verbose: self.v,
        }
    }
}

const ALL_KINDS: TrustFlags = TrustFlags(
    TrustFlags::PRIMARY.0
        | TrustFlags::IN_FOREST.0
        | TrustFlags::DIRECT_OUTBOUND.0
        | TrustFlags::DIRECT_INBOUND.0,
);
