//! Saying what is waited for, once that takes long.

use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::{Out, escaped};

/// Who says on standard error what is waited for: a program that would show nothing else until an answer comes. Lines, so that
/// a log can be read as well as a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// None says nothing.
    program: Option<&'static str>,
}

impl Waiting {
    /// As this program.
    #[must_use]
    pub const fn aloud(program: &'static str) -> Self {
        Self {
            program: Some(program),
        }
    }

    /// Nobody says anything, as where a program reads what is printed.
    #[must_use]
    pub const fn silently() -> Self {
        Self { program: None }
    }

    /// Does `work`, and says what for if that lasts.
    pub async fn on<T>(self, what: &str, work: impl Future<Output = T>) -> T {
        let Some(program) = self.program else {
            return work.await;
        };
        let what = escaped(what);
        let mut err = Out::stderr();
        let say = |waited: Duration| match waited {
            FIRST => err.line(&format!("{program}: waiting for {what} ...")),
            waited => {
                let seconds = waited.as_secs();
                err.line(&format!(
                    "{program}: still waiting for {what}, for {seconds} seconds now ..."
                ));
            }
        };
        saying(work, say).await
    }
}

/// Does `work`, and says after the first second and then time and again how long that has taken.
async fn saying<T>(work: impl Future<Output = T>, mut say: impl FnMut(Duration)) -> T {
    let start = Instant::now();
    let mut work = pin!(work);
    // What a prompt for a password has lasted is no waiting, and blocks the first poll.
    let mut wait = FIRST;
    loop {
        match timeout(wait, work.as_mut()).await {
            Ok(done) => return done,
            Err(_) if wait == FIRST => say(FIRST),
            Err(_) => say(start.elapsed()),
        }
        wait = AGAIN;
    }
}

/// What takes no longer need not be explained.
const FIRST: Duration = Duration::from_secs(1);
/// How often it is said again.
const AGAIN: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use tokio::time::sleep;

    use super::*;

    async fn said(takes: Duration) -> Vec<u64> {
        let mut said = Vec::new();
        saying(sleep(takes), |waited| said.push(waited.as_secs())).await;
        said
    }

    #[tokio::test(start_paused = true)]
    async fn what_takes_long_is_said_and_said_again() {
        assert!(said(Duration::from_millis(900)).await.is_empty());
        assert_eq!(said(Duration::from_millis(1_100)).await, [1]);
        assert_eq!(said(Duration::from_secs(25)).await, [1, 11, 21]);
    }
}
