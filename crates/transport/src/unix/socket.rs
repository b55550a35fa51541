//! The socket in the file system, and who is at its other end.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

/// Who may connect.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SocketAccess {
    /// Whoever runs the service, and root.
    Owner,
    /// The members of this group, too.
    Group(u32),
}

/// The process at the other end, as the kernel saw it when it connected: `SO_PEERCRED`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LocalPeer {
    /// Its user.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
    /// Its number, where the kernel tells.
    pub pid: Option<i32>,
}

impl LocalPeer {
    pub(super) fn of(stream: &UnixStream) -> io::Result<Self> {
        let credentials = stream.peer_cred()?;
        Ok(Self {
            uid: credentials.uid(),
            gid: credentials.gid(),
            pid: credentials.pid(),
        })
    }
}

/// A socket that is listened on.
pub struct LocalSocket {
    pub(super) listener: UnixListener,
    owner: u32,
}

impl LocalSocket {
    /// Listens on a socket of this name, in the place of one that an earlier service has left there. That no other
    /// service uses it is the caller's to know: he holds the lock of the state directory.
    ///
    /// # Errors
    /// Whatever the operating system has against it; most often the directory does not exist, or the group is not one
    /// that this process may give a file to.
    pub fn listen(path: &Path, access: SocketAccess) -> io::Result<Self> {
        // It gets its name once nobody can connect who may not: between `bind` and `chmod` the umask alone decides.
        let hidden = hidden(path)?;
        remove(&hidden)?;
        let listener = UnixListener::bind(&hidden)?;
        let named = permit(&hidden, access)
            .and_then(|()| fs::metadata(&hidden))
            .and_then(|metadata| fs::rename(&hidden, path).map(|()| metadata.uid()));
        if named.is_err() {
            let _ = fs::remove_file(&hidden);
        }
        named.map(|owner| Self { listener, owner })
    }

    /// The user that this process runs as, who owns the socket.
    #[must_use]
    pub const fn owner(&self) -> u32 {
        self.owner
    }
}

fn permit(path: &Path, access: SocketAccess) -> io::Result<()> {
    let mode = match access {
        SocketAccess::Owner => 0o600,
        SocketAccess::Group(group) => {
            chown(path, None, Some(group))?;
            0o660
        }
    };
    fs::set_permissions(path, Permissions::from_mode(mode))
}

fn hidden(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".new");
    Ok(path.with_file_name(hidden))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
