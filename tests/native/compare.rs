//! Two reports side by side: what is compared, and the piece of a page that shows it.

use crate::generate;
use crate::markup;

use std::collections::BTreeSet;

use gongkai::compare::{CellPair, Change, Comparison, Piece, Relation, compare, pieces};
use gongkai::form::{EDITION_2019, EDITION_2021, Edition, Prose, Section};
use gongkai::import::decode;
use gongkai::report::{Agency, AgencyKind, Entry, Report, carry_over, example, visible, write_json};
use gongkai::worker::{Request, answer, side_by_side};
use markup::Piece as Tag;
use proptest::prelude::*;

fn with(mut report: Report, path: &str, value: &str) -> Report {
    match Prose::at(path) {
        Some(prose) => drop(report.narrative.put(prose, value.to_owned())),
        None => {
            let id = report.edition().find(path).unwrap_or_else(|| panic!("no cell {path}"));
            report.figures.put(id, Entry::printed(value));
        }
    }
    report
}

fn last_year() -> Report {
    let mut report = example();
    report.year -= 1;
    report
}

fn cells<'a>(comparison: &'a Comparison<'a>) -> impl Iterator<Item = &'a CellPair<'a>> {
    comparison.sections.iter().flat_map(|pair| &pair.cells)
}

/// A cell as `before → now, difference, per cent, change`.
fn told(path: &str, before: &str, now: &str) -> String {
    let (before, now) = (with(last_year(), path, before), with(example(), path, now));
    let comparison = compare(&before, &now);
    let pair = cells(&comparison).find(|pair| pair.cell.path == path).unwrap();
    let number =
        |number: Option<_>| number.map_or("none".to_owned(), |n: rust_decimal::Decimal| n.to_string());
    format!(
        "{} → {}, {}, {}, {:?}",
        pair.before,
        pair.now,
        number(pair.difference),
        number(pair.percent),
        pair.change
    )
}

#[test]
fn a_report_is_the_same_as_itself() {
    let report = example();
    let comparison = compare(&report, &report);
    assert!(comparison.is_same());
    assert_eq!(comparison.differing(), 0);
    assert_eq!(comparison.share().percent(), 100);
    assert_eq!(comparison.relation, Relation::Versions);
    assert_eq!(cells(&comparison).count(), EDITION_2021.cells.len());
}

#[test]
fn a_blank_is_no_zero_and_a_number_is_what_it_is_however_written() {
    const PATH: &str = "disclosure.fees.amount";
    assert_eq!(told(PATH, "8", "8"), "8 → 8, 0, 0.0, Same");
    assert_eq!(told(PATH, "8.0", "8"), "8.0 → 8, 0, 0.0, Written");
    assert_eq!(told(PATH, "8.0", "8.00"), "8.0 → 8.00, 0, 0.0, Written");
    assert_eq!(told(PATH, "1,234", "1235.5"), "1,234 → 1235.5, 1.5, 0.1, Value");
    assert_eq!(told(PATH, "", "0"), " → 0, none, none, Value");
    assert_eq!(told(PATH, "", ""), " → , none, none, Same");
    assert_eq!(told(PATH, "无", "0"), "无 → 0, none, none, Value");
    assert_eq!(told(PATH, "无", "/"), "无 → /, none, none, Value");
    assert_eq!(told(PATH, "0", "3"), "0 → 3, 3, none, Value");
    assert_eq!(told("applications.total.received", "20", "15"), "20 → 15, -5, -25.0, Value");
}

#[test]
fn only_figures_that_differ_in_value_are_counted() {
    let before = with(with(example(), "disclosure.fees.amount", "8.0"), "remedies.review.upheld", "3");
    let now = with(with(example(), "disclosure.fees.amount", "8"), "remedies.review.upheld", "4");
    let comparison = compare(&before, &now);
    assert_eq!(comparison.differing(), 1);
    let by_table: Vec<_> = comparison.sections.iter().map(|pair| (pair.section, pair.differing())).collect();
    assert_eq!(by_table.iter().find(|(section, _)| *section == Section::Remedies).unwrap().1, 1);
    assert!(!comparison.is_same());
}

