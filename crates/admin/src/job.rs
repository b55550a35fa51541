//! What a command is to do, as far as advice depends on it.

use crate::Reason;

/// What a command is to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Job {
    /// To ask something, and change nothing.
    Ask,
    /// To have a computer join, or its channel reset.
    Join,
    /// To have a computer leave.
    Leave,
    /// To have a computer renamed.
    Rename,
    /// To make an account.
    Add,
    /// To delete an account.
    Delete,
}

impl Job {
    /// What to do about a reason: [`Reason::remedy`], where that is not what one was about to do or has just done.
    #[must_use]
    pub const fn remedy(self, reason: &Reason) -> &'static str {
        match (self, reason) {
            (Self::Delete, Reason::AccountMissing) => {
                "nothing; where it should be, check the name: `netdom query` lists the members' accounts"
            }
            (Self::Join | Self::Rename, Reason::AccountMissing) => {
                "wait until the domain controllers have replicated, then repeat the command; if it stays so, somebody deletes it"
            }
            (Self::Rename, Reason::AccountExists) => {
                "choose another name, or delete that account if its computer is gone: `netdom member \\\\NAME /delete`"
            }
            (Self::Delete, Reason::AccountWrongType) => {
                "check the name: accounts of controllers, domains and persons are not deleted so"
            }
            // Another way to reset it than by telling it to join was asked for.
            (Self::Join, Reason::NotAMember) => "leave out /secret, which resets members only",
            (Self::Leave, Reason::NotAMember) => "nothing: it is in no domain",
            (Self::Join, Reason::ChannelBroken(_)) => {
                "look into the logs of the computer and of its domain controller, and restart its Netlogon service"
            }
            (Self::Leave, Reason::MemberOfAnother { .. }) => {
                "name the domain that it is in with /domain, and an account of that with /userd"
            }
            (_, reason) => reason.remedy(),
        }
    }
}

#[cfg(test)]
mod tests {
    use wire::NtStatus;

    use super::*;

    /// Nobody is told to make what he wants to be rid of, or to do what he has just done.
    #[test]
    fn advice_fits_what_was_to_be_done() {
        let broken = Reason::ChannelBroken(NtStatus::ACCESS_DENIED);
        for (job, reason, misfit) in [
            (Job::Delete, Reason::AccountMissing, "create"),
            (Job::Leave, Reason::NotAMember, "join"),
            (Job::Join, Reason::NotAMember, "join"),
            (Job::Join, Reason::AccountMissing, "joindomain"),
            (Job::Join, broken, "joindomain"),
            (Job::Rename, Reason::AccountMissing, "joindomain"),
            (Job::Rename, Reason::AccountExists, "nothing"),
            (Job::Delete, Reason::AccountWrongType, "rename"),
        ] {
            let general = reason.remedy();
            let remedy = job.remedy(&reason);
            assert!(general.contains(misfit), "{general}");
            assert!(!remedy.contains(misfit), "{job:?}: {remedy}");
        }
        assert_eq!(
            Job::Ask.remedy(&Reason::AccountMissing),
            Reason::AccountMissing.remedy()
        );
    }
}
