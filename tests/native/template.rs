//! The official template as a Word file: its tables are found as it comes, and every figure that is filled in is found
//! in its cell. The template stands beside the project; without it there is nothing to test.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use gongkai::form::EDITION_2021;
use gongkai::import::{HEADING_DIFFERS, Imported, LABEL_DIFFERS, TABLE_MISSING, UNDECIDED, import};
use gongkai::report::Entry;
use zip::write::{SimpleFileOptions, ZipWriter};

fn template() -> Option<Vec<u8>> {
    let found = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/format/template-2021.docx")).ok();
    if found.is_none() {
        eprintln!("skipped: there is no template beside the project");
    }
    found
}

/// The text of a piece of the document, without white space.
fn words(xml: &str) -> String {
    let texts = xml.split("<w:t").skip(1).filter(|rest| rest.starts_with(['>', ' ']));
    let texts = texts.map(|rest| rest.split_once('>').unwrap().1.split('<').next().unwrap());
    texts.collect::<String>().replace("&nbsp;", "").split_whitespace().collect()
}

/// The template with a number in every blank cell, in reading order, and how many there are.
fn filled(template: &[u8]) -> (Vec<u8>, usize) {
    let mut archive = zip::ZipArchive::new(Cursor::new(template)).unwrap();
    let mut count = 0;
    let mut made = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(content).unwrap();
            let mut cells = text.split("<w:tc>");
            let mut whole = cells.next().unwrap().to_owned();
            for cell in cells {
                let (inside, after) = cell.split_once("</w:tc>").unwrap();
                let covered = inside.contains("<w:vMerge/>") || inside.contains("w:val=\"continue\"");
                whole.push_str("<w:tc>");
                if words(inside).is_empty() && !covered {
                    let (before, end) = inside.rsplit_once("</w:p>").unwrap_or_else(|| panic!("{inside}"));
                    whole.extend([
                        before,
                        "<w:r><w:t>",
                        &number(count).to_string(),
                        "</w:t></w:r></w:p>",
                        end,
                    ]);
                    count += 1;
                } else {
                    whole.push_str(inside);
                }
                whole.push_str("</w:tc>");
                whole.push_str(after);
            }
            content = whole.into_bytes();
        }
        made.start_file(name, SimpleFileOptions::default()).unwrap();
        made.write_all(&content).unwrap();
    }
    (made.finish().unwrap().into_inner(), count)
}

fn number(index: usize) -> u64 {
    1000 + u64::try_from(index).unwrap()
}

/// Nothing is said of tables, labels or headings.
fn assert_found(imported: &Imported) {
    let amiss = |code: &str| [TABLE_MISSING, LABEL_DIFFERS, HEADING_DIFFERS, UNDECIDED].contains(&code);
    let notices: Vec<_> = imported.notices.iter().filter(|notice| amiss(notice.code)).collect();
    assert_eq!(notices, Vec::<&gongkai::import::Notice>::new());
}

#[test]
fn the_blank_template_has_every_table_and_no_figure() {
    let Some(template) = template() else { return };
    let imported = import(&template, Some("模板.docx")).unwrap();
    assert_found(&imported);
    assert!(imported.report.figures.entries().iter().all(Entry::is_blank));
}

#[test]
fn each_figure_of_a_filled_template_is_found_in_its_cell() {
    let Some(template) = template() else { return };
    let (filled, count) = filled(&template);
    assert_eq!(count, EDITION_2021.cells.len());
    let imported = import(&filled, Some("年报.docx")).unwrap();
    assert_found(&imported);
    for (index, cell) in EDITION_2021.cells.iter().enumerate() {
        assert_eq!(imported.report.figures.get(cell.id), &Entry::Count(number(index)), "{}", cell.path);
    }
}
