//! All findings on a report, and what they mean for each section and for publication.

use std::sync::Arc;

use super::claim::Meant;
use super::diagnosis::name_the_cause;
use super::rules::late::DAYS_LATE;
use super::{Finding, Fix, Look, Pairing, Passage, Place, RULES, Severity, Stated, Subject, Writing, rule};
use crate::form::{Edition, Prose, Section};
use crate::report::{Agency, Entry, Narrative, Period, Report, Text, UNFINISHED_LABEL};
use crate::statement::{self, Claim};

/// Room for what the rules find on a report that is being filled: seldom too little, and quick to make.
const ROOM: usize = 16;

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

    /// What an export says of a report that is not ready to be published.
    pub fn unfinished(self) -> Option<String> {
        let Self { errors, warnings } = self;
        (!self.is_ready())
            .then(|| format!("{UNFINISHED_LABEL}还有 {errors} 处错误、{warnings} 处待核实，请勿公布。"))
    }

    /// 还差 N 项
    pub const fn missing(self) -> usize {
        self.errors + self.warnings
    }
}

/// All findings, in the order of the report.
#[derive(Debug, Clone, Default)]
pub struct Audit {
    /// The findings, by section, and within a section by severity. What is found again in prose that has not changed
    /// is the same `Arc` as before.
    pub findings: Vec<Arc<Finding>>,
}

impl Audit {
    /// The likeliest fixes of all findings of a rule as one; nothing where fewer than two can be fixed.
    pub fn fix_all(&self, code: &str) -> Option<Fix> {
        let number = self.fixed_together(code)?;
        Some(Fix {
            label: format!("{number} 处一起改"),
            changes: self.first_fixes(code).flat_map(|fix| fix.changes.iter().cloned()).collect(),
        })
    }

    /// How many findings [`Self::fix_all`] would put right.
    pub fn fixed_together(&self, code: &str) -> Option<usize> {
        Some(self.first_fixes(code).count()).filter(|number| *number > 1)
    }

    fn first_fixes(&self, code: &str) -> impl Iterator<Item = &Fix> {
        self.findings
            .iter()
            .filter(move |finding| finding.rule.code == code && finding.explained.is_none())
            .filter_map(|finding| finding.fixes.first())
    }

    /// Whether the report can be published, and what is missing.
    pub fn readiness(&self) -> Readiness {
        let of = |severity| {
            self.findings.iter().filter(|finding| finding.severity == severity && finding.counts()).count()
        };
        Readiness { errors: of(Severity::Error), warnings: of(Severity::Warning) }
    }
}

