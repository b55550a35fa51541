//! The Local Security Authority of a computer, controller or member.

mod surroundings;

pub use surroundings::{Clock, Entropy, Surroundings};
