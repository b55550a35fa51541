//! The locator against responders on the loopback that are silent, slow, wrong or right. They answer with the same
//! codecs.

#![cfg(test)]

mod common;
mod dns;
mod ldap;
mod mailslot;
mod name_service;
mod responder;
mod server;
mod table;
