//! The SAM server, asked as its clients ask it: octets in, octets out, and who calls.

#![cfg(test)] // so that clippy takes all of this for tests, not only the functions that say so

mod access;
mod groups;
mod joining;
mod lists;
mod passwords;
mod users;
mod validation;
mod world;
