//! The comparison as a whole: what the two reports are, and each section of the one beside that of the other.

use super::figures::{CellPair, LoneCell, cells};
use super::prose::{ProsePair, pairs};
use super::{Share, shared};
use crate::form::Section;
use crate::report::Report;

/// Two reports side by side.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// What the two reports are to each other.
    pub relation: Relation,
    /// Agency, kind, year, first and last day, edition of the form: whether they differ or not.
    pub head: Vec<HeadPair>,
    /// Every section, in order.
    pub sections: Vec<SectionPair<'a>>,
}

/// What the two reports are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The earlier one is of the year before and of the same agency.
    LastYear,
    /// Both are of one agency and one year: versions of one report.
    Versions,
    /// Anything else.
    Other,
}

/// Something of the head in both reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadPair {
    /// Its address: `agency.name`, `agency.kind`, `year`, `period.from`, `period.to`, `edition`.
    pub path: &'static str,
    /// Its name on screen.
    pub label: &'static str,
    /// What the earlier report says, in the words of the screen.
    pub before: String,
    /// What the later report says.
    pub now: String,
}

/// A section in both reports. A section has either a table or prose.
#[derive(Debug, Clone)]
pub struct SectionPair<'a> {
    /// The section.
    pub section: Section,
    /// The cells that mean the same in both editions, in the order of the later one.
    pub cells: Vec<CellPair<'a>>,
    /// The cells that one edition alone has: the earlier report's first. They cannot be compared.
    pub lone: Vec<LoneCell<'a>>,
    /// The prose, in order.
    pub prose: Vec<ProsePair<'a>>,
    /// How much of the later text of the whole section stands in the earlier text of that section.
    pub share: Share,
}

/// Compares two reports, the earlier one first.
pub fn compare<'a>(before: &'a Report, now: &'a Report) -> Comparison<'a> {
    Comparison {
        relation: Relation::of(before, now),
        head: head(before, now),
        sections: Section::ALL.into_iter().map(|section| SectionPair::of(section, before, now)).collect(),
    }
}

impl Comparison<'_> {
    /// How many figures differ in value, in all tables together.
    pub fn differing(&self) -> usize {
        self.sections.iter().map(SectionPair::differing).sum()
    }

    /// How much of the later report's prose stands in the same section of the earlier one, in all sections together.
    pub fn share(&self) -> Share {
        self.sections.iter().fold(Share::default(), |all, pair| Share {
            length: all.length + pair.share.length,
            taken: all.taken + pair.share.taken,
        })
    }

    /// Whether both reports say the same to the letter, in the same edition of the form.
    pub fn is_same(&self) -> bool {
        self.head.iter().all(|pair| !pair.differs())
            && self.sections.iter().all(|pair| {
                pair.lone.is_empty()
                    && pair.cells.iter().all(CellPair::is_same)
                    && pair.prose.iter().all(ProsePair::is_same)
            })
    }
}

impl Relation {
    fn of(before: &Report, now: &Report) -> Self {
        if before.agency.name.trim() != now.agency.name.trim() {
            Self::Other
        } else if before.year == now.year {
            Self::Versions
        } else if before.year.checked_add(1) == Some(now.year) {
            Self::LastYear
        } else {
            Self::Other
        }
    }
}

impl HeadPair {
    /// Whether the two reports say something else.
    pub fn differs(&self) -> bool {
        self.before != self.now
    }
}

impl<'a> SectionPair<'a> {
    fn of(section: Section, before: &'a Report, now: &'a Report) -> Self {
        let (cells, lone) = cells(section, before, now);
        let (then, text) = (before.narrative.section(section), now.narrative.section(section));
        let found = shared(&text, &then);
        Self { section, cells, lone, prose: pairs(section, before, now, &found.runs), share: found.share() }
    }

    /// How many figures differ in value.
    pub fn differing(&self) -> usize {
        self.cells.iter().filter(|cell| cell.differs()).count()
    }

    /// How many sentences of the later report were taken over.
    pub fn copied(&self) -> usize {
        self.prose.iter().map(|pair| pair.copied.len()).sum()
    }
}

fn head(before: &Report, now: &Report) -> Vec<HeadPair> {
    let pair = |path, label, told: fn(&Report) -> String| HeadPair {
        path,
        label,
        before: told(before),
        now: told(now),
    };
    vec![
        pair("agency.name", "单位", |report| report.agency.name.clone()),
        pair("agency.kind", "单位类别", |report| report.agency.kind.to_string()),
        pair("year", "年度", |report| format!("{}年", report.year)),
        pair("period.from", "统计开始日期", |report| report.period.from.clone()),
        pair("period.to", "统计截止日期", |report| report.period.to.clone()),
        pair("edition", "表格版式", |report| {
            let edition = report.edition();
            format!("{}年版（{}）", edition.year, edition.notice)
        }),
    ]
}
