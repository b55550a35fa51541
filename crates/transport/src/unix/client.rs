//! The asking end.

use std::io;
use std::path::Path;

use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use wire::SecretBytes;

use super::frames::{Inbox, framed};

/// A connection to a service of this computer, in two halves: a client that did not read while it sends could wait for a
/// service that waits for it.
pub struct LocalConnection {
    /// What is sent through.
    pub sender: LocalSender,
    /// What is received through.
    pub receiver: LocalReceiver,
}

/// The half to send through.
pub struct LocalSender(OwnedWriteHalf);

/// The half to receive through.
pub struct LocalReceiver {
    stream: OwnedReadHalf,
    inbox: Inbox,
}

/// Why a connection is of no more use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LocalConnectionError {
    /// The operating system says so.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The service has closed it.
    #[error("the service has closed the connection")]
    Closed,
    /// A frame is longer than any may be.
    #[error("the frame is too long")]
    TooLong,
}

impl LocalConnection {
    /// Connects. `longest` is the longest frame that is taken.
    ///
    /// # Errors
    /// Whatever the operating system has against it: nobody listens, or the socket is not for this user.
    pub async fn open(path: &Path, longest: usize) -> io::Result<Self> {
        let (stream, sender) = UnixStream::connect(path).await?.into_split();
        let inbox = Inbox::new(longest);
        Ok(Self {
            sender: LocalSender(sender),
            receiver: LocalReceiver { stream, inbox },
        })
    }
}

impl LocalSender {
    /// Sends a frame. A dropped future leaves half of one behind: then nothing more can be sent.
    ///
    /// # Errors
    /// [`LocalConnectionError`].
    pub async fn send(&mut self, content: &SecretBytes) -> Result<(), LocalConnectionError> {
        let frame = framed(content).ok_or(LocalConnectionError::TooLong)?;
        Ok(self.0.write_all(frame.expose()).await?)
    }
}

#[cfg(test)]
impl LocalSender {
    /// Octets as they are.
    pub(super) async fn raw(&mut self, octets: &[u8]) {
        // The other end may have enough.
        let _ = self.0.write_all(octets).await;
    }
}

impl LocalReceiver {
    /// The next frame. Dropping the future loses nothing.
    ///
    /// # Errors
    /// [`LocalConnectionError`].
    pub async fn receive(&mut self) -> Result<SecretBytes, LocalConnectionError> {
        loop {
            let taken = self.inbox.take();
            if let Some(frame) = taken.map_err(|_| LocalConnectionError::TooLong)? {
                return Ok(frame);
            }
            if self.inbox.read(&mut self.stream).await? == 0 {
                return Err(LocalConnectionError::Closed);
            }
        }
    }
}
