//! Exceptions from the policy: for one account, with an owner, a reason and an end, and told at each use.

use store::{ExceptionKinds, StoreError};
use tracing::{error, warn};

use crate::Controller;

impl Controller {
    /// Whether an exception lets an account do what the policy forbids. Its use is counted and logged.
    pub(crate) async fn is_excepted(&self, account: &str, weakness: ExceptionKinds) -> bool {
        match self.use_exception(account, weakness).await {
            Ok(is_excepted) => is_excepted,
            Err(error) => {
                error!(%error, "exceptions cannot be read");
                false
            }
        }
    }

    async fn use_exception(
        &self,
        account: &str,
        weakness: ExceptionKinds,
    ) -> Result<bool, StoreError> {
        let now = self.now();
        let Some(exception) = self.store().exception(account, now).await? else {
            return Ok(false);
        };
        if !exception.kinds.contains(weakness) {
            return Ok(false);
        }
        warn!(account = exception.account, ?weakness, until = ?exception.until, "an exception was used");
        self.store().record_exception_use(account, now).await?;
        Ok(true)
    }
}
