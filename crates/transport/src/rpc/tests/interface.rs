//! An interface to test with.

use ndr::{ContextHandle, Params, Unique, WideStr};
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

/// Who is calling?
#[derive(Debug, Params)]
pub(super) struct Who {
    pub(super) reason: u32,
}

#[derive(Debug, Eq, Params, PartialEq)]
pub(super) struct WhoReply {
    /// Null for nobody.
    pub(super) user: Unique<WideStr>,
    /// The first octet of the session key, or 0.
    pub(super) key: u32,
    /// The authentication type of the association, or 0.
    pub(super) auth_type: u32,
}

/// The server keeps a number for the client.
#[derive(Debug, Params)]
pub(super) struct Keep {
    pub(super) number: u32,
}

#[derive(Debug, Eq, Params, PartialEq)]
pub(super) struct KeepReply {
    pub(super) handle: ContextHandle,
}

/// The number that the server has kept.
#[derive(Debug, Params)]
pub(super) struct Recall {
    pub(super) handle: ContextHandle,
}

#[derive(Debug, Eq, Params, PartialEq)]
pub(super) struct RecallReply {
    pub(super) number: u32,
}

/// The server panics.
#[derive(Debug, Params)]
pub(super) struct Panic {
    pub(super) reason: u32,
}

rpc::interface! {
    /// No interface of the real world.
    pub Greeter = "greeter", 0x0a0b0c0d_0102_0304_0506_0708090a0b0c, v 1 0, pipe "greeter" {
        0 => Greet => GreetReply, "Greet";
        1 => Hang => GreetReply, "Hang";
        2 => Fail => GreetReply, "Fail";
        3 => Garble => GreetReply, "Garble";
        4 => Who => WhoReply, "Who";
        5 => Keep => KeepReply, "Keep";
        6 => Recall => RecallReply, "Recall";
        7 => Panic => GreetReply, "Panic";
    }
}
