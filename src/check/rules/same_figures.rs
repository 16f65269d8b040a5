//! Y05: all figures are last year's.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::report::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "Y05",
    name: "same-figures",
    title: "数据与上年完全相同",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "所有不为 0 的数字是否都与上年相同。",
        why: "国办公开办函〔2021〕30号要求如实反映当年情况；全部相同，多半是把上年的报告改了年份。",
        example: "把上年的文件另存，只改了年份。",
        remedy: "按当年台账重新填写；确实全部相同的，说明原因。",
    }),
};

/// So few figures can be the same by chance.
const LEAST: usize = 5;

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let Some(last) = subject.pair() else { return };
    let report = subject.report;
    let mut same = 0;
    for cell in report.edition().cells.iter().filter(|cell| !cell.is_total()) {
        // What the other edition does not ask for cannot be compared.
        let Some(then) = last.at(cell) else { continue };
        let value = |entry: &Entry| entry.value().filter(|value| !value.is_zero());
        match (value(report.figures.get(cell.id)), value(then)) {
            (None, None) => {}
            (now, then) if now == then => same += 1,
            _ => return,
        }
    }
    if same >= LEAST {
        let message = format!("不为 0 的 {same} 个数字都与上年相同");
        findings.push(Finding::new(&RULE, Place::Head("year"), message));
    }
}
