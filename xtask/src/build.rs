//! Compiles the page with Trunk.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::run::run;
use crate::{paths, shrink, tools};

/// How the page is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Fast to compile.
    Development,
    /// Small, as it is handed over.
    Release,
}

/// Compiles the page and returns the folder with Trunk's output, which is not yet fit to be served.
///
/// # Errors
/// When a tool cannot be installed or the build fails.
pub(crate) fn page(profile: Profile) -> Result<PathBuf> {
    let folders = tools::for_trunk()?;
    let release = profile == Profile::Release;
    if release {
        tools::library_sources()?;
    }
    tools::crates(release)?;

    let (name, duration) = match profile {
        Profile::Development => ("development", "seconds; the first time 1–2 minutes"),
        Profile::Release => ("release", "3–4 minutes"),
    };
    println!("Building the page, {name} profile ({duration})");
    let out = paths::target().join("trunk").join(name);
    fs::create_dir_all(&out)?;
    let started = Instant::now();
    let mut trunk = Command::new("trunk");
    trunk
        .args(["build", "--log", "warn", "--dist"])
        .arg(&out)
        .current_dir(paths::root())
        .env("PATH", path_with(&folders)?)
        .env("CARGO_ENCODED_RUSTFLAGS", compiler_flags(release)?.join("\u{1f}"))
        // Trunk takes this variable for a yes-or-no flag of its own and stops at "1".
        .env_remove("NO_COLOR");
    if release {
        trunk.arg("--release").envs(tools::OWN_LIBRARY);
    }
    run(&mut trunk).context("the page does not build")?;
    if release {
        shrink::built(&out)?;
    }
    println!("Built in {:.1} s", started.elapsed().as_secs_f32());
    Ok(out)
}

/// The flags of .cargo/config.toml, and short names for where sources lie: a panic carries them along, and where
/// they lie on the machine that built the page is nobody's business.
fn compiler_flags(release: bool) -> Result<Vec<String>> {
    let mut flags = vec!["--cfg".to_owned(), "erase_components".to_owned()];
    if release {
        flags.extend(["-Zunstable-options", "-Cpanic=immediate-abort"].map(str::to_owned));
    }
    let sources = paths::cargo_home()?.join("registry/src");
    let registries = fs::read_dir(sources).into_iter().flatten().flatten().map(|entry| entry.path());
    for folder in registries.chain([paths::root()]) {
        flags.push(format!("--remap-path-prefix={}/=", folder.display()));
    }
    Ok(flags)
}

fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let existing = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| Path::new(folder).to_path_buf()).chain(env::split_paths(&existing));
    Ok(env::join_paths(all)?)
}
