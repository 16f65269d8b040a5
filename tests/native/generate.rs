//! Arbitrary reports and edits, for the tests that state what holds for all of them.
//!
//! What is generated is what a report can hold: entries as reading makes them (a whole number is a count, an
//! empty text is blank) and prose whose lines end in line feeds.

#![allow(dead_code, reason = "each test that shares this uses its own part")]

pub(crate) mod review;

use gongkai::edit::Edit;
use gongkai::form::{CellId, EDITION_2019, EDITION_2021, Edition, Prose};
use gongkai::report::{Agency, AgencyKind, Entry, Explanation, Period, Report};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Number, Value};

/// Text that breaks careless writers of HTML, JSON and file names.
pub(crate) const HOSTILE: &[&str] = &[
    "</script>",
    "</SCRIPT\t>",
    "<!--<script>",
    "-->",
    "<img src=x onerror=alert(1)>",
    "</style><style>*{display:none}",
    "</td></tr></table>",
    "]]>",
    "<![CDATA[",
    "\"'`=",
    "&lt;&amp;&#x3c;&nbsp;",
    "{{constructor}}",
    "\\u003c\\",
    "\u{2028}\u{2029}",
    "\0\u{1}\u{1b}\u{7f}\u{85}",
    "\u{202e}\u{200f}\u{2067}",
    "\u{feff}\u{200b}\u{ad}",
    "\u{fffe}\u{ffff}\u{10ffff}",
    "云川县水务局\t　受理申请 5 件",
    "𠮷👨‍👩‍👧",
    "x.txt:../..\\con|?*",
];

pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![select(HOSTILE).prop_map(str::to_owned), "\\PC{0,6}", "[无/件0-9．，.-]{0,6}"];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn prose() -> impl Strategy<Value = String> {
    prop::collection::vec(text(), 0..4).prop_map(|lines| lines.join("\n"))
}

pub(crate) fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        4 => Just(Entry::Blank),
        4 => (0..100_u64).prop_map(Entry::Count),
        1 => any::<u64>().prop_map(Entry::Count),
        1 => "-?[1-9][0-9]{0,15}\\.[0-9]{1,10}".prop_map(|digits| Entry::printed(&digits)),
        1 => text().prop_filter("an empty text is blank", |text| !text.is_empty()).prop_map(|text| Entry::Text(text.into())),
    ]
}

/// Any JSON value that is neither nested beyond reason nor an empty group.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        text().prop_map(Value::String),
        "-?[1-9][0-9]{0,30}(\\.[0-9]{1,20})?"
            .prop_map(|digits| Value::Number(digits.parse::<Number>().expect("a number"))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((text(), inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Keys that version 1 does not know, beside known ones at any depth.
fn unknown(edition: &'static Edition) -> impl Strategy<Value = Map<String, Value>> {
    let mut groups = vec![
        String::new(),
        "agency.".into(),
        "period.".into(),
        "narrative.".into(),
        "narrative.overview.".into(),
    ];
    for cell in &edition.cells {
        groups.extend(cell.path.match_indices('.').map(|(dot, _)| cell.path[..=dot].to_owned()));
    }
    prop::collection::vec((select(groups), text(), value()), 0..4).prop_map(|additions| {
        let mut unknown = Map::new();
        for (group, key, value) in additions {
            let mut map = &mut unknown;
            for step in group.split('.').filter(|step| !step.is_empty()) {
                map = map
                    .entry(step)
                    .or_insert_with(|| Value::Object(Map::new()))
                    .as_object_mut()
                    .expect("groups are objects: no other key begins with a letter");
            }
            map.insert(format!("+{key}"), value);
        }
        unknown
    })
}

fn explanations() -> impl Strategy<Value = Vec<Explanation>> {
    let one = (text(), text(), text(), text(), prop::option::of(value())).prop_map(
        |(rule, place, reason, about, more)| {
            let unknown = more.map(|value| ("+".to_owned(), value)).into_iter().collect();
            Explanation { rule, place, reason, about, unknown }
        },
    );
    prop::collection::vec(one, 0..3)
}

pub(crate) fn edition() -> impl Strategy<Value = &'static Edition> {
    select(vec![&*EDITION_2021, &*EDITION_2019])
}

fn agency() -> impl Strategy<Value = Agency> {
    (text(), select(&AgencyKind::ALL[..])).prop_map(|(name, kind)| Agency { name, kind })
}

fn period() -> impl Strategy<Value = Period> {
    (text(), text()).prop_map(|(from, to)| Period { from, to })
}

pub(crate) fn report_in(edition: &'static Edition) -> impl Strategy<Value = Report> {
    (
        (agency(), 1900..=9999_u16, period()),
        prop::collection::vec(prose(), Prose::ALL.len()),
        prop::collection::vec(entry(), edition.cells.len()),
        explanations(),
        unknown(edition),
    )
        .prop_map(move |((agency, year, period), prose, entries, explanations, unknown)| {
            let mut report = Report::in_edition(edition, agency, year);
            report.period = period;
            for (place, text) in Prose::ALL.into_iter().zip(prose) {
                report.narrative.put(place, text);
            }
            for (id, entry) in edition.ids().zip(entries) {
                report.figures.put(id, entry);
            }
            report.explanations = explanations;
            report.unknown = unknown;
            report
        })
}

pub(crate) fn report() -> impl Strategy<Value = Report> {
    edition().prop_flat_map(report_in)
}

/// A cell, of whichever edition: an edit may come too late and name a cell that is no longer there.
pub(crate) fn cell() -> impl Strategy<Value = CellId> {
    any::<Index>().prop_map(|index| *index.get(&EDITION_2021.ids().collect::<Vec<_>>()))
}

/// Cells with their entries, now and then the same cell twice.
pub(crate) fn entries() -> impl Strategy<Value = Vec<(CellId, Entry)>> {
    prop::collection::vec((cell(), entry()), 0..6).prop_flat_map(|entries| {
        let again = entries.first().map(|(id, _)| *id);
        prop::option::of(entry()).prop_map(move |entry| {
            let mut entries = entries.clone();
            entries.extend(again.zip(entry));
            entries
        })
    })
}

pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let leaf = prop_oneof![
        4 => entries().prop_map(Edit::Cells),
        2 => (select(&Prose::ALL[..]), prose()).prop_map(|(place, text)| Edit::Prose(place, text)),
        1 => agency().prop_map(Edit::Agency),
        1 => (1900..=9999_u16).prop_map(Edit::Year),
        1 => period().prop_map(Edit::Period),
        1 => explanations().prop_map(Edit::Explanations),
        1 => report().prop_map(|report| Edit::Report(Box::new(report))),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Edit::Several))
}
