//! What the audit says, split up by where it is shown. One audit follows each key; of its signals only those are
//! set that say something else than before, so a key redraws no more of the screen than it changes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::check::{Audit, Finding, Fix, Mark, Readiness, Severity};
use crate::form::Section;
use crate::report::{Entry, Report, length};

/// Characters that 总体情况 may have in principle (the notice, part one).
const OVERVIEW_LIMIT: usize = 1000;

/// Rules whose findings can be put right together: the same fault in many places, with one plain answer.
const FIXED_TOGETHER: [&str; 3] = ["V01", "V02", "N09"];

/// A handle to the signals of an audit; copies are the same board.
#[derive(Clone, Copy)]
pub(super) struct Board(StoredValue<Signals>);

struct Signals {
    sections: Vec<OfSection>,
    readiness: RwSignal<Readiness>,
    counts: [RwSignal<usize>; 3],
    together: RwSignal<Vec<(&'static str, usize)>>,
    audit: Audit,
}

/// The signals of a section.
#[derive(Clone, Copy)]
pub(super) struct OfSection {
    /// Its state.
    pub(super) mark: RwSignal<Mark>,
    /// How much of it is filled in, in words.
    pub(super) filled: RwSignal<String>,
    /// Its findings. What is found again is the same `Arc` as before.
    pub(super) findings: RwSignal<Vec<Arc<Finding>>>,
}

impl Board {
    pub(super) fn new() -> Self {
        let section = |_| OfSection {
            mark: RwSignal::new(Mark::Empty),
            filled: RwSignal::new(String::new()),
            findings: RwSignal::new(Vec::new()),
        };
        Self(StoredValue::new(Signals {
            sections: Section::ALL.iter().map(section).collect(),
            readiness: RwSignal::new(Readiness { errors: 0, warnings: 0 }),
            counts: Severity::ALL.map(|_| RwSignal::new(0)),
            together: RwSignal::new(Vec::new()),
            audit: Audit::default(),
        }))
    }

    pub(super) fn section(self, section: Section) -> OfSection {
        self.0.with_value(|signals| signals.sections[section.index()])
    }

    /// Whether the report can be published.
    pub(super) fn readiness(self) -> RwSignal<Readiness> {
        self.0.with_value(|signals| signals.readiness)
    }

    /// How many findings there are of each severity. A signal each: most keys move one of them.
    pub(super) fn counts(self) -> [RwSignal<usize>; 3] {
        self.0.with_value(|signals| signals.counts)
    }

    /// Rules whose findings can be put right together, and how many these are.
    pub(super) fn together(self) -> RwSignal<Vec<(&'static str, usize)>> {
        self.0.with_value(|signals| signals.together)
    }

    /// The fix of all findings of a rule at once.
    pub(super) fn fix_all(self, code: &str) -> Option<Fix> {
        self.0.with_value(|signals| signals.audit.fix_all(code))
    }

    /// Says how much of a section is filled in.
    pub(super) fn fill(self, report: &Report, section: Section) {
        set_if_new(self.section(section).filled, filled(report, section));
    }

    /// Shows an audit of a report.
    pub(super) fn show(self, audit: Audit, report: &Report) {
        let edition = report.edition();
        let mut rest = audit.findings.as_slice();
        for section in Section::ALL {
            let signals = self.section(section);
            // The findings of an audit stand in the order of the sections.
            let (here, after) =
                rest.split_at(rest.partition_point(|finding| finding.place.section(edition) <= section));
            rest = after;
            set_if_new(signals.mark, Mark::of(report, section, here));
            signals.findings.maybe_update(|shown| {
                let now: Vec<_> = here.iter().map(|one| kept(shown, one)).collect();
                let same =
                    now.len() == shown.len() && now.iter().zip(shown.iter()).all(|(a, b)| Arc::ptr_eq(a, b));
                *shown = now;
                !same
            });
        }
        let count = |severity| audit.findings.iter().filter(|finding| finding.severity == severity).count();
        for (signal, severity) in self.counts().into_iter().zip(Severity::ALL) {
            set_if_new(signal, count(severity));
        }
        set_if_new(self.readiness(), audit.readiness());
        let together =
            FIXED_TOGETHER.into_iter().filter_map(|code| Some((code, audit.fixed_together(code)?)));
        set_if_new(self.together(), together.collect());
        self.0.update_value(|signals| signals.audit = audit);
    }
}

/// The finding as it is on screen already, or as a new one.
fn kept(shown: &[Arc<Finding>], finding: &Arc<Finding>) -> Arc<Finding> {
    let same = shown.iter().find(|shown| Arc::ptr_eq(shown, finding) || shown == &finding);
    Arc::clone(same.unwrap_or(finding))
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
