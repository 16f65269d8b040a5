//! The workbook: the legal layout, totals that recompute, numbers as numbers and text as text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_cmp)]

use crate::generate;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Dimensions, Reader as _, Xlsx};
use gongkai::export::xlsx;
use gongkai::form::{EDITION_2019, EDITION_2021, LayoutKind, Section};
use gongkai::report::{Entry, Report, example, fingerprint};
use proptest::prelude::*;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

fn workbook(report: &Report) -> Workbook {
    Xlsx::new(Cursor::new(xlsx(report, None).unwrap())).unwrap()
}

fn part(report: &Report, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx(report, None).unwrap())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The report with this text in a cell, as printed.
fn with(path: &str, text: &str) -> Report {
    let mut report = example();
    let id = report.edition().find(path).unwrap();
    report.figures.put(id, Entry::printed(text));
    report
}

const SHEETS: [&str; 4] = ["主动公开", "依申请公开", "复议诉讼", "文字部分"];

/// Where the cell with an address stands: its sheet, row and column.
fn place(report: &Report, path: &str) -> (&'static str, u32, u32) {
    let edition = report.edition();
    let id = edition.find(path).unwrap();
    let table = &edition.tables[edition.cell(id).table];
    let (row, cell) = (0..)
        .zip(&table.layout)
        .flat_map(|(row, line)| line.cells.iter().map(move |cell| (row, cell)))
        .find(|(_, cell)| cell.kind == LayoutKind::Figure(id))
        .unwrap();
    (SHEETS[edition.cell(id).table], row, cell.column.try_into().unwrap())
}

fn value(report: &Report, path: &str) -> (Data, String) {
    let mut workbook = workbook(report);
    let (sheet, row, column) = place(report, path);
    let value =
        workbook.worksheet_range(sheet).unwrap().get_value((row, column)).cloned().unwrap_or_default();
    let formula =
        workbook.worksheet_formula(sheet).unwrap().get_value((row, column)).cloned().unwrap_or_default();
    (value, formula)
}

#[test]
fn each_sheet_holds_its_table_in_the_legal_layout() {
    for edition in [&*EDITION_2021, &*EDITION_2019] {
        let mut report = Report::in_edition(edition, example().agency, edition.year);
        for cell in &edition.cells {
            report.figures.put(cell.id, Entry::Text(cell.path.as_str().into()));
        }
        let mut workbook = workbook(&report);
        assert_eq!(workbook.sheet_names(), SHEETS);
        for (form, sheet) in edition.tables.iter().zip(SHEETS) {
            let mut merged = workbook.merge_cells_by_sheet_name(sheet).unwrap();
            let range = workbook.worksheet_range(sheet).unwrap();
            let mut expected = Vec::new();
            for (row, line) in (0..).zip(&form.layout) {
                for cell in &line.cells {
                    let column = u32::try_from(cell.column).unwrap();
                    let words = match cell.kind {
                        LayoutKind::Figure(id) => edition.cell(id).path.as_str(),
                        _ => cell.text,
                    };
                    assert_eq!(
                        range.get_value((row, column)),
                        Some(&Data::String(words.to_owned())),
                        "{sheet}"
                    );
                    if cell.colspan * cell.rowspan > 1 {
                        let end = (
                            row + u32::try_from(cell.rowspan).unwrap() - 1,
                            column + u32::try_from(cell.colspan).unwrap() - 1,
                        );
                        expected.push(Dimensions::new((row, column), end));
                    }
                }
            }
            merged.sort();
            expected.sort();
            assert_eq!(merged, expected, "{sheet}");
        }
    }
}

#[test]
fn totals_are_formulas_with_their_results() {
    let report = example();
    let (value, formula) = value(&report, "applications.total.received");
    assert_eq!(value, Data::Float(25.0));
    assert_eq!(formula, "IF(COUNT(D4:I4)=0,\"\",SUM(D4:I4))");
    let (_, formula) = self::value(&report, "applications.natural_person.outcome_total");
    assert_eq!(formula, "IF(COUNT(D6:D26)=0,\"\",SUM(D6:D26))");
    let (value, formula) = self::value(&report, "remedies.litigation.direct.total");
    assert_eq!((value, formula.as_str()), (Data::Float(0.0), "IF(COUNT(F4:I4)=0,\"\",SUM(F4:I4))"));
}

