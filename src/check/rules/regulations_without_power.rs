//! V05: regulations (规章) of a body that cannot make any.

use crate::check::agency::may_make_regulations;
use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::report::{AgencyKind, Entry};

/// The rule.
pub static RULE: Rule = Rule {
    code: "V05",
    name: "regulations-without-power",
    title: "没有规章制定权，却填了规章",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "乡镇、街道，县（市、区）政府，以及省级以下政府部门，表二“规章”一行填了 0 以外的数。",
        why: "规章只能由国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府制定（立法法第九十一条、第九十三条）；多半是把规范性文件或内部制度填成了规章。",
        example: "某乡镇的规章“现行有效件数”填了 3。",
        remedy: "核对后移到“行政规范性文件”一行，规章填 0。",
    }),
};

const REGULATIONS: &str = "disclosure.regulations.";
const DOCUMENTS: &str = "disclosure.normative_documents.";

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let report = subject.report;
    let edition = report.edition();
    let row = || edition.cells.iter().filter(|cell| cell.path.starts_with(REGULATIONS));
    let filled = row().find(|cell| is_positive(report.figures.get(cell.id)));
    let Some(cell) = filled.filter(|_| !may_make_regulations(&report.agency)) else { return };
    let body = match report.agency.kind {
        AgencyKind::Township => "乡镇、街道",
        AgencyKind::County => "县（市、区）政府",
        _ => "省级以下政府部门",
    };
    let entry = report.figures.get(cell.id);
    let message = format!("{}：填了 {entry}，{body}没有规章制定权", cell.name());
    let finding = Finding::new(&RULE, Place::Cell(cell.id), message).values(entry, 0);
    // Moving the row is offered where nothing stands in the way.
    let mut changes = Vec::new();
    for from in row() {
        let to = edition.find(&format!("{DOCUMENTS}{}", &from.path[REGULATIONS.len()..]));
        let Some(to) = to.filter(|to| !is_positive(report.figures.get(*to))) else {
            findings.push(finding);
            return;
        };
        changes.push(Change::Cell(to, report.figures.get(from.id).clone()));
        changes.push(Change::Cell(from.id, Entry::Count(0)));
    }
    findings.push(finding.fix("移到“行政规范性文件”", changes));
}

fn is_positive(entry: &Entry) -> bool {
    entry.value().is_some_and(|value| value.is_sign_positive() && !value.is_zero())
}