#[test]
fn the_head_is_compared_and_says_what_the_reports_are_to_each_other() {
    let before = last_year();
    let mut now = example();
    now.period.to = "2025-12-30".into();
    now.agency.kind = AgencyKind::Vertical;
    let comparison = compare(&before, &now);
    assert_eq!(comparison.relation, Relation::LastYear);
    let differing: Vec<_> =
        comparison.head.iter().filter(|pair| pair.differs()).map(|pair| pair.path).collect();
    assert_eq!(differing, ["agency.kind", "year", "period.to"]);
    now.agency = Agency { name: "别的单位".into(), ..Agency::default() };
    assert_eq!(compare(&before, &now).relation, Relation::Other);
}

#[test]
fn across_editions_only_cells_of_one_meaning_are_compared() {
    let before = carry_over(&last_year(), &EDITION_2019).report;
    let before = with(before, "disclosure.regulations.published_in_all", "7");
    let now = with(example(), "disclosure.regulations.in_force", "9");
    let comparison = compare(&before, &now);
    let compared: BTreeSet<_> = cells(&comparison).map(|pair| pair.cell.path.as_str()).collect();
    let disclosure: Vec<_> = compared.iter().filter(|path| path.starts_with("disclosure")).copied().collect();
    assert_eq!(
        disclosure,
        ["disclosure.coercion.decisions", "disclosure.licences.decisions", "disclosure.penalties.decisions"]
    );
    assert_eq!(compared.len(), 172);
    let lone: BTreeSet<_> = comparison
        .sections
        .iter()
        .flat_map(|pair| &pair.lone)
        .map(|cell| (cell.cell.path.as_str(), cell.entry.text().into_owned(), cell.now))
        .collect();
    assert!(lone.contains(&("disclosure.regulations.published_in_all", "7".to_owned(), false)));
    assert!(lone.contains(&("disclosure.regulations.in_force", "9".to_owned(), true)));
    assert!(lone.iter().any(|(path, ..)| *path == "applications.total.other_outcome"));
    assert!(lone.iter().any(|(path, ..)| *path == "applications.total.other_outcome.other"));
    let edition = comparison.head.iter().find(|pair| pair.path == "edition").unwrap();
    assert!(edition.differs() && edition.before.starts_with("2019年版"));
}

fn prose<'a>(comparison: &'a Comparison, prose: Prose) -> &'a gongkai::compare::ProsePair<'a> {
    comparison.sections.iter().flat_map(|pair| &pair.prose).find(|pair| pair.prose == prose).unwrap()
}

fn copied(comparison: &Comparison, place: Prose) -> Vec<String> {
    let pair = prose(comparison, place);
    pair.copied.iter().map(|range| pair.now[range.clone()].to_owned()).collect()
}

#[test]
fn sentences_that_were_taken_over_are_found_with_new_figures_and_at_another_place() {
    let then = "全年受理政府信息公开申请20件，全部按期答复。";
    let moved = "安排专人负责网站的日常维护和内容更新。";
    let before = with(last_year(), "narrative.overview.on_request", &format!("{then}没有收费。{moved}"));
    let now = with(
        example(),
        "narrative.overview.on_request",
        "　　今年的情况比较特殊，具体如下。\n全年受理政府信息公开申请31件，全部按期答复。没有收费。",
    );
    let now = with(now, "narrative.overview.platform", &format!("新建了移动端页面。{moved}"));
    let comparison = compare(&before, &now);
    assert_eq!(copied(&comparison, Prose::OnRequest), ["全年受理政府信息公开申请31件，全部按期答复。"]);
    assert_eq!(copied(&comparison, Prose::Platform), [moved]);
    // Moved to another section it is not compared.
    let now = with(now, "narrative.problems", moved);
    assert_eq!(copied(&compare(&before, &now), Prose::Problems), Vec::<String>::new());
}

