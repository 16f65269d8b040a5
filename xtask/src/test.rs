//! Everything that must hold before a change is taken.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::run::{run, run_keeping};
use crate::{browser, dist, paths, tools};

/// Which part to run.
pub(crate) enum Part {
    /// Everything.
    All,
    /// Format, lints and native tests.
    Native,
    /// The built page in a browser, with arguments for Playwright.
    Browser {
        /// Passed on to Playwright.
        arguments: Vec<String>,
        /// Takes dist/ as it is.
        built: bool,
    },
}

/// Runs the checks and ends with what the test runners said.
///
/// # Errors
/// When a check fails.
pub(crate) fn test(part: Part) -> Result<()> {
    let mut record = Record::default();
    if matches!(part, Part::All | Part::Native) {
        native(&mut record);
    }
    match part {
        Part::Native => {}
        Part::All => in_browser(&mut record, &[], false),
        Part::Browser { arguments, built } => in_browser(&mut record, &arguments, built),
    }
    record.close()
}

/// A failure does not stop the others: who waits for the tests wants to see all that is wrong.
fn native(record: &mut Record) {
    record.step("Tools", |_| {
        tools::wasm_target()?;
        tools::linters()
    });
    record.step("Format", |_| run(&mut cargo(&["fmt", "--all", "--check"])));
    record.step("Lints, native", |_| {
        run(&mut cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
    record.step("Lints, browser", |_| {
        let clippy = |features: &[&str]| {
            let of_the_page = ["clippy", "--locked", "--package", "gongkai", "--lib", "--bins"];
            let mut clippy = cargo(&of_the_page);
            run(clippy.args(["--target", tools::WASM_TARGET]).args(features).args(["--", "-D", "warnings"]))
        };
        clippy(&[])?;
        clippy(&["--features", "worker"])
    });
    record.step("Native tests", |summary| {
        let mut tests = cargo(&["test", "--locked", "--workspace", "--no-fail-fast"]);
        // The same cases each time: who changes nothing must not see a test fail. Other cases are tried by hand, with
        // PROPTEST_CASES and PROPTEST_RNG_SEED.
        if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
            tests.env("PROPTEST_RNG_SEED", "20260112");
        }
        run_keeping(&mut tests, summary, |line| {
            line.starts_with("test result:") && !line.contains(" 0 passed; 0 failed")
        })
    });
}

fn in_browser(record: &mut Record, arguments: &[String], built: bool) {
    let is_built = built || record.step("Release build and sizes", |_| dist::make());
    if is_built {
        record.step("Browser tests", |summary| browser::test(arguments, summary));
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(paths::root());
    cargo
}

/// What has been done so far.
struct Record {
    began: Instant,
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    failure: Option<String>,
    summary: Vec<String>,
}

impl Default for Record {
    fn default() -> Self {
        Self { began: Instant::now(), steps: Vec::new() }
    }
}

impl Record {
    /// Runs a step, which may leave lines for the summary; whether it went well.
    fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Vec<String>) -> Result<()>) -> bool {
        println!("\n== {name}");
        let began = Instant::now();
        let mut summary = Vec::new();
        let failure = work(&mut summary).err().map(|error| format!("{error:#}"));
        let took = began.elapsed();
        match &failure {
            None => println!("== {name}: ok, {}", seconds(took)),
            Some(failure) => println!("== {name}: FAILED, {}: {failure}", seconds(took)),
        }
        let went_well = failure.is_none();
        self.steps.push(Step { name, took, failure, summary });
        went_well
    }

    fn close(&self) -> Result<()> {
        println!("\n== Summary");
        for step in &self.steps {
            let verdict = if step.failure.is_none() { "ok" } else { "FAILED" };
            println!("{:<24} {verdict:<6} {:>7}", step.name, seconds(step.took));
            for line in &step.summary {
                println!("  {line}");
            }
        }
        let failed: Vec<_> =
            self.steps.iter().filter(|step| step.failure.is_some()).map(|step| step.name).collect();
        if !failed.is_empty() {
            bail!("failed: {} ({} in all)", failed.join(", "), seconds(self.began.elapsed()));
        }
        println!("All passed in {}", seconds(self.began.elapsed()));
        Ok(())
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.0} s", duration.as_secs_f32())
}
