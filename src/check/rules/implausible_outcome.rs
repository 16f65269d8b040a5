//! V08: outcomes in a column that received nothing.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::form::IdentityKind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "V08",
    name: "implausible-outcome",
    title: "没有收到申请，却有办理结果",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表三某一列本年新收与上年结转都是 0，却填了办理结果。每列只报一条。",
        why: "没有申请就不会有办理结果；多半是填错了列，或漏填了新收、结转。",
        example: "科研机构新收 0、结转 0，（一）予以公开却填了 1。",
        remedy: "核对这一件的申请人类别，移到正确的一列，或补上新收、结转。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let figures = &subject.report.figures;
    let edition = subject.report.edition();
    for balance in edition.identities.iter().filter(|identity| identity.kind == IdentityKind::Balance) {
        let came_in = figures.sum(&balance.left);
        if !came_in.value.is_zero() || came_in.unreadable > 0 {
            continue;
        }
        // The rows that make the （七）总计 of this column are its outcomes.
        let outcomes = edition
            .identities
            .iter()
            .find(|sum| sum.kind == IdentityKind::SumOfRows && balance.right.starts_with(&sum.right));
        let Some(outcomes) = outcomes else { continue };
        let filled = outcomes.left.iter().find(|id| {
            figures.get(**id).value().is_some_and(|value| value.is_sign_positive() && !value.is_zero())
        });
        if let Some(id) = filled {
            let cell = edition.cell(*id);
            let message = format!(
                "{}：新收与上年结转合计 0，{}却填了 {}",
                cell.column_label(),
                cell.row_name(),
                figures.get(*id),
            );
            findings
                .push(Finding::new(&RULE, Place::Cell(*id), message).values(0, figures.get(*id).to_string()));
        }
    }
}
