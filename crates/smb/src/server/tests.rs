//! The real client against the real server, and clients that are not so well-behaved, in memory.

mod compounds;
mod handshake;
mod host;
mod hostile;
mod idle;
mod logon;
mod pipes;
mod raw;
mod requests;
mod tampering;

use super::*;
