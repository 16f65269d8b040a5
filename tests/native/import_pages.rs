//! Published pages: the samples that stand beside the project, and the hostile layouts of tests/import/layouts.

use crate::hostile;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::form::{EDITION_2019, EDITION_2021, Prose};
use gongkai::import::{
    HEADING_DIFFERS, Imported, LABEL_DIFFERS, MOVED, PROSE_GUESSED, TABLE_MISSING, TABLE_SPLIT, UNDECIDED,
    import,
};
use gongkai::report::{Agency, AgencyKind, Entry, Report};
use proptest::prelude::*;

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

/// What is irregular about each published page, beside its figures: those are for the checks.
fn irregularities(name: &str) -> Vec<(&'static str, &'static str)> {
    // The prose of the pages was left out.
    let mut told = vec![(PROSE_GUESSED, "narrative.overview.proactive")];
    told.extend(match name.split_once('-').unwrap().0 {
        "001" => vec![(HEADING_DIFFERS, "narrative.problems")],
        "003" | "004" => vec![
            (LABEL_DIFFERS, "applications.natural_person.refused.prohibited_by_law"),
            (MOVED, "applications.natural_person.other_outcome.other"),
        ],
        "009" | "010" => vec![(TABLE_SPLIT, "applications")],
        "012" => vec![(HEADING_DIFFERS, "remedies")],
        _ => Vec::new(),
    });
    told
}

