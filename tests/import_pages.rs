//! Published pages: the samples that stand beside the project, and the hostile layouts of tests/import/layouts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::import::{Imported, import};

/// Published reports stand beside the project and are not part of it; elsewhere they are skipped.
fn samples() -> Vec<PathBuf> {
    let folder = Path::new("../shared/samples");
    let Ok(entries) = fs::read_dir(folder) else {
        eprintln!("skipped: {} is not here", folder.display());
        return Vec::new();
    };
    let mut pages: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_published_page_yields_its_cells() {
    let mut wrong = String::new();
    for page in samples() {
        let name = page.display();
        let published = fs::read(page.with_extension("cells.json")).unwrap();
        let published: serde_json::Value = serde_json::from_slice(&published).unwrap();
        let Imported { report, notices } = import(&fs::read(&page).unwrap(), None).unwrap();
        assert_eq!(report.agency.name, published["agency"].as_str().unwrap(), "{name}");
        assert_eq!(u64::from(report.year), published["year"], "{name}");
        assert_eq!(u64::from(report.edition().year), published["edition"], "{name}");
        let cells = published["cells"].as_object().unwrap();
        let mut expected: Vec<(String, String)> = cells
            .iter()
            .map(|(path, printed)| {
                // One row for （六） in the form of 2021: it goes to the child for the rest.
                let whole = report.edition().find(path).is_none();
                let path = if whole { format!("{path}.other") } else { path.clone() };
                (path, printed.as_str().unwrap_or_default().to_owned())
            })
            .collect();
        for cell in &report.edition().cells {
            let known = expected.iter().position(|(path, _)| *path == cell.path);
            let printed = known.map(|known| expected.swap_remove(known).1).unwrap_or_default();
            let read = report.figures.get(cell.id).text();
            if printed != read {
                writeln!(wrong, "{name} {}: “{read}” for “{printed}”", cell.path).unwrap();
            }
        }
        assert_eq!(expected, [], "{name}: cells that the form does not have");
        eprintln!("{name}:");
        for notice in notices {
            eprintln!("  {} [{}] {}", notice.code, notice.place, notice.text);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
