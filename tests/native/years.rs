//! Published reports beside those of the year before: Y01, Y02, Y03 and Y05 say what the figures say, no more and no less.
//! What they should say is worked out from the published cells alone.

use crate::published;

use std::collections::BTreeMap;

use gongkai::check::{Subject, audit};
use gongkai::report::{Day, Report};
use published::sample;

/// A published report, and its whole numbers by address.
struct Published {
    report: Report,
    numbers: BTreeMap<String, i64>,
}

/// Nothing where the samples are not here.
fn published_year(name: &str) -> Option<Published> {
    let (report, document) = sample(name)?;
    let number = |(path, text): (&String, &serde_json::Value)| {
        let number = text.as_str()?.parse().ok()?;
        report.edition().find(path).map(|_| (path.clone(), number))
    };
    let numbers = document["cells"].as_object().unwrap().iter().filter_map(number).collect();
    Some(Published { report, numbers })
}

/// The addresses at which a rule finds something.
fn places(now: &Published, last: &Published, code: &str) -> Vec<String> {
    let subject =
        Subject { report: &now.report, last_year: Some(&last.report), remarks: &[], today: Day::FIRST };
    let edition = now.report.edition();
    let found = audit(&subject).findings;
    let mut places: Vec<_> = found
        .iter()
        .filter(|finding| finding.rule.code == code)
        .map(|finding| finding.place.path(edition))
        .collect();
    places.sort();
    places
}

/// Columns of table three that do not open with what last year closed with.
fn openings_that_differ(now: &Published, last: &Published) -> Vec<String> {
    let opening = |(path, number): (&String, &i64)| {
        let column = path.strip_suffix(".carried_in")?;
        let closed = last.numbers.get(&format!("{column}.carried_out"))?;
        (closed != number).then(|| path.clone())
    };
    now.numbers.iter().filter_map(opening).collect()
}

/// Rows of table two whose stock does not follow from last year's.
fn stocks_that_do_not_roll(now: &Published, last: &Published) -> Vec<String> {
    let stock = |(path, number): (&String, &i64)| {
        let row = path.strip_suffix(".in_force")?;
        let of = |column: &str| now.numbers.get(&format!("{row}.{column}"));
        let rolled = last.numbers.get(path)? + of("issued")? - of("repealed")?;
        (rolled != *number).then(|| path.clone())
    };
    now.numbers.iter().filter_map(stock).collect()
}

/// Cells, totals left out, that changed more than fivefold from or to at least 20.
fn large_changes(now: &Published, last: &Published) -> Vec<String> {
    let edition = now.report.edition();
    let large = |(path, number): (&String, &i64)| {
        let then = last.numbers.get(path)?;
        let (more, less) = (number.max(then), number.min(then));
        let part = !edition.cell(edition.find(path)?).is_total();
        // A change over the year (本年增/减) may be anything.
        let counted = !path.contains("change") && *less >= 0;
        (part && counted && *more >= 20 && *more > 5 * less).then(|| path.clone())
    };
    now.numbers.iter().filter_map(large).collect()
}

#[test]
fn the_findings_on_published_pairs_are_what_the_figures_say() {
    let mut large = Vec::new();
    for (before, after) in [
        ("003-hongze-2023", "004-hongze-2024"),
        ("011-pingtan-2021", "012-pingtan-2022"),
        ("009-pingtan-2019", "010-pingtan-2020"),
        ("010-pingtan-2020", "011-pingtan-2021"),
    ] {
        let (Some(last), Some(now)) = (published_year(before), published_year(after)) else { return };
        assert_eq!(places(&now, &last, "Y01"), openings_that_differ(&now, &last), "{after}");
        assert_eq!(places(&now, &last, "Y02"), stocks_that_do_not_roll(&now, &last), "{after}");
        let changes = large_changes(&now, &last);
        assert_eq!(places(&now, &last, "Y03"), changes, "{after}");
        assert_eq!(places(&now, &last, "Y05"), [""; 0], "{after}");
        assert_eq!(places(&now, &last, "Y06"), [""; 0], "{after}");
        large.push(changes.len());
    }
    // So that the comparison is not one of nothing with nothing.
    assert!(large.iter().sum::<usize>() > 0, "{large:?}");
}
