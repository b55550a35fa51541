//! netdom.
fn main() {}
