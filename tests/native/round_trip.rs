//! A report that was exported and is imported again is the same report: every figure, every paragraph, the head.

use crate::generate;

use gongkai::export::{Layout, Options, data_file, docx, html, plain, xlsx};
use gongkai::form::{EDITION_2019, EDITION_2021, Edition, Prose};
use gongkai::import::{FINGERPRINT_DIFFERS, import, import_text};
use gongkai::report::{Agency, AgencyKind, Entry, Period, Report, example};
use proptest::prelude::*;
use proptest::sample::select;

/// The name of the report as plain text.
const TEXT: &str = "年报.txt";

/// What a report is made into, by the ending of its name.
fn formats(report: &Report) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("模板.docx", docx(report, Layout::Template, None).unwrap()),
        ("公文.docx", docx(report, Layout::Official, None).unwrap()),
        ("年报.xlsx", xlsx(report, None).unwrap()),
        (TEXT, plain(report, None).into_bytes()),
        ("年报.html", html(report, Options::default()).into_bytes()),
        ("年报.json", data_file(report, None).into_bytes()),
    ]
}

/// Entries as reports have them: they are printed as they are and read back as they were printed.
fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        3 => Just(Entry::Blank),
        6 => (0..400_u64).prop_map(Entry::Count),
        1 => (1_000_000..999_999_999_999_u64).prop_map(Entry::Count),
        1 => "[1-9][0-9]{0,5}\\.[0-9]{1,6}".prop_map(|digits| Entry::printed(&digits)),
        1 => "-[1-9][0-9]{0,3}".prop_map(|digits| Entry::printed(&digits)),
        1 => select(vec!["无", "/", "12件", "1,234", "0012", "=1+1", "+2", "8.00"]).prop_map(Entry::printed),
    ]
}

/// Prose that holds nothing that a reader might take for a heading, a table or the page around the report.
fn prose() -> impl Strategy<Value = String> {
    let paragraph = "[供水河道治理巡查整改专班][供水河道治理巡查整改专班<&>\"'=]{4,30}[供水河道]，共[1-9][0-9]{0,2}项[修缮培训完毕]{2,6}。";
    prop::collection::vec(paragraph, 1..4).prop_map(|paragraphs| paragraphs.join("\n"))
}

fn report() -> impl Strategy<Value = Report> {
    select(vec![&*EDITION_2021, &*EDITION_2019]).prop_flat_map(|edition: &'static Edition| {
        let year = if edition.year == 2019 { 2019..=2020_u16 } else { 2021..=2031_u16 };
        (
            year,
            prop::collection::vec(prose(), Prose::ALL.len()),
            prop::collection::vec(entry(), edition.cells.len()),
            any::<bool>(),
        )
            .prop_map(move |(year, words, entries, sums)| {
                let agency = Agency { name: "云川县水务局".into(), kind: AgencyKind::Department };
                let mut report = Report::in_edition(edition, agency, year);
                report.period = Period::of_year(year);
                for (place, words) in Prose::ALL.into_iter().zip(words) {
                    report.narrative.put(place, words);
                }
                for (id, entry) in edition.ids().zip(entries) {
                    report.figures.put(id, entry);
                }
                if sums {
                    for total in &edition.totals {
                        let sum = report.computed(*total);
                        report.figures.put(*total, sum);
                    }
                }
                report
            })
    })
}

