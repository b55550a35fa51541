//! What a member lets administrators do from afar: the interface of its Netlogon service, beside a Local Security Authority
//! with the computer's own accounts (`lsa`).
//!
//! | module | has |
//! |---|---|
//! | `role` | what the member does for its Local Security Authority: logons through the channel, orders, secrets |
//! | `control` | `NetrLogonControl` and its relatives |
//! | `names` | where a controller is, and of which domain |
//! | `unsupported` | the calls that only a domain controller answers |
//! | `change` | joining and leaving, as an administrator asks for it |

mod change;
mod control;
mod names;
mod role;
mod unsupported;

use std::sync::Arc;

use lsa::{Authority, CannotListen, Listen, Names, Role, Serving};
use msrpc::netlogon::Logon;
use rpc::Service;
use store::{Store, StoreError};
use transport::{CallContext, RpcEndpoint};

use crate::Member;
use role::MemberRole;

pub use change::{JoinOrder, Joiner, LeaveOrder, RenameOrder, UnsecureOrder};

/// The remote management of a member.
pub struct Remote {
    authority: Arc<Authority>,
    member: Arc<Member>,
}

impl Remote {
    /// Remote management of `member`, over the computer's own accounts; `joiner` does what changes its membership.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn new(
        member: Arc<Member>,
        store: Store,
        joiner: Arc<dyn Joiner>,
    ) -> Result<Arc<Self>, StoreError> {
        let names = Names::read(&store).await?;
        let role = MemberRole::new(Arc::clone(&member), store.clone(), joiner).await?;
        let role: Arc<dyn Role> = Arc::new(role);
        let surroundings = member.surroundings.clone();
        Ok(Arc::new(Self {
            authority: Authority::new(store, names, surroundings, role),
            member,
        }))
    }

    /// Opens all sockets, and serves.
    ///
    /// # Errors
    /// [`CannotListen`] names the service whose socket could not be opened; then none is open.
    pub async fn serve(self: &Arc<Self>, listen: Listen) -> Result<Serving, CannotListen> {
        let more = |endpoint: RpcEndpoint| endpoint.with::<Logon, _>(self);
        self.authority.serve(listen, more).await
    }

    /// The Local Security Authority of the same computer.
    #[must_use]
    pub const fn authority(&self) -> &Arc<Authority> {
        &self.authority
    }

    fn member(&self) -> &Member {
        &self.member
    }
}

impl Service for Remote {
    type Context = CallContext;
}
