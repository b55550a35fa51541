//! TREE_CONNECT and TREE_DISCONNECT, [MS-SMB2] 3.3.5.7 and 3.3.5.8. There is one share.

use wire::NtStatus;

use super::connection::Connection;
use super::dispatch::Call;
use super::reply::{Handled, success};
use crate::message::{
    ShareFlags, ShareType, TreeConnectRequest, TreeConnectResponse, TreeDisconnectRequest,
    TreeDisconnectResponse,
};

/// `SMB2_TREE_CONNECT_FLAG_EXTENSION_PRESENT`, of SMB 3.1.1.
const EXTENSION_PRESENT: u16 = 0x0004;

/// `SMB2_SHAREFLAG_NO_CACHING`.
const NO_CACHING: ShareFlags = ShareFlags(0x0000_0030);

/// What a client may do with a pipe, and asks for, [MS-SMB2] 2.2.13.1.1: read, write and be told about it.
const PIPE_ACCESS: u32 = 0x0012_019b;

impl Connection {
    pub(super) fn tree_connect(&mut self, call: &mut Call<'_>) -> Handled {
        let request: TreeConnectRequest = call.body()?;
        if request.flags & EXTENSION_PRESENT != 0 {
            return Err(NtStatus::NOT_SUPPORTED.into());
        }
        if !is_ipc(&request.path) {
            return Err(NtStatus::BAD_NETWORK_NAME.into());
        }
        let valid = self.sessions.valid(call.to.session_id);
        let valid = valid.ok_or(NtStatus::USER_SESSION_DELETED)?;
        call.to.tree_id = valid.connect(self.config.limits.max_trees)?;
        success(&TreeConnectResponse {
            share_type: ShareType::PIPE,
            share_flags: NO_CACHING,
            capabilities: 0,
            maximal_access: PIPE_ACCESS,
        })
    }

    pub(super) fn tree_disconnect(&mut self, call: &Call<'_>) -> Handled {
        let TreeDisconnectRequest = call.body()?;
        let (session_id, tree_id) = (call.to.session_id, call.to.tree_id);
        self.end_pipes(session_id, Some(tree_id), NtStatus::NETWORK_NAME_DELETED);
        let valid = self.sessions.valid(session_id);
        if valid.is_some_and(|valid| valid.disconnect(tree_id)) {
            success(&TreeDisconnectResponse)
        } else {
            Err(NtStatus::NETWORK_NAME_DELETED.into())
        }
    }
}

/// Whether a path is `\\server\IPC$`. Whoever reached us may call us as they like.
fn is_ipc(path: &str) -> bool {
    let mut parts = path.strip_prefix(r"\\").unwrap_or_default().split('\\');
    let server = parts.next().unwrap_or_default();
    let share = parts.next().unwrap_or_default();
    !server.is_empty() && share.eq_ignore_ascii_case("IPC$") && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipc_on_any_server_and_nothing_else() {
        for path in [r"\\SERVER\IPC$", r"\\10.0.0.1\ipc$", r"\\[fe80::1]\Ipc$"] {
            assert!(is_ipc(path), "{path}");
        }
        for path in [
            "",
            r"\\",
            "IPC$",
            r"\IPC$",
            r"\\\IPC$",
            r"\\SERVER\",
            r"\\SERVER\IPC",
            r"\\SERVER\SYSVOL",
            r"\\SERVER\IPC$\x",
            r"\\SERVER\IPC$\",
        ] {
            assert!(!is_ipc(path), "{path}");
        }
    }
}
