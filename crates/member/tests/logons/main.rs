//! Logons that a member passes on: many at once, over a network that fails, and from local programs.

mod channel;
mod local;
mod network;
mod world;
