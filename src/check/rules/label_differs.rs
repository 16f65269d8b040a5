//! P03: a label of an imported table is not the statutory wording.

use crate::check::{Guide, Look, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "P03",
    name: "label-differs",
    title: "表格的文字与法定表式不一致",
    severity: Severity::Warning,
    look: Look::Import,
    guide: told(Guide {
        checks: "导入的表格中，行、列、条款的名称是否与法定表式一致，有没有缺行。半角括号、序号写法、空格换行、繁体字不算。",
        why: "表式由国办公开办函〔2021〕30号印发，不能自行改动；公布的报告中常见错字和漏行。",
        example: "表三中“属于国家机密”应为“属于国家秘密”。",
        remedy: "本软件导出的表格一律用法定文字，导出后即已改正；原来的文件（如网站上已公布的）要另行更正。",
    }),
};
