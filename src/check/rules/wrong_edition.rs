//! P02: tables of the 2019 edition in a report of 2021 or later.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::form::Edition;

/// The rule.
pub static RULE: Rule = Rule {
    code: "P02",
    name: "wrong-edition",
    title: "用了旧版表格",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "2021 年及以后的报告，仍用 2019 年版（试行）的表格。",
        why: "国办公开办函〔2021〕30号印发了新的格式，自 2021 年度报告起使用；旧版表二的“上一年项目数量”“本年增/减”“政府集中采购”等已经取消。",
        example: "2022 年的报告，表二还有“政府集中采购”一行。",
        remedy: "新建报告，用新版表格重新填写；表三、表四和处理决定数量可以照搬，其余按新的口径统计。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let report = subject.report;
    let (used, due) = (report.edition(), Edition::for_year(report.year));
    if used.year < due.year {
        let message = format!(
            "{} 年的报告应使用 {} 年版表格（{}），现用的是 {} 年版",
            report.year, due.year, due.notice, used.year
        );
        findings.push(Finding::new(&RULE, Place::Head("edition"), message).values(used.year, due.year));
    }
}
