//! The client against our own server, over memory, TCP and SMB.

mod behaviour;
mod host;
mod interface;
mod management;
mod serving;
