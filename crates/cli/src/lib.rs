//! What every program of this project does alike towards the person at the terminal: exit statuses, printing names that
//! came from a peer, reading passwords without showing them, and writing to a pipe that may close.

mod exit;
mod manual;
mod output;
mod password;
mod printable;

pub use exit::ExitStatus;
pub use manual::{exit_statuses, manual_line};
pub use output::{Closed, Out};
pub use password::{PasswordError, PasswordSource};
pub use printable::{escaped, printable};
