//! The rooms and their floors: nothing imports upward, and the core touches nothing but what it is given.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may use; lowest floor first.
const ROOMS: [(&str, &[&str]); 14] = [
    ("form", &[]),
    ("report", &["form"]),
    ("statement", &[]),
    ("edit", &["form", "report"]),
    ("compare", &["form", "report"]),
    ("check", &["form", "report", "statement", "edit", "compare"]),
    ("import", &["form", "report"]),
    ("chart", &["form", "report"]),
    ("export", &["form", "report", "chart"]),
    ("review", &["form", "report", "edit", "compare"]),
    ("store", &["form", "report"]),
    ("worker", &["form", "report", "compare", "check", "import", "export", "review", "store"]),
    ("cli", &["form", "report", "statement", "edit", "check", "import", "export", "store"]),
    // Not import: it is large and belongs in the worker.
    ("app", &["form", "report", "statement", "edit", "check", "chart", "export", "review", "store"]),
];

/// What only `app` and `cli` may name.
const OUTSIDE: [&str; 9] =
    ["web_sys", "js_sys", "gloo_", "leptos", "std::fs", "std::net", "std::time", "std::env", "std::process"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}

/// The code of a file: comments, which may speak of any room, left out.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_imports_upward() {
    for (room, below) in ROOMS {
        for path in sources(&Path::new("src").join(room)) {
            let code = code(&path);
            for (other, _) in ROOMS {
                let allowed = other == room || below.contains(&other);
                assert!(
                    allowed || !code.contains(&format!("crate::{other}")),
                    "{} uses {other}, which is not below {room}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_core_touches_nothing_outside() {
    for (room, _) in ROOMS.iter().filter(|(room, _)| !["app", "cli"].contains(room)) {
        for path in sources(&Path::new("src").join(room)) {
            let code = code(&path);
            for outside in OUTSIDE {
                assert!(!code.contains(outside), "{} names {outside}", path.display());
            }
        }
    }
}

#[test]
fn every_room_is_known() {
    for entry in fs::read_dir("src").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // The programs in src/bin are no room, as src/main.rs is none.
        if path.is_dir() && name != "bin" && !sources(&path).is_empty() {
            assert!(ROOMS.iter().any(|(room, _)| *room == name), "src/{name} has no floor");
        }
    }
}
