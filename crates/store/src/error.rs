//! Why the store refuses, or fails.

use std::io;

/// Why the store did not do what it was asked; then nothing of it was done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The directory has a domain already.
    #[error("there is a domain, or a machine, in this directory already")]
    DomainExists,
    /// The directory has no domain.
    #[error("there is no domain in this directory")]
    NoDomain,
    /// The directory has what a domain controller keeps, and no machine's own.
    #[error("this directory is a domain controller's")]
    OfDomain,
    /// The directory has what a member keeps, and no domain.
    #[error("this directory is a member's")]
    OfMachine,
    /// Others than the owner can read or write the directory.
    #[error("the state directory has mode {mode:o}: others must have no access to it")]
    OpenDirectory {
        /// The permission bits.
        mode: u32,
    },
    /// Another process serves this directory.
    #[error("another process serves this directory")]
    AlreadyServed,
    /// The file is no SQLite database.
    #[error("the state file is no database")]
    NotADatabase,
    /// The file is a database of another program.
    #[error("the state file is a database of another program (application id {application_id:#x})")]
    Foreign {
        /// What the file says it belongs to.
        application_id: u32,
    },
    /// The file was written by a newer version of this program.
    #[error("the state file has version {found}, and this program knows versions up to {known}")]
    Newer {
        /// The version of the file.
        found: u32,
        /// The newest version that can be read.
        known: u32,
    },
    /// The file is damaged.
    #[error("the state file is damaged")]
    Corrupt,
    /// Another process wrote for too long.
    #[error("another process keeps the state file busy")]
    Busy,
    /// The disk is full.
    #[error("no space is left for the state file")]
    Full,
    /// The operating system refuses.
    #[error("the state file cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// SQLite cannot read or write; the extended result code says more.
    #[error("the state file cannot be read or written (SQLite code {code})")]
    SqliteIo {
        /// `SQLITE_IOERR` and its kin.
        code: u32,
    },
    /// SQLite refuses a statement, which it would not if this crate had no fault.
    #[error("the database refuses a statement: {0}")]
    Statement(#[source] Box<dyn std::error::Error + Send + Sync>),

    /// A user, group or alias of the domain has this name.
    #[error("the name is taken")]
    NameTaken,
    /// A name that no account, secret or trusted domain can have.
    #[error("this cannot be a name")]
    InvalidName,
    /// The domain has no user of this name or RID.
    #[error("there is no such account")]
    NoSuchAccount,
    /// The domain has no group of this RID.
    #[error("there is no such group")]
    NoSuchGroup,
    /// The domain has no alias of this RID.
    #[error("there is no such alias")]
    NoSuchAlias,
    /// It is a member already.
    #[error("it is a member already")]
    AlreadyMember,
    /// It is no member.
    #[error("it is no member")]
    NotAMember,
    /// The group is the primary one of a member.
    #[error("it is the primary group of a member")]
    PrimaryGroup,
    /// An account that a domain is made with, and that stays.
    #[error("an account that every domain has cannot be deleted")]
    BuiltInAccount,
    /// The creator has made as many accounts as the quota allows.
    #[error("the quota for machine accounts is used up")]
    QuotaExceeded,
    /// No relative identifiers are left.
    #[error("the domain has no relative identifiers left")]
    RidsExhausted,
    /// A value that does not fit the rules of its field.
    #[error("{field} cannot have this value")]
    InvalidValue {
        /// Which field.
        field: &'static str,
    },
    /// The password was in use before, and the policy forbids to use it again.
    #[error("the password was in use before")]
    InHistory,
    /// The account does not have the password, or the version, that the change was made for.
    #[error("the account was changed meanwhile")]
    Conflict,
    /// No account rights are known for this SID.
    #[error("there are no account rights for this SID")]
    NoSuchRights,
    /// Account rights are known for this SID already.
    #[error("there are account rights for this SID already")]
    RightsExist,
    /// There is no such secret.
    #[error("there is no such secret")]
    NoSuchSecret,
    /// There is such a secret already.
    #[error("there is such a secret already")]
    SecretExists,
    /// There is no such trusted domain.
    #[error("there is no such trusted domain")]
    NoSuchTrust,
    /// There is a trusted domain of this name or SID already.
    #[error("there is a trusted domain of this name or SID already")]
    TrustExists,
    /// The account has no security exception.
    #[error("there is no such exception")]
    NoSuchException,
}

/// `Result` with [`StoreError`].
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    /// What an extended result code says that an operator can do something about.
    const fn of_code(code: u32) -> Option<Self> {
        Some(match code & 0xff {
            // SQLITE_BUSY, SQLITE_LOCKED
            5 | 6 => Self::Busy,
            // SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN
            8 | 10 | 14 => Self::SqliteIo { code },
            // SQLITE_CORRUPT
            11 => Self::Corrupt,
            // SQLITE_FULL
            13 => Self::Full,
            // SQLITE_NOTADB
            26 => Self::NotADatabase,
            _ => return None,
        })
    }

    /// `self`, or `taken` where a uniqueness constraint is what failed.
    pub(crate) fn unique(error: sqlx::Error, taken: Self) -> Self {
        match error.as_database_error() {
            Some(error) if error.is_unique_violation() => taken,
            _ => error.into(),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error().map(|sqlite| sqlite.extended_code);
        let code = code.and_then(|code| u32::try_from(code).ok());
        let known = code.and_then(Self::of_code);
        known.unwrap_or_else(|| Self::Statement(Box::new(error)))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let code = database.code().and_then(|code| code.parse::<u32>().ok());
                let known = code.and_then(Self::of_code);
                known.unwrap_or_else(|| Self::Statement(Box::new(error)))
            }
            // Each query reads the columns that the schema has, so what does not fit was not written by this crate.
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt,
            _ => Self::Statement(Box::new(error)),
        }
    }
}

impl From<wire::InvalidSid> for StoreError {
    /// Only SIDs that were read from the file are parsed here.
    fn from(_: wire::InvalidSid) -> Self {
        Self::Corrupt
    }
}
