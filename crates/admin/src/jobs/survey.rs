//! Verifying, and if need be resetting, the channel of every member.

use serde::Serialize;
use wire::NetbiosName;

use crate::{
    Administrator, ExitStatus, Failure, JoinOptions, MachineKind, MemberReport, Progress, Silent,
    Verdict,
};

/// The members of a domain and their channels.
#[derive(Clone, Debug, Serialize)]
pub struct Survey {
    /// The domain.
    pub domain: String,
    /// The members, in the order of their accounts.
    pub members: Vec<Surveyed>,
}

/// A member and its channel.
#[derive(Clone, Debug, Serialize)]
pub struct Surveyed {
    /// Its name, as its account has it.
    pub name: String,
    /// What was found.
    pub state: SurveyedState,
}

/// What was found of a member.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SurveyedState {
    /// Its channel was looked at.
    Verified(MemberReport),
    /// Its channel was broken and was reset.
    Reset(crate::JoinReport),
    /// It could not be looked at or reset.
    Failed(Failure),
}

impl Survey {
    /// The worst of what was found.
    #[must_use]
    pub fn exit(&self) -> ExitStatus {
        let all = self.members.iter().map(|member| match &member.state {
            SurveyedState::Verified(report) => report.channel.exit(),
            SurveyedState::Reset(report) => report.channel.exit(),
            SurveyedState::Failed(failure) => failure.exit(),
        });
        // A broken channel is what one asks for, so it outranks machines that are switched off.
        all.max_by_key(|status| match status {
            ExitStatus::Success => 0,
            ExitStatus::Unproven => 1,
            ExitStatus::Broken => 3,
            _ => 2,
        })
        .unwrap_or(ExitStatus::Success)
    }
}

impl Administrator {
    /// Verifies the channel of every member that has an account, one after the other, and resets the broken ones if
    /// that is wanted.
    ///
    /// # Errors
    /// [`Failure`] when the members could not be listed. What fails for one member is in its [`SurveyedState`].
    pub async fn survey(
        &self,
        reset: bool,
        progress: &mut dyn Progress,
    ) -> Result<Survey, Failure> {
        let listing = self.list(MachineKind::Members, progress).await?;
        let mut members = Vec::with_capacity(listing.machines.len());
        for machine in listing.machines {
            progress.waiting();
            // An account whose name cannot be a computer's has no computer.
            let Ok(computer) = NetbiosName::new(&machine.name) else {
                continue;
            };
            let state = self.survey_one(&computer, reset).await;
            members.push(Surveyed {
                name: machine.name,
                state,
            });
        }
        Ok(Survey {
            domain: listing.domain,
            members,
        })
    }

    async fn survey_one(&self, computer: &NetbiosName, reset: bool) -> SurveyedState {
        let verified = match self.verify(computer, &mut Silent).await {
            Ok(report) => report,
            Err(failure) => return SurveyedState::Failed(failure),
        };
        if !reset || !matches!(verified.channel, Verdict::Broken { .. }) {
            return SurveyedState::Verified(verified);
        }
        match self
            .join(computer, &JoinOptions::default(), &mut Silent)
            .await
        {
            Ok(report) => SurveyedState::Reset(report),
            Err(failure) => SurveyedState::Failed(failure),
        }
    }
}
