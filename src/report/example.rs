//! A complete, correct report of a fictional agency: to play with in the page, and to break in tests.

use super::{Report, read_json};

/// The example. Should the embedded file ever be unreadable (a test reads it), an empty report stands in.
pub fn example() -> Report {
    read_json(include_str!("example.json"))
        .map_or_else(|_| Report::new(super::Agency::default(), 2025), |read| read.report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::write_json;

    #[test]
    fn the_example_is_written_as_it_is_read() {
        assert_eq!(write_json(&example()), include_str!("example.json"));
    }
}
