//! Deadlines that there may not be.

use tokio::time::{Instant, sleep_until};

/// Waits, perhaps for ever.
pub(crate) async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
