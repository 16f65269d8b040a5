//! What the ten statement rules share: which figures a claim speaks of, and whether they bear it out.

use rust_decimal::Decimal;

use super::{Change, Finding, Place, Rule, Subject};
use crate::form::{CellId, Edition, Prose};
use crate::report::{Entry, Report};
use crate::statement::{
    Applicant, Claim, Decision, DocumentKind, DocumentState, Fee, Money, RemedyResult, Route, Stage,
    Subject as About, Value,
};

/// 元 in 万元, and 万元 in 亿元.
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// A claim in a prose of the report that is checked.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'a> {
    /// What is checked.
    pub subject: &'a Subject<'a>,
    /// Where the claim stands.
    pub prose: Prose,
    /// The claim.
    pub claim: &'a Claim,
    /// The figures that it speaks of, where the form has them.
    pub(super) meant: Option<&'a Meant>,
}

/// The figures that a claim speaks of, as long as the prose stays as it is: finding them takes longer than adding them
/// up, and every claim is judged at every key.
#[derive(Debug)]
pub(super) struct Meant {
    cells: Vec<CellId>,
    name: String,
}

impl Meant {
    /// The figures of a subject; nothing where the form has no such figure.
    pub(super) fn of(edition: &Edition, about: About) -> Option<Self> {
        let (prefixes, name) = addresses(about)?;
        let cells: Vec<_> = prefixes.iter().flat_map(|prefix| cells_under(edition, prefix)).collect();
        (!cells.is_empty()).then_some(Self { cells, name })
    }

    /// What they come to; nothing where one is not filled in.
    fn value(&self, report: &Report) -> Option<Decimal> {
        self.cells.iter().try_fold(Decimal::ZERO, |sum, id| sum.checked_add(value_of(report, *id)?))
    }

    /// What they come to, and their name.
    fn figures(&self, report: &Report) -> Option<Figures> {
        let value = self.value(report)?;
        let cell = match self.cells.as_slice() {
            [only] if !report.edition().cell(*only).is_total() => Some(*only),
            _ => None,
        };
        Some(Figures { value, name: self.name.clone(), cell })
    }
}

/// The figures that a claim speaks of: what they come to, and what they are called.
pub(super) struct Figures {
    /// Their sum.
    pub(super) value: Decimal,
    /// Their name in the form's words.
    pub(super) name: String,
    /// The one cell that could be changed instead of the words, if it is one and can be typed in.
    pub(super) cell: Option<CellId>,
}

