//! What an import has to say beside the report: every piece of the input that did not go where the form has
//! a place for it, word for word.

use crate::form::{Prose, Section};

/// A remark on an import. Codes with P are those of the rules; the rest are of the import alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What kind of remark, one of the constants below.
    pub code: &'static str,
    /// The address of the cell, table or prose meant; empty for the report as a whole.
    pub place: String,
    /// One sentence that quotes the words meant.
    pub text: String,
}

/// A row, column or clause label is not the statutory wording (rule P03).
pub const LABEL_DIFFERS: &str = "P03";
/// A section heading is not the statutory wording, or is missing (rule P04).
pub const HEADING_DIFFERS: &str = "P04";
/// Words or figures that have no place in the report.
pub const UNPLACED: &str = "I01";
/// A row whose figures cannot be told apart with certainty; its cells are blank.
pub const UNDECIDED: &str = "I02";
/// Figures put into a cell other than the one they were printed for.
pub const MOVED: &str = "I03";
/// Words of the page around the report.
pub const PAGE_WORDS: &str = "I04";
/// Prose put somewhere for want of a sub-heading, or under a sub-heading worded otherwise.
pub const PROSE_GUESSED: &str = "I05";
/// A value of a data file that stood where it cannot stand.
pub const ODD_VALUE: &str = "I06";
/// Agency, year or period missing or malformed.
pub const HEAD_UNCLEAR: &str = "I07";
/// A table, or the heads of one, not found.
pub const TABLE_MISSING: &str = "I08";
/// A table printed in several pieces that were put together.
pub const TABLE_SPLIT: &str = "I09";
/// An exported page shows something other than the data it carries (rule P05).
pub const PAGE_DRIFTED: &str = "P05";
/// A file of another program of which the values say little, or which holds what has no place here.
pub const FOREIGN_DATA: &str = "I10";

/// The fingerprint that an exported file carries is not that of what stands in it: somebody changed it.
pub const FINGERPRINT_DIFFERS: &str = "I11";

impl Notice {
    pub(super) fn new(code: &'static str, place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { code, place: place.into(), text: text.into() }
    }

    /// The section that the remark is about; nothing for the report as a whole and its head.
    pub fn section(&self) -> Option<Section> {
        let place = self.place.as_str();
        Section::ALL.into_iter().find(|section| {
            let table = section.table_key().is_some_and(|key| place.split('.').next() == Some(key));
            table || place == section_place(*section) || section.prose().any(|prose| prose.path() == place)
        })
    }
}

/// Puts notices into the order of the report; those of one section stay as they are.
pub(super) fn sort(notices: &mut [Notice]) {
    notices.sort_by_key(Notice::section);
}

/// The address of a section as a whole.
pub(super) fn section_place(section: Section) -> &'static str {
    match (section.table_key(), section.prose().next()) {
        (Some(key), _) => key,
        (None, _) if section == Section::Overview => "narrative.overview",
        (None, prose) => prose.map_or("", Prose::path),
    }
}

/// Whether there is anything to read in a text: a letter, a digit, a Chinese character.
pub(super) fn has_content(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
