//! Tasks that have no end of their own: whoever serves wants to know when one has ended nevertheless.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::task::{Context, Poll};

use tokio::task::{AbortHandle, Id, JoinSet};

/// Tasks that serve for as long as this is kept; dropping it ends them.
#[derive(Default)]
pub struct Tasks {
    running: JoinSet<()>,
    named: HashMap<Id, Named>,
    /// Those of others that serve beside these.
    adopted: Vec<Self>,
}

struct Named {
    name: String,
    handle: AbortHandle,
}

/// A task has ended, which is a fault of the program: none of them has a reason to.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{name} has {}", if *.crashed { "crashed" } else { "ended by itself" })]
pub struct TaskEnded {
    /// Which.
    pub name: String,
    /// Whether it panicked, of which standard error tells where.
    pub crashed: bool,
}

impl Tasks {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts one more, which an error calls `name`: `SMB on 10.0.0.1:445`.
    pub fn spawn(
        &mut self,
        name: impl Into<String>,
        task: impl Future<Output = ()> + Send + 'static,
    ) {
        let handle = self.running.spawn(task);
        let name = name.into();
        self.named.insert(handle.id(), Named { name, handle });
    }

    /// Takes over what others have started.
    pub fn adopt(&mut self, others: Self) {
        self.adopted.push(others);
    }

    /// Waits until one of them ends: for ever, unless there is a fault.
    pub async fn ended(&mut self) -> TaskEnded {
        poll_fn(|context| self.poll_ended(context)).await
    }

    fn poll_ended(&mut self, context: &mut Context<'_>) -> Poll<TaskEnded> {
        if let Poll::Ready(Some(joined)) = self.running.poll_join_next_with_id(context) {
            let (id, crashed) = match joined {
                Ok((id, ())) => (id, false),
                Err(error) => (error.id(), error.is_panic()),
            };
            let name = self.named.remove(&id).map(|task| task.name);
            let name = name.unwrap_or_default();
            return Poll::Ready(TaskEnded { name, crashed });
        }
        for others in &mut self.adopted {
            if let Poll::Ready(ended) = others.poll_ended(context) {
                return Poll::Ready(ended);
            }
        }
        Poll::Pending
    }

    /// The names of all.
    pub fn names(&self) -> Vec<&str> {
        let own = self.named.values().map(|task| task.name.as_str());
        let theirs = self.adopted.iter().flat_map(Self::names);
        own.chain(theirs).collect()
    }

    /// Ends a task in the midst of its work, as a fault would: what happens then can be tried.
    pub fn kill(&self, name: &str) {
        let own = self.named.values().filter(|task| task.name == name);
        own.for_each(|task| task.handle.abort());
        self.adopted.iter().for_each(|others| others.kill(name));
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    async fn two() -> Tasks {
        let mut tasks = Tasks::new();
        tasks.spawn("one", pending());
        let mut others = Tasks::new();
        others.spawn("two", pending());
        tasks.adopt(others);
        tasks
    }

    #[tokio::test]
    async fn whichever_ends_is_named() {
        for name in ["one", "two"] {
            let mut tasks = two().await;
            assert_eq!(tasks.names(), ["one", "two"]);
            tasks.kill(name);
            let ended = tasks.ended().await;
            assert_eq!((ended.name.as_str(), ended.crashed), (name, false));
        }
    }

    #[tokio::test]
    async fn a_panic_is_told_from_an_end() {
        let mut tasks = two().await;
        tasks.spawn("three", async { panic!("as the test wants it") });
        assert_eq!(tasks.ended().await.to_string(), "three has crashed");
        tasks.spawn("four", async {});
        assert_eq!(tasks.ended().await.to_string(), "four has ended by itself");
    }

    #[tokio::test(start_paused = true)]
    async fn as_long_as_none_ends_there_is_nothing_to_tell() {
        let mut tasks = two().await;
        let waited = tokio::time::timeout(std::time::Duration::from_hours(1), tasks.ended()).await;
        assert!(waited.is_err());
    }
}
