//! `netlogond`: reads the command line, serves or does one command, exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    netlogond::main().into()
}
