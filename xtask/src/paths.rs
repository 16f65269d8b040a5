//! Where things are: the tree, what is built from it, and the cache of tools outside it.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder that holds the workspace's Cargo.toml.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable for `cargo xtask`; the compiled-in path serves a binary that is started by hand.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), Path::to_path_buf)
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    let chosen = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    root().join(chosen)
}

/// What is handed over: the hosted folder and the single file.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The folder to host.
pub(crate) fn site() -> PathBuf {
    dist().join("site")
}

/// The page that opens by double click.
pub(crate) fn single_file() -> PathBuf {
    dist().join("gongkai.html")
}

/// The browser tests.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// Tools outlive a clone and are shared by all of them, so they are kept outside the tree.
pub(crate) fn cache() -> Result<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .context("there is neither XDG_CACHE_HOME nor a home folder to keep the tools in")?;
    Ok(base.join("gongkai"))
}

/// Where Cargo keeps the sources of crates.
pub(crate) fn cargo_home() -> Result<PathBuf> {
    env::var_os("CARGO_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("there is neither CARGO_HOME nor a home folder")
}
