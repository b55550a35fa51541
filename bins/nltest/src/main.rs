//! `nltest`: reads the command line, asks one question, exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    nltest::main(std::env::args_os()).into()
}
