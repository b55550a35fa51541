//! `netdom`: reads the command line, runs one command, exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    netdom::main(std::env::args_os()).into()
}
