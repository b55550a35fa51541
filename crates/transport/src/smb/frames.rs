//! Messages on a TCP connection.

use std::time::Duration;

use smb::MAX_MESSAGE_LEN;
use smb::framing::{FRAME_HEADER_LEN, frame_header, frame_len};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::time::Instant;

use super::SmbError;
use crate::read::read;
use crate::until::until;

/// Cuts what arrives into messages. It keeps nothing while there is nothing.
#[derive(Default)]
pub(super) struct FrameReader {
    received: Vec<u8>,
    /// How long a message may take from its first octet to its last.
    patience: Option<Duration>,
    /// When the message began that has not arrived entirely.
    begun: Option<Instant>,
}

impl FrameReader {
    /// Reads from who has so long for each message.
    pub(super) fn within(patience: Duration) -> Self {
        Self {
            patience: Some(patience),
            ..Self::default()
        }
    }

    /// The next message. Dropping the future loses nothing.
    pub(super) async fn next<R>(&mut self, stream: &mut R) -> Result<Vec<u8>, SmbError>
    where
        R: AsyncRead + Unpin,
    {
        loop {
            if let Some(message) = self.take()? {
                self.begun = None;
                return Ok(message);
            }
            if self.begun.is_none() && !self.received.is_empty() {
                self.begun = Some(Instant::now());
            }
            let overdue = self
                .patience
                .and_then(|patience| Some(self.begun? + patience));
            tokio::select! {
                octets = read(stream, &mut self.received) => if octets? == 0 {
                    return Err(SmbError::Closed);
                },
                () = until(overdue) => return Err(SmbError::Unfinished),
            }
        }
    }

    /// A message that has arrived entirely.
    fn take(&mut self) -> Result<Option<Vec<u8>>, SmbError> {
        let Some((header, rest)) = self.received.split_first_chunk() else {
            return Ok(None);
        };
        let len = frame_len(*header, MAX_MESSAGE_LEN).map_err(SmbError::Frame)?;
        if rest.len() < len {
            return Ok(None);
        }
        let next = self
            .received
            .split_off(FRAME_HEADER_LEN.saturating_add(len));
        let mut message = std::mem::replace(&mut self.received, next);
        message.drain(..FRAME_HEADER_LEN);
        Ok(Some(message))
    }
}

/// Sends a message.
pub(super) async fn send<W>(stream: &mut W, message: &[u8]) -> Result<(), SmbError>
where
    W: AsyncWrite + Unpin,
{
    let header = frame_header(message.len())
        .map_err(|_| SmbError::Protocol(smb::ProtocolError::CannotProtect))?;
    // In one piece, so that it does not leave as two packets.
    stream.write_all(&[&header, message].concat()).await?;
    stream.flush().await?;
    Ok(())
}
