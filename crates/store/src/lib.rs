//! What a domain controller keeps, in one SQLite file: accounts, groups, secrets, policy, exceptions and events. What a
//! member keeps is such a file, too: its own accounts and events, and its membership.
//!
//! [`Store`] is a handle that is cheap to clone. Each of its methods that changes something is one transaction, which
//! is on the disk when the method returns, and so is the entry of the change log that tells backup controllers of it.
//! Nothing is cached: another process may change the same file meanwhile. Statistics and events survive the end of the
//! process, and may not survive that of the machine.
//!
//! A membership's secret is sealed by whoever saves it. Other secrets stand in the file as they are, which is why nobody
//! else may enter its directory; deleted ones are overwritten. In this process they are wiped where this crate holds them,
//! and not in the buffers of sqlx and SQLite.

mod alias;
mod change_log;
mod computer;
mod direct;
mod domain;
mod error;
mod event;
mod exception;
mod group;
mod init;
mod lock;
mod machine;
mod membership;
mod name;
mod open;
mod rights;
mod secret;
mod store;
mod trust;
mod user;
mod value;

pub use alias::{Alias, AliasId};
pub use change_log::{Change, Changes, Database, DatabaseState, DeltaType};
pub use computer::Computer;
pub use domain::{Counts, Domain, Policy, Span};
pub use error::{Result, StoreError};
pub use event::{Event, EventKind, EventLogState, NewEvent};
pub use exception::{Exception, ExceptionKinds, NewException};
pub use group::{Group, GroupMembership};
pub use init::{NewDomain, NewMachine};
pub use lock::ServiceLock;
pub use machine::Machine;
pub use membership::{MachineMarks, MembershipRecord};
pub use name::{Principal, PrincipalKind, SamDomain};
pub use rights::{AccountRights, SystemAccess};
pub use secret::Secret;
pub use store::Store;
pub use trust::{TrustAuth, TrustedDomain};
pub use user::{
    BadPassword, Control, LogonFacts, LogonHours, NewUser, OverChannel, PasswordChange, Passwords,
    PreviousPassword, User, UserChange, UserEntry,
};
