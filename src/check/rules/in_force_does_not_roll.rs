//! Y02: in force last year plus issued minus repealed is not in force now.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::report::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "Y02",
    name: "in-force-does-not-roll",
    title: "现行有效件数与上年接不上",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表二规章、行政规范性文件：上年现行有效件数 + 本年制发件数 − 本年废止件数，应等于本年现行有效件数。",
        why: "现行有效件数是年底的存量，增减都应有来源。",
        example: "上年现行有效 8 件，本年制发 3 件、废止 1 件，现行有效应为 10 件，填了 9 件。",
        remedy: "核对制发、废止件数和清理结果；因机构调整划入划出的，说明原因。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let Some(last) = subject.pair() else { return };
    let report = subject.report;
    let edition = report.edition();
    for cell in &edition.cells {
        let Some(row) = cell.path.strip_suffix(".in_force") else { continue };
        let value = |column: &str| report.at(&format!("{row}.{column}")).value();
        let (Some(then), Some(issued), Some(repealed), Some(now)) =
            (last.at(cell).and_then(Entry::value), value("issued"), value("repealed"), value("in_force"))
        else {
            continue;
        };
        let right = then + issued - repealed;
        if now == right {
            continue;
        }
        let message = format!(
            "{}：上年现行有效 {then} + 制发 {issued} − 废止 {repealed} = {right}，本年填 {now}，相差 {}",
            cell.row_label(),
            (now - right).abs(),
        );
        findings.push(Finding::new(&RULE, Place::Cell(cell.id), message).values(now, right));
    }
}
