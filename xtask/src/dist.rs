//! Makes what is handed over: the folder to host and the single file.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::policy::{Origin, with_policy};
use crate::{build, paths, single, sizes, slim};

/// Builds dist/site and dist/gongkai.html and measures them.
///
/// # Errors
/// When the build fails or a size is over its budget.
pub(crate) fn make() -> Result<()> {
    let built = build::page(build::Profile::Release)?;
    hosted(&built, &paths::site())?;
    fs::write(paths::single_file(), with_policy(&single::page(&built)?, Origin::File)?)?;
    println!("Wrote dist/site and dist/gongkai.html");
    sizes::check()
}

/// Writes the folder to host: Trunk's output with a policy, without comments.
///
/// # Errors
/// When a file cannot be read or written.
pub(crate) fn hosted(built: &Path, site: &Path) -> Result<()> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    copy(built, site)?;
    // For programs that read what the page writes.
    fs::copy(paths::root().join("docs/report.schema.json"), site.join("report.schema.json"))?;
    let page = site.join("index.html");
    Ok(fs::write(&page, with_policy(&slim::code(&fs::read_to_string(&page)?), Origin::Hosted)?)?)
}

/// # Errors
/// When nothing has been built yet.
pub(crate) fn must_exist() -> Result<()> {
    ensure!(
        paths::site().join("index.html").exists() && paths::single_file().exists(),
        "nothing is built yet; run `cargo xtask dist` first"
    );
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            let kind = target.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
            match kind.as_str() {
                "js" => fs::write(target, slim::code(&fs::read_to_string(entry.path())?))?,
                "css" => fs::write(target, slim::style(&fs::read_to_string(entry.path())?))?,
                _ => drop(fs::copy(entry.path(), target)?),
            }
        }
    }
    Ok(())
}
