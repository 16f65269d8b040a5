//! The page that shows an import beside its source, for every text of tests/import, every page of
//! tests/import/layouts, the files that the exports make, and the published samples where they are at hand.

use crate::markup;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::export::{Layout, Options, data_file, docx, html, xlsx};
use gongkai::form::{LayoutKind, Prose, Section};
use gongkai::import::{Imported, Origin, Piece as Printed, decode, import, origin};
use gongkai::report::{Report, example, paragraphs, visible};
use gongkai::worker::{Request, answer, beside};
use markup::{Piece, pieces, texts};
use proptest::prelude::*;

/// Everything there is to import: a name and the bytes.
fn inputs() -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["tests/import", "tests/import/layouts", "../shared/samples"] {
        let Ok(entries) = fs::read_dir(folder) else {
            eprintln!("skipped: {folder} is not here");
            continue;
        };
        paths.extend(entries.map(|entry| entry.unwrap().path()));
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt" || ending == "html"));
    paths.sort();
    let mut inputs: Vec<_> =
        paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect();
    assert!(inputs.len() > 60, "{}", inputs.len());
    inputs.extend(exported());
    inputs
}

fn ends(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == ending)
}

/// The example, as each export writes it.
fn exported() -> Vec<(String, Vec<u8>)> {
    vec![
        ("报告.docx".to_owned(), docx(&example(), Layout::default(), None).unwrap()),
        ("报告.xlsx".to_owned(), xlsx(&example(), None).unwrap()),
        ("报告.html".to_owned(), html(&example(), Options::default()).into_bytes()),
        ("报告.json".to_owned(), data_file(&example(), None).into_bytes()),
    ]
}

