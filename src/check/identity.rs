//! What the four arithmetic rules share: judging an identity and saying what is missing.

use rust_decimal::Decimal;

use super::{Change, Finding, Place, Rule, Subject};
use crate::form::{CellId, Identity};
use crate::report::Sum;

/// An identity that does not hold.
pub(super) struct Broken {
    /// The left side: the parts, or what came in.
    pub(super) left: Sum,
    /// The right side: the total, or what became of it.
    pub(super) right: Sum,
}

impl Broken {
    /// The difference, without sign.
    pub(super) fn difference(&self) -> Decimal {
        (self.left.value - self.right.value).abs()
    }

    /// `（其中 2 格未填）`, or nothing when every operand has a value.
    pub(super) fn caveat(&self) -> String {
        let blank = self.left.blank + self.right.blank;
        let unreadable = self.left.unreadable + self.right.unreadable;
        match (blank, unreadable) {
            (0, 0) => String::new(),
            (blank, 0) => format!("（其中 {blank} 格未填）"),
            (0, unreadable) => format!("（其中 {unreadable} 格不是数字）"),
            (blank, unreadable) => format!("（其中 {blank} 格未填、{unreadable} 格不是数字）"),
        }
    }
}

/// Judges an identity. An operand without a value counts as absent; where none has a value there is nothing
/// to judge.
pub(super) fn judge(subject: &Subject, identity: &Identity) -> Option<Broken> {
    let figures = &subject.report.figures;
    if figures.plainly_holds(identity) {
        return None;
    }
    let (left, right) = (figures.sum(&identity.left), figures.sum(&identity.right));
    (left.value != right.value && left.present + right.present > 0).then_some(Broken { left, right })
}

/// The finding on a total that is not the sum of its parts.
pub(super) fn total_differs(
    rule: &'static Rule,
    subject: &Subject,
    broken: &Broken,
    total: CellId,
    parts: &str,
) -> Finding {
    let cell = subject.report.edition().cell(total);
    let stands = match subject.report.figures.get(total) {
        entry if entry.is_blank() => "未填".to_owned(),
        entry => entry.text().into_owned(),
    };
    let computed = broken.left.entry();
    let message = format!(
        "{}：{parts}合计 {}，总计 {stands}，相差 {}{}",
        if cell.row.is_empty() { table_four_block(cell.column.as_slice()) } else { cell.name() },
        broken.left.value,
        broken.difference(),
        broken.caveat(),
    );
    Finding::new(rule, Place::Cell(total), message)
        .values(broken.left.value, stands)
        .fix(format!("总计改为 {computed}"), vec![Change::Total(total)])
}

fn table_four_block(column: &[&str]) -> String {
    match column {
        [.., block, _] => (*block).to_owned(),
        _ => String::new(),
    }
}
