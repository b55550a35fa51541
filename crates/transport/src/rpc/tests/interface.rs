//! An interface to test with.

use ndr::{Params, Unique, WideStr};
use wire::NtStatus;

#[derive(Debug, Eq, Params, PartialEq)]
pub(super) struct Greet {
    pub(super) name: Unique<WideStr>,
}

#[derive(Debug, Eq, Params, PartialEq)]
pub(super) struct GreetReply {
    pub(super) greeting: Unique<WideStr>,
    pub(super) status: NtStatus,
}

/// The server does not answer.
#[derive(Debug, Params)]
pub(super) struct Hang {
    pub(super) reason: u32,
}

/// The server answers with a fault.
#[derive(Debug, Params)]
pub(super) struct Fail {
    pub(super) reason: u32,
}

/// The server answers with something else.
#[derive(Debug, Params)]
pub(super) struct Garble {
    pub(super) reason: u32,
}

rpc::interface! {
    /// No interface of the real world.
    pub Greeter = "greeter", 0x0a0b0c0d_0102_0304_0506_0708090a0b0c, v 1 0, pipe "greeter" {
        0 => Greet => GreetReply, "Greet";
        1 => Hang => GreetReply, "Hang";
        2 => Fail => GreetReply, "Fail";
        3 => Garble => GreetReply, "Garble";
    }
}
