//! S05: reviews and lawsuits.

use crate::check::claim::Stated;
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::{RemedyResult, Subject, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S05",
    name: "remedies-differ",
    title: "正文的复议诉讼件数与表四不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里行政复议、行政诉讼的件数和结果（维持、纠正、尚未审结、均已审结），与表四。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“发生行政复议2件，均获维持”，表四行政复议维持 1、纠正 1。",
        remedy: "核对台账。表格对的，点“正文改为…”；正文对的，改表格。口径不同（如正文只说本级）的，在正文里写清楚，或说明原因。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    let Subject::Remedies { route, .. } = stated.claim.subject else { return };
    match stated.claim.value {
        Value::Exactly(_) => stated.judge(&RULE, findings),
        Value::All => {
            stated.judge_all(&RULE, Subject::Remedies { route, result: RemedyResult::All }, findings);
        }
        _ => {}
    }
}
