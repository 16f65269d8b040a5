//! One wrong figure among right ones is named, first, with the change that puts it right.

use gongkai::check::{Finding, Subject, audit};
use gongkai::edit::Edit;
use gongkai::form::CellId;
use gongkai::report::Day;
use gongkai::report::{Entry, Report, example};
use proptest::prelude::*;

fn arithmetic(report: &Report) -> Vec<Finding> {
    let audit =
        audit(&Subject { report, last_year: None, remarks: &[], today: Day::new(2026, 1, 12).unwrap() });
    audit
        .findings
        .into_iter()
        .filter(|finding| finding.rule.code.starts_with('A'))
        .map(|finding| (*finding).clone())
        .collect()
}

/// The cells of table three.
fn cells() -> Vec<CellId> {
    let report = example();
    let edition = report.edition();
    edition.cells[edition.table("applications").unwrap().cells.clone()].iter().map(|cell| cell.id).collect()
}

fn fixed(report: &Report, finding: &Finding) -> Report {
    let mut fixed = report.clone();
    finding.fixes[0].edit(report).apply(&mut fixed);
    fixed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_misprinted_figure_is_named_and_restored(
        id in prop::sample::select(cells()),
        printed in prop_oneof![Just(Entry::Blank), (0_u64..40).prop_map(Entry::Count), Just(Entry::Text("／".into()))],
    ) {
        let right = example();
        let mut report = right.clone();
        report.figures.put(id, printed);
        let findings = arithmetic(&report);
        if let Some(first) = findings.first() {
            prop_assert!(first.message.contains(&report.edition().cell(id).name()), "{}", first.message);
            prop_assert!(first.message.ends_with("则全部平衡"), "{}", first.message);
            prop_assert_eq!(fixed(&report, first), right);
        }
    }

    #[test]
    fn what_is_named_repairs_everything(
        wrong in prop::collection::vec((prop::sample::select(cells()), 0_u64..40), 1..4),
        follow in any::<bool>(),
    ) {
        let mut report = example();
        for (id, value) in wrong {
            let entries = vec![(id, Entry::Count(value))];
            let edit = if follow { Edit::enter(&report, entries) } else { Edit::Cells(entries) };
            edit.apply(&mut report);
        }
        let findings = arithmetic(&report);
        for (index, finding) in findings.iter().enumerate().filter(|(_, f)| f.message.ends_with("则全部平衡")) {
            prop_assert_eq!(index, 0);
            let left = arithmetic(&fixed(&report, finding));
            prop_assert!(left.is_empty(), "{}: {left:?}", finding.message);
        }
    }
}
