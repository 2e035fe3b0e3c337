//! The `counterpart` command.

use std::process::ExitCode;

/// A contract is a great many small allocations. The system's allocator takes a quarter more time
/// for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    counterpart::cli::run()
}
