//! A01: the balance that the form prints in the corner of table three.

use std::fmt::Write as _;

use crate::check::identity::judge;
use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::form::{CellId, IdentityKind};

/// The rule.
pub static RULE: Rule = Rule {
    code: "A01",
    name: "column-out-of-balance",
    title: "收到的与办结、结转的不平衡",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表三每一列：第一项（本年新收）加第二项（上年结转），应等于第三项（七）总计加第四项（结转下年度）。共 7 列。",
        why: "表三左上角印明“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”（国办公开办函〔2021〕30号）。收到的每一件申请，不是办结了，就是结转下年度。",
        example: "自然人新收 21 件、上年结转 0 件，办理结果总计 20 件、结转下年度 0 件：相差 1 件。",
        remedy: "先核对新收和上年结转是否与台账一致，再看是否漏计了一件办理结果；确实没有办完的，计入“四、结转下年度继续办理”。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let edition = subject.report.edition();
    for identity in edition.identities.iter().filter(|identity| identity.kind == IdentityKind::Balance) {
        let Some(broken) = judge(subject, identity) else { continue };
        let Some(place) = identity.right.first() else { continue };
        let message = format!(
            "{}：{} = {}，{} = {}，相差 {}{}",
            edition.cell(*place).column_label(),
            operands(subject, &identity.left),
            broken.left.value,
            operands(subject, &identity.right),
            broken.right.value,
            broken.difference(),
            broken.caveat(),
        );
        findings.push(
            Finding::new(&RULE, Place::Cell(*place), message).values(broken.left.value, broken.right.value),
        );
    }
}

/// `一 21 + 二 0`
fn operands(subject: &Subject, ids: &[CellId]) -> String {
    let edition = subject.report.edition();
    let mut text = String::new();
    for id in ids {
        let entry = subject.report.figures.get(*id);
        let value = if entry.is_blank() { "未填".into() } else { entry.text() };
        let ordinal = edition.cell(*id).row_ordinal();
        let space = if ordinal.ends_with('）') { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = write!(text, "{}{ordinal}{space}{value}", if text.is_empty() { "" } else { " + " });
    }
    text
}
