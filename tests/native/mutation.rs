//! Any single figure changed in a sound report is found, and changing it back silences everything.

#![allow(clippy::unwrap_used)]

use gongkai::check::{Auditor, Severity, Subject, audit};
use gongkai::edit::Edit;
use gongkai::form::{CellId, Prose};
use gongkai::report::{Day, Entry, Explanation, Report, example};
use proptest::prelude::*;

fn today() -> Day {
    Day::new(2026, 1, 12).unwrap()
}

fn codes(report: &Report) -> Vec<&'static str> {
    let subject = Subject { report, last_year: None, remarks: &[], today: today() };
    audit(&subject).findings.iter().map(|finding| finding.rule.code).collect()
}

/// The cells of tables three and four: those that stand in an identity.
fn summed(report: &Report) -> Vec<CellId> {
    let edition = report.edition();
    edition.ids().filter(|id| edition.tables[edition.cell(*id).table].data.key != "disclosure").collect()
}

/// A report in which every identity holds and the prose claims no figure: each applicant's outcomes are given,
/// what came in follows from them.
fn sound(outcomes: &[u8], carried: &[u8]) -> Report {
    let mut report = example();
    for prose in Prose::ALL {
        let text = report.narrative.get(prose).to_owned();
        let plain: String = text.split_inclusive('。').filter(|sentence| !sentence.contains('件')).collect();
        report.narrative.put(prose, plain);
    }
    let edition = report.edition();
    let mut outcomes = outcomes.iter().cycle();
    let mut carried = carried.iter().cycle();
    let mut entries = Vec::new();
    for table in edition.tables.iter().filter(|table| table.data.key != "disclosure") {
        for cell in edition.cells[table.cells.clone()].iter().filter(|cell| !cell.is_total()) {
            entries.push((cell.id, Entry::Count(u64::from(*outcomes.next().unwrap()))));
        }
    }
    Edit::enter(&report, entries).apply(&mut report);
    // What came in is what became of it, less what was carried in.
    for identity in edition.identities.iter().filter(|identity| identity.right.len() > 1) {
        let [received, carried_in] = identity.left[..] else { continue };
        if edition.cell(received).is_total() {
            continue;
        }
        let became = report.figures.sum(&identity.right).value;
        let became = u64::try_from(became).unwrap();
        let in_before = u64::from(*carried.next().unwrap()).min(became);
        let entries =
            vec![(received, Entry::Count(became - in_before)), (carried_in, Entry::Count(in_before))];
        Edit::enter(&report, entries).apply(&mut report);
    }
    report
}

/// Changes one cell as printed, without its totals, and says what is found.
fn changed(report: &Report, id: CellId, entry: Entry) -> Vec<&'static str> {
    let mut report = report.clone();
    let before = codes(&report);
    let inverse = Edit::Cells(vec![(id, entry)]).apply(&mut report);
    let found = codes(&report);
    inverse.apply(&mut report);
    assert_eq!(codes(&report), before, "changing it back leaves findings");
    found
}

#[test]
fn every_figure_of_the_example_is_watched() {
    let report = example();
    for id in summed(&report) {
        let count = report.figures.get(id).count().unwrap();
        for other in [count + 1, count + 10, count * 10 + 1] {
            let found = changed(&report, id, Entry::Count(other));
            let path = &report.edition().cell(id).path;
            assert!(found.iter().any(|code| code.starts_with('A')), "{path}: {count} → {other}: {found:?}");
        }
        assert!(changed(&report, id, Entry::Blank).contains(&"V01"));
        assert!(changed(&report, id, Entry::Text("无".into())).contains(&"V02"));
        assert!(changed(&report, id, Entry::printed("-1")).contains(&"V03"));
    }
}