impl Stated<'_> {
    fn report(&self) -> &Report {
        self.subject.report
    }

    /// The figures that the claim speaks of; nothing where the form has no such figure or it is not filled in.
    pub(super) fn figures(&self) -> Option<Figures> {
        self.meant?.figures(self.report())
    }

    /// The words of the claim.
    fn words(&self) -> &str {
        self.report().narrative.get(self.prose).get(self.claim.span.clone()).unwrap_or_default()
    }

    /// The finding that the words say `said` and the table has something else.
    pub(super) fn differs(
        &self,
        rule: &'static Rule,
        said: Decimal,
        figures: &Figures,
        note: &str,
    ) -> Finding {
        let table = figures.value;
        let message = format!(
            "正文写“{}”，表中{}为 {}，相差 {}{note}",
            self.words(),
            figures.name,
            plain(table),
            plain((said - table).abs()),
        );
        let mut finding = Finding::new(rule, self.place(), message).values(plain(said), plain(table));
        if let Some(quantity) = &self.claim.quantity {
            let figure = match self.claim.money {
                Some(Money::Yuan) => plain(table.saturating_mul(TEN_THOUSAND)),
                Some(Money::HundredMillionYuan) => plain(table / TEN_THOUSAND),
                _ => plain(table),
            };
            let change = Change::Prose(self.prose, quantity.clone(), figure.clone());
            finding = finding.fix(format!("正文改为 {figure}"), vec![change]);
        }
        if let Some(cell) = figures.cell {
            let entry = Entry::from_value(said);
            finding = finding.fix(format!("表格改为 {entry}"), vec![Change::Cell(cell, entry)]);
        }
        finding
    }

    /// A finding that is not about two numbers.
    pub(super) fn contradicts(&self, rule: &'static Rule, table: impl ToString, message: &str) -> Finding {
        let message = format!("正文写“{}”，{message}", self.words());
        Finding::new(rule, self.place(), message).values(self.words(), table)
    }

    fn place(&self) -> Place {
        Place::Prose(self.prose, Some(self.claim.span.clone()))
    }

    /// What the claim says in so many figures, in the table's unit.
    pub(super) fn said(&self) -> Option<Decimal> {
        match (self.claim.value, self.claim.money) {
            (Value::Exactly(value), Some(Money::Yuan)) => Some(value / TEN_THOUSAND),
            (Value::Exactly(value), Some(Money::HundredMillionYuan)) => value.checked_mul(TEN_THOUSAND),
            (Value::Exactly(value), _) => Some(value),
            _ => None,
        }
    }

    /// By how much a figure may be off that is told in 亿元, which nobody writes out: half a unit of its last digit.
    fn rounding(&self) -> Decimal {
        match (self.claim.value, self.claim.money) {
            (Value::Exactly(value), Some(Money::HundredMillionYuan)) => {
                Decimal::new(5, value.scale() + 1).saturating_mul(TEN_THOUSAND)
            }
            _ => Decimal::ZERO,
        }
    }

    /// Judges a claim of a figure or of none.
    pub(super) fn judge(&self, rule: &'static Rule, findings: &mut Vec<Finding>) {
        let Some(meant) = self.meant else { return };
        let Some(value) = meant.value(self.report()) else { return };
        match self.claim.value {
            Value::Exactly(_) => {
                let Some(said) = self.said().filter(|said| (*said - value).abs() > self.rounding()) else {
                    return;
                };
                let Some(figures) = meant.figures(self.report()) else { return };
                findings.push(self.differs(rule, said, &figures, ""));
            }
            Value::Nothing if !value.is_zero() => {
                let value = plain(value);
                findings.push(self.contradicts(rule, &value, &format!("表中{}却是 {value}", meant.name)));
            }
            _ => {}
        }
    }

    /// Judges a claim that all of `whole` are of the claim's kind (均获维持, 均为自然人).
    pub(super) fn judge_all(&self, rule: &'static Rule, whole: About, findings: &mut Vec<Finding>) {
        let (Some(part), Some(whole)) = (self.figures(), figures(self.report(), whole)) else { return };
        if part.value != whole.value {
            let (part_value, whole_value) = (plain(part.value), plain(whole.value));
            let message =
                format!("表中{}为 {part_value}，{}为 {whole_value}，并非全部", part.name, whole.name);
            findings.push(self.contradicts(rule, part_value, &message));
        }
    }
}

/// The figures of a subject.
pub(super) fn figures(report: &Report, about: About) -> Option<Figures> {
    Meant::of(report.edition(), about)?.figures(report)
}

/// A cell's value; a total that is left blank counts with what it should be.
fn value_of(report: &Report, id: CellId) -> Option<Decimal> {
    report.figures.get(id).value().or_else(|| report.computed(id).value())
}

/// The cells at or below an address.
fn cells_under(edition: &Edition, prefix: &str) -> Vec<CellId> {
    if let Some(id) = edition.find(prefix) {
        return vec![id];
    }
    let below = |path: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.'));
    edition.cells.iter().filter(|cell| below(&cell.path)).map(|cell| cell.id).collect()
}

