//! The Local Security Authority and the small services, called through their interfaces, over a database in memory.

#![cfg(test)] // so that clippy takes all of this for tests, not only the functions that say so

mod endpoints;
mod events;
mod foreigners;
mod lookups;
mod policy;
mod rights;
mod secrets;
mod service_queries;
mod services;
mod sessions;
mod trusts;
mod world;
