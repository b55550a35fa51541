//! The administrator's tool; see `main.rs`.
