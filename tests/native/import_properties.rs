//! Imports of anything at all: no input panics, nothing is dropped in silence, no figure is made up.

use std::fs;

use gongkai::form::{EDITION_2021, IdentityKind, LayoutKind, Prose, Section, Table};
use gongkai::import::{Imported, UNDECIDED, import, import_text};
use gongkai::report::{Entry, Figures};
use proptest::prelude::*;

fn fixtures() -> Vec<String> {
    let mut paths: Vec<_> =
        fs::read_dir("tests/import").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// How a generated table is printed.
#[derive(Debug, Clone, Copy)]
struct Manner {
    between_cells: &'static str,
    between_lines: &'static str,
    /// Whether merged cells are printed as blank ones, as a spreadsheet copies them.
    grid: bool,
    /// Whether a zero is printed as nothing.
    blank_for_zero: bool,
    half_width: bool,
}

fn manners() -> impl Strategy<Value = Manner> {
    let separators = prop_oneof![
        Just(("\t", "\n", true)),
        Just(("\t", "\r\n", true)),
        Just(("｜", "\n", true)),
        Just(("\n", "\n", false)),
        Just((" ", "\n", false)),
        Just(("", "", false)),
        Just(("", "\n", false)),
    ];
    (separators, any::<[bool; 3]>()).prop_map(
        |((between_cells, between_lines, tabs), [grid, blank, half])| Manner {
            between_cells,
            between_lines,
            grid: grid && tabs,
            blank_for_zero: blank && tabs,
            half_width: half,
        },
    )
}

/// Figures of a report that adds up.
fn sound_figures() -> impl Strategy<Value = Figures> {
    let edition = &*EDITION_2021;
    let figure = prop_oneof![4 => Just(0_u64), 2 => 1..10_u64, 1 => 10..300_u64];
    prop::collection::vec(figure, edition.cells.len()).prop_map(|counts| {
        let mut figures = Figures::blank(edition);
        for (id, count) in edition.ids().zip(counts) {
            figures.put(id, Entry::Count(count));
        }
        for total in &edition.totals {
            let sum = edition.cell(*total).computed_by.unwrap();
            let sum = figures.sum(&edition.identities[sum].left).entry();
            figures.put(*total, sum);
        }
        // The balance: what was received is what went out, less what came over from last year.
        for balance in edition.identities.iter().filter(|i| i.kind == IdentityKind::Balance) {
            let out: u64 = balance.right.iter().map(|id| figures.get(*id).count().unwrap()).sum();
            figures.put(balance.left[0], Entry::Count(out));
            figures.put(balance.left[1], Entry::Count(0));
        }
        figures
    })
}

fn printed(table: &Table, figures: &Figures, manner: Manner) -> String {
    let mut covered = vec![0_usize; table.width];
    let mut lines = Vec::new();
    for row in &table.layout {
        let mut cells = row.cells.iter();
        let mut line: Vec<String> = Vec::new();
        let mut column = 0;
        while column < table.width {
            if covered[column] > 0 {
                covered[column] -= 1;
                column += 1;
                if manner.grid {
                    line.push(String::new());
                }
                continue;
            }
            let Some(cell) = cells.next() else { break };
            line.push(match cell.kind {
                LayoutKind::Figure(id) => match figures.get(id) {
                    Entry::Count(0) if manner.blank_for_zero => String::new(),
                    entry => entry.to_string(),
                },
                _ if manner.half_width => cell.text.replace('（', "(").replace('）', ")"),
                _ => cell.text.to_owned(),
            });
            for merged in 0..cell.colspan {
                covered[column + merged] = cell.rowspan - 1;
                if merged > 0 && manner.grid {
                    line.push(String::new());
                }
            }
            column += cell.colspan;
        }
        lines.push(line.join(manner.between_cells));
    }
    lines.join(manner.between_lines)
}

fn report(figures: &Figures, manner: Manner, words: &[String; 4]) -> String {
    let line = manner.between_lines;
    let mut text = format!("云川县水务局2024年政府信息公开工作年度报告\n{}。{line}", words[0]);
    for section in Section::ALL.into_iter().skip(1) {
        text.push_str(section.heading());
        text.push_str(line);
        match section.table_key().and_then(|key| EDITION_2021.table(key)) {
            Some(table) => text.push_str(&printed(table, figures, manner)),
            None => text.push_str(
                &words[match section {
                    Section::Overview => 1,
                    Section::Problems => 2,
                    _ => 3,
                }],
            ),
        }
        text.push_str(line);
    }
    text
}

/// Characters that carry something.
fn content(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// All that an import yields, as one text.
fn everything(imported: &Imported) -> String {
    let report = &imported.report;
    let mut all = format!("{} {}", report.agency.name, report.year);
    for prose in Prose::ALL {
        all.push('\n');
        all.push_str(report.narrative.get(prose));
    }
    for notice in &imported.notices {
        all.push('\n');
        all.push_str(&notice.text);
    }
    all
}

/// A short run in every test; `PROPTEST_CASES=5000` for a long one.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48)
}

const WORDS: &str = "[供水河道治理巡查整改专班]{4,12}[0-9]{0,2}[修缮培训完毕]{2,6}";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn arbitrary_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = import(&bytes, None);
    }

    #[test]
    fn arbitrary_words_do_no_harm(text in "([一二三四五六、（）(0-9.\t\n|总计其他行政许可第条项信息内容公开报告年月日至 -]|\\PC){0,300}") {
        let _ = import_text(&text);
        let _ = import_text(&format!("一、总体情况\n{text}\n二、主动公开政府信息情况\n{text}\n三、收到和处理政府信息公开申请情况\n{text}"));
    }

    #[test]
    fn a_mutilated_report_does_no_harm(
        which in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "\\PC{0,6}"), 1..12),
    ) {
        let mut text: Vec<char> = which.get(&fixtures()).chars().collect();
        for (at, length, new) in cuts {
            let at = at.index(text.len().max(1)).min(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, new.chars());
        }
        let _ = import_text(&text.into_iter().collect::<String>());
    }

    /// What is read is what was printed; what is not read is blank and quoted.
    #[test]
    fn no_figure_is_made_up(figures in sound_figures(), manner in manners(), words in [WORDS, WORDS, WORDS, WORDS]) {
        let text = report(&figures, manner, &words);
        let imported = import_text(&text).unwrap();
        let edition = imported.report.edition();
        prop_assert_eq!(edition.year, 2021);
        let undecided: Vec<(usize, usize)> = imported
            .notices
            .iter()
            .filter(|notice| notice.code == UNDECIDED)
            .map(|notice| edition.cell(edition.find(&notice.place).unwrap()))
            .map(|cell| (cell.table, cell.line))
            .collect();
        for cell in &edition.cells {
            let expected = match figures.get(cell.id) {
                _ if undecided.contains(&(cell.table, cell.line)) => &Entry::Blank,
                Entry::Count(0) if manner.blank_for_zero => &Entry::Blank,
                entry => entry,
            };
            prop_assert_eq!(imported.report.figures.get(cell.id), expected, "{} in {}", cell.path, text);
        }
        // Figures with a separator of their own are always decided.
        if !manner.between_cells.is_empty() && !manner.blank_for_zero {
            prop_assert_eq!(undecided, vec![], "{}", text);
        }
        for words in words {
            prop_assert!(everything(&imported).contains(&words), "{} lost from {}", words, text);
        }
    }

    /// Lines put anywhere into a report are in the report or in a notice.
    #[test]
    fn nothing_is_dropped_in_silence(
        which in any::<prop::sample::Index>(),
        strangers in prop::collection::vec((any::<prop::sample::Index>(), WORDS), 1..6),
    ) {
        let texts = fixtures();
        let mut lines: Vec<&str> = which.get(&texts).lines().collect();
        for (at, words) in &strangers {
            lines.insert(at.index(lines.len() + 1), words);
        }
        let text = lines.join("\n");
        let Ok(imported) = import_text(&text) else { return Ok(()) };
        let all: String = content(&everything(&imported)).collect();
        for (_, words) in &strangers {
            let words: String = content(words).collect();
            prop_assert!(all.contains(&words), "{} lost from {}", words, text);
        }
    }
}
