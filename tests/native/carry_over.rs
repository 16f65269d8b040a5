//! A report in the form of 2019 put into the form of 2021: only what means the same goes with it.

use std::collections::BTreeSet;

use gongkai::form::{EDITION_2019, EDITION_2021, Prose};
use gongkai::report::{Agency, Entry, Report, carry_over};

/// Every cell with a figure of its own, so that none can be taken for another.
fn full() -> Report {
    let mut report = Report::in_edition(&EDITION_2019, Agency::default(), 2020);
    for id in EDITION_2019.ids() {
        report.figures.put(id, Entry::Count(1000 + u64::try_from(id.index()).unwrap()));
    }
    report.narrative.put(Prose::Problems, "问题。".into());
    report
}

#[test]
fn tables_three_and_four_and_the_decisions_are_carried_and_nothing_else() {
    let old = full();
    let carried = carry_over(&old, &EDITION_2021);
    assert_eq!(carried.report.edition().year, 2021);
    assert_eq!((carried.report.year, &carried.report.narrative), (2020, &old.narrative));
    for cell in &EDITION_2021.cells {
        let expected = match cell.path.as_str() {
            path if path.ends_with(".other_outcome.other") => old.at(path.trim_end_matches(".other")),
            path if path.contains(".other_outcome.") => &Entry::Blank,
            path if path.starts_with("applications.") || path.starts_with("remedies.") => old.at(path),
            path if path.ends_with(".decisions") => old.at(path),
            _ => &Entry::Blank,
        };
        assert_eq!(carried.report.figures.get(cell.id), expected, "{}", cell.path);
        // A figure that was expected to be there was there.
        assert_eq!(expected.is_blank(), carried.report.figures.get(cell.id).is_blank());
    }
}

#[test]
fn every_figure_is_carried_or_spoken_of() {
    let old = full();
    let carried = carry_over(&old, &EDITION_2021);
    let kept: BTreeSet<String> = carried.report.figures.entries().iter().map(ToString::to_string).collect();
    let left: BTreeSet<String> = carried.left_behind.iter().map(|left| left.entry.to_string()).collect();
    for id in EDITION_2019.ids() {
        let entry = old.figures.get(id).to_string();
        assert!(kept.contains(&entry) != left.contains(&entry), "{}", EDITION_2019.cell(id).path);
    }
    // One column of table three each.
    assert_eq!(carried.moved.len(), 7);
    assert_eq!(carried.moved[0].place, "applications.natural_person.other_outcome.other");
    assert_eq!(
        carried.moved[0].text,
        "“自然人 · 三（六）其他处理”的“1162”放在“自然人 · 三（六）3.其他”，请核对"
    );
    let places: Vec<_> = carried.left_behind.iter().map(|left| left.place.as_str()).collect();
    assert!(places.iter().all(|place| place.starts_with("disclosure.")), "{places:?}");
    assert!(places.contains(&"disclosure.regulations.published_in_all"));
    assert!(places.contains(&"disclosure.other_services.decisions"));
}

#[test]
fn what_is_blank_is_not_spoken_of_and_what_fits_stays_as_it_is() {
    let blank = Report::in_edition(&EDITION_2019, Agency::default(), 2019);
    let carried = carry_over(&blank, &EDITION_2021);
    assert_eq!((carried.moved, carried.left_behind), (vec![], vec![]));
    let new = gongkai::report::example();
    assert_eq!(carry_over(&new, &EDITION_2021).report, new);
}
