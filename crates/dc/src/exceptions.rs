//! Exceptions from the policy: for one account, with an owner, a reason and an end, and told when they are used.

use store::ExceptionKinds;
use tracing::error;
use transport::CallContext;

use crate::Controller;
use crate::events::NetlogonEvent;

impl Controller {
    /// Whether an exception lets an account do what the policy forbids.
    pub(crate) async fn is_excepted(&self, account: &str, weakness: ExceptionKinds) -> bool {
        match self.store().exception(account, self.now()).await {
            Ok(exception) => exception.is_some_and(|exception| exception.kinds.contains(weakness)),
            Err(error) => {
                error!(%error, "exceptions cannot be read");
                false
            }
        }
    }

    /// Tells that an exception was used. One that is used all the time is written to the disk once in a while, with how
    /// often it was.
    pub(crate) async fn log_exception(
        &self,
        context: &CallContext,
        account: &str,
        event: NetlogonEvent,
    ) {
        let Some(uses) = self.log(context, event).await else {
            return;
        };
        let recorded = self
            .store()
            .record_exception_use(account, uses, self.now())
            .await;
        if let Err(error) = recorded {
            error!(%error, "the use of an exception could not be recorded");
        }
    }
}
