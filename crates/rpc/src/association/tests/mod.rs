//! Both ends against each other, and each against a hostile other one.

mod binding;
mod calls;
mod double;
mod fragments;
mod hostile_client;
mod hostile_server;
mod judging;
mod pair;
mod security_contexts;
mod tampering;
mod turns;
