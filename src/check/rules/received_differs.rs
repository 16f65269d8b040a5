//! S01: how many applications were received.

use crate::check::claim::Stated;
use crate::check::claim::{figures, plain};
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::{Applicant, Stage, Subject, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S01",
    name: "received-differs",
    title: "正文的收到件数与表三不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里“收到、受理、新收…申请 N 件”，与表三“一、本年新收”的总计；写明含上年结转的，与第一、二项之和。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“受理政府信息公开申请24件”，表三本年新收总计为 25。",
        remedy: "核对台账。表格对的，点“正文改为…”；正文对的，改表格。口径不同（如正文只说本级）的，在正文里写清楚，或说明原因。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    let Subject::Applications { stage: Stage::Received | Stage::ReceivedAndCarriedIn, by: Applicant::All } =
        stated.claim.subject
    else {
        return;
    };
    let (Value::Exactly(_), Some(said), Some(table)) = (stated.claim.value, stated.said(), stated.figures())
    else {
        return;
    };
    if said == table.value {
        return;
    }
    // 收到 75 件 where 74 are new and 1 was carried in: say so.
    let both = Subject::applications(Stage::ReceivedAndCarriedIn);
    let with_carried = figures(stated.subject.report, both).filter(|both| both.value == said);
    let note = with_carried
        .map(|both| format!("（{}正是新收与上年结转之和，请写明含上年结转）", plain(both.value)))
        .unwrap_or_default();
    findings.push(stated.differs(&RULE, said, &table, &note));
}
