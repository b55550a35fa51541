//! Joining a domain of our own controller, and leaving it.
#![cfg(test)]

mod join;
mod leave;
mod rename;
mod unsecure;
mod world;
