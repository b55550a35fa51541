//! The key of a machine: 32 octets in a file that is not the database.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use lsa::Entropy;
use sha2::{Digest as _, Sha256};
use wire::SecretKey;
use zeroize::Zeroizing;

/// The key that a membership's secret is sealed under.
pub struct MachineKey(SecretKey<32>);

/// Where the key of a state directory is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum KeyPlace {
    /// A file that nobody but its owner may read.
    File(PathBuf),
    /// A credential that systemd hands to the service, systemd.exec(5); who may read it is systemd's business.
    Credential(PathBuf),
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// There is no such file.
    #[error("there is no key in {}", .0.display())]
    Missing(PathBuf),
    /// A key is there already, and replacing it would lose what is sealed under it.
    #[error("there is a key in {} already", .0.display())]
    Exists(PathBuf),
    /// Others than the owner can read it.
    #[error("{} has mode {mode:o}: others must have no access to it", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It is no key.
    #[error("{} is no key: a key has 32 octets", .0.display())]
    NoKey(PathBuf),
    /// The operating system refuses.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// The name of the key file in a state directory.
const FILE: &str = "machine.key";
/// The name of the credential.
const CREDENTIAL: &str = "netlogond.key";
const LENGTH: usize = 32;

impl KeyPlace {
    /// Where the key of a state directory is: where the settings say, or else among systemd's credentials, if there is
    /// such a one in `$CREDENTIALS_DIRECTORY`, or else in the directory.
    #[must_use]
    pub fn of(state: &Path, configured: Option<&Path>, credentials: Option<&Path>) -> Self {
        if let Some(file) = configured {
            return Self::File(file.to_owned());
        }
        let credential = credentials.map(|directory| directory.join(CREDENTIAL));
        match credential.filter(|credential| credential.exists()) {
            Some(credential) => Self::Credential(credential),
            None => Self::File(state.join(FILE)),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Credential(path) => path,
        }
    }

    /// Reads the key.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn load(&self) -> Result<MachineKey, KeyError> {
        let path = self.path();
        let read = || -> io::Result<_> {
            let file = File::open(path)?;
            let mode = file.metadata()?.permissions().mode() & 0o7777;
            // One octet more than a key has tells that it has too many.
            let mut octets = Zeroizing::new(Vec::with_capacity(LENGTH.saturating_add(1)));
            let most = u64::try_from(octets.capacity()).unwrap_or(u64::MAX);
            file.take(most).read_to_end(&mut octets)?;
            Ok((mode, octets))
        };
        let (mode, octets) = read().map_err(|error| failed(path, error))?;
        if matches!(self, Self::File(_)) && mode & 0o077 != 0 {
            let path = path.to_owned();
            return Err(KeyError::Open { path, mode });
        }
        let key = octets.first_chunk().filter(|_| octets.len() == LENGTH);
        let key = key.ok_or_else(|| KeyError::NoKey(path.to_owned()))?;
        Ok(MachineKey(SecretKey::new(*key)))
    }

    /// Reads the key, or makes it if there is none. The file appears when it is complete, and is on the disk when this
    /// returns.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn load_or_create(&self, entropy: &dyn Entropy) -> Result<MachineKey, KeyError> {
        match self.load() {
            Err(KeyError::Missing(_)) => self.create(entropy),
            other => other,
        }
    }

    fn create(&self, entropy: &dyn Entropy) -> Result<MachineKey, KeyError> {
        let path = self.path();
        let mut octets = Zeroizing::new([0; LENGTH]);
        entropy.fill(&mut *octets);
        let new = path.with_extension("new");
        let write = || -> io::Result<()> {
            match fs::remove_file(&new) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&new)?;
            file.write_all(&*octets)?;
            file.sync_all()?;
            // Unlike a rename, a link does not replace a key that another process has made meanwhile.
            let linked = fs::hard_link(&new, path);
            fs::remove_file(&new)?;
            linked?;
            match path.parent() {
                Some(directory) => File::open(directory)?.sync_all(),
                None => Ok(()),
            }
        };
        write().map_err(|error| failed(path, error))?;
        Ok(MachineKey(SecretKey::new(*octets)))
    }
}

fn failed(path: &Path, error: io::Error) -> KeyError {
    let path = path.to_owned();
    match error.kind() {
        ErrorKind::NotFound => KeyError::Missing(path),
        ErrorKind::AlreadyExists => KeyError::Exists(path),
        _ => KeyError::Io { path, error },
    }
}

impl MachineKey {
    /// A key that is known already.
    #[must_use]
    pub const fn new(octets: [u8; LENGTH]) -> Self {
        Self(SecretKey::new(octets))
    }

    /// The octets, for the cipher.
    pub(super) const fn expose(&self) -> &[u8; LENGTH] {
        self.0.expose()
    }

    /// Names the key without telling anything of it, so that a wrong key is not taken for damage.
    pub(super) fn id(&self) -> [u8; 8] {
        let mut hash = Sha256::new();
        hash.update(b"netlogond machine key");
        hash.update(self.expose());
        let digest: [u8; 32] = hash.finalize().into();
        let mut id = [0; 8];
        id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;

    impl Entropy for Fixed {
        fn fill(&self, octets: &mut [u8]) {
            octets.fill(7);
        }
    }

    #[test]
    fn a_key_is_made_once_and_is_its_owners_alone() {
        let directory = crate::scratch::Scratch::new("key");
        let place = KeyPlace::of(directory.path(), None, None);
        assert!(matches!(place.load(), Err(KeyError::Missing(_))));
        let made = place.load_or_create(&Fixed).unwrap();
        let mode = fs::metadata(place.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(place.load_or_create(&Fixed).unwrap().0 == made.0);
        assert!(matches!(place.create(&Fixed), Err(KeyError::Exists(_))));
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(
            place.load(),
            Err(KeyError::Open { mode: 0o640, .. })
        ));
    }

    #[test]
    fn another_length_is_no_key() {
        let directory = crate::scratch::Scratch::new("key-length");
        let place = KeyPlace::Credential(directory.path().join("netlogond.key"));
        for length in [0, 31, 33, 4096] {
            fs::write(place.path(), vec![1; length]).unwrap();
            assert!(matches!(place.load(), Err(KeyError::NoKey(_))), "{length}");
        }
    }

    #[test]
    fn the_settings_go_before_a_credential_and_that_before_the_directory() {
        let directory = crate::scratch::Scratch::new("key-place");
        let (state, credentials) = (Path::new("/state"), directory.path());
        let in_state = KeyPlace::File("/state/machine.key".into());
        assert_eq!(KeyPlace::of(state, None, Some(credentials)), in_state);
        let credential = credentials.join("netlogond.key");
        fs::write(&credential, [1; LENGTH]).unwrap();
        let found = KeyPlace::of(state, None, Some(credentials));
        assert_eq!(found, KeyPlace::Credential(credential));
        let named = KeyPlace::of(state, Some(Path::new("/key")), Some(credentials));
        assert_eq!(named, KeyPlace::File("/key".into()));
    }
}