/// The text behind a tag up to its end; the page holds no such tag within another but where `depth` says so.
fn inner(pieces: &[Piece], start: usize) -> String {
    let Piece::Open { tag, .. } = &pieces[start] else { panic!("no tag") };
    let mut depth = 1;
    let mut text = String::new();
    for piece in &pieces[start + 1..] {
        match piece {
            Piece::Open { tag: other, .. } if other == tag => depth += 1,
            Piece::Close(other) if other == tag => depth -= 1,
            Piece::Text(words) => text.push_str(words),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    text
}

/// What every such page holds, whatever came in.
fn holds_everything(name: &str, page: &str, imported: &Imported) {
    let pieces = pieces(page);
    is_inert(name, &pieces);
    let Imported { report, notices } = imported;
    let mut figures: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut prose: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut told: Vec<(String, String, String)> = Vec::new();
    let mut noted: BTreeSet<&str> = BTreeSet::new();
    for (start, piece) in pieces.iter().enumerate() {
        if let Some(path) = piece.attribute("data-cell") {
            figures.entry(path).or_default().push(inner(&pieces, start));
        }
        if let Some(path) = piece.attribute("data-prose") {
            prose.entry(path).or_default().push(inner(&pieces, start));
        }
        if let (Some(code), Some(place)) = (piece.attribute("data-notice"), piece.attribute("data-place")) {
            let text = match pieces.get(start + 1) {
                Some(Piece::Text(text)) => text.clone(),
                _ => String::new(),
            };
            told.push((code.to_owned(), place.to_owned(), text));
        }
        if piece.attribute("class") == Some("noted") {
            noted.insert(
                piece.attribute("data-cell").or(piece.attribute("data-prose")).expect("a cell or prose"),
            );
        }
    }

    let cells = &report.edition().cells;
    assert_eq!(figures.len(), cells.len(), "{name}");
    for cell in cells {
        let shown = visible(&report.figures.get(cell.id).text()).into_owned();
        assert_eq!(figures[cell.path.as_str()], [shown], "{name}: {}", cell.path);
    }
    for aspect in Prose::ALL {
        let expected: Vec<String> = match paragraphs(report.narrative.get(aspect)).collect::<String>() {
            none if none.is_empty() => Vec::new(),
            some => vec![some],
        };
        assert_eq!(prose.get(aspect.path()).cloned().unwrap_or_default(), expected, "{name}");
    }
    let mut expected: Vec<(String, String, String)> = notices
        .iter()
        .map(|notice| {
            let shown = |text: &str| visible(text).into_owned();
            (notice.code.to_owned(), shown(&notice.place), shown(&notice.text))
        })
        .collect();
    expected.sort();
    told.sort();
    assert_eq!(told, expected, "{name}");
    let expected: BTreeSet<&str> = notices
        .iter()
        .map(|notice| notice.place.as_str())
        .filter(|place| figures.contains_key(place) || prose.contains_key(place))
        .collect();
    assert_eq!(noted, expected, "{name}");
    let all = texts(&pieces, "header").concat();
    let marked = page.matches("<li data-notice=").count();
    assert_eq!(marked, notices.len(), "{name}");
    if !notices.is_empty() {
        assert!(all.contains(&format!("有 {} 条提示", notices.len())), "{name}: {all}");
    }
    for table in &report.edition().tables {
        let entries = &report.figures.entries()[table.cells.clone()];
        let blank = entries.iter().filter(|entry| entry.is_blank()).count();
        let counted = format!("读到 {} 格，空 {blank} 格", entries.len() - blank);
        assert!(all.contains(&counted), "{name}: {counted} not in {all}");
    }
}

/// The page runs nothing, loads nothing and leads nowhere but within itself.
fn is_inert(name: &str, pieces: &[Piece]) {
    const TAGS: &str = "html head meta title style body main article header section div table thead tbody tr th td \
                        colgroup col ul li a p h1 h2 h3 i dl dt dd span details summary";
    const ATTRIBUTES: &str = "lang charset http-equiv content name class id href scope headers colspan rowspan role \
                              tabindex aria-label aria-labelledby data-cell data-prose data-notice data-place data-section";
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Open { tag, attributes } => {
                assert!(TAGS.split_whitespace().any(|known| known == tag), "{name}: <{tag}>");
                for (attribute, value) in attributes {
                    assert!(
                        ATTRIBUTES.split_whitespace().any(|known| known == attribute),
                        "{name}: {attribute}"
                    );
                    if attribute == "id" {
                        assert!(ids.insert(value), "{name}: two elements are {value}");
                    }
                }
                if !matches!(tag.as_str(), "meta" | "col") {
                    open.push(tag);
                }
            }
            Piece::Close(tag) => assert_eq!(open.pop(), Some(tag.as_str()), "{name}"),
            Piece::Text(_) => {}
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
    for href in pieces.iter().filter_map(|piece| piece.attribute("href")) {
        let target = href.strip_prefix('#').expect("a place in the page");
        assert!(ids.contains(target), "{name}: {href} leads nowhere");
    }
    let policy = pieces.iter().find(|piece| piece.attribute("http-equiv") == Some("Content-Security-Policy"));
    let policy = policy.and_then(|piece| piece.attribute("content")).expect("a policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[test]
fn every_import_is_shown_with_all_its_figures_and_notices() {
    for (name, bytes) in inputs() {
        let Ok(imported) = import(&bytes, Some(&name)) else { continue };
        let origin = origin(&bytes, decode);
        assert_eq!(origin.is_none(), ends(&name, "json"), "{name}");
        let page = beside(origin.as_ref(), &imported);
        holds_everything(&name, &page, &imported);
        let asked = answer(Request::FileBeside { name: &name, bytes: &bytes }, decode).unwrap();
        assert_eq!(asked, page.into_bytes(), "{name}");
    }
}

/// Every text of a source, part by part.
fn words(origin: &Origin) -> String {
    let mut words = String::new();
    for piece in origin.parts.iter().flat_map(|part| &part.pieces) {
        match piece {
            Printed::Line(line) => words.push_str(line),
            Printed::Table(rows) => rows.iter().flatten().for_each(|cell| words.push_str(&cell.text)),
        }
    }
    words
}

fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut count = BTreeMap::new();
    for letter in text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{feff}') {
        *count.entry(letter).or_default() += 1;
    }
    count
}

#[test]
fn no_word_of_a_text_is_lost_beside_the_report() {
    let mut read = 0;
    for (name, bytes) in inputs() {
        let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
        if ends(&name, "txt") {
            let origin = origin(&bytes, decode).unwrap();
            assert_eq!(letters(&words(&origin)), letters(&text), "{name}");
            read += 1;
        }
    }
    assert!(read > 40, "{read}");
}

/// The tables that a source has of a section.
fn tables(origin: &Origin, section: Section) -> Vec<Vec<Vec<(String, usize, usize)>>> {
    let mut tables = Vec::new();
    for piece in origin.pieces(Some(section)) {
        if let Printed::Table(rows) = piece {
            let cell = |cell: &gongkai::import::OriginCell| (bare(&cell.text), cell.colspan, cell.rowspan);
            tables.push(rows.iter().map(|row| row.iter().map(cell).collect()).collect());
        }
    }
    tables
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The legal layout with the figures of a report.
fn layout(report: &Report, key: &str) -> Vec<Vec<(String, usize, usize)>> {
    let form = report.edition().table(key).unwrap();
    let row = |row: &gongkai::form::LayoutRow| {
        let cells = row.cells.iter();
        cells
            .map(|cell| {
                let text = match cell.kind {
                    LayoutKind::Figure(id) => report.figures.get(id).text().into_owned(),
                    _ => cell.text.to_string(),
                };
                (bare(&text), cell.colspan, cell.rowspan)
            })
            .collect()
    };
    form.layout.iter().map(row).collect()
}

#[test]
fn tables_of_files_are_shown_as_they_are_merged() {
    for (name, bytes) in exported() {
        let Some(origin) = origin(&bytes, decode) else { continue };
        for section in Section::ALL {
            let Some(key) = section.table_key() else { continue };
            assert_eq!(tables(&origin, section), [layout(&example(), key)], "{name}: {key}");
        }
    }
}

#[test]
fn a_section_stands_beside_its_source() {
    let (name, bytes) = exported().remove(0);
    let page = beside(origin(&bytes, decode).as_ref(), &import(&bytes, Some(&name)).unwrap());
    for section in Section::ALL {
        let from = page.find(&format!("id=\"pair-{}\"", section.key())).unwrap();
        let pair = &page[from..];
        let pair = &pair[..pair[1..].find("class=\"pair\"").map_or(pair.len(), |next| next + 1)];
        let (source, read) = pair.split_once("读到的报告").unwrap();
        assert!(source.contains("原文") && source.contains(&format!("id=\"origin-{}\"", section.key())));
        assert!(read.contains(&format!("id=\"section-{}\"", section.key())), "{pair}");
        if section != Section::Intro {
            assert!(source.contains(section.heading()), "{source}");
        }
    }
}

#[test]
fn what_was_not_found_is_named() {
    let text = "云川县水务局2024年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开。公开信息8条。\n五、存在的主要问题及改进情况\n人手少。";
    let page = String::from_utf8(answer(Request::TextBeside { text, html: "" }, decode).unwrap()).unwrap();
    for said in [
        "没有找到“依申请公开”“政府信息管理”“政府信息公开平台建设”“监督保障”",
        "读到 0 格，空",
        "原文中没有找到这一部分",
        "云川县水务局",
        "2024年度",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn what_is_copied_stands_beside_the_side_that_was_read() {
    let html = "Version:0.9\r\nStartHTML:0000\r\n<p>二、主动公开政府信息情况</p><table><tr><td>信息内容<td>本年收费金额（单位：万元）\
                <tr><td>行政事业性收费<td>8.5</table>";
    let shown = |text: &str, html: &str| {
        String::from_utf8(answer(Request::TextBeside { text, html }, decode).unwrap()).unwrap()
    };
    assert!(shown("别的文字", html).contains("<td>8.5</td>"));
    let text = "二、主动公开政府信息情况\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t9.5";
    assert!(shown(text, "<p>二、主动公开政府信息情况</p>").contains("<td>9.5</td>"));
    assert!(answer(Request::TextBeside { text: "请于周五上午参加。", html: "" }, decode).is_err());
    assert!(
        answer(Request::FileBeside { name: "空.txt", bytes: b"" }, decode).unwrap_err().contains("空.txt")
    );
}

const HOSTILE: &str =
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;&amp;</td></table>]]>\u{0}\u{1b}\u{202e}";

#[test]
fn hostile_words_stay_words() {
    // With a NUL in it a file is taken for a binary one.
    let escaped = HOSTILE.replace('\0', "").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!(
        "<html><head><title>{escaped}</title></head><body><div onclick='x()'>{escaped}</div>\
         <h1>云川县水务局{escaped}2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>{escaped}</p>\
         <p>二、主动公开政府信息情况</p><table><tr><td colspan='1000' rowspan='9999999999'>{escaped}\
         <tr><td>信息内容<td colspan=-3>本年收费金额（单位：万元）<tr><td>行政事业性收费<td>8{escaped}</table>\
         <a href='javascript:alert(1)'>{escaped}</a><footer>{escaped}</footer></body></html>"
    );
    let imported = import(page.as_bytes(), None).unwrap();
    holds_everything("hostile", &beside(origin(page.as_bytes(), decode).as_ref(), &imported), &imported);
    let mut imported = imported;
    for notice in &mut imported.notices {
        (notice.text, notice.place) = (HOSTILE.to_owned(), HOSTILE.to_owned());
    }
    imported.report.agency.name = HOSTILE.to_owned();
    imported.report.period.from = HOSTILE.to_owned();
    holds_everything("hostile report", &beside(None, &imported), &imported);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    /// Whatever the lines of a text are and in whatever order, each stands beside the report once.
    #[test]
    fn no_order_of_lines_loses_a_word(
        lines in proptest::collection::vec(
            prop_oneof![
                Just("一、总体情况".to_owned()),
                Just("二、主动公开政府信息情况".to_owned()),
                Just("五、存在的主要问题及改进情况六、其他需要报告的事项".to_owned()),
                Just("规章\t1\t2\t3".to_owned()),
                Just("- 3 -".to_owned()),
                Just("数据校验码：无".to_owned()),
                "[甲乙丙1-3<>&\t。 ]{0,20}",
            ],
            0..30,
        )
    ) {
        let text = lines.join("\n");
        let shown = gongkai::import::origin_of_text(&text).map(|origin| words(&origin)).unwrap_or_default();
        prop_assert_eq!(letters(&shown), letters(&text));
    }
}
