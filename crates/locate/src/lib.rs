//! Finding a domain controller: DNS SRV, CLDAP, NetBIOS, mailslot.
//!
//! [`Locator::resolve`] finds a host, [`Locator::find`] the controllers of a domain, and [`Locator::find_at`] looks at
//! one that the caller named. [`Locator::who_will`] asks them about a user. Each failure tells what was tried ([`Attempt`]).
//!
//! | part | does I/O |
//! |---|---|
//! | [`codec`]: the datagrams, for whoever asks and whoever answers; [`oracle`]: what must hold for each | no |
//! | [`NameTable`], [`LocatorConfig`]: what is known and wanted beforehand | no |
//! | the order of SRV records, repetitions, and when a search has found enough | no |
//! | the name service, pings and DNS as a client | yes |
//! | [`server`]: the same answered, as a domain controller does | its shell |

mod attempt;
pub mod codec;
mod config;
mod controller;
mod domain;
mod locator;
mod net;
pub mod oracle;
mod ports;
mod resolver;
mod retry;
mod search;
pub mod server;
mod srv;
mod table;
mod ways;
mod who_will;

pub use attempt::{Attempt, LocateError, Outcome, ResolveError, Step};
pub use codec::ping::DsFlags;
pub use config::{Broadcast, Dns, LocatorConfig, Timeouts};
pub use controller::{Confirmation, DomainController, Located, Source, Want};
pub use domain::DomainName;
pub use locator::Locator;
pub use ports::{PortOverrides, Ports};
pub use resolver::Host;
pub use table::{DomainEntry, HostEntry, InvalidNameTable, NameTable};
pub use who_will::{WhoWill, Willing};