#[test]
fn every_figure_of_the_sound_samples_is_watched() {
    let Ok(text) = std::fs::read_to_string("../shared/samples/004-hongze-2024.cells.json") else {
        eprintln!("skipped: the samples are not here");
        return;
    };
    let sample: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut report = sound(&[0], &[0]);
    for (path, value) in sample["cells"].as_object().unwrap() {
        if let (Some(id), Some(text)) = (report.edition().find(path), value.as_str()) {
            report.figures.put(id, Entry::printed(text));
        }
    }
    let arithmetic = |found: &[&str]| found.iter().filter(|code| code.starts_with('A')).count();
    assert_eq!(arithmetic(&codes(&report)), 0);
    for id in summed(&report) {
        let count = report.figures.get(id).count().unwrap_or(0);
        assert!(arithmetic(&changed(&report, id, Entry::Count(count + 1))) > 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_figure_changed_in_a_sound_report_is_found(
        outcomes in prop::collection::vec(any::<u8>(), 1..160),
        carried in prop::collection::vec(any::<u8>(), 1..8),
        which in any::<prop::sample::Index>(),
        other in 0_u64..100_000,
    ) {
        let report = sound(&outcomes, &carried);
        let arithmetic: Vec<_> = codes(&report).into_iter().filter(|code| code.starts_with('A')).collect();
        prop_assert!(arithmetic.is_empty(), "{arithmetic:?}");
        let cells = summed(&report);
        let id = cells[which.index(cells.len())];
        prop_assume!(report.figures.get(id).count() != Some(other));
        let found = changed(&report, id, Entry::Count(other));
        prop_assert!(found.iter().any(|code| code.starts_with('A')), "{found:?}");
    }

    /// What is kept between keys never shows: an auditor that has seen every step finds what a fresh one does.
    #[test]
    fn nothing_that_is_kept_is_stale(
        steps in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, "[0-9无件，。年申请受理 ]{0,30}"), 1..25),
    ) {
        let mut report = example();
        let mut auditor = Auditor::default();
        for (place, kind, text) in steps {
            match kind {
                0 => {
                    let id = report.edition().cells[place.index(200)].id;
                    Edit::enter(&report, vec![(id, Entry::typed(&text))]).apply(&mut report);
                }
                1 => {
                    Edit::Prose(Prose::ALL[place.index(8)], text).apply(&mut report);
                }
                _ => {
                    Edit::Year(2020 + u16::try_from(place.index(8)).unwrap()).apply(&mut report);
                }
            }
            let subject = Subject { report: &report, last_year: None, remarks: &[], today: today() };
            let kept: Vec<_> = auditor.audit(&subject).findings.iter().map(|f| f.message.clone()).collect();
            let fresh: Vec<_> = audit(&subject).findings.iter().map(|f| f.message.clone()).collect();
            prop_assert_eq!(kept, fresh);
        }
    }
}

