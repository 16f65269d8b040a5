//! A report: who, which year, what was written, and the 200 figures.

mod begin;
mod carry_over;
mod day;
mod entry;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod example;
mod figures;
mod fingerprint;
mod json;
mod schema;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod shown;

use std::fmt;
use std::sync::Arc;

pub use begin::begin_from;
pub use carry_over::{Carried, CarriedOver, carry_over};
pub use day::{Day, NotADay};
pub use entry::Entry;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use example::example;
pub use figures::{Figures, Sum};
pub use fingerprint::{FINGERPRINT_LABEL, Fingerprint, NotAFingerprint, fingerprint};
pub use json::{
    FORMAT, JsonError, Oddity, Read, Remarks, VERSION, json_value, keep_unknown, parse_json, read_json,
    read_json_value, write_compact_json, write_json, write_json_value, write_remarked_json,
    write_unfinished_json,
};
pub use schema::schema;
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use shown::{paragraphs, visible};

use crate::form::{CellId, Edition, Prose, Section};

/// What the note begins with that an export of an unfinished report carries.
pub const UNFINISHED_LABEL: &str = "未完成稿：";

/// The body that reports. Which day its report is due, and what it can do, depends on its kind (条例 art. 49).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AgencyKind {
    /// 县级以上人民政府部门
    #[default]
    Department,
    /// 乡镇人民政府、街道办事处
    Township,
    /// 县级人民政府
    County,
    /// 设区的市级人民政府
    Prefecture,
    /// 省级人民政府
    Province,
    /// 垂直管理部门
    Vertical,
}

impl AgencyKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Department, Self::Township, Self::County, Self::Prefecture, Self::Province, Self::Vertical];

    /// The name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Township => "township",
            Self::County => "county",
            Self::Prefecture => "prefecture",
            Self::Province => "province",
            Self::Vertical => "vertical",
        }
    }

    /// The kind with a name in JSON.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Department => "政府部门",
            Self::Township => "乡镇、街道",
            Self::County => "县（市、区）政府",
            Self::Prefecture => "设区的市政府",
            Self::Province => "省级政府",
            Self::Vertical => "垂直管理部门",
        }
    }

    /// Month and day by which the report must be published, in the year after the one reported
    /// (条例 art. 49; the notice, part two).
    pub const fn due(self) -> (u8, u8) {
        match self {
            Self::Department | Self::Township => (1, 31),
            Self::County => (2, 20),
            Self::Prefecture => (3, 10),
            Self::Province | Self::Vertical => (3, 31),
        }
    }

    /// The kind that a body's name suggests.
    pub fn guess(name: &str) -> Self {
        let name = name.trim().trim_end_matches("办公室").trim_end_matches("（管委会）");
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends(&["镇", "乡", "街道", "街道办事处", "镇人民政府", "乡人民政府", "镇政府", "乡政府"])
        {
            Self::Township
        } else if ends(&[
            "省人民政府",
            "自治区人民政府",
            "省政府",
            "自治区政府",
            "北京市人民政府",
            "上海市人民政府",
            "天津市人民政府",
            "重庆市人民政府",
        ]) {
            Self::Province
        } else if ends(&[
            "县人民政府",
            "区人民政府",
            "旗人民政府",
            "县政府",
            "区政府",
            "旗政府",
            "实验区",
            "开发区",
            "县",
            "区",
        ]) {
            Self::County
        } else if ends(&["市人民政府", "州人民政府", "盟行政公署", "地区行政公署", "市政府", "州政府"])
        {
            Self::Prefecture
        } else if ends(&["税务局", "海关", "气象局", "地震局"]) {
            Self::Vertical
        } else {
            Self::Department
        }
    }
}

/// The body that reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agency {
    /// Its full name.
    pub name: String,
    /// Its kind.
    pub kind: AgencyKind,
}

/// The time that the figures cover, as written: first and last day, normally 1 January and 31 December.
/// Kept as text, for a malformed day is to be found and shown, not lost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Period {
    /// First day, `2025-01-01`.
    pub from: String,
    /// Last day, `2025-12-31`.
    pub to: String,
}

impl Period {
    /// The whole of a year.
    pub fn of_year(year: u16) -> Self {
        Self { from: format!("{year}-01-01"), to: format!("{year}-12-31") }
    }

    /// Both days, where both are days.
    pub fn days(&self) -> Option<(Day, Day)> {
        Some((self.from.parse().ok()?, self.to.parse().ok()?))
    }
}