impl Mark {
    /// The state of a section, of which these are the findings.
    pub fn of(report: &Report, section: Section, here: &[Arc<Finding>]) -> Self {
        if is_empty(report, section) {
            return Self::Empty;
        }
        let of = |severity| here.iter().filter(|f| f.severity == severity && f.counts()).count();
        match (of(Severity::Error), of(Severity::Warning)) {
            (0, 0) => Self::Done,
            (0, warnings) => Self::Warnings(warnings),
            (errors, _) => Self::Errors(errors),
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
/// paragraph does not have the whole report read again, and one typed in a cell none of it.
#[derive(Debug, Default)]
pub struct Auditor {
    read: [Option<Kept>; Prose::ALL.len()],
    compared: Option<Compared>,
    paired: [Option<Paired>; Section::ALL.len()],
}

/// What the rules found that compare a section with last year's, and the prose of both that they saw.
#[derive(Debug)]
struct Paired {
    prose: Vec<[String; 2]>,
    findings: Vec<Arc<Finding>>,
}

/// What the rules found that compare one prose with another.
#[derive(Debug)]
struct Compared {
    narrative: Narrative,
    year: u16,
    period: Period,
    findings: Vec<Arc<Finding>>,
}

#[derive(Debug)]
struct Kept {
    text: Text,
    year: u16,
    agency: Agency,
    findings: Vec<Arc<Finding>>,
    edition: u16,
    claims: Vec<(Claim, Option<Meant>)>,
}

impl Auditor {
    /// Runs every rule.
    pub fn audit(&mut self, subject: &Subject) -> Audit {
        let report = subject.report;
        let mut found = Vec::with_capacity(ROOM);
        for rule in RULES {
            if let Look::Report(look) = rule.look {
                look(subject, &mut found);
            }
        }
        name_the_cause(subject, &mut found);
        let mut findings: Vec<Arc<Finding>> = found.drain(..).map(Arc::new).collect();
        findings.extend_from_slice(self.compare(report));
        if let Some(last) = subject.pair() {
            for section in Section::ALL {
                let pairing = Pairing { section, now: &report.narrative, then: &last.report.narrative };
                findings.extend_from_slice(self.pair(&pairing));
            }
        }
        // Claims are many, and every rule looks at each.
        let looks: Vec<_> = RULES.iter().filter_map(|rule| rule.look.at_claims()).collect();
        for prose in Prose::ALL {
            let Some(kept) = self.passage(report, prose) else { continue };
            findings.extend_from_slice(&kept.findings);
            for (claim, meant) in &kept.claims {
                let stated = Stated { subject, prose, claim, meant: meant.as_ref() };
                for look in &looks {
                    look(&stated, &mut found);
                }
            }
            findings.extend(found.drain(..).map(Arc::new));
        }
        findings.extend(subject.remarks.iter().filter_map(|remark| {
            let rule = rule(remark.code)?;
            Some(Arc::new(Finding::new(rule, Place::at(remark.place, report.edition()), remark.text)))
        }));
        explain(&mut findings, report);
        Audit { findings: in_order(&findings, report.edition()) }
    }

    fn compare(&mut self, report: &Report) -> &[Arc<Finding>] {
        let Report { narrative, year, period, .. } = report;
        let fresh = self
            .compared
            .take_if(|kept| kept.narrative == *narrative && kept.year == *year && kept.period == *period);
        let compared = fresh.unwrap_or_else(|| {
            let writing = Writing { narrative, year: *year, period };
            let mut findings = Vec::new();
            for rule in RULES {
                if let Look::Writing(look) = rule.look {
                    look(&writing, &mut findings);
                }
            }
            let findings = findings.into_iter().map(Arc::new).collect();
            Compared { narrative: narrative.clone(), year: *year, period: period.clone(), findings }
        });
        &self.compared.insert(compared).findings
    }

    /// What was found in a section while neither year's prose of it changes.
    fn pair(&mut self, pairing: &Pairing) -> &[Arc<Finding>] {
        let Pairing { section, now, then } = *pairing;
        let place = &mut self.paired[section.index()];
        let fresh = place.take_if(|kept| {
            let same = |(prose, [ours, theirs]): (Prose, &[String; 2])| {
                ours == now.get(prose) && theirs == then.get(prose)
            };
            section.prose().zip(&kept.prose).all(same)
        });
        let paired = fresh.unwrap_or_else(|| {
            let mut findings = Vec::new();
            for rule in RULES {
                if let Look::Pair(look) = rule.look {
                    look(pairing, &mut findings);
                }
            }
            let prose = section.prose().map(|prose| [now.get(prose), then.get(prose)].map(str::to_owned));
            Paired { prose: prose.collect(), findings: findings.into_iter().map(Arc::new).collect() }
        });
        &place.insert(paired).findings
    }

    fn passage(&mut self, report: &Report, prose: Prose) -> Option<&Kept> {
        let text = report.narrative.get(prose);
        let fresh = self.read[prose.index()].as_ref().is_some_and(|kept| {
            kept.text == *report.narrative.shared(prose)
                && kept.year == report.year
                && kept.agency == report.agency
                && kept.edition == report.edition().year
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
                text: report.narrative.shared(prose).clone(),
                year: report.year,
                agency: report.agency.clone(),
                findings: findings.into_iter().map(Arc::new).collect(),
                edition: report.edition().year,
                claims: statement::read(text, report.year)
                    .into_iter()
                    .map(|claim| {
                        let meant = Meant::of(report.edition(), claim.subject);
                        (claim, meant)
                    })
                    .collect(),
            };
            self.read[prose.index()] = Some(kept);
        }
        self.read[prose.index()].as_ref()
    }
}

/// The findings by section, and within a section by severity; of equal ones, in the order of the registry.
fn in_order(findings: &[Arc<Finding>], edition: &Edition) -> Vec<Arc<Finding>> {
    let weight = |finding: &Arc<Finding>| {
        finding.place.section(edition).index() * Severity::ALL.len() + finding.severity as usize
    };
    // There are few weights: a pass for each is shorter than a sort, and as quick.
    let weights: Vec<usize> = findings.iter().map(weight).collect();
    let mut ordered = Vec::with_capacity(findings.len());
    for weight in 0..Section::ALL.len() * Severity::ALL.len() {
        let here = findings.iter().zip(&weights).filter(|(_, own)| **own == weight);
        ordered.extend(here.map(|(finding, _)| Arc::clone(finding)));
    }
    ordered
}

/// Puts to each finding the reason that was given for it, if what it says is still what was explained.
fn explain(findings: &mut [Arc<Finding>], report: &Report) {
    if report.explanations.is_empty() {
        return;
    }
    let edition = report.edition();
    for finding in findings.iter_mut().filter(|finding| finding.severity != Severity::Error) {
        let place = finding.place.path(edition);
        let reason = report
            .explanations
            .iter()
            .find(|given| {
                given.rule == finding.rule.code
                    && given.place == place
                    && lasting(&given.about) == lasting(&finding.message)
            })
            .map(|given| given.reason.clone());
        if reason.is_some() {
            Arc::make_mut(finding).explained = reason;
        }
    }
}

/// A message without the days late: they grow by themselves, and the reason given for them stays.
fn lasting(message: &str) -> &str {
    message.split_once(DAYS_LATE).map_or(message, |(matter, _)| matter)
}

#[cfg(test)]
mod tests {
    use super::{Auditor, Pairing};
    use crate::form::{Prose, Section};
    use crate::report::example;

    /// What was found again lies elsewhere in memory than what was kept.
    #[test]
    fn only_the_section_that_was_typed_in_is_compared_again() {
        let (mut now, mut then) = (example().narrative, example().narrative);
        let mut auditor = Auditor::default();
        let mut found = |now: &_, then: &_| {
            [Section::Overview, Section::Problems].map(|section| {
                let findings = auditor.pair(&Pairing { section, now, then });
                assert_eq!(findings.len(), 1, "{section:?}");
                findings.as_ptr()
            })
        };
        let first = found(&now, &then);
        assert_eq!(found(&now, &then), first);
        now.put(Prose::Problems, format!("{}。", now.get(Prose::Problems)));
        let second = found(&now, &then);
        assert_eq!((second[0], second[1] == first[1]), (first[0], false));
        then.put(Prose::Proactive, String::new());
        let third = found(&now, &then);
        assert_eq!((third[0] == second[0], third[1]), (false, second[1]));
    }
}
