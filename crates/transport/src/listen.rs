//! Opening the sockets that [`serve_smb`](crate::serve_smb) and [`serve_rpc_tcp`](crate::serve_rpc_tcp) accept from.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;

/// Listens on an address; with port 0, on one that the operating system picks.
///
/// # Errors
/// Whatever the operating system has against it: the address is in use or not this host's, or the port is not for
/// everybody.
pub async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}
