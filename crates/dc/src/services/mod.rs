//! The small interfaces of a domain controller, which tools ask what it is and how it does.
//!
//! | module | answers |
//! |---|---|
//! | `state`, `control`, `listing` | whether the Netlogon service runs, and `svcctl`, which changes that, [MS-SCMR] |

mod state;

pub use state::ServiceState;
pub(crate) use state::Switch;