#[test]
fn most_of_a_sentence_makes_it_a_copied_one_and_half_of_it_does_not() {
    let before = with(last_year(), "narrative.problems", "一是基层单位信息更新不够及时到位。");
    let near = "一是基层单位信息更新不够及时全面。";
    let half = "一是基层单位信息更新进步很大，群众的满意度有所提高。";
    for (text, expected) in [(near, vec![near.to_owned()]), (half, vec![])] {
        let now = with(example(), "narrative.problems", text);
        assert_eq!(copied(&compare(&before, &now), Prose::Problems), expected, "{text}");
    }
    let before = with(before, "narrative.problems", "信息更新不够及时到位。");
    let now = with(example(), "narrative.problems", "信息更新不够及时到位。");
    assert_eq!(copied(&compare(&before, &now), Prose::Problems), Vec::<String>::new(), "ten letters are few");
}

#[test]
fn how_much_was_taken_over_is_told_by_section() {
    let before = with(last_year(), "narrative.problems", "去年的问题是人手不足。");
    let now = example();
    let comparison = compare(&before, &now);
    let percent =
        |section| comparison.sections.iter().find(|pair| pair.section == section).unwrap().share.percent();
    assert_eq!(
        (percent(Section::Overview), percent(Section::Problems), percent(Section::Disclosure)),
        (100, 0, 0)
    );
    assert!((50..100).contains(&comparison.share().percent()));
}

