//! What a handler is told of a call besides its parameters.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use auth::{Identity, Protection};
use rpc::association::{Authenticated, Caller, Limits};
use rpc::pdu::AuthType;
use wire::SecretKey;

use super::Handles;
use super::groups::Group;

/// Who calls, and over what: the same for all calls of a client that come with one security context.
pub struct CallContext {
    pub(super) connection: Arc<Link>,
    pub(super) caller: Option<Arc<Authenticated>>,
}

/// What carries a client's calls.
pub enum Carrier {
    /// A TCP connection, which knows nobody.
    Tcp,
    /// A pipe of an SMB session.
    Pipe {
        /// Who has logged on to the session.
        identity: Identity,
        /// Its key; `None` in a null session.
        session_key: Option<SecretKey<16>>,
    },
}

impl Carrier {
    /// What an association over it may hold: a client of whom the carrier does not say who it is can be anybody, until a
    /// request itself says so.
    pub(super) fn limits(&self, limits: Limits) -> Limits {
        match self {
            Self::Pipe {
                identity: Identity::Account { .. },
                ..
            } => limits,
            Self::Pipe { .. } | Self::Tcp => Limits {
                max_unprotected_stub: STRANGERS_STUB,
                ..limits
            },
        }
    }
}

/// More than the longest call that is for everybody, and little enough to be held for each of very many connections.
const STRANGERS_STUB: usize = 16 * 1024;

/// One client's association.
pub(super) struct Link {
    pub(super) id: u64,
    pub(super) peer: SocketAddr,
    pub(super) carrier: Carrier,
    /// What it has joined when it was bound.
    pub(super) group: OnceLock<Arc<Group>>,
}

impl CallContext {
    /// A call over `carrier` that the association itself has not authenticated, with no handles open yet: for a service that
    /// is called without a connection.
    #[must_use]
    pub fn new(connection: u64, peer: SocketAddr, carrier: Carrier) -> Self {
        let link = Link {
            id: connection,
            peer,
            carrier,
            group: OnceLock::new(),
        };
        Self {
            connection: Arc::new(link),
            caller: None,
        }
    }

    /// The same association, which keeps its handles, after it has authenticated the caller.
    #[must_use]
    pub fn authenticated(&self, caller: Caller, session_key: Option<SecretKey<16>>) -> Self {
        Self {
            connection: Arc::clone(&self.connection),
            caller: Some(Arc::new(Authenticated {
                caller,
                session_key,
            })),
        }
    }

    /// The number of the client's connection: no two of a process have the same, and events and logs name it.
    #[must_use]
    pub fn connection(&self) -> u64 {
        self.connection.id
    }

    /// Where the client's connection comes from.
    #[must_use]
    pub fn peer(&self) -> SocketAddr {
        self.connection.peer
    }

    /// What carries the call.
    #[must_use]
    pub fn carrier(&self) -> &Carrier {
        &self.connection.carrier
    }

    /// Who calls: as the association's own authentication has proven, else as the SMB session's has.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        match (&self.caller, &self.connection.carrier) {
            (Some(known), _) => &known.caller.identity,
            (None, Carrier::Pipe { identity, .. }) => identity,
            (None, Carrier::Tcp) => &Identity::Anonymous,
        }
    }

    /// How the association itself has authenticated the caller; `None` if it has not.
    #[must_use]
    pub fn auth_type(&self) -> Option<AuthType> {
        self.caller.as_ref().map(|known| known.caller.auth_type)
    }

    /// What the association does to each message; `None` if nothing.
    #[must_use]
    pub fn protection(&self) -> Option<Protection> {
        self.caller.as_ref().map(|known| known.caller.protection)
    }

    /// What the caller's standing was when the secure channel was set up that protects the call; `None` of all others.
    #[must_use]
    pub fn standing(&self) -> Option<u64> {
        self.caller.as_ref()?.caller.standing
    }

    /// The session key with which some calls encrypt passwords: the association's own if it has authenticated the caller
    /// and has one, else the SMB session's.
    #[must_use]
    pub fn session_key(&self) -> Option<&SecretKey<16>> {
        match (&self.caller, &self.connection.carrier) {
            (Some(known), _) => known.session_key.as_ref(),
            (None, Carrier::Pipe { session_key, .. }) => session_key.as_ref(),
            (None, Carrier::Tcp) => None,
        }
    }

    /// The context handles of the client's association, and of those that it has joined.
    #[must_use]
    pub fn handles(&self) -> &Handles {
        let link = &self.connection;
        let group = link.group.get_or_init(|| Group::alone(link.peer.ip()));
        &group.handles
    }
}