/// A step at the desk while last year's report is attached.
#[derive(Debug, Clone)]
enum Step {
    Figure(prop::sample::Index, String),
    /// Words typed at the end of a prose.
    Key(prop::sample::Index, String),
    /// A prose taken over from last year, or emptied.
    Prose(prop::sample::Index, bool),
    Year(u16),
    LastYearsProse(prop::sample::Index, String),
    LastYearsFigure(prop::sample::Index, u64),
    /// Attached, or taken away.
    Attached(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        2 => (at(), "[0-9无]{0,4}").prop_map(|(at, text)| Step::Figure(at, text)),
        4 => (at(), "[0-9无件，。年申请受理 ]{1,12}").prop_map(|(at, text)| Step::Key(at, text)),
        2 => (at(), any::<bool>()).prop_map(|(at, taken)| Step::Prose(at, taken)),
        1 => (2024..2027_u16).prop_map(Step::Year),
        1 => (at(), "[0-9无件，。年申请受理 ]{0,30}").prop_map(|(at, text)| Step::LastYearsProse(at, text)),
        1 => (at(), 0..500_u64).prop_map(|(at, count)| Step::LastYearsFigure(at, count)),
        1 => any::<bool>().prop_map(Step::Attached),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The same with last year's report attached, which may change, go and come back.
    #[test]
    fn nothing_that_is_kept_of_last_year_is_stale(
        older in any::<bool>(), steps in prop::collection::vec(step(), 1..20),
    ) {
        let mut report = example();
        let mut last = example();
        if older {
            let edition = gongkai::form::Edition::numbered(2019).unwrap();
            last = gongkai::report::carry_over(&last, edition).report;
        }
        last.year -= 1;
        let mut attached = true;
        let mut auditor = Auditor::default();
        for step in steps {
            match step {
                Step::Figure(at, text) => {
                    let id = report.edition().cells[at.index(200)].id;
                    Edit::enter(&report, vec![(id, Entry::typed(&text))]).apply(&mut report);
                }
                Step::Key(at, text) => {
                    let prose = Prose::ALL[at.index(8)];
                    let text = format!("{}{text}", report.narrative.get(prose));
                    Edit::Prose(prose, text).apply(&mut report);
                }
                Step::Prose(at, taken) => {
                    let prose = Prose::ALL[at.index(8)];
                    let text = if taken { last.narrative.get(prose).to_owned() } else { String::new() };
                    Edit::Prose(prose, text).apply(&mut report);
                }
                Step::Year(year) => {
                    Edit::Year(year).apply(&mut report);
                }
                Step::LastYearsProse(at, text) => {
                    last.narrative.put(Prose::ALL[at.index(8)], text);
                }
                Step::LastYearsFigure(at, count) => {
                    let cells = &last.edition().cells;
                    last.figures.put(cells[at.index(cells.len())].id, Entry::Count(count));
                }
                Step::Attached(now) => attached = now,
            }
            let subject =
                Subject { report: &report, last_year: attached.then_some(&last), remarks: &[], today: today() };
            prop_assert_eq!(auditor.audit(&subject).findings, audit(&subject).findings);
        }
    }
}

#[test]
fn an_error_is_never_explained_away() {
    let mut report = example();
    let id = report.edition().find("remedies.review.total").unwrap();
    report.figures.put(id, Entry::Count(7));
    let error = |report: &Report| {
        let subject = Subject { report, last_year: None, remarks: &[], today: today() };
        audit(&subject).findings.into_iter().find(|finding| finding.severity == Severity::Error).unwrap()
    };
    let found = error(&report);
    report.explanations.push(Explanation {
        rule: found.rule.code.into(),
        place: found.place.path(report.edition()),
        reason: "经办人确认".into(),
        about: found.message.clone(),
        ..Explanation::default()
    });
    assert!(error(&report).counts());
}

#[test]
fn a_reason_holds_until_the_figures_behind_it_change() {
    let mut report = example();
    let id = report.edition().find("remedies.review.upheld").unwrap();
    Edit::Cells(vec![(id, Entry::Blank)]).apply(&mut report);
    let warning = |report: &Report| {
        let subject = Subject { report, last_year: None, remarks: &[], today: today() };
        audit(&subject).findings.into_iter().find(|finding| finding.rule.code == "V01").unwrap()
    };
    let found = warning(&report);
    report.explanations.push(Explanation {
        rule: "V01".into(),
        place: found.place.path(report.edition()),
        reason: "案卷尚未移交".into(),
        about: found.message.clone(),
        ..Explanation::default()
    });
    assert!(!warning(&report).counts());
    let other = report.edition().find("remedies.review.corrected").unwrap();
    Edit::Cells(vec![(other, Entry::Blank)]).apply(&mut report);
    assert!(warning(&report).counts());
}

#[test]
fn faults_of_one_kind_are_fixed_in_one_step() {
    let mut report = example();
    for path in ["disclosure.licences.decisions", "disclosure.penalties.decisions"] {
        let id = report.edition().find(path).unwrap();
        report.figures.put(id, Entry::printed("无"));
    }
    let before = report.clone();
    let subject = Subject { report: &report, last_year: None, remarks: &[], today: today() };
    let fix = audit(&subject).fix_all("V02").unwrap();
    let inverse = fix.edit(&report).apply(&mut report);
    assert!(!codes(&report).contains(&"V02"));
    inverse.apply(&mut report);
    assert_eq!(report, before);
}
