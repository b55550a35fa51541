//! tokio: SMB pipes, TCP and the endpoint mapper, a Unix socket for local programs, with timeouts.

mod accept;
mod channel;
mod counts;
mod listen;
mod pipe;
mod read;
mod rpc;
mod smb;
mod stream;
mod tasks;
mod unix;
mod until;

pub use self::rpc::{
    CallContext, CallError, Carrier, ENDPOINT_MAPPER_PORT, Ended, HandleObject, Handles, MapError,
    RpcAcceptor, RpcClient, RpcEndpoint, RpcServerLimits, RpcTimeouts, StreamPipe, TooManyHandles,
    connect_tcp, map_endpoint, serve_rpc_tcp,
};
pub use self::smb::{
    Disconnected, LoggedOn, ServedPipe, ServiceFuture, SmbClient, SmbError, SmbPipe, SmbServer,
    SmbServerLimits, SmbService, SmbSession, SmbSessions, SmbTimeouts, serve_smb,
};
pub use self::unix::{
    LocalConnection, LocalConnectionError, LocalLimits, LocalPeer, LocalReceiver, LocalSender,
    LocalService, LocalSocket, SocketAccess, serve_local,
};
pub use channel::{
    ChannelError, bind_exchange, bind_sealed, confirm_channel, confirm_negotiation, set_up_channel,
};
pub use listen::listen;
pub use pipe::{Answer, PipeError, PipeFuture, PipeIo};
pub use stream::{ServedStream, StreamEnded, StreamLimits, serve_streams};
pub use tasks::{TaskEnded, Tasks};
