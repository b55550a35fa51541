//! Computers and a domain controller, over loopback, with a clock that stands still.

mod attacks;
mod domain;
mod logons;
mod passwords;
mod setup;
