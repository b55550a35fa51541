//! The service's end of a pipe.

use std::net::SocketAddr;

use auth::Identity;
use smb::server::{PipeId, PipeName, SessionId};
use tokio::sync::mpsc;
use wire::SecretKey;

/// The service's end of an open pipe.
pub struct ServedPipe {
    opened: Box<Opened>,
    received: mpsc::Receiver<Message>,
    said: mpsc::Sender<Box<Said>>,
}

/// Which pipe, and who has opened it.
pub(super) struct Opened {
    pub(super) id: PipeId,
    pub(super) peer: SocketAddr,
    pub(super) name: PipeName,
    pub(super) identity: Identity,
    pub(super) session_key: Option<SecretKey<16>>,
}

/// A channel has room for 32 values as soon as it is there, and most have none most of the time: hence the boxes.
pub(super) type Message = Box<Received>;

/// What a client has written.
pub(super) struct Received(pub(super) Vec<u8>);

/// What a connection is told by others than its client.
pub(super) enum Said {
    /// A service says something on its pipe.
    Message(PipeId, Vec<u8>),
    /// A service has ended.
    HungUp(PipeId),
    /// A session is to end.
    End(SessionId),
}

impl ServedPipe {
    pub(super) const fn new(
        opened: Box<Opened>,
        received: mpsc::Receiver<Message>,
        said: mpsc::Sender<Box<Said>>,
    ) -> Self {
        Self {
            opened,
            received,
            said,
        }
    }

    /// What the client has opened.
    #[must_use]
    pub const fn name(&self) -> &PipeName {
        &self.opened.name
    }

    /// Where the client's connection comes from.
    #[must_use]
    pub const fn peer(&self) -> SocketAddr {
        self.opened.peer
    }

    /// Who has opened it.
    #[must_use]
    pub const fn identity(&self) -> &Identity {
        &self.opened.identity
    }

    /// What RPC calls over the pipe take for the session key; `None` in a null session.
    #[must_use]
    pub const fn session_key(&self) -> Option<&SecretKey<16>> {
        self.opened.session_key.as_ref()
    }

    /// The client's next message; `None` when it has closed the pipe.
    pub async fn receive(&mut self) -> Option<Vec<u8>> {
        self.received.recv().await.map(|received| received.0)
    }

    /// Says something to the client. When the pipe is closed already, it is lost, and [`ServedPipe::receive`] tells.
    pub async fn send(&self, message: Vec<u8>) {
        // An error means that the connection has ended, and this future with it.
        let said = Said::Message(self.opened.id, message);
        let _ = self.said.send(Box::new(said)).await;
    }
}
