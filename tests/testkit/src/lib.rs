//! Pair of ends in memory, annotated wire images, oracles.
