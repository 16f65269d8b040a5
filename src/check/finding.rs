//! What a check finds.

use std::ops::Range;

use crate::edit::Edit;
use crate::form::{CellId, Edition, Prose, Section};
use crate::report::{Entry, Period, Report};

use super::Rule;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The report contradicts itself or the form; it cannot be published.
    Error,
    /// Very likely wrong, or to be verified: fixed, or explained.
    Warning,
    /// Worth a look; never counts.
    Hint,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Hint];

    /// The name in JSON and in attributes.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }

    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "待核实",
            Self::Hint => "提示",
        }
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A cell.
    Cell(CellId),
    /// A whole table, or the cells listed in the message.
    Table(Section),
    /// A prose; with a range, the very words (bytes of the prose's text).
    Prose(Prose, Option<Range<usize>>),
    /// 总体情况 as a whole.
    Overview,
    /// `year`, `period`, `agency.name` or `edition`.
    Head(&'static str),
}

impl Place {
    /// The place with an address; the report as a whole for one that there is not.
    pub fn at(path: &str, edition: &Edition) -> Self {
        let table = |section: &Section| section.table_key() == Some(path);
        if let Some(id) = edition.find(path) {
            Self::Cell(id)
        } else if let Some(prose) = Prose::at(path) {
            Self::Prose(prose, None)
        } else if let Some(section) = Section::ALL.into_iter().find(table) {
            Self::Table(section)
        } else if path == Self::Overview.path(edition) {
            Self::Overview
        } else {
            Self::Head(
                ["year", "period", "edition"].into_iter().find(|key| *key == path).unwrap_or("agency.name"),
            )
        }
    }

    /// The address.
    pub fn path(&self, edition: &Edition) -> String {
        match self {
            Self::Cell(id) => edition.cell(*id).path.clone(),
            Self::Table(section) => section.table_key().unwrap_or_default().to_owned(),
            Self::Prose(prose, _) => prose.path().to_owned(),
            Self::Overview => "narrative.overview".to_owned(),
            Self::Head(key) => (*key).to_owned(),
        }
    }

    /// The section of the report in which the place is.
    pub fn section(&self, edition: &Edition) -> Section {
        match self {
            Self::Cell(id) => edition.tables[edition.cell(*id).table].section,
            Self::Table(section) => *section,
            Self::Prose(prose, _) => prose.section(),
            Self::Overview => Section::Overview,
            Self::Head(_) => Section::Intro,
        }
    }

    /// The place in words, for the head of a finding.
    pub fn name(&self, edition: &Edition) -> String {
        match self {
            Self::Cell(id) => {
                let cell = edition.cell(*id);
                let (numeral, name) = (edition.tables[cell.table].data.numeral, cell.name());
                // The rows of table three begin with its own ordinals.
                if cell.row_ordinal().is_empty() { format!("{numeral} · {name}") } else { name }
            }
            Self::Table(section) => section.short().to_owned(),
            Self::Prose(prose, _) if prose.section() == Section::Overview => {
                format!("一 · {}", prose.label())
            }
            Self::Prose(prose, _) => prose.section().short().to_owned(),
            Self::Overview => Section::Overview.short().to_owned(),
            Self::Head("year") => "年份".to_owned(),
            Self::Head("period") => "统计期限".to_owned(),
            Self::Head("edition") => "表格版式".to_owned(),
            Self::Head(_) => "单位名称".to_owned(),
        }
    }
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is: the rule's severity.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// One sentence for the clerk that names both values.
    pub message: String,
    /// The value that stands there, or the left side of an identity.
    pub left: Option<String>,
    /// The value that should, or the right side.
    pub right: Option<String>,
    /// Ways to put it right, the likeliest first.
    pub fixes: Vec<Fix>,
    /// The clerk's reason, where one was given and still holds.
    pub explained: Option<String>,
}

impl Finding {
    /// A finding without values or fixes.
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            place,
            message: message.into(),
            left: None,
            right: None,
            fixes: Vec::new(),
            explained: None,
        }
    }

    /// With both values.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "callers pass numbers and words alike")]
    pub fn values(mut self, left: impl ToString, right: impl ToString) -> Self {
        self.left = Some(left.to_string());
        self.right = Some(right.to_string());
        self
    }

    /// With a way to put it right.
    #[must_use]
    pub fn fix(mut self, label: impl Into<String>, changes: Vec<Change>) -> Self {
        self.fixes.push(Fix { label: label.into(), changes });
        self
    }

    /// Whether it stands between the report and 可发布: an error, or a warning without a reason.
    pub const fn counts(&self) -> bool {
        match self.severity {
            Severity::Error => true,
            Severity::Warning => self.explained.is_none(),
            Severity::Hint => false,
        }
    }
}

/// A way to put a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the button says: `改为 1`.
    pub label: String,
    /// What it does.
    pub changes: Vec<Change>,
}

/// One change of a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A figure entered; totals follow.
    Cell(CellId, Entry),
    /// A printed total replaced by the computed one.
    Total(CellId),
    /// Words replaced (bytes of the prose's text).
    Prose(Prose, Range<usize>, String),
    /// The period replaced.
    Period(Period),
}

impl Fix {
    /// The fix as one edit of the report that was checked.
    pub fn edit(&self, report: &Report) -> Edit {
        let mut edits = Vec::new();
        let cells: Vec<_> = self
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Cell(id, entry) => Some((*id, entry.clone())),
                _ => None,
            })
            .collect();
        let totals: Vec<_> = self
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Total(id) => Some(*id),
                _ => None,
            })
            .collect();
        if !cells.is_empty() {
            edits.push(Edit::enter(report, cells));
        }
        if !totals.is_empty() {
            edits.push(Edit::recompute(report, Some(&totals)));
        }
        for prose in Prose::ALL {
            edits.extend(self.rewritten(report, prose).map(|text| Edit::Prose(prose, text)));
        }
        edits.extend(self.changes.iter().filter_map(|change| match change {
            Change::Period(period) => Some(Edit::Period(period.clone())),
            _ => None,
        }));
        Edit::Several(edits)
    }

    /// The text of a prose with all its changes made, last one first so that ranges stay right.
    fn rewritten(&self, report: &Report, prose: Prose) -> Option<String> {
        let mut splices: Vec<(Range<usize>, &String)> = Vec::new();
        for change in &self.changes {
            if let Change::Prose(at, range, text) = change
                && *at == prose
            {
                let place = splices.partition_point(|(other, _)| other.start > range.start);
                splices.insert(place, (range.clone(), text));
            }
        }
        if splices.is_empty() {
            return None;
        }
        let mut text = report.narrative.get(prose).to_owned();
        for (range, words) in splices {
            if text.get(range.clone()).is_some() {
                text.replace_range(range, words);
            }
        }
        Some(text)
    }
}
