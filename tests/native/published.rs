//! Published reports, which stand beside the project and are no part of it; elsewhere the tests that need them are skipped.

use std::fs;
use std::path::Path;

use gongkai::form::Edition;
use gongkai::report::{Agency, Entry, Report};
use serde_json::Value;

/// A published report, and the document with its cells as printed; nothing where the samples are not here.
pub(crate) fn sample(name: &str) -> Option<(Report, Value)> {
    let path = Path::new("../shared/samples").join(format!("{name}.cells.json"));
    let Ok(bytes) = fs::read(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return None;
    };
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let number = |key: &str| u16::try_from(document[key].as_u64().unwrap()).unwrap();
    let agency = Agency { name: document["agency"].as_str().unwrap().into(), ..Agency::default() };
    let edition = Edition::numbered(number("edition")).unwrap();
    let mut report = Report::in_edition(edition, agency, number("year"));
    for (path, text) in document["cells"].as_object().unwrap() {
        // （六）其他处理 as one row of edition 2021 has no cell of its own.
        if let Some(id) = edition.find(path) {
            report.figures.put(id, Entry::printed(text.as_str().unwrap_or_default()));
        }
    }
    Some((report, document))
}
