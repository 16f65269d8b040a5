//! Checks: `(report, last year's report?, today) → findings`. Pure; the same on screen, in a worker and on
//! the command line.

mod agency;
mod audit;
mod claim;
mod diagnosis;
mod finding;
mod guide;
mod identity;
mod registry;
pub mod rules;
mod wording;

pub use audit::{Audit, Auditor, Mark, Readiness};
pub use claim::Stated;
pub use finding::{Change, Finding, Fix, Place, Severity};
pub use guide::{Guide, Told, told};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use guide::{guide_page, guides};
pub use registry::{RULES, rule};

use crate::form::{Cell, Prose, Section};
use crate::report::{Agency, Day, Entry, Narrative, Period, Report};

/// What is checked.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The report.
    pub report: &'a Report,
    /// The report of the year before, where one is attached.
    pub last_year: Option<&'a Report>,
    /// What the import remarked on the document that the report came from.
    pub remarks: &'a [Remark<'a>],
    /// The day on which it is checked.
    pub today: Day,
}

impl<'a> Subject<'a> {
    /// Last year's report, if it is one: of the year before and of the same agency (otherwise Y06 speaks, and a
    /// comparison would say nothing).
    fn pair(&self) -> Option<LastYear<'a>> {
        let report = self.last_year.filter(|last| {
            last.year.checked_add(1) == Some(self.report.year)
                && rules::wrong_year_pair::same_agency(&self.report.agency.name, &last.agency.name)
        })?;
        let same = report.figures.edition_number() == self.report.figures.edition_number();
        Some(LastYear { report, same_edition: same })
    }
}

/// Last year's report beside this year's.
#[derive(Debug, Clone, Copy)]
struct LastYear<'a> {
    report: &'a Report,
    /// Whether both are in one edition of the form, so that their cells are found without a look-up.
    same_edition: bool,
}

impl<'a> LastYear<'a> {
    /// What stood in a cell of this year's form; nothing where last year's did not have it.
    fn at(self, cell: &Cell) -> Option<&'a Entry> {
        let id = if self.same_edition { cell.id } else { self.report.edition().find(&cell.path)? };
        Some(self.report.figures.get(id))
    }
}

/// A fault of the document that a report came from, which the report itself does not show any more: its labels and
/// headings are the statutory ones.
#[derive(Debug, Clone, Copy)]
pub struct Remark<'a> {
    /// The code of the rule, or one of the import's own, which is no finding.
    pub code: &'a str,
    /// The address.
    pub place: &'a str,
    /// One sentence that quotes what stands there and says what should.
    pub text: &'a str,
}

/// A piece of prose that is checked by itself. What a rule finds in it must follow from these fields alone,
/// for it is kept until one of them changes.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// Where it stands.
    pub prose: Prose,
    /// Its text.
    pub text: &'a str,
    /// The year reported on.
    pub year: u16,
    /// Who reports.
    pub agency: &'a Agency,
}

/// All that is written, for rules that compare one prose with another. What a rule finds must follow from these
/// fields alone, for it is kept until one of them changes.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    /// The prose.
    pub narrative: &'a Narrative,
    /// The year reported on.
    pub year: u16,
    /// The time covered.
    pub period: &'a Period,
}

/// A section as it was written this year and last year, for rules that compare the two. What a rule finds must follow
/// from the prose of this section in both alone, for it is kept until that changes.
#[derive(Debug, Clone, Copy)]
pub struct Pairing<'a> {
    /// The section.
    pub section: Section,
    /// What is written this year.
    pub now: &'a Narrative,
    /// What was written last year.
    pub then: &'a Narrative,
}

/// How a rule looks.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    /// At the report as a whole.
    Report(fn(&Subject, &mut Vec<Finding>)),
    /// At all that is written, and at no figure.
    Writing(fn(&Writing, &mut Vec<Finding>)),
    /// At each section beside last year's, where last year's report is attached.
    Pair(fn(&Pairing, &mut Vec<Finding>)),
    /// At each prose by itself.
    Passage(fn(&Passage, &mut Vec<Finding>)),
    /// Not at all: the import looks, and its remarks of the rule's code are the findings.
    Import,
    /// At each claim that the prose makes about a figure.
    Claim(fn(&Stated, &mut Vec<Finding>)),
}

impl Look {
    /// How it looks at claims, if it does.
    const fn at_claims(self) -> Option<fn(&Stated, &mut Vec<Finding>)> {
        match self {
            Self::Claim(look) => Some(look),
            _ => None,
        }
    }
}

/// A rule: one file in `rules/`, one line in the registry.
#[derive(Debug)]
pub struct Rule {
    /// `A01`. A retired code is never used again.
    pub code: &'static str,
    /// The fault, in English: `column-out-of-balance`.
    pub name: &'static str,
    /// The fault, in the clerk's words.
    pub title: &'static str,
    /// How bad the fault is.
    pub severity: Severity,
    /// How the rule looks.
    pub look: Look,
    /// What the rules page says of it.
    pub guide: Told,
}

/// Codes are never used twice.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

/// Runs every rule.
pub fn audit(subject: &Subject) -> Audit {
    Auditor::default().audit(subject)
}
