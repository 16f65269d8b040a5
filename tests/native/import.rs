//! Imports against data: every `NAME.txt` of tests/import has the cells it must yield (`NAME.cells.tsv`; what is
//! not listed is blank) and everything else that it must yield (`NAME.expected`: head, prose, notices).
//!
//! `UPDATE=1 cargo test --test import` writes the `.expected` files anew, to be read before they are committed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::form::Prose;
use gongkai::import::{Imported, LABEL_DIFFERS, UNDECIDED, import, import_text};
use gongkai::report::{Entry, Report};

fn texts() -> Vec<PathBuf> {
    let mut texts: Vec<_> = fs::read_dir("tests/import")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    texts
}

/// Every cell that is not blank, one a line.
fn cells(report: &Report) -> String {
    let mut lines = String::new();
    for cell in &report.edition().cells {
        let entry = report.figures.get(cell.id);
        if *entry != Entry::Blank {
            writeln!(lines, "{}\t{entry}", cell.path).unwrap();
        }
    }
    lines
}

fn sorted(lines: &str) -> Vec<&str> {
    let mut lines: Vec<_> = lines.lines().collect();
    lines.sort_unstable();
    lines
}

fn described(imported: &Imported) -> String {
    let report = &imported.report;
    let mut text = String::new();
    writeln!(text, "agency {}", report.agency.name).unwrap();
    writeln!(text, "year {} edition {}", report.year, report.edition().year).unwrap();
    writeln!(text, "period {} {}", report.period.from, report.period.to).unwrap();
    for prose in Prose::ALL {
        writeln!(text, "{} {}", prose.path(), report.narrative.get(prose).replace('\n', "\\n")).unwrap();
    }
    for notice in &imported.notices {
        writeln!(text, "{} [{}] {}", notice.code, notice.place, notice.text.replace('\n', "\\n")).unwrap();
    }
    text
}

