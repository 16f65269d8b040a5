//! Y03: a figure is more than five times what it was, or less than a fifth.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use rust_decimal::Decimal;

use crate::form::Kind;
use crate::report::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "Y03",
    name: "large-change",
    title: "与上年相差很大",
    severity: Severity::Hint,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "每一格与上年相比：变化超过五倍，且其中一年不小于 20。",
        why: "变化这么大，多半是填错了格、多写了一位，或者口径变了。",
        example: "行政处罚上年 14 件，本年 140 件。",
        remedy: "核对数字和口径；确实变化大的，可以在总体情况里写明原因。",
    }),
};

/// How many times makes a large change.
const TIMES: u32 = 5;

/// Below this, even many times as many are few.
const LEAST: u32 = 20;

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let Some(last) = subject.pair() else { return };
    let report = subject.report;
    // A change (本年增/减) may be anything from year to year.
    let figures = report.edition().cells.iter().filter(|cell| !cell.is_total() && cell.kind != Kind::Signed);
    for cell in figures {
        let (Some(now), Some(then)) =
            (report.figures.get(cell.id).value(), last.at(cell).and_then(Entry::value))
        else {
            continue;
        };
        let (more, less) = (now.max(then), now.min(then));
        let far = less.checked_mul(Decimal::from(TIMES)).is_some_and(|limit| more > limit);
        if !far || more < Decimal::from(LEAST) || less < Decimal::ZERO {
            continue;
        }
        let message = format!("{}：上年 {then}，本年 {now}，变化超过 {TIMES} 倍", cell.name());
        findings.push(Finding::new(&RULE, Place::Cell(cell.id), message).values(now, then));
    }
}
