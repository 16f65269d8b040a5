//! N02: 总体情况 over 1,000 characters.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Writing, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N02",
    name: "overview-too-long",
    title: "总体情况太长",
    severity: Severity::Warning,
    look: Look::Writing(look),
    guide: told(Guide {
        checks: "总体情况五个方面合计超过 1000 字（标点计入，空格、换行不计）。",
        why: "国办公开办函〔2021〕30号：总体情况原则上不超过 1000 字。",
        example: "总体情况写了 1360 字。",
        remedy: "删去口号、背景和与政府信息公开无关的内容，留下做了什么、有多少。",
    }),
};

/// What the notice allows in principle.
const LIMIT: usize = 1000;

fn look(writing: &Writing, findings: &mut Vec<Finding>) {
    let length = writing.narrative.overview_length();
    if length > LIMIT {
        let message = format!("总体情况 {length} 字，超过 {LIMIT} 字，多 {} 字", length - LIMIT);
        findings.push(Finding::new(&RULE, Place::Overview, message).values(length, LIMIT));
    }
}