/// Addresses, or the beginnings of addresses, of the figures of a subject, and their name.
fn addresses(about: About) -> Option<(Vec<String>, String)> {
    match about {
        About::Applications { stage, by } => {
            let columns = columns(by);
            let rows = rows(stage);
            let paths = columns
                .iter()
                .flat_map(|column| rows.iter().map(move |row| format!("applications.{column}.{row}")))
                .collect();
            Some((paths, format!("{}{}", applicant_name(by), stage_name(stage))))
        }
        About::Remedies { route, result } => {
            let (blocks, route_name): (&[&str], _) = match route {
                Route::Review => (&["review"], "行政复议"),
                Route::Litigation => (&["litigation.direct", "litigation.after_review"], "行政诉讼"),
                Route::LitigationDirect => (&["litigation.direct"], "未经复议直接起诉"),
                Route::LitigationAfterReview => (&["litigation.after_review"], "复议后起诉"),
                Route::Both => {
                    (&["review", "litigation.direct", "litigation.after_review"], "行政复议、诉讼")
                }
            };
            let (results, result_name): (&[&str], _) = match result {
                RemedyResult::All => (&["total"], "总计"),
                RemedyResult::Upheld => (&["upheld"], "结果维持"),
                RemedyResult::Corrected => (&["corrected"], "结果纠正"),
                RemedyResult::Other => (&["other"], "其他结果"),
                RemedyResult::Pending => (&["pending"], "尚未审结"),
                RemedyResult::Concluded => (&["upheld", "corrected", "other"], "已审结"),
            };
            let paths = blocks
                .iter()
                .flat_map(|block| results.iter().map(move |result| format!("remedies.{block}.{result}")))
                .collect();
            Some((paths, format!("“{route_name} · {result_name}”")))
        }
        About::Documents { kind, state } => {
            let (row, row_name) = match kind {
                DocumentKind::Regulation => ("regulations", "规章"),
                DocumentKind::NormativeDocument => ("normative_documents", "行政规范性文件"),
            };
            let (column, column_name) = match state {
                DocumentState::Issued => ("issued", "本年制发件数"),
                DocumentState::Repealed => ("repealed", "本年废止件数"),
                DocumentState::InForce => ("in_force", "现行有效件数"),
            };
            Some((vec![format!("disclosure.{row}.{column}")], format!("“{row_name} · {column_name}”")))
        }
        About::Decisions(decision) => {
            let (row, name) = match decision {
                Decision::Licence => ("licences", "行政许可"),
                Decision::Penalty => ("penalties", "行政处罚"),
                Decision::Coercion => ("coercion", "行政强制"),
            };
            Some((vec![format!("disclosure.{row}.decisions")], format!("“{name}”处理决定数量")))
        }
        About::Fees(Fee::Administrative) => {
            Some((vec!["disclosure.fees.amount".to_owned()], "“行政事业性收费”金额（万元）".to_owned()))
        }
        // It has no cell: section six reports it in words.
        About::Fees(Fee::InformationProcessing) => None,
    }
}

fn columns(by: Applicant) -> &'static [&'static str] {
    match by {
        Applicant::All => &["total"],
        Applicant::NaturalPerson => &["natural_person"],
        Applicant::Organisations => &["business", "research", "public_interest", "legal_service", "other"],
        Applicant::Business => &["business"],
        Applicant::Research => &["research"],
        Applicant::PublicInterest => &["public_interest"],
        Applicant::LegalService => &["legal_service"],
        Applicant::Other => &["other"],
    }
}

fn rows(stage: Stage) -> Vec<&'static str> {
    match stage {
        Stage::Received => vec!["received"],
        Stage::CarriedIn => vec!["carried_in"],
        Stage::ReceivedAndCarriedIn => vec!["received", "carried_in"],
        Stage::Answered => vec!["outcome_total"],
        Stage::Outcome(outcome) => vec![outcome.path()],
        Stage::CarriedOut => vec!["carried_out"],
    }
}

fn applicant_name(by: Applicant) -> &'static str {
    match by {
        Applicant::All => "",
        Applicant::NaturalPerson => "自然人",
        Applicant::Organisations => "法人或其他组织",
        Applicant::Business => "商业企业",
        Applicant::Research => "科研机构",
        Applicant::PublicInterest => "社会公益组织",
        Applicant::LegalService => "法律服务机构",
        Applicant::Other => "其他申请人",
    }
}

/// The row in the form's own words.
fn stage_name(stage: Stage) -> String {
    let words = match stage {
        Stage::Received => "本年新收",
        Stage::CarriedIn => "上年结转",
        Stage::ReceivedAndCarriedIn => "本年新收与上年结转之和",
        Stage::Answered => "办理结果总计",
        Stage::CarriedOut => "结转下年度",
        Stage::Outcome(outcome) => return format!("“{}”", outcome_name(outcome.path())),
    };
    format!("“{words}”")
}

/// The label that the form prints for an outcome row or group of rows, without its ordinal.
fn outcome_name(path: &str) -> String {
    let edition = Edition::for_year(2021);
    let prefix = format!("applications.total.{path}");
    let Some(first) = cells_under(edition, &prefix).first().map(|id| edition.cell(*id)) else {
        return path.to_owned();
    };
    let label = if first.path == prefix { first.row.last() } else { first.row.iter().nth_back(1) };
    let label = label.copied().unwrap_or_default();
    let label = label.split_once('）').map_or(label, |(_, rest)| rest);
    let label = label.split_once('.').map_or(label, |(_, rest)| rest);
    label.split('（').next().unwrap_or(label).to_owned()
}

/// A value without trailing zeros.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}
