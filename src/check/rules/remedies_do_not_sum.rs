//! A04: the results of a block of table four make its 总计.

use crate::check::identity::{judge, total_differs};
use crate::check::{Finding, Guide, Look, Rule, Severity, Subject, told};
use crate::form::IdentityKind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "A04",
    name: "remedies-do-not-sum",
    title: "复议、诉讼各项之和不等于总计",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表四的行政复议、未经复议直接起诉、复议后起诉三部分：结果维持、结果纠正、其他结果、尚未审结之和，应等于各自的总计。",
        why: "总计是同一部分四种结果的合计（国办公开办函〔2021〕30号表式）；已填结果而总计留作 0 的，在公布的报告中并不少见。",
        example: "行政复议：维持 8、纠正 2、其他 1、未结 0，总计填 0：相差 11 件。",
        remedy: "结果无误的，点“总计改为…”。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let edition = subject.report.edition();
    let here = |table: usize| !edition.tables[table].data.is_balanced();
    for identity in &edition.identities {
        if identity.kind != IdentityKind::SumOfColumns || !here(identity.table) {
            continue;
        }
        if let (Some(broken), Some(total)) = (judge(subject, identity), identity.right.first()) {
            findings.push(total_differs(&RULE, subject, &broken, *total, "四种结果"));
        }
    }
}