#[test]
fn every_layout_yields_its_cells() {
    let mut wrong = String::new();
    for path in texts() {
        let imported = match import(&fs::read(&path).unwrap(), None) {
            Ok(imported) => imported,
            Err(error) => {
                writeln!(wrong, "{}: {error}", path.display()).unwrap();
                continue;
            }
        };
        let expected = fs::read_to_string(path.with_extension("cells.tsv")).unwrap();
        let actual = cells(&imported.report);
        let (expected, actual) = (sorted(&expected), sorted(&actual));
        for line in expected.iter().filter(|line| !actual.contains(line)) {
            writeln!(wrong, "{}: lacks {line}", path.display()).unwrap();
        }
        for line in actual.iter().filter(|line| !expected.contains(line)) {
            writeln!(wrong, "{}: has {line}", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_layout_yields_its_head_its_prose_and_its_notices() {
    let update = std::env::var_os("UPDATE").is_some();
    for path in texts() {
        let actual = described(&import(&fs::read(&path).unwrap(), None).unwrap());
        let expected = path.with_extension("expected");
        if update {
            fs::write(&expected, &actual).unwrap();
        }
        assert_eq!(fs::read_to_string(&expected).unwrap_or_default(), actual, "{}", path.display());
    }
}

/// Published reports stand beside the project and are not part of it; elsewhere they are skipped.
fn sample(name: &str) -> Option<Vec<u8>> {
    let path = Path::new("../shared/samples").join(name);
    let bytes = fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("skipped: {} is not here", path.display());
    }
    bytes
}

#[test]
fn the_founding_document_comes_out_whole() {
    let Some(bytes) = sample("000-hebei-2022.txt") else { return };
    let Imported { report, notices } = import(&bytes, Some("000-hebei-2022.txt")).unwrap();
    assert_eq!((report.agency.name.as_str(), report.year), ("河北省机关事务管理局", 2022));
    assert_eq!((report.period.from.as_str(), report.period.to.as_str()), ("2022-01-01", "2022-12-31"));
    assert_eq!(report.edition().year, 2021);
    // 897 characters as published, of which the five sub-headings are 52: those are not kept in the prose.
    assert_eq!(report.narrative.overview_length(), 897 - 52);
    for prose in Prose::ALL {
        assert!(!report.narrative.get(prose).is_empty(), "{}", prose.path());
    }
    assert!(report.narrative.get(Prose::Problems).contains("注\n重充分发挥"));
    assert!(report.narrative.get(Prose::Problems).contains("**四是**"));
    for cell in &report.edition().cells {
        let expected = match cell.path.as_str() {
            "disclosure.normative_documents.in_force" => "9",
            "disclosure.fees.amount" => "1016.72",
            path if path.ends_with(".decisions") => "无",
            _ => "0",
        };
        assert_eq!(report.figures.get(cell.id).text(), expected, "{}", cell.path);
    }
    let places: Vec<_> = notices.iter().map(|notice| (notice.code, notice.place.as_str())).collect();
    assert_eq!(
        places,
        [
            (LABEL_DIFFERS, "disclosure.coercion.decisions"),
            (LABEL_DIFFERS, "applications.natural_person.refused.state_secret"),
            (LABEL_DIFFERS, "applications.natural_person.not_processed.confirmation"),
            (LABEL_DIFFERS, "applications.natural_person.carried_out"),
        ]
    );
    assert_eq!(notices[0].text, "第（六）项的“行政许可”应为“行政强制”");
}

/// Run together, most rows of table two can be read in several ways: those stay blank, are quoted, and nothing
/// else differs from what was published.
#[test]
fn pages_run_together_yield_what_was_published_or_say_what_they_do_not() {
    for (name, open) in
        [("009-pingtan-2019", 7), ("010-pingtan-2020", 6), ("011-pingtan-2021", 1), ("012-pingtan-2022", 1)]
    {
        let (Some(text), Some(published)) =
            (sample(&format!("{name}.txt")), sample(&format!("{name}.cells.json")))
        else {
            continue;
        };
        let published: serde_json::Value = serde_json::from_slice(&published).unwrap();
        let Imported { report, notices } = import(&text, None).unwrap();
        assert_eq!(u64::from(report.year), published["year"], "{name}");
        assert_eq!(u64::from(report.edition().year), published["edition"], "{name}");
        assert_eq!(report.agency.name, "平潭综合实验区");
        let undecided: Vec<_> = notices.iter().filter(|notice| notice.code == UNDECIDED).collect();
        assert_eq!(undecided.len(), open, "{name}");
        let lines: Vec<_> = undecided
            .iter()
            .map(|notice| report.edition().cell(report.edition().find(&notice.place).unwrap()).line)
            .collect();
        for (path, printed) in published["cells"].as_object().unwrap() {
            let cell = report.edition().cell(report.edition().find(path).unwrap());
            let expected = match printed.as_str() {
                Some(printed) if cell.table > 0 || !lines.contains(&cell.line) => printed,
                _ => "",
            };
            assert_eq!(report.figures.get(cell.id).text(), expected, "{name} {path}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_named_with_what_to_do() {
    let told = |bytes: &[u8]| import(bytes, Some("报告")).unwrap_err().to_string();
    let mut docx = b"PK\x03\x04".to_vec();
    docx.extend(b"....word/document.xml....");
    for (bytes, words) in [
        (&b""[..], "文件“报告”是空的"),
        (b" \n\t", "是空的"),
        (&docx, "Word 文件已损坏"),
        (b"PK\x03\x04 xl/workbook.xml", "Excel 文件已损坏"),
        (b"PK\x03\x04 a.txt", "压缩文件"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word、Excel"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"abc\0\x01\x02def", "二进制文件"),
        (b"\xd5\xfe\xff\xfe\xd0\xc5\xcf\x80", "编码"),
        (b"{", "突然中断"),
        (b"{}", "不是本软件的年度报告"),
        (b"[1]", "不是本软件的年度报告"),
        ("[".repeat(100_000).as_bytes(), "层次太深"),
        (b"<html><body><p>a</p></body></html>", "没有找到年度报告的表格或标题"),
        ("今天天气很好。".as_bytes(), "没有找到年度报告的表格或标题"),
    ] {
        assert!(told(bytes).contains(words), "{}", told(bytes));
    }
    assert!(told(&vec![b'a'; 31 * 1024 * 1024]).contains("（31 MB）"));
    assert!(import_text("  ").unwrap_err().to_string().contains("是空的"));
}

#[test]
fn our_own_files_come_back_as_they_were() {
    let report = gongkai::report::example();
    let json = gongkai::report::write_json(&report);
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh\"><head><script>1 < 2</script></head><body>…<script type=\"application/json\" id=\"gongkai-report\">{}</script></body></html>",
        json.replace('<', "\\u003c")
    );
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(json.encode_utf16().flat_map(u16::to_le_bytes));
    for bytes in [json.as_bytes(), format!("\u{feff}{json}").as_bytes(), page.as_bytes(), &utf16] {
        let imported = import(bytes, None).unwrap();
        assert_eq!(imported.report, report);
        assert_eq!(imported.notices, []);
    }
    let odd = json.replacen("\"kind\": \"department\"", "\"kind\": \"village\"", 1);
    assert_eq!(import(odd.as_bytes(), None).unwrap().notices.len(), 1);
}
