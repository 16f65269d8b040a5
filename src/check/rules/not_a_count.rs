//! V03: negative, or a fraction, in a count.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::form::Kind;
use crate::report::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "V03",
    name: "not-a-count",
    title: "件数不能是负数或小数",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "件数填成了负数或小数；收费金额填成了负数。",
        why: "件数只能是 0、1、2 这样的整数；只有收费金额（万元）可以有小数。",
        example: "本年新收政府信息公开申请填的是 2.5。",
        remedy: "核对台账，改为整数。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let report = subject.report;
    for cell in &report.edition().cells {
        let entry = report.figures.get(cell.id);
        if matches!(entry, Entry::Blank | Entry::Count(_)) {
            continue;
        }
        let Some(value) = entry.value() else { continue };
        let negative = value.is_sign_negative() && !value.is_zero();
        let fault = match cell.kind {
            Kind::Count if negative => "是负数，件数不能小于 0",
            Kind::Count | Kind::Signed if !value.is_integer() => "是小数，件数应为整数",
            Kind::Amount if negative => "是负数，金额不能小于 0",
            _ => continue,
        };
        let mut finding =
            Finding::new(&RULE, Place::Cell(cell.id), format!("{}：{entry} {fault}", cell.name()));
        finding.left = Some(entry.to_string());
        findings.push(finding);
    }
}
