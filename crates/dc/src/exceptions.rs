//! Exceptions from the policy: for one account, with an owner, a reason and an end, and told when they are used.

use store::{Control, ExceptionKinds};
use tracing::error;
use transport::CallContext;

use crate::Controller;
use crate::events::NetlogonEvent;

impl Controller {
    /// Whether an exception lets an account do what the policy forbids. None does for a domain controller's account, whose
    /// channel can read every secret: an exception may be older than the account, so this is found out when it is to be
    /// used, and told.
    pub(crate) async fn is_excepted(
        &self,
        context: &CallContext,
        account: &str,
        weakness: ExceptionKinds,
    ) -> bool {
        let is_made = match self.store().exception(account, self.now()).await {
            Ok(exception) => exception.is_some_and(|exception| exception.kinds.contains(weakness)),
            Err(error) => {
                error!(%error, "exceptions cannot be read");
                false
            }
        };
        if !is_made || self.settings().laboratory_exceptions {
            return is_made;
        }
        let name = match self.store().user_by_name(account).await {
            Ok(Some(user)) if user.control & Control::SERVER_TRUST_ACCOUNT != 0 => user.name,
            Ok(_) => return true,
            Err(error) => {
                error!(%error, "it cannot be read whose account has the exception");
                return false;
            }
        };
        let event = NetlogonEvent::ExceptionIgnored {
            account: name,
            exception: named(weakness).to_owned(),
        };
        self.log(context, event).await;
        false
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

/// What an exception allows, as events tell it.
pub(crate) const fn named(weakness: ExceptionKinds) -> &'static str {
    match weakness {
        ExceptionKinds::MD5_CLIENT => "no AES",
        ExceptionKinds::NO_SEAL => "no sealing",
        _ => "no secure RPC",
    }
}
