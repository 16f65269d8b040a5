//! S08: decisions and fees.

use crate::check::claim::Stated;
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::Subject;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S08",
    name: "decisions-or-fees-differ",
    title: "正文的许可、处罚、强制或收费与表二不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里行政许可、行政处罚、行政强制的件数和行政事业性收费的金额，与表二第（五）（六）（八）项；金额按元、万元、亿元换算后比较。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“办理行政许可120件”，表二行政许可本年处理决定数量为 126。",
        remedy: "核对台账。表格对的，点“正文改为…”；正文对的，改表格。口径不同（如正文只说本级）的，在正文里写清楚，或说明原因。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    if matches!(stated.claim.subject, Subject::Decisions(_) | Subject::Fees(_)) {
        stated.judge(&RULE, findings);
    }
}
