//! Netlogon service of a member: keeps one channel up, changes its password, passes logons on.
//!
//! | module | has |
//! |---|---|
//! | `secret` | [`MachineSecret`]: the values of the machine password, and what follows from which one is accepted |
//! | `membership` | what is kept, and the trait of where: [`MembershipStore`] |
//! | `keeper` | [`Member`]: what it does by itself, and when |
//! | `set_up` | which controllers are asked with which values, and what becomes of it |
//! | `change` | the change of the password, which never loses one |
//! | `introduction`, `operating_system` | what controllers are told of the computer, and tell of their domain |
//! | `renaming` | another name for the computer, of which it is not known whether its account has it |
//! | `logon` | logons of domain accounts |
//! | `translate` | names and SIDs of the domain, each from the other |
//! | `local` | what programs of this computer ask, over a Unix socket |
//! | `remote` | what administrators ask and tell it from afar |
//! | `status`, `view` | what is shown |
//! | [`joining`] | joining a domain, and leaving it |
//! | [`state`] | the membership on the disk, and whether it is a copy; `event_writer` writes events there |

mod change;
mod event_writer;
mod fault_points;
mod introduction;
pub mod joining;
mod keeper;
mod local;
mod logon;
mod membership;
mod operating_system;
mod remote;
mod renaming;
#[cfg(test)]
mod scratch;
mod secret;
mod set_up;
mod settings;
pub mod state;
mod status;
mod translate;
mod view;

pub use change::ChangeFailure;
pub use event_writer::{EventQueue, EventWriter};
#[cfg(feature = "fault-points")]
pub use fault_points::{FAULT_POINT, FAULT_POINTS, RENAMING_FAULT_POINTS, UNSECURE_FAULT_POINTS};
pub use keeper::Member;
pub use link::{
    BoxFuture, Candidate, ChannelFailure, Domain, EventLog, FoundController, NetlogonEvent,
    Network, Sockets, Sought, TranslateFailure, events,
};
pub use local::{NoSuchGroup, group_id};
pub use logon::{LoggedOn, Logon, LogonFailure, Proof, Refusal};
pub use membership::{Membership, MembershipStore, MembershipStoreError};
pub use operating_system::OperatingSystem;
pub use remote::{JoinOrder, Joiner, LeaveOrder, Remote, RenameOrder, UnsecureOrder};
pub use secret::{Consequence, MachineSecret, SecretValue, Undecided};
pub use settings::Settings;
pub use status::{ChannelStatus, PasswordStatus, Status};
