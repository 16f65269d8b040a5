//! The command line: `gongkai check`, `gongkai convert`, and the generated documents.

use std::process::ExitCode;

/// Runs the command line.
pub fn run() -> ExitCode {
    print!("{}", crate::check::guide_page());
    ExitCode::SUCCESS
}
