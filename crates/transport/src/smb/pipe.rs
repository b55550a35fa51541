//! An open pipe.

use std::io;

use smb::FileId;
use smb::client::{Reply, Request};
use wire::SecretKey;

use super::session::Pending;
use super::{SmbError, SmbSession};
use crate::{Answer, PipeError, PipeFuture, PipeIo};

/// An open pipe of an [`SmbSession`]; dropping it closes it.
pub struct SmbPipe {
    session: SmbSession,
    file: FileId,
    /// What will bring the next octets, if that was asked for already.
    reading: Option<Pending>,
}

impl SmbPipe {
    pub(super) const fn new(session: SmbSession, file: FileId) -> Self {
        Self {
            session,
            file,
            reading: None,
        }
    }

    /// The session that it belongs to.
    #[must_use]
    pub const fn session(&self) -> &SmbSession {
        &self.session
    }

    async fn write(&mut self, data: Vec<u8>) -> Result<(), PipeError> {
        let len = u32::try_from(data.len());
        match self
            .session
            .ask(Request::Write {
                file: self.file,
                data,
            })
            .await?
        {
            Reply::Written(count) if len == Ok(count) => Ok(()),
            // A message goes into a pipe as a whole, or the pipe is no longer in step.
            Reply::Written(_) => Err(PipeError::Io(io::ErrorKind::WriteZero)),
            _ => Err(SmbError::WrongReply.into()),
        }
    }

    async fn read(&mut self) -> Result<Vec<u8>, PipeError> {
        loop {
            let (session, file) = (&self.session, self.file);
            let max = session.max_transfer();
            let reading = self
                .reading
                .get_or_insert_with(|| session.start_request(Request::Read { file, max }));
            let outcome = reading.outcome().await;
            self.reading = None;
            match outcome? {
                // The rest of a message that does not fit comes with the next read, as the next message would.
                Reply::Data { octets, .. } if !octets.is_empty() => return Ok(octets),
                Reply::Data { more: true, .. } => {}
                Reply::Data { more: false, .. } => return Err(PipeError::Closed),
                _ => return Err(SmbError::WrongReply.into()),
            }
        }
    }
}

impl PipeIo for SmbPipe {
    fn send<'a>(&'a mut self, pdu: &'a [u8], answer: Answer) -> PipeFuture<'a, ()> {
        Box::pin(async move {
            let data = pdu.to_vec();
            if answer == Answer::None || self.reading.is_some() {
                return self.write(data).await;
            }
            let max = self.session.max_transfer();
            let transceive = Request::Transceive {
                file: self.file,
                data,
                max,
            };
            self.reading = Some(self.session.start_request(transceive));
            Ok(())
        })
    }

    fn receive(&mut self) -> PipeFuture<'_, Vec<u8>> {
        Box::pin(self.read())
    }

    fn session_key(&self) -> Option<&SecretKey<16>> {
        self.session.application_key()
    }
}

impl Drop for SmbPipe {
    fn drop(&mut self) {
        // First, so that the server does not answer a read with "closed".
        self.reading = None;
        self.session.post(Request::Close(self.file));
    }
}
