//! V01: a cell is blank.

use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::form::Section;
use crate::report::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "V01",
    name: "blank-cell",
    title: "有空格未填",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "三张表中没有填写的格子，每张表合并为一条。",
        why: "空着的格子说不清是“没有”还是“漏填”，合计也无从核对。没有发生的，应填 0。",
        example: "表三只填了自然人和总计两列，其余各列空着。",
        remedy: "没有发生的，点“空格填 0”；漏填的，补上数字。",
    }),
};

/// How many cells a message names before it only counts the rest.
const NAMED: usize = 3;

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let report = subject.report;
    let edition = report.edition();
    if report.figures.entries().iter().all(Entry::is_blank) {
        return; // V07 says it.
    }
    for section in Section::ALL {
        let Some(table) = section.table_key().and_then(|key| edition.table(key)) else { continue };
        let blank: Vec<_> = edition.cells[table.cells.clone()]
            .iter()
            .filter(|cell| report.figures.get(cell.id).is_blank())
            .collect();
        if blank.is_empty() {
            continue;
        }
        let names: Vec<_> = blank.iter().take(NAMED).map(|cell| cell.name()).collect();
        let rest = if blank.len() > NAMED { " 等" } else { "" };
        let message =
            format!("表{}有 {} 格未填：{}{rest}", table.data.numeral, blank.len(), names.join("；"));
        // Totals follow from the zeros; a total that stands blank against its parts is another rule's matter.
        let zeros = blank.iter().filter(|cell| !cell.is_total());
        let mut changes: Vec<_> = zeros.map(|cell| Change::Cell(cell.id, Entry::Count(0))).collect();
        changes.extend(blank.iter().filter(|cell| cell.is_total()).map(|cell| Change::Total(cell.id)));
        let mut finding = Finding::new(&RULE, Place::Table(section), message).fix("空格填 0", changes);
        finding.left = Some(blank.len().to_string());
        findings.push(finding);
    }
}
