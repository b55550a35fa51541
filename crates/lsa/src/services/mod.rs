//! The small interfaces of a computer, which tools ask what it is and how it does.
//!
//! | module | answers |
//! |---|---|
//! | `state`, `catalogue`, `control` | whether the Netlogon service runs, and `svcctl`, which changes that, [MS-SCMR] |
//! | `service_query`, `service_list`, `service_security` | what else `svcctl` tells |
//! | `server`, `session`, `share`, `name_rules`, `clock` | `srvsvc`, [MS-SRVS] |
//! | `workstation` | `wkssvc`, [MS-WKST] |
//! | `log`, `log_read`, `log_write` | `eventlog`, [MS-EVEN] |
//! | `setup` | `dssetup`, [MS-DSSP] |
//! | `caller` | who may ask |

mod caller;
mod catalogue;
mod clock;
mod control;
mod log;
mod log_read;
mod log_write;
mod name_rules;
mod server;
mod service_list;
mod service_query;
mod service_security;
mod session;
mod setup;
mod share;
mod state;
mod workstation;

pub use state::{CannotObey, Order, ServiceState, Switch};

/// What the operating system is taken for: that of a Samba primary domain controller, on which no client depends, but which
/// none is surprised by.
const VERSION: (u32, u32) = (6, 1);

/// `PLATFORM_ID_NT`, [MS-SRVS] 2.2.2.6.
const PLATFORM_NT: u32 = 500;
