//! The store as the crates above use it.
#![cfg(test)]

mod aliases;
mod changes;
mod common;
mod computers;
mod direct;
mod events;
mod exceptions;
mod files;
mod groups;
mod kill;
mod lockout;
mod lsa;
mod machine;
mod passwords;
mod policy;
mod users;
