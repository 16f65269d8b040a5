//! Holds what is handed over to its size budgets.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{dist, paths};

/// Bytes.
const FIRST_LOAD: usize = 300_000;
const WORKER: usize = 800_000;
const SINGLE_FILE: usize = 1_600_000;

/// Files of the worker start so; it is fetched on first need and is no part of the first load.
const WORKER_NAME: &str = "worker";

/// Prints the sizes of what is in dist/.
///
/// # Errors
/// When something is over its budget.
pub(crate) fn check() -> Result<()> {
    dist::must_exist()?;
    let (worker, first): (Vec<_>, Vec<_>) =
        files(&paths::site())?.into_iter().partition(|file| name(file).starts_with(WORKER_NAME));

    println!("{:<44} {:>12} {:>12}", "", "bytes", "brotli");
    let mut over = Vec::new();
    for (what, files, budget) in [("first load", first, FIRST_LOAD), ("worker", worker, WORKER)] {
        if files.is_empty() {
            continue;
        }
        let mut total = 0;
        for file in &files {
            let bytes = fs::read(file)?;
            let compressed = brotli_size(&bytes)?;
            total += compressed;
            println!("{:<44} {:>12} {compressed:>12}", name(file), bytes.len());
        }
        over.extend(judge(what, total, budget));
    }
    let single = usize::try_from(fs::metadata(paths::single_file())?.len())?;
    over.extend(judge("single file, as it is", single, SINGLE_FILE));
    if over.is_empty() { Ok(()) } else { bail!("over budget: {}", over.join(", ")) }
}

/// Prints one total; names it if it is over.
fn judge(what: &str, size: usize, budget: usize) -> Option<String> {
    let fits = size <= budget;
    println!("= {what:<42} {:>12} {size:>12} of {budget} {}", "", if fits { "ok" } else { "TOO LARGE" });
    (!fits).then(|| what.to_owned())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else if ["html", "css", "js", "wasm"]
            .iter()
            .any(|ending| path.extension().is_some_and(|own| own == *ending))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// As a server would send it that compresses once and for all.
fn brotli_size(bytes: &[u8]) -> Result<usize> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &params).context("brotli failed")?;
    Ok(compressed.len())
}

#[cfg(test)]
mod tests {
    use super::{brotli_size, judge};

    #[test]
    fn only_what_is_over_its_budget_is_named() {
        assert_eq!(judge("page", 10, 10), None);
        assert_eq!(judge("page", 11, 10).as_deref(), Some("page"));
    }

    #[test]
    fn repetition_compresses() {
        assert!(brotli_size(&[7; 10_000]).unwrap() < 50);
    }
}
