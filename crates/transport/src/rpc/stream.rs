//! Carriers that are byte streams: TCP (`ncacn_ip_tcp`), and memory in tests.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, ToSocketAddrs};

use crate::read::read;
use crate::{Answer, PipeError, PipeFuture, PipeIo};

/// A byte stream as a carrier.
#[derive(Debug)]
pub struct StreamPipe<S> {
    stream: S,
}

impl<S> StreamPipe<S> {
    /// Takes a connected stream.
    pub const fn new(stream: S) -> Self {
        Self { stream }
    }
}

/// Connects to an RPC server's TCP port, trying the addresses of `host` in turn.
///
/// # Errors
/// [`PipeError::Io`], with [`io::ErrorKind::TimedOut`] when no address answered within `timeout`.
pub async fn connect_tcp(
    host: impl ToSocketAddrs,
    timeout: Duration,
) -> Result<StreamPipe<TcpStream>, PipeError> {
    let stream = tokio::time::timeout(timeout, TcpStream::connect(host))
        .await
        .map_err(|_| PipeError::Io(io::ErrorKind::TimedOut))??;
    // A request is written as a whole; to wait for more would only delay it.
    stream.set_nodelay(true)?;
    Ok(StreamPipe::new(stream))
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> PipeIo for StreamPipe<S> {
    fn send<'a>(&'a mut self, pdu: &'a [u8], _: Answer) -> PipeFuture<'a, ()> {
        Box::pin(async move {
            self.stream.write_all(pdu).await?;
            self.stream.flush().await?;
            Ok(())
        })
    }

    fn receive(&mut self) -> PipeFuture<'_, Vec<u8>> {
        Box::pin(async move {
            let mut octets = Vec::new();
            match read(&mut self.stream, &mut octets).await? {
                0 => Err(PipeError::Closed),
                _ => Ok(octets),
            }
        })
    }
}
