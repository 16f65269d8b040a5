//! S10: who applied.

use crate::check::claim::Stated;
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::{Applicant, Subject, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S10",
    name: "applicants-differ",
    title: "正文的申请人分类与表三不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里“自然人 N 件、企业 N 件”等，与表三相应一列。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“自然人20件”，表三自然人本年新收为 21。",
        remedy: "核对台账。表格对的，点“正文改为…”；正文对的，改表格。口径不同（如正文只说本级）的，在正文里写清楚，或说明原因。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    let Subject::Applications { stage, by } = stated.claim.subject else { return };
    if by == Applicant::All {
        return;
    }
    match stated.claim.value {
        Value::Exactly(_) | Value::Nothing => stated.judge(&RULE, findings),
        Value::All => stated.judge_all(&RULE, Subject::applications(stage), findings),
        Value::Share(_) => {}
    }
}
