//! V02: text in a cell.

use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::report::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "V02",
    name: "not-a-number",
    title: "格子里不是数字",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "表格中填了“无”“—”“/”“不适用”“12件”等文字的格子。",
        why: "三张表都是统计表，格子里只填数字；文字无法汇总，上级汇总时会出错。没有发生的，填 0。",
        example: "行政许可本年处理决定数量填的是“无”。",
        remedy: "没有发生的，点“改为 0”；带单位的，去掉单位。",
    }),
};

/// What people write for none.
const NONE: [&str; 14] =
    ["无", "没有", "不适用", "零", "空", "暂无", "-", "－", "—", "——", "–", "/", "／", "\\"];

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let report = subject.report;
    for cell in &report.edition().cells {
        let Entry::Text(text) = report.figures.get(cell.id) else { continue };
        if report.figures.get(cell.id).value().is_some() {
            continue;
        }
        let mut finding =
            Finding::new(&RULE, Place::Cell(cell.id), format!("{}：填的是“{text}”，不是数字", cell.name()));
        finding.left = Some(text.to_string());
        if let Some(meant) = meant(text) {
            finding.right = Some(meant.to_string());
            finding = finding.fix(format!("改为 {meant}"), vec![Change::Cell(cell.id, meant)]);
        }
        findings.push(finding);
    }
}

/// The figure that the text stands for, where that is beyond doubt.
fn meant(text: &str) -> Option<Entry> {
    let text = text.trim();
    if NONE.contains(&text) {
        return Some(Entry::Count(0));
    }
    let number = text.trim_end_matches(|c: char| "件条个宗起份次项元".contains(c) || c.is_whitespace());
    // 万 and other multipliers change the value: left to the clerk.
    match Entry::typed(number) {
        entry @ (Entry::Count(_) | Entry::Amount(_)) if number != text && !text.ends_with('元') => {
            Some(entry)
        }
        _ => None,
    }
}
