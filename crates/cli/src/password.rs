//! Where a password comes from: a file, the environment, the command line if it must be, or the terminal.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use wire::Password;
use zeroize::{Zeroize, Zeroizing};

/// The places where a password may be, tried in the order of the fields.
#[derive(Default)]
pub struct PasswordSource {
    /// Given on the command line: works, and earns a warning. `*` means "ask".
    pub argument: Option<Password>,
    /// A file whose first line it is.
    pub file: Option<PathBuf>,
    /// The option that names such a file.
    pub option: &'static str,
    /// The environment variable that may hold it.
    pub variable: &'static str,
    /// Whose password it is, for the prompt: `DOMAIN\user`.
    pub account: String,
}

/// Why there is no password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordError {
    /// The file cannot be read.
    #[error("password file {}: {error}", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is larger than a password.
    #[error("password file {}: its first line is longer than {MAX_LEN} octets", path.display())]
    TooLong {
        /// Its path.
        path: PathBuf,
    },
    /// The file or variable is not UTF-8.
    #[error("{place}: the password is not valid UTF-8")]
    NotText {
        /// The path or variable.
        place: String,
    },
    /// It is there, and empty: no password, but a mistake, such as a variable that was never set.
    #[error("{place}: the password is empty")]
    Empty {
        /// The path or variable.
        place: String,
    },
    /// Everybody on this machine can read the file.
    #[error(
        "password file {}: others can read it (mode {mode:03o}); use `chmod 600`", path.display()
    )]
    Readable {
        /// Its path.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Nothing was given, and there is nobody to ask.
    #[error(
        "no password for {account}: put it into a file and name that with {option}, or into the environment variable \
         {variable}, or run this in a terminal"
    )]
    Nowhere {
        /// Whose password it is.
        account: String,
        /// The option that could have named a file.
        option: &'static str,
        /// The variable that could have held it.
        variable: &'static str,
    },
    /// The terminal failed.
    #[error("cannot read the password from the terminal: {0}")]
    Terminal(io::Error),
}

impl PasswordSource {
    /// Takes the password from the first place that has one; the terminal is asked last.
    ///
    /// # Errors
    /// [`PasswordError`] when a named place cannot be used, or no place is left.
    pub fn read(self) -> Result<Password, PasswordError> {
        match &self.argument {
            Some(password) if password.expose() != "*" => return Ok(password.duplicate()),
            Some(_) => return self.prompt(),
            None => {}
        }
        if let Some(path) = &self.file {
            return from_file(path);
        }
        let place = || self.variable.to_owned();
        match std::env::var(self.variable) {
            Ok(text) if text.is_empty() => Err(PasswordError::Empty { place: place() }),
            Ok(text) => Ok(Password::new(text)),
            Err(std::env::VarError::NotPresent) => self.prompt(),
            Err(std::env::VarError::NotUnicode(_)) => {
                Err(PasswordError::NotText { place: place() })
            }
        }
    }

    fn prompt(self) -> Result<Password, PasswordError> {
        if !io::stdin().is_terminal() {
            return Err(PasswordError::Nowhere {
                account: self.account,
                option: self.option,
                variable: self.variable,
            });
        }
        let account = crate::printable(&self.account);
        rpassword::prompt_password(format!("Password for {account}: "))
            .map(Password::new)
            .map_err(PasswordError::Terminal)
    }
}

fn from_file(path: &Path) -> Result<Password, PasswordError> {
    let failed = |error| PasswordError::File {
        path: path.to_owned(),
        error,
    };
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    let mode = metadata.permissions().mode() & 0o777;
    // A pipe or /dev/fd/3 has no readers but us, whatever its mode says.
    if metadata.is_file() && mode & 0o077 != 0 {
        return Err(PasswordError::Readable {
            path: path.to_owned(),
            mode,
        });
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX_LEN.saturating_add(3)));
    let limit = u64::try_from(MAX_LEN).unwrap_or(u64::MAX).saturating_add(2);
    file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    let line = bytes
        .split(|octet| *octet == b'\n')
        .next()
        .unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.len() > MAX_LEN {
        return Err(PasswordError::TooLong {
            path: path.to_owned(),
        });
    }
    if line.is_empty() {
        return Err(PasswordError::Empty {
            place: format!("password file {}", path.display()),
        });
    }
    String::from_utf8(line.to_vec())
        .map(Password::new)
        .map_err(|error| {
            error.into_bytes().zeroize();
            PasswordError::NotText {
                place: path.display().to_string(),
            }
        })
}

/// The longest password that Windows takes has 256 UTF-16 units, which are at most 768 octets of UTF-8.
const MAX_LEN: usize = 1024;

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn file(name: &str, content: &[u8], mode: u32) -> PathBuf {
        let path = std::env::temp_dir().join(format!("cli-password-{}-{name}", std::process::id()));
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn the_first_line_of_a_private_file() {
        let path = file("ok", b"p\xc3\xa4ss word\r\nmore\n", 0o600);
        assert_eq!(from_file(&path).unwrap().expose(), "päss word");
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let path = file("open", b"secret", 0o644);
        assert!(matches!(
            from_file(&path),
            Err(PasswordError::Readable { mode: 0o644, .. })
        ));
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn an_empty_file_is_no_empty_password() {
        for (name, content) in [("empty", &b""[..]), ("line", b"\nsecond\n")] {
            let path = file(name, content, 0o600);
            assert!(matches!(from_file(&path), Err(PasswordError::Empty { .. })));
            fs::remove_file(path).unwrap();
        }
    }

    #[test]
    fn a_huge_or_binary_file_is_refused() {
        let path = file("huge", &vec![b'a'; 1 << 20], 0o600);
        assert!(matches!(
            from_file(&path),
            Err(PasswordError::TooLong { .. })
        ));
        fs::write(&path, b"\xff\xfe").unwrap();
        assert!(matches!(
            from_file(&path),
            Err(PasswordError::NotText { .. })
        ));
        fs::remove_file(path).unwrap();
    }
}
