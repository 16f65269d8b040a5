//! One binary, two lives: in the browser it mounts the page, elsewhere it is the command line.

#[cfg(target_arch = "wasm32")]
fn main() {
    // There is no page in what is compiled for the worker; it has a program of its own.
    #[cfg(not(feature = "worker"))]
    gongkai::app::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    gongkai::cli::run()
}
