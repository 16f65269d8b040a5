//! S07: regulations and normative documents.

use crate::check::claim::Stated;
use crate::check::{Finding, Guide, Look, Rule, Severity, told};
use crate::statement::Subject;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S07",
    name: "documents-differ",
    title: "正文的文件件数与表二不一致",
    severity: Severity::Warning,
    look: Look::Claim(look),
    guide: told(Guide {
        checks: "正文里规章、行政规范性文件“制发、废止、现行有效 N 件”，与表二第（一）项。",
        why: "正文和表格写的是同一年的同一件事，读者会拿来对照；两处不一致，至少有一处是错的。",
        example: "正文写“制发行政规范性文件4件”，表二本年制发件数为 3。",
        remedy: "核对台账。表格对的，点“正文改为…”；正文对的，改表格。口径不同（如正文只说本级）的，在正文里写清楚，或说明原因。",
    }),
};

fn look(stated: &Stated, findings: &mut Vec<Finding>) {
    if matches!(stated.claim.subject, Subject::Documents { .. }) {
        stated.judge(&RULE, findings);
    }
}
