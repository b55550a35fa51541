//! A backup domain controller fetches what the primary one has.

mod backup;
mod changes;
mod refusals;
mod whole;
