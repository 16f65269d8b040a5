//! P04: a heading of an imported report is not the statutory one, out of order or missing.

use crate::check::{Guide, Look, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "P04",
    name: "heading-differs",
    title: "标题与法定标题不一致",
    severity: Severity::Warning,
    look: Look::Import,
    guide: told(Guide {
        checks: "导入的报告中，六个部分的标题是否与法定标题一致，有没有缺少、颠倒或编错号。",
        why: "六个部分的名称和次序由国办公开办函〔2021〕30号规定。",
        example: "“四、行政复议、行政诉讼情况”应为“四、政府信息公开行政复议、行政诉讼情况”。",
        remedy: "本软件导出的报告一律用法定标题，导出后即已改正；原来的文件要另行更正。",
    }),
};
