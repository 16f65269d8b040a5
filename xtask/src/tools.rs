//! Installs what the build needs and the machine lacks.
//!
//! A tool is installed next to its place and renamed into it at the end, so that an interrupted install is
//! never taken for a finished one. A lock keeps two runs from installing the same tool.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::run::{output, run, succeeds};

const TRUNK: &str = "0.21.14";
/// As Trunk.toml: older ones cannot read what this compiler writes.
const BINARYEN: &str = "132";
const ESBUILD: &str = "0.28.2";
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folders with the tools that Trunk needs, for PATH.
pub(crate) fn for_trunk() -> Result<Vec<PathBuf>> {
    wasm_target()?;
    let bindgen = wasm_bindgen_version()?;
    Ok(vec![
        cargo_tool(
            "trunk",
            TRUNK,
            "2–4 minutes",
            &["--locked", "--no-default-features", "--features", "rustls"],
        )?,
        // Its own lock file names a version that is no longer to be had; hence no --locked.
        cargo_tool("wasm-bindgen", &bindgen, "2–4 minutes", &[])?,
    ])
}

/// The compiler's part for WebAssembly.
pub(crate) fn wasm_target() -> Result<()> {
    let libraries = output(
        Command::new("rustc")
            .args(["--print", "target-libdir", "--target", WASM_TARGET])
            .current_dir(paths::root()),
    )
    .context("rustc does not answer; install Rust from https://rustup.rs")?;
    if Path::new(&libraries).is_dir() {
        return Ok(());
    }
    println!("Adding the WebAssembly target to the Rust toolchain (under a minute)");
    rustup(&["target", "add", WASM_TARGET])
}

/// The sources of the standard library, which a release compiles anew.
pub(crate) fn library_sources() -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(paths::root()))
        .context("rustc does not answer; install Rust from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return Ok(());
    }
    println!("Adding the standard library's sources to the Rust toolchain (under a minute)");
    rustup(&["component", "add", "rust-src"])
}

/// What has cargo compile the standard library too, without what tells where and why a program panicked: it ends at
/// once. The compiler is pinned (rust-toolchain.toml) and takes options that are not stable yet only with this leave.
pub(crate) const OWN_LIBRARY: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// rustfmt and clippy, which the minimal toolchain leaves out.
pub(crate) fn linters() -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !succeeds(Command::new("cargo").args([subcommand, "--version"]).current_dir(paths::root())) {
            println!("Adding {component} to the Rust toolchain (under a minute)");
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// rustup itself may be told not to install anything by itself, so each part is asked for by name.
fn rustup(arguments: &[&str]) -> Result<()> {
    run(Command::new("rustup").args(arguments).current_dir(paths::root()))
        .context("the Rust toolchain lacks a part and rustup could not add it")
}

/// The glue generator must be exactly as old as the library in the program.
fn wasm_bindgen_version() -> Result<String> {
    let lock: toml::Table = fs::read_to_string(paths::root().join("Cargo.lock"))?.parse()?;
    let packages =
        lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock lists no packages")?;
    packages
        .iter()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some("wasm-bindgen"))
        .and_then(|package| package.get("version")?.as_str())
        .map(str::to_owned)
        .context("Cargo.lock does not name wasm-bindgen")
}

fn cargo_tool(tool: &str, version: &str, duration: &str, flags: &[&str]) -> Result<PathBuf> {
    let package = if tool == "wasm-bindgen" { "wasm-bindgen-cli" } else { tool };
    let place = installed(&format!("{tool}-{version}"), Path::new("bin").join(tool).as_path(), |folder| {
        println!("Installing {tool} {version} (once; {duration})");
        run(Command::new("cargo")
            .args(["install", &format!("{package}@{version}"), "--quiet", "--debug", "--root"])
            .arg(folder)
            .args(flags)
            // Kept if the install is interrupted: the next one goes on from there.
            .env("CARGO_TARGET_DIR", folder.join("target"))
            // Debug information of a tool is a gigabyte that nobody reads.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env_remove("RUSTFLAGS"))?;
        Ok(fs::remove_dir_all(folder.join("target"))?)
    })?;
    let answer = output(Command::new(place.join("bin").join(tool)).arg("--version")).unwrap_or_default();
    if !answer.contains(version) {
        bail!("{} does not run; delete that folder and try again", place.display());
    }
    Ok(place.join("bin"))
}

/// The folder of wasm-opt and its kin.
pub(crate) fn binaryen() -> Result<PathBuf> {
    npm_tool("binaryen", BINARYEN, "wasm-opt")
}

/// The folder of esbuild.
pub(crate) fn esbuild() -> Result<PathBuf> {
    npm_tool("esbuild", ESBUILD, "esbuild")
}

fn npm_tool(package: &str, version: &str, program: &str) -> Result<PathBuf> {
    let bin = Path::new("node_modules").join(".bin");
    let place = installed(&format!("{package}-{version}"), &bin.join(program), |folder| {
        println!("Installing {package} {version} (once; under a minute)");
        run(npm().arg("install").arg("--prefix").arg(folder).arg(format!("{package}@{version}")))
    })?;
    Ok(place.join(bin))
}

/// npm, told to keep to what was asked.
pub(crate) fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.args(["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    npm
}

/// The folder of a tool in the cache, installed by `install` if it is not there.
fn installed(name: &str, program: &Path, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let cache = paths::cache()?;
    let place = cache.join(name);
    if place.join(program).exists() {
        return Ok(place);
    }
    fs::create_dir_all(&cache)?;
    let lock = File::create(cache.join(format!("{name}.lock")))?;
    if lock.try_lock().is_err() {
        println!("Waiting for another run that is installing {name}");
        lock.lock()?;
    }
    // It may have been installed while this run waited.
    if place.join(program).exists() {
        return Ok(place);
    }
    let unfinished = cache.join(format!("{name}.unfinished"));
    fs::create_dir_all(&unfinished)?;
    install(&unfinished).with_context(|| format!("cannot install {name}"))?;
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::rename(&unfinished, &place)?;
    Ok(place)
}

/// Takes the crates of the lock file for every target, and with its own library those of the library, since Trunk is
/// told to stay offline. Cargo takes the library's only for targets that it is given.
pub(crate) fn crates(own_library: bool) -> Result<()> {
    let fetch = || {
        let mut fetch = Command::new("cargo");
        fetch.args(["fetch", "--locked", "--quiet"]).current_dir(paths::root());
        fetch
    };
    run(&mut fetch()).context("cannot fetch the crates that Cargo.lock names")?;
    if own_library {
        run(fetch().args(["--target", WASM_TARGET]).envs(OWN_LIBRARY))
            .context("cannot fetch the crates of the standard library")?;
    }
    Ok(())
}
