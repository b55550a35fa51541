//! The jobs: one file each, on top of what the rooms beside this one can ask and tell.

mod accounts;
mod connect;
mod join;
mod leave;
mod list;
mod rename;
mod reset;
mod survey;
mod verify;

pub use accounts::AccountReport;
pub use join::{JoinOptions, JoinReport};
pub use leave::{LeaveOptions, LeaveReport};
pub use list::{ListedMachine, Listing, MachineKind};
pub use rename::RenameReport;
pub use reset::Method;
pub use survey::{Survey, Surveyed, SurveyedState};
pub use verify::MemberReport;