#[test]
fn every_total_of_a_sound_report_is_a_formula() {
    let report = example();
    let edition = report.edition();
    for total in &edition.totals {
        let path = &edition.cell(*total).path;
        assert!(!value(&report, path).1.is_empty(), "{path}");
    }
}

#[test]
fn a_total_that_is_not_the_sum_stays_as_printed_with_a_note() {
    let report = with("applications.total.received", "26");
    assert_eq!(value(&report, "applications.total.received"), (Data::Float(26.0), String::new()));
    let notes = part(&report, "xl/comments1.xml");
    assert!(notes.contains("报告中的总计与各项之和（25）不一致"), "{notes}");
    let blank = with("applications.total.received", "");
    assert_eq!(value(&blank, "applications.total.received"), (Data::Empty, String::new()));
    assert!(part(&blank, "xl/comments1.xml").contains("各项之和为25"));
    // The same number as text is no disagreement.
    let archive = xlsx(&with("remedies.review.total", "1件"), None).unwrap();
    assert!(
        archive
            .windows(17)
            .any(|window| window == b"xl/comments1.xml\x0d" || window.starts_with(b"xl/comments1.xml"))
    );
    let archive = xlsx(&with("remedies.review.total", "01"), None).unwrap();
    assert!(!archive.windows(16).any(|window| window == b"xl/comments1.xml"));
}

#[test]
fn numbers_are_numbers_and_text_is_text() {
    let path = "disclosure.fees.amount";
    for (printed, expected) in [
        ("4166.241619", Data::Float(4_166.241_619)),
        ("8.00", Data::Float(8.0)),
        ("0", Data::Float(0.0)),
        ("-3", Data::Float(-3.0)),
        ("999999999999999", Data::Float(999_999_999_999_999.0)),
        ("12345678901234567", Data::String("12345678901234567".into())),
        ("=1+1", Data::String("=1+1".into())),
        ("+2", Data::String("+2".into())),
        ("@SUM(A1)", Data::String("@SUM(A1)".into())),
        ("0012", Data::String("0012".into())),
        ("38.6万元", Data::String("38.6万元".into())),
        ("", Data::Empty),
    ] {
        assert_eq!(value(&with(path, printed), path), (expected, String::new()), "{printed}");
    }
    assert!(part(&with(path, "8.00"), "xl/styles.xml").contains("formatCode=\"0.00\""));
}

#[test]
fn words_stand_on_a_sheet_of_their_own() {
    let report = example();
    let mut workbook = workbook(&report);
    let range = workbook.worksheet_range("文字部分").unwrap();
    let lines: Vec<String> = range.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(lines[0], report.title());
    for section in Section::ALL.into_iter().skip(1) {
        assert!(lines.contains(&section.heading().to_owned()), "{}", section.heading());
    }
    assert!(lines.contains(&"（一）主动公开".to_owned()) && lines.contains(&"（见“主动公开”表）".to_owned()));
    assert_eq!(lines.last().unwrap(), &format!("数据校验码：{}", fingerprint(&report)));
    assert!(part(&report, "docProps/custom.xml").contains(&fingerprint(&report).to_string()));
}

#[test]
fn sheets_are_set_up_for_paper() {
    for sheet in 1..=4 {
        let text = part(&example(), &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(text.contains("paperSize=\"9\""), "{sheet}");
        assert!(text.contains("fitToHeight=\"0\""), "{sheet}");
    }
    let applications = part(&example(), "xl/worksheets/sheet2.xml");
    assert!(applications.contains("xSplit=\"3\" ySplit=\"3\"") && applications.contains("state=\"frozen\""));
    assert!(part(&example(), "xl/worksheets/sheet3.xml").contains("orientation=\"landscape\""));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// Whatever text stands in a cell, the workbook opens, and nothing but a total is a formula.
    #[test]
    fn text_never_becomes_a_formula(report in generate::report()) {
        let edition = report.edition();
        let mut workbook = workbook(&report);
        let mut formulas = BTreeMap::new();
        for sheet in SHEETS {
            for (row, column, formula) in workbook.worksheet_formula(sheet).unwrap().used_cells() {
                formulas.insert((sheet, row, column), formula.clone());
            }
        }
        let totals = edition.totals.len();
        prop_assert!(formulas.len() <= totals);
        prop_assert!(formulas.values().all(|formula| formula.starts_with("IF(COUNT(")));
    }
}
