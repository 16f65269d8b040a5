//! A year's report begun from last year's: what it opens with, and nothing else.

use crate::generate;
use crate::published;

use gongkai::check::{Subject, audit};
use gongkai::edit::Edit;
use gongkai::form::{EDITION_2019, EDITION_2021, Prose};
use gongkai::report::{Agency, AgencyKind, Day, Entry, Report, begin_from, example};
use proptest::prelude::*;
use published::sample;

fn put(report: &mut Report, path: &str, text: &str) {
    let id = report.edition().find(path).unwrap();
    report.figures.put(id, Entry::printed(text));
}

/// What Y01 and Y02 find.
fn found(report: &Report, last: &Report) -> Vec<String> {
    let subject = Subject { report, last_year: Some(last), remarks: &[], today: Day::FIRST };
    let findings = audit(&subject).findings;
    let ours = findings.iter().filter(|finding| ["Y01", "Y02"].contains(&finding.rule.code));
    ours.map(|finding| finding.message.clone()).collect()
}

/// Every cell that is not blank.
fn filled(report: &Report) -> Vec<(String, String)> {
    let cells = report.edition().cells.iter();
    let cells = cells.map(|cell| (cell.path.clone(), report.figures.get(cell.id).text().into_owned()));
    cells.filter(|(_, text)| !text.is_empty()).collect()
}

#[test]
fn the_new_year_has_a_head_of_its_own_and_no_words() {
    let mut last = example();
    last.agency = Agency { name: "云川县水务局".into(), kind: AgencyKind::Vertical };
    let report = begin_from(&last);
    assert_eq!(report.agency, last.agency);
    assert_eq!(report.year, last.year + 1);
    assert_eq!((report.period.from, report.period.to), ("2026-01-01".to_owned(), "2026-12-31".to_owned()));
    assert!(Prose::ALL.iter().all(|prose| report.narrative.get(*prose).is_empty()));
    assert!(report.explanations.is_empty() && report.unknown.is_empty());
}

#[test]
fn it_opens_with_what_last_year_closed_with_and_the_totals_follow() {
    let mut last = Report::new(Agency::default(), 2024);
    for (path, text) in [
        ("disclosure.regulations.in_force", "3"),
        ("disclosure.regulations.issued", "1"),
        ("applications.natural_person.received", "9"),
        ("applications.natural_person.carried_in", "7"),
        ("applications.natural_person.carried_out", "2"),
        ("applications.business.carried_out", "1"),
        ("applications.research.carried_out", "0"),
        ("applications.total.carried_out", "3"),
        ("remedies.review.pending", "4"),
    ] {
        put(&mut last, path, text);
    }
    let expected = [
        ("disclosure.regulations.in_force", "3"),
        ("applications.natural_person.carried_in", "2"),
        ("applications.business.carried_in", "1"),
        ("applications.research.carried_in", "0"),
        ("applications.total.carried_in", "3"),
    ];
    let mut actual = filled(&begin_from(&last));
    actual.sort();
    let mut expected = expected.map(|(path, text)| (path.to_owned(), text.to_owned()));
    expected.sort();
    assert_eq!(actual, expected);
}

#[test]
fn a_word_opens_nothing_and_a_figure_in_disguise_opens_its_value() {
    let mut last = Report::new(Agency::default(), 2024);
    put(&mut last, "applications.natural_person.carried_out", "无");
    put(&mut last, "applications.business.carried_out", "/");
    put(&mut last, "applications.research.carried_out", "1,234");
    put(&mut last, "disclosure.normative_documents.in_force", "８");
    let report = begin_from(&last);
    assert!(report.at("applications.natural_person.carried_in").is_blank());
    assert!(report.at("applications.business.carried_in").is_blank());
    assert_eq!(*report.at("applications.research.carried_in"), Entry::Count(1234));
    assert_eq!(*report.at("disclosure.normative_documents.in_force"), Entry::Count(8));
}

#[test]
fn from_the_edition_of_2019_only_what_means_the_same_is_taken_over() {
    let mut last = Report::in_edition(&EDITION_2019, Agency::default(), 2020);
    put(&mut last, "applications.other.carried_out", "6");
    put(&mut last, "disclosure.regulations.published_in_all", "40");
    put(&mut last, "disclosure.licences.items_last_year", "5");
    let report = begin_from(&last);
    assert_eq!(report.edition().year, EDITION_2021.year);
    let filled = filled(&report);
    let paths: Vec<_> = filled.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["applications.other.carried_in", "applications.total.carried_in"]);
    let within = begin_from(&Report { year: 2019, ..last });
    assert_eq!(within.edition().year, 2019);
    assert_eq!(*within.at("applications.other.carried_in"), Entry::Count(6));
}

/// Then last year's total is told of, and the new one is right.
#[test]
fn a_total_of_last_year_that_did_not_add_up_is_not_taken_over() {
    let mut last = Report::new(Agency { name: "云川县水务局".into(), ..Agency::default() }, 2024);
    put(&mut last, "applications.natural_person.carried_out", "2");
    put(&mut last, "applications.total.carried_out", "5");
    let report = begin_from(&last);
    assert_eq!(*report.at("applications.total.carried_in"), Entry::Count(2));
    assert_eq!(found(&report, &last).len(), 1);
}

#[test]
fn published_years_begin_as_they_were_published() {
    for (before, after) in [
        ("003-hongze-2023", "004-hongze-2024"),
        ("009-pingtan-2019", "010-pingtan-2020"),
        ("010-pingtan-2020", "011-pingtan-2021"),
        ("011-pingtan-2021", "012-pingtan-2022"),
    ] {
        let (Some((last, _)), Some((published, _))) = (sample(before), sample(after)) else { continue };
        let begun = begin_from(&last);
        assert_eq!((begun.year, begun.edition().year), (published.year, published.edition().year));
        assert_eq!(found(&begun, &last), Vec::<String>::new());
        for cell in begun.edition().cells.iter().filter(|cell| cell.path.ends_with(".carried_in")) {
            let (begun, published) = (begun.figures.get(cell.id), published.figures.get(cell.id));
            assert_eq!(begun.value(), published.value(), "{after} {}", cell.path);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_year_that_was_begun_agrees_with_the_last(mut last in generate::report()) {
        Edit::recompute(&last, None).apply(&mut last);
        let report = begin_from(&last);
        prop_assert_eq!(found(&report, &last), Vec::<String>::new());
        for cell in &report.edition().cells {
            let entry = report.figures.get(cell.id);
            prop_assert!(entry.is_blank() || cell.opening().is_some(), "{}", cell.path);
            prop_assert!(!cell.is_total() || *entry == report.computed(cell.id), "{}", cell.path);
        }
        let text = gongkai::report::write_json(&report);
        prop_assert_eq!(gongkai::report::read_json(&text).unwrap().report, report);
    }
}
