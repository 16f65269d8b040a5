//! Measures speed. Nothing here fails for being slow: times depend on the machine.

use std::process::Command;

use anyhow::Result;

use crate::run::run;
use crate::{browser, dist, paths};

/// Runs the native benches and those in the browser, as far as there are any.
///
/// # Errors
/// When a bench does not build or run.
pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    if paths::root().join("benches").is_dir() {
        run(Command::new("cargo")
            .args(["bench", "--locked", "--package", "gongkai", "--benches", "--"])
            .args(arguments)
            .current_dir(paths::root()))?;
    }
    if paths::browser_tests().join("bench").is_dir() {
        dist::make()?;
        browser::bench()?;
    }
    Ok(())
}
