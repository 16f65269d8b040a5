//! The project's own tasks: `cargo xtask serve`, `test`, `dist`, `sizes`, `bench`.

mod bench;
mod browser;
mod build;
mod dist;
mod packing;
mod paths;
mod policy;
mod run;
mod serve;
mod shrink;
mod single;
mod sizes;
mod slim;
mod test;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own tasks. Each installs what it needs and lacks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the page and serves it on this machine
    Serve {
        /// Builds it small, as it is handed over
        #[arg(long, conflicts_with = "built")]
        release: bool,
        /// Builds nothing: serves dist/site as it is
        #[arg(long)]
        built: bool,
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Runs all checks: format, lints, native tests, build, sizes, browser tests
    Test {
        /// Only format, lints and native tests
        #[arg(long, conflicts_with_all = ["browser", "built"])]
        native: bool,
        /// With --browser: builds nothing, takes dist/ as it is
        #[arg(long, requires = "browser")]
        built: bool,
        /// Only the browser tests; what follows is passed on to Playwright
        #[arg(long, num_args = 0.., allow_hyphen_values = true, value_name = "PLAYWRIGHT")]
        browser: Option<Vec<String>>,
    },
    /// Makes dist/site, to be hosted, and dist/gongkai.html, to be opened by double click
    Dist,
    /// Compares the sizes in dist/ with their budgets
    Sizes,
    /// Measures speed; what follows is passed on to the native benches
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Serve { built: true, port, .. } => serve::serve(&serve::Source::Built, port),
        Task::Serve { release, port, .. } => {
            let profile = if release { build::Profile::Release } else { build::Profile::Development };
            serve::serve(&serve::Source::Compiled(profile), port)
        }
        Task::Test { native: true, .. } => test::test(test::Part::Native),
        Task::Test { browser: Some(arguments), built, .. } => {
            test::test(test::Part::Browser { arguments, built })
        }
        Task::Test { .. } => test::test(test::Part::All),
        Task::Dist => dist::make(),
        Task::Sizes => sizes::check(),
        Task::Bench { arguments } => bench::bench(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
