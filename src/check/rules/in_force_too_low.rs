//! V06: fewer in force than were made this year and not repealed.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "V06",
    name: "in-force-too-low",
    title: "现行有效件数少于本年净增",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表二同一行：现行有效件数少于本年制发件数减本年废止件数。",
        why: "数据截至 12 月 31 日：当年制发又没有废止的文件，年底仍然有效，应计入现行有效件数。",
        example: "行政规范性文件制发 6 件、废止 1 件，现行有效只填了 2 件。",
        remedy: "核对现行有效件数是否包括历年制发、仍然有效的全部文件。",
    }),
};

/// Made, repealed, in force.
const ROWS: [[&str; 3]; 2] = [
    ["disclosure.regulations.issued", "disclosure.regulations.repealed", "disclosure.regulations.in_force"],
    [
        "disclosure.normative_documents.issued",
        "disclosure.normative_documents.repealed",
        "disclosure.normative_documents.in_force",
    ],
];

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let report = subject.report;
    let edition = report.edition();
    for row in ROWS {
        let [Some(issued), Some(repealed), Some(in_force)] = row.map(|path| edition.find(path)) else {
            continue;
        };
        let value = |id| report.figures.get(id).value();
        let (Some(made), Some(gone), Some(left)) = (value(issued), value(repealed), value(in_force)) else {
            continue;
        };
        let Some(least) = made.checked_sub(gone).filter(|least| left < *least) else { continue };
        let message = format!(
            "{}：现行有效 {left}，少于制发 {made} − 废止 {gone} = {least}，相差 {}",
            edition.cell(in_force).row_label(),
            least - left,
        );
        findings.push(Finding::new(&RULE, Place::Cell(in_force), message).values(left, least));
    }
}
