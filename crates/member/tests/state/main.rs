//! The membership on a real disk.
#![cfg(test)]

mod common;
mod copies;
mod full;
mod kill;
