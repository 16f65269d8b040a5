//! What the audit says, split up by where it is shown. One audit follows each key; of its signals only those are
//! set that say something else than before, so a key redraws no more of the screen than it changes.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::cards::Cards;
use crate::check::{Audit, Finding, Fix, Mark, Readiness, Severity};
use crate::form::{Edition, Section};
use crate::report::{Entry, Report, length};

/// Characters that 总体情况 may have in principle (the notice, part one).
const OVERVIEW_LIMIT: usize = 1000;

/// Rules whose findings can be put right together: the same fault in many places, with one plain answer.
const FIXED_TOGETHER: [&str; 3] = ["V01", "V02", "N09"];

/// A handle to what is shown of an audit; copies are the same board.
#[derive(Clone, Copy)]
pub(super) struct Board(StoredValue<Shown, LocalStorage>);

struct Shown {
    sections: Vec<OfSection>,
    readiness: RwSignal<Readiness>,
    counts: [RwSignal<usize>; 3],
    together: RwSignal<Vec<(&'static str, usize)>>,
    audit: Audit,
    cards: Cards,
    /// The only severity that cards are shown of.
    only: Option<Severity>,
}

/// The signals of a section.
#[derive(Clone, Copy)]
pub(super) struct OfSection {
    /// Its state.
    pub(super) mark: RwSignal<Mark>,
    /// How much of it is filled in, in words.
    pub(super) filled: RwSignal<String>,
}

impl Board {
    /// A board of nothing yet, for a report that is reviewed here or written.
    pub(super) fn new(reviewing: bool) -> Self {
        let section =
            |_| OfSection { mark: RwSignal::new(Mark::Empty), filled: RwSignal::new(String::new()) };
        Self(StoredValue::new_local(Shown {
            sections: Section::ALL.iter().map(section).collect(),
            readiness: RwSignal::new(Readiness { errors: 0, warnings: 0 }),
            counts: Severity::ALL.map(|_| RwSignal::new(0)),
            together: RwSignal::new(Vec::new()),
            audit: Audit::default(),
            cards: Cards::new(reviewing),
            only: None,
        }))
    }

    pub(super) fn section(self, section: Section) -> OfSection {
        self.0.with_value(|shown| shown.sections[section.index()])
    }

    /// Whether the report can be published.
    pub(super) fn readiness(self) -> RwSignal<Readiness> {
        self.0.with_value(|shown| shown.readiness)
    }

    /// How many findings there are of each severity. A signal each: most keys move one of them.
    pub(super) fn counts(self) -> [RwSignal<usize>; 3] {
        self.0.with_value(|shown| shown.counts)
    }

    /// Rules whose findings can be put right together, and how many these are.
    pub(super) fn together(self) -> RwSignal<Vec<(&'static str, usize)>> {
        self.0.with_value(|shown| shown.together)
    }

    /// The fix of all findings of a rule at once.
    pub(super) fn fix_all(self, code: &str) -> Option<Fix> {
        self.0.with_value(|shown| shown.audit.fix_all(code))
    }

    /// Says how much of a section is filled in.
    pub(super) fn fill(self, report: &Report, section: Section) {
        set_if_new(self.section(section).filled, filled(report, section));
    }

    /// Makes room for cards in an element, and shows them.
    pub(super) fn attach(self, panel: &Element, edition: &Edition) {
        self.0.update_value(|shown| {
            shown.cards.attach(panel);
            shown.show_cards(edition);
        });
    }

    /// Shows the cards of one severity alone, or all.
    pub(super) fn show_only(self, only: Option<Severity>, edition: &Edition) {
        self.0.update_value(|shown| {
            shown.only = only;
            shown.show_cards(edition);
        });
    }

    /// The finding of a card.
    pub(super) fn finding(self, key: usize) -> Option<Arc<Finding>> {
        self.0.with_value(|shown| shown.cards.finding(key))
    }

    /// Shows an audit of a report. The cards come first, for they are what is waited for.
    pub(super) fn show(self, audit: Audit, report: &Report) {
        let edition = report.edition();
        self.0.update_value(|shown| {
            shown.audit = audit;
            shown.show_cards(edition);
        });
        self.0.with_value(|shown| {
            let audit = &shown.audit;
            for (of, (section, here)) in shown.sections.iter().zip(by_section(&audit.findings, edition)) {
                set_if_new(of.mark, Mark::of(report, section, here));
            }
            let count =
                |severity| audit.findings.iter().filter(|finding| finding.severity == severity).count();
            for (signal, severity) in shown.counts.into_iter().zip(Severity::ALL) {
                set_if_new(signal, count(severity));
            }
            set_if_new(shown.readiness, audit.readiness());
            let together =
                FIXED_TOGETHER.into_iter().filter_map(|code| Some((code, audit.fixed_together(code)?)));
            set_if_new(shown.together, together.collect());
        });
    }
}

impl Shown {
    fn show_cards(&mut self, edition: &Edition) {
        let only = self.only;
        for (section, here) in by_section(&self.audit.findings, edition) {
            let shown: Vec<_> =
                here.iter().filter(|finding| only.is_none_or(|only| finding.severity == only)).collect();
            self.cards.show(section, &shown, edition);
        }
    }
}

/// The findings of an audit, which stand in the order of the sections, parted by them.
fn by_section<'a>(
    mut rest: &'a [Arc<Finding>],
    edition: &Edition,
) -> impl Iterator<Item = (Section, &'a [Arc<Finding>])> {
    Section::ALL.into_iter().map(move |section| {
        let (here, after) =
            rest.split_at(rest.partition_point(|finding| finding.place.section(edition) <= section));
        rest = after;
        (section, here)
    })
}

/// How much of a section is filled in.
fn filled(report: &Report, section: Section) -> String {
    match section.table_key().and_then(|key| report.edition().table(key)) {
        Some(table) => {
            let entries = &report.figures.entries()[table.cells.clone()];
            let filled = entries.iter().filter(|entry| !Entry::is_blank(entry)).count();
            format!("{filled} / {}", entries.len())
        }
        None if section == Section::Overview => {
            format!("{} / {OVERVIEW_LIMIT}", report.narrative.overview_length())
        }
        None => {
            format!("{} 字", section.prose().map(|prose| length(report.narrative.get(prose))).sum::<usize>())
        }
    }
}

/// Sets a signal, unless it says so already.
pub(super) fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|current| *current != value) {
        signal.set(value);
    }
}