/// A text that copies share: a copy is known to be the same without being read.
#[derive(Debug, Clone, Default)]
pub struct Text(Arc<str>);

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Eq for Text {}

/// What was written. Paragraphs are parted by a line feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Narrative {
    prose: [Text; Prose::ALL.len()],
}

impl Narrative {
    /// The prose at a place.
    pub fn get(&self, prose: Prose) -> &str {
        &self.prose[prose.index()].0
    }

    /// The prose at a place, to be kept beside.
    pub const fn shared(&self, prose: Prose) -> &Text {
        &self.prose[prose.index()]
    }

    /// Puts text at a place and returns what stood there. Callers outside this room use an
    /// [`Edit`](crate::edit::Edit), which can be undone.
    pub fn put(&mut self, prose: Prose, text: String) -> String {
        std::mem::replace(&mut self.prose[prose.index()], Text(text.into())).0.as_ref().to_owned()
    }

    /// The whole prose of a section, its pieces parted as paragraphs are.
    pub fn section(&self, section: Section) -> String {
        section.prose().map(|prose| self.get(prose)).collect::<Vec<_>>().join("\n")
    }

    /// Characters of the whole of 总体情况, as N02 counts them: punctuation counted, spaces not.
    pub fn overview_length(&self) -> usize {
        Section::Overview.prose().map(|prose| length(self.get(prose))).sum()
    }
}

/// Characters of a text: punctuation counted, white space not.
pub fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Why a finding is as it should be (说明原因): kept with the report, shown to the reviewer, never published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The rule's code.
    pub rule: String,
    /// The place of the finding.
    pub place: String,
    /// The clerk's reason.
    pub reason: String,
    /// What the finding said when it was explained; another value makes the reason void.
    pub about: String,
    /// Keys that this version does not know, to be written out again.
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// A yearly report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Who reports.
    pub agency: Agency,
    /// The year reported on.
    pub year: u16,
    /// The time covered.
    pub period: Period,
    /// What was written.
    pub narrative: Narrative,
    /// The figures, which know their edition.
    pub figures: Figures,
    /// Reasons given for findings.
    pub explanations: Vec<Explanation>,
    /// Keys of the JSON that this version does not know, at their places, to be written out again.
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

impl Report {
    /// An empty report in the edition that the year must use.
    pub fn new(agency: Agency, year: u16) -> Self {
        Self::in_edition(Edition::for_year(year), agency, year)
    }

    /// An empty report in a given edition.
    pub fn in_edition(edition: &Edition, agency: Agency, year: u16) -> Self {
        Self {
            agency,
            year,
            period: Period::of_year(year),
            narrative: Narrative::default(),
            figures: Figures::blank(edition),
            explanations: Vec::new(),
            unknown: serde_json::Map::new(),
        }
    }

    /// The edition of the form that the figures are in.
    pub fn edition(&self) -> &'static Edition {
        Edition::numbered(self.figures.edition_number()).unwrap_or_else(|| Edition::for_year(self.year))
    }

    /// The entry at an address; blank where the edition has no such cell.
    pub fn at(&self, path: &str) -> &Entry {
        match self.edition().find(path) {
            Some(id) => self.figures.get(id),
            None => &Entry::Blank,
        }
    }

    /// Whether any cell or prose was ever filled in.
    pub fn is_untouched(&self) -> bool {
        self.figures.entries().iter().all(Entry::is_blank)
            && Prose::ALL.iter().all(|prose| self.narrative.get(*prose).trim().is_empty())
    }

    /// What a total should be, from the cells it sums; blank when none of them has a value.
    pub fn computed(&self, total: CellId) -> Entry {
        let edition = self.edition();
        match edition.cell(total).computed_by {
            Some(identity) => self.figures.sum(&edition.identities[identity].left).entry(),
            None => self.figures.get(total).clone(),
        }
    }

    /// `云川县水务局2025年政府信息公开工作年度报告`
    pub fn title(&self) -> String {
        format!("{}{}年政府信息公开工作年度报告", self.agency.name, self.year)
    }

    /// The day by which the report must be published (条例 art. 49).
    pub fn due(&self) -> Option<Day> {
        let (month, day) = self.agency.kind.due();
        Day::new(i32::from(self.year) + 1, month, day)
    }
}

impl fmt::Display for AgencyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
