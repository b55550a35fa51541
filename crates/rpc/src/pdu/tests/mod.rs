//! Wire images, truncation and round trips of the PDUs.

mod hostile;
mod images;
mod round_trip;
