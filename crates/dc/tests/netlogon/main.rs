//! Computers and a domain controller, over loopback, with a clock that stands still until it is moved.

#![cfg(test)] // so that clippy takes all of this for tests, not only the functions that say so

mod attacks;
mod directory;
mod directory_pages;
mod domain;
mod elsewhere;
mod ended;
mod endpoints;
mod exceptions;
mod logons;
mod mschapv2;
mod names;
mod passwords;
mod previous_password;
mod replication;
mod setup;
mod trusted;
