//! Messages on a TCP connection.

use smb::MAX_MESSAGE_LEN;
use smb::framing::{FRAME_HEADER_LEN, frame_header, frame_len};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};

use super::SmbError;
use crate::read::read;

/// Cuts what arrives into messages. It keeps nothing while there is nothing.
#[derive(Default)]
pub(super) struct FrameReader {
    received: Vec<u8>,
}

impl FrameReader {
    /// The next message. Dropping the future loses nothing.
    pub(super) async fn next<R>(&mut self, stream: &mut R) -> Result<Vec<u8>, SmbError>
    where
        R: AsyncRead + Unpin,
    {
        loop {
            if let Some(message) = self.take()? {
                return Ok(message);
            }
            if read(stream, &mut self.received).await? == 0 {
                return Err(SmbError::Closed);
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
