//! Logons that a member passes on: many at once, over a network that fails, and from local programs.

#![cfg(test)] // so that clippy takes all of this for tests, not only the functions that say so

mod channel;
mod local;
mod network;
mod world;
