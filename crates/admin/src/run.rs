//! One run of a job: which step it is in, and what it has changed so far.

use crate::{Change, Failure, Finding, Job, Outcome, Problem, Progress, Step};

/// Walks through steps and tells a [`Progress`] of them.
pub(crate) struct Run<'a> {
    job: Job,
    progress: &'a mut dyn Progress,
    /// What was changed so far, for the failure that may come.
    pub(crate) change: Change,
}

impl<'a> Run<'a> {
    pub(crate) const fn new(job: Job, progress: &'a mut dyn Progress) -> Self {
        Self {
            job,
            progress,
            change: Change::None,
        }
    }

    /// A step that the job cannot do without.
    pub(crate) async fn step<T>(
        &mut self,
        step: Step,
        work: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Failure> {
        self.progress.begin(&step);
        match work.await {
            Ok(result) => {
                self.progress.end(&step, &Outcome::Done);
                Ok(result)
            }
            Err(problem) => Err(self.failure(Some(step), problem)),
        }
    }

    /// A step that the job goes on without; `None` if this member cannot do it.
    pub(crate) async fn step_if_possible<T>(
        &mut self,
        step: Step,
        work: impl Future<Output = Result<T, Problem>>,
    ) -> Option<T> {
        self.progress.begin(&step);
        match work.await {
            Ok(result) => {
                self.progress.end(&step, &Outcome::Done);
                Some(result)
            }
            Err(Problem { reason, .. }) => {
                let because = reason.to_string();
                self.progress.end(
                    &step,
                    &Outcome::NotPossible {
                        reason: reason.code(),
                        because,
                    },
                );
                None
            }
        }
    }

    pub(crate) fn found(&mut self, finding: &Finding) {
        self.progress.found(finding);
    }

    /// The run's end, with what it had changed.
    pub(crate) fn failure(&self, step: Option<Step>, problem: Problem) -> Failure {
        Failure {
            job: self.job,
            side: problem.side,
            step,
            reason: problem.reason,
            change: self.change,
        }
    }
}
