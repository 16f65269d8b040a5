//! The page that shows an import beside its source, for every text of tests/import, every page of
//! tests/import/layouts, the files that the exports make, and the published samples where they are at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::export::{Layout, Options, docx, html, xlsx};
use gongkai::form::{Prose, Section};
use gongkai::import::{Imported, Origin, Piece, import, origin};
use gongkai::report::{example, paragraphs, visible};
use gongkai::worker::{Request, answer, beside};
use html5ever::tendril::TendrilSink as _;

mod dom;

use dom::Element;

fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        eprintln!("skipped: {folder} is not here");
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)))
        .collect();
    found.sort();
    found
}
