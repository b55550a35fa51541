//! The client against our own server association, over memory and TCP.

mod behaviour;
mod interface;
mod server;
