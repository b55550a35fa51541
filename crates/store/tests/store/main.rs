//! The store as the crates above use it.

mod common;
mod users;
