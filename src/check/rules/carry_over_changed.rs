//! Y01: carried in is not what last year carried out.

use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Subject, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "Y01",
    name: "carry-over-changed",
    title: "上年结转与上年报告不一致",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表三每一列：本年的“二、上年结转”应等于上年报告的“四、结转下年度继续办理”。共 7 列。",
        why: "上年没有办完的申请，就是本年结转进来的申请；公布的报告前后两年都看得到。",
        example: "上年自然人结转下年度 2 件，本年上年结转填 1 件。",
        remedy: "与上年报告和台账核对；上年报告有误的，在“说明原因”里写明。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let Some(last) = subject.pair() else { return };
    let report = subject.report;
    let edition = report.edition();
    for cell in &edition.cells {
        let Some(column) = cell.path.strip_suffix(".carried_in") else { continue };
        let before = last.report.at(&format!("{column}.carried_out"));
        let entry = report.figures.get(cell.id);
        let (Some(now), Some(then)) = (entry.value(), before.value()) else { continue };
        if now == then {
            continue;
        }
        let message =
            format!("{}：填的是 {now}，上年报告结转下年度 {then}，相差 {}", cell.name(), (now - then).abs());
        let finding = Finding::new(&RULE, Place::Cell(cell.id), message).values(now, then);
        findings.push(if cell.is_total() {
            finding
        } else {
            finding.fix(format!("改为 {then}"), vec![Change::Cell(cell.id, before.clone())])
        });
    }
}
