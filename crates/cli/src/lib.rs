//! What every program of this project does alike towards the person at the terminal: exit statuses, printing names that
//! came from a peer, reading passwords without showing them, writing to a pipe that may close; with the feature `program`
//! what a program begins with and how it waits, and with `switches` the grammar of NT's command lines.

mod exit;
mod manual;
mod output;
mod own_name;
mod password;
mod printable;
#[cfg(feature = "program")]
mod program;
#[cfg(feature = "switches")]
mod switches;
#[cfg(feature = "program")]
mod waiting;

pub use exit::ExitStatus;
pub use manual::{exit_statuses, manual_line};
pub use output::{Closed, Out};
pub use own_name::{OwnNameError, own_name};
pub use password::{PasswordError, PasswordSource};
pub use printable::{escaped, printable};
#[cfg(feature = "program")]
pub use program::{log_to_stderr, refused, unparsed, wanted_by, wants_json};
#[cfg(feature = "switches")]
pub use switches::{switch_name, translate};
#[cfg(feature = "program")]
pub use waiting::Waiting;
