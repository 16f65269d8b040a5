//! Runs other programs.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a program with its output going to the terminal.
///
/// # Errors
/// When it cannot be started or reports a failure.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if status.success() {
        return Ok(());
    }
    bail!("{} failed ({status})", name(command))
}

/// Runs a program, shows its output, and keeps those lines of it that `wanted` accepts.
///
/// # Errors
/// When it cannot be started or reports a failure; the kept lines are in `kept` even then.
pub(crate) fn run_keeping(
    command: &mut Command,
    kept: &mut Vec<String>,
    wanted: impl Fn(&str) -> bool,
) -> Result<()> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", name(command)))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            writeln!(std::io::stdout(), "{line}")?;
            if wanted(&line) {
                kept.push(line.trim().to_owned());
            }
        }
    }
    let status = child.wait()?;
    if status.success() {
        return Ok(());
    }
    bail!("{} failed ({status})", name(command))
}

/// What a program printed, or `None` when it is absent or failed.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program is there and content.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn name(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().take(3).map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}
