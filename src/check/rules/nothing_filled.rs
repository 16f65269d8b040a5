//! V07: no cell was ever entered.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};
use crate::form::Section;
use crate::report::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "V07",
    name: "nothing-filled",
    title: "三张表都还没有填",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "三张表没有填过任何一格。",
        why: "没有填写的表格虽然处处“相等”，却不是一份报告；年度报告应当包括主动公开、依申请公开、复议诉讼的数据（条例第五十条）。",
        example: "新建报告后直接导出。",
        remedy: "从表三“一、本年新收政府信息公开申请数量”填起；没有发生的，填 0。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    if subject.report.figures.entries().iter().all(Entry::is_blank) {
        findings.push(Finding::new(&RULE, Place::Table(Section::Applications), "三张表还没有填写任何数字"));
    }
}
