//! Leaving: the account is disabled, as Windows does it, and the membership forgotten.

use auth::Credentials;
use host::Reason;
use serde::Serialize;
use tracing::info;
use wire::NetbiosName;

use super::{JoinFailure, JoinReason, JoinStep, Joining};

/// How a computer has left.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Left {
    /// The computer.
    pub computer: String,
    /// NetBIOS name of the domain that it was in.
    pub domain: String,
    /// Whether its account was disabled; without credentials it is as it was, and so is its password.
    pub disabled: bool,
}

impl Joining {
    /// Leaves the domain. With credentials the account is disabled first; if that fails, the computer stays a member.
    ///
    /// # Errors
    /// [`JoinFailure`].
    pub async fn leave(
        &self,
        credentials: Option<&Credentials>,
        server: Option<&str>,
    ) -> Result<Left, JoinFailure> {
        let _at_rest = self.at_rest().await;
        let membership = self.load().await?;
        let Some(membership) = membership else {
            return Err(JoinFailure::here(JoinStep::Read, Reason::NotAMember));
        };
        let computer = &membership.computer;
        if let Some(credentials) = credentials {
            let domain = membership.domain.dns_name.as_deref();
            let domain = domain.unwrap_or(membership.domain.name.as_str());
            let server = server.or(membership.server.as_deref());
            self.disable(computer, domain, server, credentials).await?;
        }
        self.forget().await?;
        self.let_in(JoinStep::Forget, &membership.domain, false)
            .await?;
        info!(domain = %membership.domain.name, "left");
        Ok(Left {
            computer: computer.unc(),
            domain: membership.domain.name.as_str().to_owned(),
            disabled: credentials.is_some(),
        })
    }

    pub(super) async fn forget(&self) -> Result<(), JoinFailure> {
        let removed = self.memberships.remove().await;
        removed.map_err(|error| JoinFailure::new(JoinStep::Forget, JoinReason::State(error)))
    }

    async fn disable(
        &self,
        computer: &NetbiosName,
        domain: &str,
        server: Option<&str>,
        credentials: &Credentials,
    ) -> Result<(), JoinFailure> {
        let there = |problem| JoinFailure::new(JoinStep::Disable, JoinReason::There(problem));
        let controller = self
            .administration
            .log_on(computer, domain, server, credentials)
            .await?;
        let mut accounts = controller.accounts().await.map_err(there)?;
        // One that is gone cannot be used either.
        let Some(account) = accounts.find(computer).await.map_err(there)? else {
            return Ok(());
        };
        accounts.disable(&account).await.map_err(there)
    }
}
