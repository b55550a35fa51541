//! Proof that no machine password is ever lost: the real member, and domain controllers that are real as far as Netlogon
//! goes, in one thread on a virtual clock. A seed draws who falls when, what is lost, late, repeated or altered on its
//! way, which disk fails and which controller lies; the same seed draws the same again.
//!
//! | module | has |
//! |---|---|
//! | `random`, `clock`, `trace` | what all else is drawn from, what time it is, what has happened |
//! | `faults` | which faults a seed may draw, and how often |
//! | `world` | all of it: disk, controllers, network, and who falls |
//! | `disk` | a `MembershipStore` whose writes fail, or fail though they are done |
//! | `network`, `cable` | a `Network` whose messages are lost, late, repeated, altered |
//! | `controller`, `service` | accounts that replicate, are restored, renamed and reset; the calls of Netlogon |
//! | `desk` | what the member changes of its account when it joins again, or takes another name |
//! | `truth` | what must hold at every instant |
//! | `storm` | what happens from outside: falls, restores, resets, partitions, whoever asks for something |
//! | `joins` | the same, of what an administrator has the member do with its membership |
//! | `story` | one seed from beginning to end: storm, quiet, and what must hold then |
//! | `seeds` | the tests: many seeds, one again, and each twice |
//! | `keeper` | the member's behaviour without any storm |
//!
//! `SEEDS=100000 cargo test -p simulation storms` runs more, `SEED=7 cargo test -p simulation replay -- --nocapture` shows
//! one.

#![cfg(test)]

mod cable;
mod clock;
mod controller;
mod desk;
mod disk;
mod faults;
mod joins;
mod keeper;
mod network;
mod random;
mod seeds;
mod service;
mod storm;
mod story;
mod trace;
mod truth;
mod world;
