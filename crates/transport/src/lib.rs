//! tokio: SMB pipes, TCP and the endpoint mapper, with timeouts.
