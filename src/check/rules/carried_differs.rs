//! S02: how many applications were carried over.

use crate::check::claim::Stated;
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::{Applicant, Stage, Subject, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S02",
    name: "carried-differs",
    title: "正文的结转件数与表三不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里“上年结转 N 件”“结转下年度 N 件”，与表三第二项、第四项的总计。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“结转下年度继续办理2件”，表三第四项总计为 1。",
        remedy: "核对台账。表格对的，点“正文改为…”；正文对的，改表格。口径不同（如正文只说本级）的，在正文里写清楚，或说明原因。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    let carried = matches!(
        stated.claim.subject,
        Subject::Applications { stage: Stage::CarriedIn | Stage::CarriedOut, by: Applicant::All }
    );
    if carried && matches!(stated.claim.value, Value::Exactly(_)) {
        stated.judge(&RULE, findings);
    }
}