#[test]
fn every_published_page_yields_its_cells() {
    let mut wrong = String::new();
    for page in samples() {
        let name = page.file_stem().unwrap().to_string_lossy().into_owned();
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
        let told: Vec<_> = notices.iter().map(|notice| (notice.code, notice.place.as_str())).collect();
        assert_eq!(told, irregularities(&name), "{name}: {notices:#?}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn layouts() -> Vec<PathBuf> {
    let mut pages: Vec<_> = fs::read_dir("tests/import/layouts")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .collect();
    pages.sort();
    pages
}

/// `NAME.cells.tsv` lists the cells that are not blank.
#[test]
fn every_hostile_layout_yields_its_cells() {
    let mut wrong = String::new();
    for page in layouts() {
        let name = page.file_stem().unwrap().to_string_lossy().into_owned();
        let Imported { report, .. } = match import(&fs::read(&page).unwrap(), None) {
            Ok(imported) => imported,
            Err(error) => {
                writeln!(wrong, "{name}: {error}").unwrap();
                continue;
            }
        };
        let listed = fs::read_to_string(page.with_extension("cells.tsv")).unwrap();
        let mut listed: BTreeMap<&str, &str> =
            listed.lines().map(|line| line.split_once('\t').unwrap()).collect();
        for cell in &report.edition().cells {
            let expected = listed.remove(cell.path.as_str()).unwrap_or_default();
            let read = report.figures.get(cell.id).text();
            if read != expected {
                writeln!(wrong, "{name} {}: “{read}” for “{expected}”", cell.path).unwrap();
            }
        }
        for path in listed.keys() {
            writeln!(wrong, "{name} {path}: no such cell in the form of {}", report.edition().year).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// `NAME.expected` has everything else: head, prose and notices. `UPDATE=1 cargo test --test import_pages` writes
/// these files anew, to be read before they are committed.
#[test]
fn every_hostile_layout_yields_its_head_its_prose_and_its_notices() {
    let update = std::env::var_os("UPDATE").is_some();
    for page in layouts() {
        let actual = described(&import(&fs::read(&page).unwrap(), None).unwrap());
        let expected = page.with_extension("expected");
        if update {
            fs::write(&expected, &actual).unwrap();
        }
        assert_eq!(fs::read_to_string(&expected).unwrap_or_default(), actual, "{}", page.display());
    }
}

fn described(imported: &Imported) -> String {
    let report = &imported.report;
    let mut text = String::new();
    writeln!(text, "agency {}", report.agency.name).unwrap();
    writeln!(text, "year {} edition {}", report.year, report.edition().year).unwrap();
    writeln!(text, "period {} {}", report.period.from, report.period.to).unwrap();
    for prose in Prose::ALL.into_iter().filter(|prose| !report.narrative.get(*prose).is_empty()) {
        writeln!(text, "{} {}", prose.path(), report.narrative.get(prose).replace('\n', "\\n")).unwrap();
    }
    for notice in &imported.notices {
        writeln!(text, "{} [{}] {}", notice.code, notice.place, notice.text.replace('\n', "\\n")).unwrap();
    }
    text
}

/// A statutory table with far more rows than the form has costs little, and its rows are quoted.
#[test]
fn a_table_without_end_is_cut_and_spoken_of() {
    let rows: String =
        (0..20_000).map(|row| ["<tr><td>规章类第", &row.to_string(), "<td>1"].concat()).collect();
    let head = "<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>7<td>8<td>9";
    for tables in [
        format!("<table>{head}</table>{}", format!("<table>{head}{}</table>", &rows[..60_000]).repeat(8)),
        format!("<table>{head}{rows}</table>"),
    ] {
        let page = format!("<p>二、主动公开政府信息情况</p>{tables}");
        let imported = import(page.as_bytes(), None).unwrap();
        let all: String = imported.notices.iter().map(|notice| notice.text.as_str()).collect();
        assert!(all.contains("规章类第1900"), "{} characters", all.len());
    }
}

/// Figures of any kind, not made to add up: a page is read as it is printed.
fn reports() -> impl Strategy<Value = Report> {
    let figure = prop_oneof![3 => Just(0_u64), 3 => 1..10_u64, 2 => 10..1_000_u64, 1 => 1_000..90_000_u64];
    let words =
        prop::collection::vec("[供水河道治理巡查整改专班全年]{6,20}[0-9]{0,3}[修缮培训完毕]{2,6}。", 16);
    let edition = prop_oneof![3 => Just(&*EDITION_2021), 1 => Just(&*EDITION_2019)];
    (edition, prop::collection::vec(figure, EDITION_2021.cells.len()), words).prop_map(
        |(edition, figures, words)| {
            let agency = Agency { name: "云川县水务局".into(), kind: AgencyKind::Department };
            let mut report =
                Report::in_edition(edition, agency, if edition.year == 2021 { 2024 } else { 2020 });
            for (id, figure) in edition.ids().zip(figures) {
                report.figures.put(id, Entry::Count(figure));
            }
            for (index, prose) in Prose::ALL.into_iter().enumerate() {
                report.narrative.put(prose, words[2 * index..2 * index + 2].join("\n"));
            }
            report
        },
    )
}

/// A short run in every test; `PROPTEST_CASES=5000` for a long one.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    /// However a report is marked up, the same figures and the same prose come out.
    #[test]
    fn a_report_is_read_from_any_markup(report in reports(), style in hostile::styles()) {
        let page = hostile::page(&report, &style);
        let readable = hostile::Style { encoding: hostile::Encoding::Utf8, ..style.clone() };
        let shown = || String::from_utf8(hostile::page(&report, &readable)).unwrap();
        let Imported { report: read, notices } = import(&page, None).map_err(|error| TestCaseError::fail(format!("{error}: {}", shown())))?;
        prop_assert_eq!(&read.agency, &report.agency);
        prop_assert_eq!(read.year, report.year);
        prop_assert_eq!(read.edition().year, report.edition().year);
        for cell in &report.edition().cells {
            let expected = if hostile::is_printed(&style, &cell.path) {
                hostile::printed(&style, &report.figures.get(cell.id).text())
            } else {
                String::new()
            };
            prop_assert_eq!(read.figures.get(cell.id).text(), expected, "{} {:#?} in {}", cell.path, notices, shown());
        }
        for prose in Prose::ALL {
            prop_assert_eq!(read.narrative.get(prose), report.narrative.get(prose), "{} {:#?} in {}", prose.path(), notices, shown());
        }
        let told = |code: &str| notices.iter().filter(|notice| notice.code == code).count();
        prop_assert_eq!(told(HEADING_DIFFERS) + told(LABEL_DIFFERS) + told(UNDECIDED), 0, "{:#?} in {}", notices, shown());
        prop_assert_eq!(told(TABLE_MISSING), usize::from(style.no_total), "{:#?}", notices);
        prop_assert_eq!(told(TABLE_SPLIT) > 0, style.split != hostile::Split::None, "{:#?}", notices);
        let words: String = notices.iter().map(|notice| notice.text.as_str()).collect();
        if style.chrome {
            for chrome in hostile::CHROME {
                prop_assert!(words.contains(chrome), "{chrome} is dropped in silence: {words}");
            }
        }
        prop_assert_eq!(words.matches(hostile::NOTE).count(), if style.note_before_table { 3 } else { 0 }, "{}", words);
        prop_assert_eq!(words.contains("小计") || words.contains("小計"), style.subtotal, "{}", words);
    }
}

fn content(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

const WORDS: &str = "[供水河道治理巡查整改专班]{4,12}[0-9]{0,2}[修缮培训完毕]{2,6}";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    /// Pages cut, broken and mixed up do no harm.
    #[test]
    fn a_mutilated_page_does_no_harm(
        which in any::<prop::sample::Index>(),
        cuts in prop::collection::vec(
            (any::<prop::sample::Index>(), 0..60_usize, "(<(/?(table|tr|td|p|div|b|a|th|caption|template|select|svg)( (col|row)span=[0-9]{1,6})?>)|\\PC){0,4}"),
            1..12,
        ),
    ) {
        let layouts = layouts();
        let page = fs::read(which.get(&layouts)).unwrap();
        let mut page: Vec<char> = String::from_utf8_lossy(&page).chars().collect();
        for (at, length, new) in cuts {
            let at = at.index(page.len() + 1);
            let end = (at + length).min(page.len());
            page.splice(at..end, new.chars());
        }
        let page: String = page.into_iter().collect();
        let _ = import(page.as_bytes(), None);
        let _ = gongkai::import::import_clipboard(&page, "");
    }

    /// Paragraphs and rows put anywhere into a page are in the report or in a notice.
    #[test]
    fn nothing_on_a_page_is_dropped_in_silence(
        report in reports(),
        style in hostile::styles(),
        strangers in prop::collection::vec((any::<prop::sample::Index>(), WORDS), 1..5),
    ) {
        let style = hostile::Style { encoding: hostile::Encoding::Utf8, ..style };
        let page = String::from_utf8(hostile::page(&report, &style)).unwrap();
        let mut lines: Vec<String> = page.replace("<p>", "\u{1}<p>").replace("<tr>", "\u{1}<tr>").split('\u{1}').map(str::to_owned).collect();
        for (at, words) in &strangers {
            let at = 1 + at.index(lines.len() - 1);
            let row = lines[at].starts_with("<tr>");
            let stranger = if row { format!("<tr><td>{words}</td><td>8</td></tr>") } else { format!("<p>{words}</p>") };
            lines.insert(at, stranger);
        }
        let page = lines.concat();
        let Ok(Imported { report: read, notices }) = import(page.as_bytes(), None) else { return Ok(()) };
        let mut all = content(&read.agency.name);
        for prose in Prose::ALL {
            all.push_str(&content(read.narrative.get(prose)));
        }
        for entry in read.figures.entries() {
            all.push_str(&content(&entry.text()));
        }
        for notice in &notices {
            all.push_str(&content(&notice.text));
        }
        for (_, words) in &strangers {
            prop_assert!(all.contains(&content(words)), "{words} lost from {page}");
        }
    }
}
