//! tokio: SMB pipes, TCP and the endpoint mapper, with timeouts.

mod pipe;
mod smb;

pub use pipe::{Answer, PipeError, PipeFuture, PipeIo};
pub use self::smb::{SmbClient, SmbError, SmbPipe, SmbSession, SmbTimeouts};
