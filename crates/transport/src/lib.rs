//! tokio: SMB pipes, TCP and the endpoint mapper, with timeouts.

mod pipe;
mod rpc;
mod smb;

pub use self::rpc::{
    CallError, ENDPOINT_MAPPER_PORT, MapError, RpcClient, RpcTimeouts, StreamPipe, connect_tcp,
    map_endpoint,
};
pub use self::smb::{
    Disconnected, ServedPipe, ServiceFuture, SmbClient, SmbError, SmbPipe, SmbServerLimits,
    SmbService, SmbSession, SmbTimeouts, serve_smb,
};
pub use pipe::{Answer, PipeError, PipeFuture, PipeIo};