/// The pieces of two texts hold both, one kind after the other.
fn sound(before: &str, now: &str) {
    let found = pieces(before, now);
    let (mut then, mut text) = (String::new(), String::new());
    let mut cuts: [BTreeSet<usize>; 2] = Default::default();
    let mut last = None;
    for piece in &found {
        let (kind, words) = match piece {
            Piece::Same(words) => {
                then.push_str(words);
                text.push_str(words);
                (1, words)
            }
            Piece::Gone(words) => {
                then.push_str(words);
                (2, words)
            }
            Piece::New(words) => {
                text.push_str(words);
                (3, words)
            }
        };
        assert!(!words.is_empty());
        assert!(last != Some(kind) && (last, kind) != (Some(3), 2), "{found:?}");
        last = Some(kind);
        cuts[0].insert(then.len());
        cuts[1].insert(text.len());
    }
    assert_eq!((then.as_str(), text.as_str()), (before, now));
    for (text, cuts) in [(before, &cuts[0]), (now, &cuts[1])] {
        for cut in cuts {
            let (left, right) = text.split_at(*cut);
            let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
            assert!(!digit(left.chars().next_back()) || !digit(right.chars().next()), "{found:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn the_pieces_of_two_texts_hold_both(before in "[一二件、，。0-9.\\na]{0,40}", now in "[一二件、，。0-9.\\na]{0,40}") {
        sound(&before, &now);
    }

    #[test]
    fn the_pieces_of_hostile_texts_hold_both(before in generate::text(), now in generate::text()) {
        sound(&before, &now);
    }

    /// A text as it is edited: sentences replaced, dropped, put in.
    #[test]
    fn the_pieces_of_an_edited_text_hold_both(
        at in any::<prop::sample::Index>(), length in 0_usize..40, text in "[公开申请0-9件，。\\n]{0,20}",
    ) {
        let report = example();
        let before = report.narrative.section(Section::Overview);
        let letters: Vec<char> = before.chars().collect();
        let start = at.index(letters.len());
        let end = (start + length).min(letters.len());
        let now: String = letters[..start].iter().copied().chain(text.chars()).chain(letters[end..].iter().copied()).collect();
        sound(&before, &now);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    /// Whatever two reports hold, no cell of either is dropped, and the piece of the page shows what was compared.
    #[test]
    fn any_two_reports_can_be_compared(before in generate::report(), now in generate::report(), name in generate::text()) {
        let comparison = compare(&before, &now);
        for (report, later) in [(&before, false), (&now, true)] {
            let mut paths: Vec<&str> = cells(&comparison).map(|pair| pair.cell.path.as_str()).collect();
            let lone = comparison.sections.iter().flat_map(|pair| &pair.lone);
            paths.extend(lone.filter(|cell| cell.now == later).map(|cell| cell.cell.path.as_str()));
            paths.sort_unstable();
            let mut all: Vec<&str> = report.edition().cells.iter().map(|cell| cell.path.as_str()).collect();
            all.sort_unstable();
            prop_assert_eq!(paths, all);
        }
        for pair in cells(&comparison) {
            prop_assert_eq!(pair.before, before.at(&pair.cell.path));
            prop_assert_eq!(pair.now, now.at(&pair.cell.path));
            if let (Some(difference), Some(then), Some(value)) = (pair.difference, pair.before.value(), pair.now.value()) {
                prop_assert_eq!(then.checked_add(difference), Some(value));
            }
        }
        for pair in comparison.sections.iter().flat_map(|pair| &pair.prose) {
            sound(pair.before, pair.now);
            for range in &pair.copied {
                prop_assert!(pair.now.get(range.clone()).is_some());
            }
        }
        shows_everything(&comparison, &name, &name);
    }
}

// The piece of the page.

/// The text behind a tag up to its end, without what is there for those who hear it only.
fn inner(pieces: &[Tag], start: usize) -> String {
    let mut open: Vec<bool> = vec![false];
    let mut text = String::new();
    for piece in &pieces[start + 1..] {
        match piece {
            Tag::Open { .. } => open.push(piece.attribute("class") == Some("cmp-hidden")),
            Tag::Close(_) => drop(open.pop()),
            Tag::Text(words) if !open.contains(&true) => text.push_str(words),
            Tag::Text(_) => {}
        }
        if open.is_empty() {
            break;
        }
    }
    text
}

fn tags<'a>(pieces: &'a [Tag], tag: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is = move |piece: &Tag| matches!(piece, Tag::Open { tag: other, .. } if other == tag);
    pieces.iter().enumerate().filter(move |(_, piece)| is(piece)).map(|(place, _)| place)
}

/// What can be put into the page: nothing that runs, loads or leads anywhere, nothing whose name could clash.
fn is_inert(pieces: &[Tag]) {
    const TAGS: &str = "style div section h2 h3 p table caption thead tbody tr th td span details summary del ins mark \
                        svg rect";
    const ATTRIBUTES: &str = "class id scope role tabindex aria-label aria-labelledby aria-hidden focusable viewBox \
                              preserveAspectRatio width height data-differing data-similarity data-section data-cell \
                              data-before data-now data-difference data-lone data-head data-prose";
    let mut ids = BTreeSet::new();
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces {
        match piece {
            Tag::Open { tag, attributes } => {
                assert!(TAGS.split_whitespace().any(|known| known == tag), "<{tag}>");
                for (name, value) in attributes {
                    assert!(ATTRIBUTES.split_whitespace().any(|known| known == name), "{name}");
                    if name == "id" {
                        assert!(value.starts_with("cmp-") && ids.insert(value.clone()), "{value}");
                    }
                    if name == "class" {
                        let known = |class: &str| {
                            class.starts_with("cmp-") || ["comparison", "versions", "copied"].contains(&class)
                        };
                        assert!(value.split(' ').all(known), "{value}");
                    }
                }
                open.push(tag);
            }
            Tag::Close(tag) => assert_eq!(open.pop(), Some(tag.as_str())),
            Tag::Text(_) => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for id in pieces.iter().filter_map(|piece| piece.attribute("aria-labelledby")) {
        assert!(ids.contains(id), "{id}");
    }
}

fn shown(text: &str) -> String {
    visible(text).into_owned()
}

/// What is in the piece is what was compared.
fn shows_everything(comparison: &Comparison, before_name: &str, now_name: &str) -> String {
    let page = side_by_side(comparison, before_name, now_name);
    let pieces = markup::pieces(&page);
    is_inert(&pieces);
    assert!(matches!(&pieces[0], Tag::Open { tag, .. } if tag == "style"));
    let root = pieces.iter().find(|piece| piece.attribute("data-differing").is_some()).unwrap();
    assert_eq!(root.attribute("data-differing").unwrap(), comparison.differing().to_string());
    assert_eq!(root.attribute("data-similarity").unwrap(), comparison.share().percent().to_string());
    let sections: Vec<_> = pieces
        .iter()
        .filter_map(|piece| {
            let percent = piece.attribute("data-similarity").map(str::to_owned);
            Some((piece.attribute("data-section")?.to_owned(), percent))
        })
        .collect();
    let expected: Vec<_> = comparison
        .sections
        .iter()
        .map(|pair| {
            let percent = (!pair.prose.is_empty()).then(|| pair.share.percent().to_string());
            (pair.section.key().to_owned(), percent)
        })
        .collect();
    assert_eq!(sections, expected);
    let attribute = |piece: &Tag, name: &str| piece.attribute(name).unwrap().to_owned();
    let rows: Vec<_> = pieces
        .iter()
        .filter(|piece| piece.attribute("data-cell").is_some())
        .map(|row| {
            ["data-cell", "data-before", "data-now", "data-difference"].map(|name| attribute(row, name))
        })
        .collect();
    let expected: Vec<_> = cells(comparison)
        .filter(|pair| pair.change != Change::Same)
        .map(|pair| {
            let difference = pair.difference.map(|number| number.to_string()).unwrap_or_default();
            [pair.cell.path.clone(), shown(&pair.before.text()), shown(&pair.now.text()), difference]
        })
        .collect();
    assert_eq!(rows, expected);
    let lone = pieces.iter().filter(|piece| piece.attribute("data-lone").is_some()).count();
    assert_eq!(lone, comparison.sections.iter().map(|pair| pair.lone.len()).sum::<usize>());
    let head = pieces.iter().filter(|piece| piece.attribute("data-head").is_some()).count();
    assert_eq!(head, comparison.head.iter().filter(|pair| pair.differs()).count());
    shows_the_prose(comparison, &pieces);
    page
}

/// Text without what tells paragraphs apart.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '\n' | '¶')).collect()
}

fn shows_the_prose(comparison: &Comparison, pieces: &[Tag]) {
    let pairs: Vec<_> = comparison.sections.iter().flat_map(|pair| &pair.prose).collect();
    let places: Vec<usize> =
        (0..pieces.len()).filter(|at| pieces[*at].attribute("data-prose").is_some()).collect();
    assert_eq!(places.len(), pairs.len());
    for (place, pair) in places.iter().zip(pairs) {
        let next = places.iter().find(|next| *next > place).copied().unwrap_or(pieces.len());
        let block = &pieces[*place..next];
        assert_eq!(block[0].attribute("data-prose"), Some(pair.prose.path()));
        let all = |tag: &str| tags(block, tag).map(|at| bare(&inner(block, at))).collect::<String>();
        let of = |wanted: fn(&Piece) -> Option<String>| {
            pair.pieces.iter().filter_map(wanted).map(|text| bare(&shown(&text))).collect::<String>()
        };
        let gone = of(|piece| if let Piece::Gone(text) = piece { Some((*text).to_owned()) } else { None });
        let new = of(|piece| if let Piece::New(text) = piece { Some((*text).to_owned()) } else { None });
        assert_eq!((all("del"), all("ins")), (gone, new));
        let marked: Vec<_> = tags(block, "mark").map(|at| bare(&inner(block, at))).collect();
        let copied: Vec<_> = pair.copied.iter().map(|range| bare(&shown(&pair.now[range.clone()]))).collect();
        if !(pair.is_same() && pair.now.trim().is_empty()) {
            assert_eq!(marked, copied);
        }
        for (class, text) in [("cmp-before", pair.before), ("cmp-now", pair.now)] {
            if pair.is_same() {
                continue;
            }
            let column = block.iter().position(|piece| piece.attribute("class") == Some(class)).unwrap();
            let written: String = (column..block.len())
                .take_while(|at| *at == column || block[*at].attribute("class") != Some("cmp-now"))
                .filter(|at| block[*at].attribute("class") == Some("cmp-text"))
                .map(|at| inner(block, at))
                .collect();
            assert_eq!(bare(&written), bare(&shown(text)), "{class}");
        }
    }
}

#[test]
fn the_example_beside_another_year_is_told_in_the_words_of_clerks() {
    let before = with(last_year(), "remedies.review.upheld", "3");
    let before = with(before, "narrative.problems", "去年的问题是人手不足，信息更新慢。");
    let now = with(example(), "remedies.review.upheld", "");
    let now = with(now, "disclosure.penalties.decisions", "20");
    let before = with(before, "disclosure.penalties.decisions", "16");
    let comparison = compare(&before, &now);
    let page = shows_everything(&comparison, "2024年报告", "2025年报告");
    for said in [
        "对比：2024年报告 与 2025年报告",
        "数字有 2 格不同：“二、主动公开” 1 格，“四、复议诉讼” 1 格",
        "与上年相同的文字占本年 100%",
        "与上年相同的文字占本年 0%",
        "＋4</td><td>＋25.0%",
        "<span class=\"cmp-quiet\">空</span></td><td>不能相减",
        "全部 10 格",
        "文字没有改动。",
        "<del>去年的问题是人手不足",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn nothing_that_differs_is_said_to_be_so() {
    let report = example();
    let page = shows_everything(&compare(&report, &report), "草稿一", "草稿二");
    assert!(page.contains("两份报告完全相同。") && page.contains("class=\"comparison versions\""));
    assert!(!page.contains("<del>") && !page.contains("data-cell="));
    let other = with(example(), "narrative.other", "无。");
    let page = shows_everything(&compare(&report, &other), "草稿一", "草稿二");
    assert!(page.contains("数字没有不同。文字中，与上一份相同的文字占这一份 "));
    let empty = Report::new(Agency::default(), 2025);
    shows_everything(&compare(&empty, &empty), "", "");
    let page = shows_everything(&compare(&empty, &report), "空白", "样例");
    assert!(page.contains("没有写。"));
    assert!(shows_everything(&compare(&report, &empty), "样例", "空白").contains("这一份没有文字"));
}

const HOSTILE: &str = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;&amp;</td></table>]]>\u{0}\u{1b}\u{202e}";

#[test]
fn hostile_words_stay_words() {
    let mut now = example();
    for prose in Prose::ALL {
        now.narrative.put(prose, format!("{HOSTILE}\n{}\n{HOSTILE}", now.narrative.get(prose)));
    }
    now.agency.name = HOSTILE.into();
    now.period.from = HOSTILE.into();
    let ids: Vec<_> = now.edition().ids().collect();
    for id in ids {
        now.figures.put(id, Entry::Text(HOSTILE.into()));
    }
    for (before, now) in [(&example(), &now), (&now, &example()), (&now, &now)] {
        let page = shows_everything(&compare(before, now), HOSTILE, HOSTILE);
        assert!(!page.contains("<script") && !page.contains("<img"));
    }
}

#[test]
fn the_worker_answers_with_the_piece_or_says_which_report_it_cannot_read() {
    let (before, now) = (write_json(&last_year()), write_json(&example()));
    let asked = |before: &str| {
        answer(Request::Compare { before, now: &now, before_name: "去年", now_name: "今年" }, decode)
            .map(|bytes| String::from_utf8(bytes).unwrap())
    };
    assert_eq!(asked(&before).unwrap(), side_by_side(&compare(&last_year(), &example()), "去年", "今年"));
    let error = asked("{}").unwrap_err();
    assert!(error.starts_with("“去年”：") && error.ends_with('。'), "{error}");
}

// The style.

const STYLE: &str = include_str!("../../src/worker/side_by_side.css");

#[test]
fn the_style_reaches_nothing_but_the_comparison() {
    let mut rules = 0;
    for line in STYLE.lines().map(str::trim) {
        let selector = line.strip_suffix(['{', ',']).map(str::trim);
        if let Some(selector) = selector.filter(|selector| !selector.starts_with('@') && !selector.is_empty())
        {
            assert!(selector.starts_with(".comparison"), "{selector}");
            rules += 1;
        }
    }
    assert!(rules > 30 && !STYLE.contains('<'));
}

/// The colours of a scheme by name.
fn colours(block: &str) -> Vec<(&str, [f64; 3])> {
    block
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            let number = u32::from_str_radix(value.trim_end_matches(';'), 16).ok()?;
            let part = |shift: u32| f64::from((number >> shift) & 0xff) / 255.0;
            Some((name, [part(16), part(8), part(0)]))
        })
        .collect()
}

fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

#[test]
fn everything_written_stands_out_from_its_ground() {
    let tokens = std::fs::read_to_string("style/tokens.css").unwrap();
    let (light, dark) = tokens.split_once("prefers-color-scheme: dark").unwrap();
    for scheme in [light, dark] {
        let colours = colours(scheme);
        let of = |name: &str| luminance(colours.iter().find(|(other, _)| *other == name).unwrap().1);
        for (ink, ground) in [
            ("ink", "paper"),
            ("ink-2", "paper"),
            ("accent", "paper"),
            ("error", "error-soft"),
            ("ok", "accent-soft"),
        ] {
            let (one, other) = (of(ink), of(ground));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{ink} on {ground}: {contrast}");
            assert!(STYLE.contains(&format!("var(--{ink})")) && STYLE.contains(&format!("var(--{ground})")));
        }
    }
}

// Published reports, which stand beside the project and are not part of it.

fn sample(name: &str) -> Option<Report> {
    let path = format!("../shared/samples/{name}.cells.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {path} is not here");
        return None;
    };
    let sample: serde_json::Value = serde_json::from_str(&text).unwrap();
    let number = |key: &str| u16::try_from(sample[key].as_u64().unwrap()).unwrap();
    let agency = Agency { name: sample["agency"].as_str().unwrap().into(), ..Agency::default() };
    let mut report =
        Report::in_edition(Edition::numbered(number("edition")).unwrap(), agency, number("year"));
    for (path, value) in sample["cells"].as_object().unwrap() {
        if let (Some(id), Some(text)) = (report.edition().find(path), value.as_str()) {
            report.figures.put(id, Entry::printed(text));
        }
    }
    Some(report)
}

#[test]
fn published_reports_of_two_years_are_compared() {
    for (before, now, comparable) in [
        ("003-hongze-2023", "004-hongze-2024", 200),
        ("011-pingtan-2021", "012-pingtan-2022", 200),
        ("009-pingtan-2019", "010-pingtan-2020", 198),
        ("010-pingtan-2020", "011-pingtan-2021", 172),
    ] {
        let (Some(then), Some(report)) = (sample(before), sample(now)) else { continue };
        let comparison = compare(&then, &report);
        assert_eq!(comparison.relation, Relation::LastYear, "{before}");
        assert_eq!(cells(&comparison).count(), comparable, "{before}");
        // The carried over figures agree, and a good deal of others do not.
        assert!(comparison.differing() > 5, "{before}: {}", comparison.differing());
        for pair in cells(&comparison) {
            assert_eq!(
                pair.differs(),
                then.at(&pair.cell.path) != report.at(&pair.cell.path),
                "{}",
                pair.cell.path
            );
        }
        shows_everything(&comparison, before, now);
    }
}
