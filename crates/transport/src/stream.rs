//! TCP for services whose protocol is octets in both directions and nothing more to us.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::accept::serve_each;
use crate::read::read;

/// How much clients may take.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct StreamLimits {
    /// Connections.
    pub max_clients: usize,
    /// Time to take what it is sent off the operating system's hands.
    pub send: Duration,
}

/// The service's end of a client's connection.
pub struct ServedStream {
    stream: TcpStream,
    peer: SocketAddr,
    send: Duration,
}

/// Why a client's connection has ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum StreamEnded {
    /// The client closed it.
    #[error("the client closed the connection")]
    Closed,
    /// The operating system reports that it failed.
    #[error("the connection failed: {0}")]
    Io(io::ErrorKind),
    /// The client takes nothing that it is sent.
    #[error("the client took too long to receive a message")]
    Stalled,
}

impl ServedStream {
    /// Where the client's connection comes from.
    #[must_use]
    pub const fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// What the client says next. Dropping the future loses nothing of it.
    ///
    /// # Errors
    /// [`StreamEnded`] when it says nothing more.
    pub async fn receive(&mut self) -> Result<Vec<u8>, StreamEnded> {
        let mut octets = Vec::new();
        match read(&mut self.stream, &mut octets).await {
            Ok(0) => Err(StreamEnded::Closed),
            Ok(_) => Ok(octets),
            Err(error) => Err(StreamEnded::Io(error.kind())),
        }
    }

    /// Says something to the client.
    ///
    /// # Errors
    /// [`StreamEnded`] when the client does not take it.
    pub async fn send(&mut self, octets: &[u8]) -> Result<(), StreamEnded> {
        timeout(self.send, self.stream.write_all(octets))
            .await
            .map_err(|_| StreamEnded::Stalled)?
            .map_err(|error| StreamEnded::Io(error.kind()))
    }
}

/// Serves all who connect, each in a task of its own, for as long as the future is polled; dropping it ends all
/// connections. `service` is what the log calls it.
pub async fn serve_streams<F>(
    listener: TcpListener,
    service: &'static str,
    limits: StreamLimits,
    serve: impl Fn(ServedStream) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    serve_each(listener, service, limits.max_clients, |stream, peer| {
        let send = limits.send;
        serve(ServedStream { stream, peer, send })
    })
    .await;
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;
    use tokio::task::JoinSet;

    use super::*;

    async fn echo(max_clients: usize) -> (SocketAddr, JoinSet<()>) {
        let listener = crate::listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = StreamLimits {
            max_clients,
            send: Duration::from_secs(1),
        };
        let mut serving = JoinSet::new();
        serving.spawn(serve_streams(
            listener,
            "echo",
            limits,
            |mut client| async move {
                while let Ok(octets) = client.receive().await {
                    if client.send(&octets).await.is_err() {
                        break;
                    }
                }
            },
        ));
        (address, serving)
    }

    async fn hears_itself(client: &mut TcpStream) -> bool {
        let mut answer = [0; 2];
        client.write_all(b"hi").await.is_ok()
            && client
                .read_exact(&mut answer)
                .await
                .is_ok_and(|_| &answer == b"hi")
    }

    #[tokio::test]
    async fn clients_are_served_up_to_a_number_and_others_when_one_has_gone() {
        let (address, _serving) = echo(2).await;
        let mut first = TcpStream::connect(address).await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        assert!(hears_itself(&mut first).await && hears_itself(&mut second).await);
        let mut third = TcpStream::connect(address).await.unwrap();
        assert!(!hears_itself(&mut third).await);
        assert!(hears_itself(&mut second).await);
        drop(first);
        loop {
            let mut fourth = TcpStream::connect(address).await.unwrap();
            if hears_itself(&mut fourth).await {
                break;
            }
        }
    }

    #[tokio::test]
    async fn whoever_takes_nothing_is_left() {
        let (address, _serving) = echo(1).await;
        let mut client = TcpStream::connect(address).await.unwrap();
        // More than both systems keep for a while: in the end it can neither be sent nor taken.
        let flood = vec![0; 64 << 20];
        let outcome = timeout(Duration::from_secs(30), client.write_all(&flood)).await;
        assert!(outcome.is_ok_and(|written| written.is_err()));
    }
}