fn assert_same(name: &str, bytes: &[u8], report: &Report) {
    let imported = import(bytes, Some(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let found = &imported.report;
    assert_eq!(found.edition().year, report.edition().year, "{name}");
    for cell in &report.edition().cells {
        assert_eq!(found.figures.get(cell.id), report.figures.get(cell.id), "{} in {name}", cell.path);
    }
    for prose in Prose::ALL {
        assert_eq!(found.narrative.get(prose), report.narrative.get(prose), "{} in {name}", prose.path());
    }
    assert_eq!(
        (&found.agency, found.year, &found.period),
        (&report.agency, report.year, &report.period),
        "{name}"
    );
    let changed = imported.notices.iter().find(|notice| notice.code == FINGERPRINT_DIFFERS);
    assert_eq!(changed, None, "{name}");
}

/// A short run in every test; `PROPTEST_CASES=2000` for a long one.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn every_report_comes_back(report in report()) {
        for (name, bytes) in formats(&report) {
            // Copied text says nothing of which columns are missing where cells hold anything at all.
            if name != TEXT {
                assert_same(name, &bytes, &report);
            }
        }
    }

    /// Whatever text stands in a report, the files can be read.
    #[test]
    fn no_report_breaks_a_file(report in generate::report()) {
        for (name, bytes) in formats(&report) {
            // The name of the agency may begin like a page; as text it is read as text all the same.
            let text = (name == TEXT).then(|| String::from_utf8(bytes.clone()).unwrap());
            match text.map_or_else(|| import(&bytes, Some(name)), |text| import_text(&text)) {
                Ok(_) | Err(gongkai::import::ImportError::NothingFound) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }

    #[test]
    fn the_same_report_gives_the_same_bytes(report in generate::report()) {
        for ((name, one), (_, other)) in formats(&report).into_iter().zip(formats(&report)) {
            prop_assert!(one == other, "{}", name);
        }
    }

    /// The fingerprint tells a file that was changed after it was exported.
    #[test]
    fn a_changed_figure_is_told(index in any::<prop::sample::Index>()) {
        let report = example();
        let mut other = report.clone();
        let edition = report.edition();
        let counts: Vec<_> = edition.ids().filter(|id| matches!(report.figures.get(*id), Entry::Count(_))).collect();
        other.figures.put(*index.get(&counts), Entry::Count(987_654));
        let line = plain(&report, None).lines().last().unwrap().to_owned();
        let changed = plain(&other, None);
        let forged = changed.replace(changed.lines().last().unwrap(), &line);
        let imported = import(forged.as_bytes(), Some("年报.txt")).unwrap();
        prop_assert!(imported.notices.iter().any(|notice| notice.code == FINGERPRINT_DIFFERS));
    }
}

/// Data that was changed by hand no longer fits its fingerprint.
#[test]
fn changed_data_is_told() {
    let report = example();
    for (name, bytes) in
        [("年报.json", data_file(&report, None)), ("年报.html", html(&report, Options::default()))]
    {
        let changed = bytes.replacen("\"received\": 21", "\"received\": 22", 1);
        assert_ne!(changed, bytes);
        let imported = import(changed.as_bytes(), Some(name)).unwrap();
        let codes: Vec<_> = imported.notices.iter().map(|notice| notice.code).collect();
        assert!(codes.contains(&FINGERPRINT_DIFFERS), "{name}: {codes:?}");
    }
}

#[test]
fn the_example_comes_back_from_every_format() {
    let report = example();
    for (name, bytes) in formats(&report) {
        assert_same(name, &bytes, &report);
    }
}

/// An introduction may name the report that it introduces.
#[test]
fn an_introduction_that_begins_with_the_title_comes_back() {
    let mut report = example();
    let title = report.title();
    for intro in [
        "TITLE根据《中华人民共和国政府信息公开条例》编制，统计期限为FROM至TO。",
        "TITLE（以下简称报告）统计期限为FROM至TO。\n本报告由六部分组成。",
        "TITLE 根据《中华人民共和国政府信息公开条例》编制，统计期限为FROM至TO。",
    ] {
        let (from, to) = (format!("{}年1月1日", report.year), format!("{}年12月31日", report.year));
        let intro = intro.replace("TITLE", &title).replace("FROM", &from).replace("TO", &to);
        report.narrative.put(Prose::Intro, intro);
        for (name, bytes) in formats(&report) {
            assert_same(name, &bytes, &report);
        }
    }
}

/// Real reports, blanks and odd values and all, in every format that offices have.
#[test]
fn the_samples_come_back_from_every_format() {
    let Ok(samples) = std::fs::read_dir("../shared/samples") else {
        println!("skipped: the samples are not here");
        return;
    };
    let pages = samples
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    for path in pages {
        let report = import(&std::fs::read(&path).unwrap(), None).unwrap().report;
        for (name, bytes) in formats(&report) {
            let found = import(&bytes, Some(name)).unwrap().report;
            for cell in &report.edition().cells {
                let (found, printed) = (found.figures.get(cell.id), report.figures.get(cell.id));
                assert_eq!(found, printed, "{} of {} in {name}", cell.path, path.display());
            }
        }
    }
}
