//! `netlogon-auth`: reads the command line, judges one logon or speaks a helper's protocol, exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    netlogon_auth::main().into()
}
