//! tokio: SMB pipes, TCP and the endpoint mapper, with timeouts.

mod pipe;

pub use pipe::{Answer, PipeError, PipeFuture, PipeIo};
