//! The RPC interfaces as data.
