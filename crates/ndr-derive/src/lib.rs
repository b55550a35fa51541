//! Derives for ndr.
