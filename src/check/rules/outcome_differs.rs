//! S04: the outcomes of applications.

use crate::check::claim::Stated;
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::{Applicant, Stage, Subject, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S04",
    name: "outcome-differs",
    title: "正文的办理结果与表三不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里“予以公开、部分公开、不予公开、无法提供、不予处理、其他处理 N 件”，与表三相应一行或一组各行之和。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“不予公开3件”，表三（三）各行总计相加为 2。",
        remedy: "核对台账。表格对的，点“正文改为…”；正文对的，改表格。口径不同（如正文只说本级）的，在正文里写清楚，或说明原因。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    if !matches!(stated.claim.subject, Subject::Applications { stage: Stage::Outcome(_), by: Applicant::All })
    {
        return;
    }
    match stated.claim.value {
        Value::Exactly(_) | Value::Nothing => stated.judge(&RULE, findings),
        Value::All => stated.judge_all(&RULE, Subject::applications(Stage::Answered), findings),
        Value::Share(_) => {}
    }
}
