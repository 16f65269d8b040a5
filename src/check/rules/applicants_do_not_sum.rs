//! A03: the six applicant columns of a row make its 总计.

use crate::check::identity::{judge, total_differs};
use crate::check::{Finding, Guide, Look, Rule, Severity, Subject, told};
use crate::form::IdentityKind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "A03",
    name: "applicants-do-not-sum",
    title: "各类申请人之和不等于总计",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表三每一行：自然人与五类法人或其他组织之和，应等于总计列。共 25 行。",
        why: "总计列是同一行六类申请人的合计（国办公开办函〔2021〕30号表式）。",
        example: "本年新收：自然人 21、商业企业 4，其他为 0，总计填 24：相差 1 件。",
        remedy: "各列数字无误的，点“总计改为…”；总计无误的，查找填错列的一件。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let edition = subject.report.edition();
    let here = |table: usize| edition.tables[table].data.is_balanced();
    for identity in &edition.identities {
        if identity.kind != IdentityKind::SumOfColumns || !here(identity.table) {
            continue;
        }
        if let (Some(broken), Some(total)) = (judge(subject, identity), identity.right.first()) {
            findings.push(total_differs(&RULE, subject, &broken, *total, "各类申请人"));
        }
    }
}
