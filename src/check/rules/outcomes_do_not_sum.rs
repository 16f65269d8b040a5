//! A02: the outcome rows of a column make its （七）总计.

use crate::check::identity::{judge, total_differs};
use crate::check::{Finding, Guide, Look, Rule, Severity, Subject, told};
use crate::form::IdentityKind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "A02",
    name: "outcomes-do-not-sum",
    title: "办理结果各项之和不等于总计",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表三每一列：（一）至（六）各行之和，应等于（七）总计。共 7 列、每列 21 行。",
        why: "（七）总计就是本年度办理结果的合计（国办公开办函〔2021〕30号表式）；公布的报告中，漏加、多加一行是最常见的错误。",
        example: "自然人各项办理结果相加是 26 件，（七）总计填的是 20 件：相差 6 件。",
        remedy: "各行数字无误的，点“总计改为…”；总计无误的，查找漏填或重复计算的一行。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let edition = subject.report.edition();
    let here = |table: usize| edition.tables[table].data.is_balanced();
    for identity in &edition.identities {
        if identity.kind != IdentityKind::SumOfRows || !here(identity.table) {
            continue;
        }
        if let (Some(broken), Some(total)) = (judge(subject, identity), identity.right.first()) {
            findings.push(total_differs(&RULE, subject, &broken, *total, "（一）至（六）各项"));
        }
    }
}
