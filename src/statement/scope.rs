//! Whose figures a clause gives, and for when: the year, the body, plans and conditions, inherited from clause to clause.

use super::subject::{DocumentKind, DocumentState, Route, Stage};
use super::token::{Kind, Token};
use super::word::Word;

/// What the paragraph is about at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Topic {
    #[default]
    None,
    Applications,
    Remedies,
    Documents,
    Decisions,
    Fees,
    /// Something the form does not count.
    Foreign,
}

/// Whose figures they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Body {
    /// Nobody is named: the body that reports.
    #[default]
    Unnamed,
    /// 我局, 全县.
    Own,
    /// The first body named in the sentence; the one that reports unless a second follows.
    First,
    /// A part, or somebody else.
    Other,
}

/// Everything a clause inherits.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is inherited and ended by rules of its own")]
pub(super) struct Scope {
    pub(super) topic: Topic,
    pub(super) other_year: bool,
    pub(super) part_of_year: bool,
    pub(super) planned: bool,
    pub(super) body: Body,
    /// 其中 was said in this sentence.
    pub(super) part: bool,
    /// The clause is a duty, a hope or a condition.
    pub(super) duty: bool,
    /// The clause compares with something.
    pub(super) comparison: bool,
    /// 政府信息公开 was said in this sentence.
    pub(super) disclosure: bool,
    /// Something that the form does not count was counted in this sentence.
    pub(super) elsewhere: bool,
    /// The claim of this sentence that splits and totals refer to.
    pub(super) base: Option<usize>,
    /// That claim is of what was newly received.
    pub(super) fresh: bool,
    pub(super) route: Option<Route>,
    pub(super) document: Option<DocumentKind>,
    pub(super) state: Option<DocumentState>,
}

impl Scope {
    /// Whether figures read now are figures of this report.
    pub(super) fn ours(&self) -> bool {
        !(self.other_year
            || self.part_of_year
            || self.planned
            || self.duty
            || self.comparison
            || self.body == Body::Other)
    }

    pub(super) fn next_clause(&mut self) {
        self.duty = false;
        self.comparison = false;
    }

    pub(super) fn next_sentence(&mut self) {
        *self = Self { topic: self.topic, other_year: self.other_year, route: self.route, ..Self::default() };
    }

    /// Hears a word of time, of manner or of comparison, and says whether it was one.
    pub(super) fn hear(&mut self, word: Word) -> bool {
        match word {
            Word::ThisYear => {
                self.other_year = false;
                self.part_of_year = false;
            }
            Word::WholeYear => self.part_of_year = false,
            Word::LastYear | Word::NextYear | Word::OtherYears => self.other_year = true,
            Word::PartOfYear => self.part_of_year = true,
            Word::Comparison => self.comparison = true,
            Word::Plan => self.planned = true,
            Word::Duty => self.duty = true,
            _ => return false,
        }
        true
    }
}

/// Decides for every bare 结转 whether it is 上年结转 or 结转下年, by the years beside it: `2021年结转`,
/// `结转至2023年`, `含结转`. The year then says nothing about the clause.
pub(super) fn settle_carries(tokens: &mut [Token], report_year: u16) {
    for at in 0..tokens.len() {
        if tokens[at].kind != Kind::Word(Word::Carry) {
            continue;
        }
        let before = (0..at).rev().find(|&near| tokens[near].kind != Kind::Word(Word::Filler));
        // 结转2件至2023年
        let follows =
            |near: &usize| !matches!(tokens[*near].kind, Kind::Word(Word::Filler) | Kind::Quantity(_));
        let after = (at + 1..tokens.len()).find(follows);
        let kind = |near: Option<usize>| near.and_then(|near| tokens.get(near)).map(|token| token.kind);
        let (stage, year) = match (kind(before), kind(after)) {
            (_, Some(Kind::Year(year))) => {
                (if year > report_year { Stage::CarriedOut } else { Stage::CarriedIn }, after)
            }
            (_, Some(Kind::Word(Word::NextYear))) => (Stage::CarriedOut, after),
            (_, Some(Kind::Word(Word::LastYear))) => (Stage::CarriedIn, after),
            (Some(Kind::Year(year)), _) if year < report_year => (Stage::CarriedIn, before),
            (Some(Kind::Word(Word::LastYear)), _) => (Stage::CarriedIn, before),
            (Some(Kind::Word(Word::NextYear)), _) => (Stage::CarriedOut, before),
            (_, Some(Kind::Word(Word::Onward))) => (Stage::CarriedOut, after),
            (Some(Kind::Word(Word::Including)), _) => (Stage::CarriedIn, None),
            _ => continue,
        };
        if let Some(year) = year {
            tokens[year].kind = Kind::Word(Word::Filler);
        }
        tokens[at].kind = Kind::Word(Word::Stage(stage));
    }
}
