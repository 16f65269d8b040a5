//! S03: how many applications were answered.

use crate::check::claim::Stated;
use crate::check::claim::{figures, plain};
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::{Applicant, Stage, Subject, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S03",
    name: "answered-differs",
    title: "正文的办结件数与表三不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里“办结、答复 N 件”，与表三（七）总计；写“全部办结”、又没有写结转几件的，第四项结转下年度应为 0。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“全部按期办结”，表三结转下年度继续办理为 1。",
        remedy: "核对台账。表格对的，点“正文改为…”；正文对的，改表格。口径不同（如正文只说本级）的，在正文里写清楚，或说明原因。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    if !matches!(stated.claim.subject, Subject::Applications { stage: Stage::Answered, by: Applicant::All }) {
        return;
    }
    match stated.claim.value {
        Value::Exactly(_) => stated.judge(&RULE, findings),
        // 全部办结 leaves nothing to carry over; 按时办结率 100% does, for what is still in time counts as well.
        Value::All if stated.claim.quantity.is_none() => {
            let left = figures(stated.subject.report, Subject::applications(Stage::CarriedOut));
            if let Some(left) = left.filter(|left| !left.value.is_zero()) {
                let value = plain(left.value);
                let message = format!("表三却有 {value} 件结转下年度继续办理");
                findings.push(stated.contradicts(&RULE, value, &message));
            }
        }
        _ => {}
    }
}
