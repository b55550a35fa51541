//! The socket, and the task that answers one client.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use auth::{Exchange, spnego};
use ldap::{Answer, Ended, Event, Operation, Request, Session};
use lsa::CannotListen;
use tokio::time::{Instant, timeout_at};
use tracing::debug;
use transport::{ServedStream, StreamEnded, StreamLimits, Tasks, serve_streams};

use super::tree::Tree;
use crate::Controller;

/// Where the directory is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LdapListen {
    /// The address.
    pub address: IpAddr,
    /// The port.
    pub port: u16,
    /// How many clients there can be, and how long they are waited for.
    pub limits: LdapLimits,
}

/// How much clients may take, after the policies of [MS-ADTS] 3.1.1.3.4.6.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LdapLimits {
    /// Connections, `MaxConnections`.
    pub max_clients: usize,
    /// Time to log on, from connecting, `InitRecvTimeout`; somebody who does not is gone then, whatever he does.
    pub logon: Duration,
    /// How long somebody who has logged on may say nothing, `MaxConnIdleTime`.
    pub silence: Duration,
    /// Time to take a message off the operating system's hands.
    pub send: Duration,
}

impl Default for LdapListen {
    /// All addresses, and the port that clients expect.
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            port: 389,
            limits: LdapLimits::default(),
        }
    }
}

impl Default for LdapLimits {
    fn default() -> Self {
        Self {
            max_clients: 1000,
            logon: Duration::from_mins(2),
            silence: Duration::from_mins(15),
            send: Duration::from_secs(30),
        }
    }
}

/// The directory, as long as this is not dropped.
pub struct ServingLdap {
    /// Where.
    pub address: SocketAddr,
    /// What serves there.
    pub tasks: Tasks,
}

/// Why a client has gone.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
enum Gone {
    #[error(transparent)]
    Stream(#[from] StreamEnded),
    #[error(transparent)]
    Session(#[from] Ended),
    #[error("the client did not log on in time, or was silent for too long")]
    Silent,
}

impl Controller {
    /// Opens the directory's socket, and serves; a domain without a name in the DNS has no directory.
    ///
    /// # Errors
    /// [`CannotListen`].
    pub async fn serve_ldap(
        self: &Arc<Self>,
        listen: LdapListen,
    ) -> Result<Option<ServingLdap>, CannotListen> {
        let Some(dns_domain) = self.settings().dns_domain.as_deref() else {
            return Ok(None);
        };
        let tree = Arc::new(Tree::of(dns_domain));
        let address = SocketAddr::new(listen.address, listen.port);
        let cannot = |error| CannotListen {
            service: "LDAP",
            address,
            error,
        };
        let listener = transport::listen(address).await.map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let controller = Arc::clone(self);
        let LdapLimits {
            max_clients, send, ..
        } = listen.limits;
        let serving = serve_streams(
            listener,
            "LDAP",
            StreamLimits { max_clients, send },
            move |client| {
                let (controller, tree) = (Arc::clone(&controller), Arc::clone(&tree));
                async move {
                    let peer = client.peer();
                    let Err(gone) = controller.talk(&tree, client, listen.limits).await;
                    debug!(%peer, %gone, "LDAP client disconnected");
                }
            },
        );
        let mut tasks = Tasks::new();
        tasks.spawn(format!("LDAP on {address}"), serving);
        Ok(Some(ServingLdap { address, tasks }))
    }

    async fn talk(
        self: &Arc<Self>,
        tree: &Tree,
        mut client: ServedStream,
        limits: LdapLimits,
    ) -> Result<Infallible, Gone> {
        let authority = Arc::clone(self.authority());
        let mut session = Session::new(Box::new(move || -> Box<dyn Exchange> {
            Box::new(spnego::Acceptor::new(authority.acceptor()))
        }));
        let logon = Instant::now() + limits.logon;
        loop {
            while let Some(event) = session.poll_event() {
                match event {
                    Event::Identify(claim) => session.resume(self.authority().judge(claim).await),
                    Event::Request(request) => {
                        let answer = self.answer(tree, &request).await;
                        session.answer(request.id, answer);
                    }
                }
                flush(&mut session, &mut client).await?;
            }
            flush(&mut session, &mut client).await?;
            if let Some(ended) = session.ended() {
                return Err(ended.into());
            }
            let patience = if session.is_bound() {
                Instant::now() + limits.silence
            } else {
                logon
            };
            let octets = timeout_at(patience, client.receive()).await;
            session.receive(&octets.map_err(|_| Gone::Silent)??);
        }
    }

    async fn answer(&self, tree: &Tree, request: &Request) -> Answer {
        let caller = request.caller.as_ref();
        match &request.operation {
            Operation::Search(search) => {
                self.search(tree, caller, search, request.page.as_ref())
                    .await
            }
            Operation::Modify(modify) => self.modify(tree, caller, modify).await,
        }
    }
}

async fn flush(session: &mut Session, client: &mut ServedStream) -> Result<(), StreamEnded> {
    match session.poll_transmit() {
        Some(octets) => client.send(&octets).await,
        None => Ok(()),
    }
}
