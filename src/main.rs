//! Arguments in, exit code out.

use std::process::ExitCode;

/// Pages are made of many short-lived values, for which the system's own allocator takes a fifth longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    soleus::cli::run(std::env::args_os())
}
