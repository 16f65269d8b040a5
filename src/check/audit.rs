//! All findings on a report, and what they mean for each section and for publication.

use std::collections::HashMap;

use super::diagnosis::name_the_cause;
use super::rules::late::DAYS_LATE;
use super::{Finding, Fix, Look, Passage, RULES, Severity, Stated, Subject};
use crate::form::{Edition, Prose, Section};
use crate::report::{Agency, Entry, Report};
use crate::statement::{self, Claim};

/// The state of a section, for the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing is filled in.
    Empty,
    /// So many errors.
    Errors(usize),
    /// So many warnings without a reason, and no error.
    Warnings(usize),
    /// Filled in, and nothing stands against it.
    Done,
}

/// Whether the report can be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// Errors.
    pub errors: usize,
    /// Warnings that are neither fixed nor explained.
    pub warnings: usize,
}

impl Readiness {
    /// 可发布
    pub const fn is_ready(self) -> bool {
        self.missing() == 0
    }

    /// 还差 N 项
    pub const fn missing(self) -> usize {
        self.errors + self.warnings
    }
}

/// All findings, in the order of the report.
#[derive(Debug, Clone, Default)]
pub struct Audit {
    /// The findings, by section, and within a section by severity.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// The likeliest fixes of all findings of a rule as one; nothing where fewer than two can be fixed.
    pub fn fix_all(&self, code: &str) -> Option<Fix> {
        let fixes: Vec<&Fix> = self
            .findings
            .iter()
            .filter(|finding| finding.rule.code == code && finding.explained.is_none())
            .filter_map(|finding| finding.fixes.first())
            .collect();
        (fixes.len() > 1).then(|| Fix {
            label: format!("{} 处一起改", fixes.len()),
            changes: fixes.into_iter().flat_map(|fix| fix.changes.iter().cloned()).collect(),
        })
    }

    /// Whether the report can be published, and what is missing.
    pub fn readiness(&self) -> Readiness {
        let of = |severity| {
            self.findings.iter().filter(|finding| finding.severity == severity && finding.counts()).count()
        };
        Readiness { errors: of(Severity::Error), warnings: of(Severity::Warning) }
    }

    /// The state of a section.
    pub fn mark(&self, report: &Report, section: Section) -> Mark {
        if is_empty(report, section) {
            return Mark::Empty;
        }
        let edition = report.edition();
        let of = |severity| {
            self.findings
                .iter()
                .filter(|f| f.severity == severity && f.counts() && f.place.section(edition) == section)
                .count()
        };
        match (of(Severity::Error), of(Severity::Warning)) {
            (0, 0) => Mark::Done,
            (0, warnings) => Mark::Warnings(warnings),
            (errors, _) => Mark::Errors(errors),
        }
    }
}

fn is_empty(report: &Report, section: Section) -> bool {
    match section.table_key().and_then(|key| report.edition().table(key)) {
        Some(table) => report.figures.entries()[table.cells.clone()].iter().all(Entry::is_blank),
        None => section.prose().all(|prose| report.narrative.get(prose).trim().is_empty()),
    }
}

/// Runs the rules and keeps what it found in each prose until that prose changes, so that a key typed in one
/// paragraph does not have the whole report read again.
#[derive(Debug, Default)]
pub struct Auditor {
    read: HashMap<Prose, Kept>,
}

#[derive(Debug)]
struct Kept {
    text: String,
    year: u16,
    agency: Agency,
    findings: Vec<Finding>,
    claims: Vec<Claim>,
}

impl Auditor {
    /// Runs every rule.
    pub fn audit(&mut self, subject: &Subject) -> Audit {
        let mut findings = Vec::new();
        for rule in RULES {
            if let Look::Report(look) = rule.look {
                look(subject, &mut findings);
            }
        }
        name_the_cause(subject, &mut findings);
        for prose in Prose::ALL {
            let Some(kept) = self.passage(subject.report, prose) else { continue };
            findings.extend_from_slice(&kept.findings);
            for claim in &kept.claims {
                let stated = Stated { subject, prose, claim };
                for rule in RULES {
                    if let Look::Claim(look) = rule.look {
                        look(&stated, &mut findings);
                    }
                }
            }
        }
        explain(&mut findings, subject.report);
        let edition = subject.report.edition();
        Audit { findings: in_order(findings, edition) }
    }

    fn passage(&mut self, report: &Report, prose: Prose) -> Option<&Kept> {
        let text = report.narrative.get(prose);
        let fresh = self.read.get(&prose).is_some_and(|kept| {
            kept.text == text && kept.year == report.year && kept.agency == report.agency
        });
        if !fresh {
            let passage = Passage { prose, text, year: report.year, agency: &report.agency };
            let mut findings = Vec::new();
            for rule in RULES {
                if let Look::Passage(look) = rule.look {
                    look(&passage, &mut findings);
                }
            }
            let kept = Kept {
                text: text.to_owned(),
                year: report.year,
                agency: report.agency.clone(),
                findings,
                claims: statement::read(text, report.year),
            };
            self.read.insert(prose, kept);
        }
        self.read.get(&prose)
    }
}

/// The findings by section, and within a section by severity; of equal ones, in the order of the registry.
fn in_order(findings: Vec<Finding>, edition: &Edition) -> Vec<Finding> {
    let mut ordered: Vec<Finding> = Vec::with_capacity(findings.len());
    let weight = |finding: &Finding| (finding.place.section(edition), finding.severity);
    for finding in findings {
        let place = ordered.partition_point(|other| weight(other) <= weight(&finding));
        ordered.insert(place, finding);
    }
    ordered
}

/// Puts to each finding the reason that was given for it, if what it says is still what was explained.
fn explain(findings: &mut [Finding], report: &Report) {
    if report.explanations.is_empty() {
        return;
    }
    let edition = report.edition();
    for finding in findings.iter_mut().filter(|finding| finding.severity != Severity::Error) {
        let place = finding.place.path(edition);
        finding.explained = report
            .explanations
            .iter()
            .find(|given| {
                given.rule == finding.rule.code
                    && given.place == place
                    && lasting(&given.about) == lasting(&finding.message)
            })
            .map(|given| given.reason.clone());
    }
}

/// A message without the days late: they grow by themselves, and the reason given for them stays.
fn lasting(message: &str) -> &str {
    message.split_once(DAYS_LATE).map_or(message, |(matter, _)| matter)
}
