//! Reads claims out of Chinese administrative prose: `全年受理申请 5 件` says that 5 applications were received.
//!
//! A text becomes words of one lexicon, quantities and punctuation (`token`); these are read clause by clause
//! (`reader`) within a scope of year and body that the clauses inherit (`scope`); what a clause has said until its
//! quantity (`frame`) becomes subjects (`claim`) with a value (`settle`), and account is kept of what is part of what
//! (`account`).
//!
//! The reader is careful rather than complete: where it is not certain whose figure a number is, it says nothing.
//! Figures of other years, of other bodies, of parts for which the form has no cell (by channel, by theme), plans,
//! duties, estimates and quotations are left alone.

mod account;
mod claim;
mod frame;
mod lexicon;
mod number;
mod reader;
mod scope;
mod settle;
mod subject;
mod token;
mod word;

use std::ops::Range;

use rust_decimal::Decimal;

pub use subject::{
    Applicant, Decision, DocumentKind, DocumentState, Fee, Outcome, RemedyResult, Route, Stage, Subject,
};
pub use token::Money;

/// One thing the prose says about a figure of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is counted.
    pub subject: Subject,
    /// How much there is of it.
    pub value: Value,
    /// The figure holds what was carried over from the year before: `办结 76 件（含上年结转 2 件）`. Always so for
    /// [`Stage::ReceivedAndCarriedIn`].
    pub includes_carried_in: bool,
    /// For a share, what it is a share of, where the sentence says so.
    pub of: Option<Subject>,
    /// For money, the unit in which the value stands.
    pub money: Option<Money>,
    /// The words of the claim: bytes of the text, on character boundaries.
    pub span: Range<usize>,
    /// The number alone, without its unit: what a correction rewrites. `75` of `75 件`, `33.9` of `33.9 %`.
    pub quantity: Option<Range<usize>>,
}

/// How much a claim says there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A figure, exactly as printed: a count, or an amount of money in the unit of [`Claim::money`].
    Exactly(Decimal),
    /// None: 未收到, 无…事项, 没有, 未发生, 零.
    Nothing,
    /// All that there are: 全部办结, 均已答复, 均为自然人.
    All,
    /// A percentage, with the decimals printed (its scale says how exactly it can be compared).
    Share(Decimal),
}

/// All claims in `text`, in order. `report_year` is the year the report is about: figures of other years are no claims.
///
/// `text` is a paragraph or several; what one paragraph says has no bearing on the next.
pub fn read(text: &str, report_year: u16) -> Vec<Claim> {
    let mut tokens = token::tokens(text);
    scope::settle_carries(&mut tokens, report_year);
    reader::Reader::new(&tokens, report_year).read()
}

/// The exact value of the number written in `text` (`75`, `１，２０４`, `二十一`), if it is one number and nothing else.
pub fn number_in(text: &str) -> Option<Decimal> {
    number::number(text, 0).filter(|number| number.end == text.len()).map(|number| number.value)
}
