//! What an administrator does: join, verify, reset, query, list. Knows steps, not bytes.
//!
//! [`Administrator`] has one method for each job. A job tells a [`Progress`] what it does, step by step, and ends in a
//! report or in a [`Failure`], which names the side, the step, the reason and what was changed. [`control`] has the single
//! questions that `nltest` puts to one machine.

mod administrator;
mod channel;
mod config;
pub mod control;
mod failure;
mod groups;
mod job;
mod jobs;
mod join;
mod machine_secret;
mod membership;
mod progress;
mod prove;
mod run;
mod service;
mod sessions;

pub use administrator::{Administrator, Settings};
pub use channel::Verdict;
pub use cli::{ExitStatus, OwnNameError, own_name};
pub use config::{Config, ConfigError, Login};
pub use failure::{Change, Failure};
pub use host::{AccountKind, AccountState, DomainIdentity, Problem, Reason, Side};
pub use job::Job;
pub use jobs::{
    AccountReport, JoinOptions, JoinReport, LeaveOptions, LeaveReport, ListedMachine, Listing,
    MachineKind, MemberReport, Method, RenameReport, Survey, Surveyed, SurveyedState,
};
pub use membership::Membership;
pub use progress::{Finding, Outcome, Progress, Proof, Silent, Step};
