//! The `counterpart` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    counterpart::cli::run()
}
