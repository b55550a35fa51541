//! A member that is managed from afar, over real sockets on loopback, in the domain of our own controller.

#![cfg(test)] // so that clippy takes all of this for tests, not only the functions that say so

mod accounts;
mod callers;
mod control;
mod joining;
mod names;
mod netdom;
mod nltest;
mod policy;
mod secret;
mod service;
mod translate;
mod world;
