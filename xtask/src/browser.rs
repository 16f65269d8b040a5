//! Runs the browser tests, installing the browser and the test runner if they are missing.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::run::{output, run, run_keeping, succeeds};
use crate::serve::Running;
use crate::{dist, paths, tools};

/// Names the browser to use.
const CHROMIUM_VARIABLE: &str = "GONGKAI_CHROMIUM";
const CHROMIUM: &str = "/usr/bin/chromium";

/// Runs Playwright on dist/ and adds its closing lines to `summary`.
///
/// # Errors
/// When something is missing that cannot be installed, or a test fails.
pub(crate) fn test(arguments: &[String], summary: &mut Vec<String>) -> Result<()> {
    let site = prepare()?;
    run(local("tsc").arg("--noEmit")).context("the browser tests do not type-check")?;
    run_keeping(playwright(&site)?.args(arguments), summary, is_closing_line)
}

/// Runs the measurements in the browser on dist/.
///
/// # Errors
/// As [`test`].
pub(crate) fn bench() -> Result<()> {
    let site = prepare()?;
    // The pages that ours is measured beside.
    packages(&paths::browser_tests().join("bench"))?;
    run(playwright(&site)?.env("GONGKAI_BENCH", "1"))
}

fn prepare() -> Result<Running> {
    dist::must_exist()?;
    packages(&paths::browser_tests())?;
    Running::on_free_port(&paths::site())
}

fn playwright(site: &Running) -> Result<Command> {
    let mut playwright = local("playwright");
    playwright.arg("test").env("GONGKAI_SITE", &site.address).env(CHROMIUM_VARIABLE, chromium()?);
    Ok(playwright)
}

/// Playwright ends with lines like `12 passed (8.1s)`.
fn is_closing_line(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|word| word.parse::<u32>().is_ok())
        && words.next().is_some_and(|word| {
            ["passed", "failed", "flaky", "skipped", "interrupted"].contains(&word)
                || line.trim_end().ends_with("did not run")
        })
}

/// A program of the test packages.
fn local(program: &str) -> Command {
    let mut command = Command::new(paths::browser_tests().join("node_modules/.bin").join(program));
    command.current_dir(paths::browser_tests());
    command
}

fn packages(folder: &Path) -> Result<()> {
    // npm writes this file last, so an interrupted install is not taken for a finished one.
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(&folder.join("package-lock.json")) {
        return Ok(());
    }
    println!("Installing the browser tests' packages (under a minute)");
    run(tools::npm().arg("ci").current_dir(folder))
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}

fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os(CHROMIUM_VARIABLE).filter(|chosen| !chosen.is_empty()) {
        return Ok(chosen.into());
    }
    let browser = PathBuf::from(CHROMIUM);
    let mut missing = Vec::new();
    if !runs(&browser) {
        missing.push("chromium");
    }
    if !has_chinese_fonts() {
        missing.push("fonts-noto-cjk");
    }
    if !missing.is_empty() {
        install(&missing)?;
    }
    if runs(&browser) { Ok(browser) } else { bail!("{CHROMIUM} does not run; {}", how_to_choose()) }
}

/// On some systems the package is only a hint where to get the browser, so the program itself is asked.
fn runs(browser: &Path) -> bool {
    succeeds(Command::new(browser).arg("--version"))
}

fn has_chinese_fonts() -> bool {
    Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
        || output(Command::new("fc-list").args([":lang=zh-cn", "family"]))
            .is_some_and(|fonts| !fonts.is_empty())
}

fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if !succeeds(Command::new("apt-get").arg("--version")) {
        bail!("the browser tests need {names}; {}", how_to_choose());
    }
    let is_root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    if !is_root && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        bail!("the browser tests need `apt-get install {names}`, which takes root; {}", how_to_choose());
    }
    println!("Installing {names} (under a minute)");
    let apt = || {
        let mut apt = Command::new(if is_root { "env" } else { "sudo" });
        apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--quiet"]);
        apt
    };
    run(apt().arg("update"))?;
    run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn how_to_choose() -> String {
    format!(
        "install Chromium or Chrome 120 or newer and Chinese fonts, and set {CHROMIUM_VARIABLE} to the browser's path"
    )
}

#[cfg(test)]
mod tests {
    use super::is_closing_line;

    #[test]
    fn closing_lines_are_told_from_others() {
        for line in ["  12 passed (8.1s)", "  1 failed", "  3 skipped", "  2 did not run"] {
            assert!(is_closing_line(line), "{line}");
        }
        for line in ["Running 12 tests using 2 workers", "  ✓  1 [hosted] › a.spec.ts passed", "12 things"]
        {
            assert!(!is_closing_line(line), "{line}");
        }
    }
}
