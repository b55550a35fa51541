//! Answering those who look for a domain controller: what a controller does on UDP 137, 138 and 389.
//!
//! | part | does I/O |
//! |---|---|
//! | [`NameService`]: the controller's NetBIOS names, claimed and defended, and a small WINS server | no |
//! | [`MailslotResponder`], [`LdapResponder`]: who serves this domain, and knows this user | no |
//! | [`Limiter`]: how much one sender is answered | no |
//! | [`LocatorServer`]: sockets and timers | yes |
//!
//! Nobody is authenticated here, and a sender's address may be forged. So a datagram is understood or dropped, its
//! answer is one datagram to whoever sent it, and what it makes us keep is bounded and expires.

mod answer;
mod challenges;
mod claims;
mod config;
mod directory;
mod ldap;
mod limit;
mod mailslot;
mod name_service;
mod own_names;
mod shell;
#[cfg(test)]
mod test_support;
mod wins;

pub use answer::Question;
pub use config::{DnsNames, Identity, Rate, ServerConfig, ServerSettings};
pub use directory::{AccountKinds, Directory, Known, NetlogonState};
pub use ldap::{LdapResponder, Searched};
pub use limit::Limiter;
pub use mailslot::MailslotResponder;
pub use name_service::{NameService, Outgoing, Target};
pub use shell::{BindError, LocatorServer, LocatorTask, Service};
pub use wins::{Refusal, WinsTable};
