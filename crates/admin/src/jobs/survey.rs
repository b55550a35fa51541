//! Verifying, and if need be resetting, the channel of every member.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tokio::task::{JoinSet, LocalSet};
use wire::NetbiosName;

use crate::{
    Administrator, ExitStatus, Failure, JoinOptions, MachineKind, MemberReport, Outcome, Progress,
    Silent, Step, Verdict,
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
    /// Verifies the channel of every member that has an account, and resets the broken ones if that is wanted: so many at a
    /// time that a few that do not answer keep nobody waiting. Each is told when it and all before it are known.
    ///
    /// # Errors
    /// [`Failure`] when the members could not be listed. What fails for one member is in its [`SurveyedState`].
    pub async fn survey(
        &self,
        reset: bool,
        progress: &mut dyn Progress,
    ) -> Result<Survey, Failure> {
        let listing = self.list(MachineKind::Members, progress).await?;
        let administrator = Arc::new(self.duplicate());
        // An account whose name cannot be a computer's has no computer.
        let computers: Vec<NetbiosName> = listing
            .machines
            .iter()
            .filter_map(|machine| NetbiosName::new(&machine.name).ok())
            .collect();
        let step = Step::VerifyChannels {
            members: computers.len(),
        };
        progress.begin(&step);
        let surveying = computers.into_iter().map(|computer| {
            let administrator = Arc::clone(&administrator);
            async move {
                let state = administrator.survey_one(&computer, reset).await;
                Surveyed {
                    name: computer.to_string(),
                    state,
                }
            }
        });
        let surveyed = in_order(surveying, |member| progress.surveyed(member));
        // A session on a machine stays in its thread.
        let members = LocalSet::new().run_until(surveyed).await;
        progress.end(&step, &Outcome::Done);
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

/// Does all of this, so much of it at a time; shows and gives back what comes of it in the order in which it was given. To be
/// done within a [`LocalSet`].
async fn in_order<T: 'static>(
    work: impl Iterator<Item = impl Future<Output = T> + 'static>,
    mut show: impl FnMut(&T),
) -> Vec<T> {
    let mut work = work.enumerate();
    let mut running = JoinSet::new();
    let mut early = BTreeMap::new();
    let mut done = Vec::new();
    loop {
        while running.len() < AT_A_TIME
            && let Some((index, one)) = work.next()
        {
            running.spawn_local(async move { (index, one.await) });
        }
        match running.join_next().await {
            None => return done,
            Some(Ok((index, result))) => {
                early.insert(index, result);
            }
            // It has crashed, or the program ends.
            Some(Err(error)) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => return done,
            },
        }
        while let Some(result) = early.remove(&done.len()) {
            show(&result);
            done.push(result);
        }
    }
}

/// Members that are looked at at the same time. Each may take several sessions on the controller.
const AT_A_TIME: usize = 16;

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use tokio::time::{Instant, sleep};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn many_at_a_time_and_in_order() {
        let start = Instant::now();
        let running = Arc::new(AtomicUsize::new(0));
        // The first takes longest, and each of the others a second.
        let work = (0..40_u64).map(|number| {
            let running = Arc::clone(&running);
            async move {
                let others = running.fetch_add(1, Ordering::Relaxed);
                assert!(others < AT_A_TIME, "{others}");
                sleep(Duration::from_secs(if number == 0 { 5 } else { 1 })).await;
                running.fetch_sub(1, Ordering::Relaxed);
                number
            }
        });
        let mut shown = Vec::new();
        let done = in_order(work, |number| shown.push(*number));
        let done = LocalSet::new().run_until(done).await;
        assert_eq!(done, (0..40).collect::<Vec<_>>());
        assert_eq!(shown, done);
        assert_eq!(start.elapsed().as_secs(), 5);
    }
}
