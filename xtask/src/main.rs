//! The project's own tasks: `cargo xtask serve`, `test`, `dist`, `bench`.
fn main() {}
