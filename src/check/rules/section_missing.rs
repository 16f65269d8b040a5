//! N01: a section, or an aspect of 总体情况, in which nothing is written.

use crate::check::wording::is_invisible;
use crate::check::{Finding, Guide, Look, Passage, Place, Rule, Severity, told};
use crate::form::{Prose, Section};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N01",
    name: "section-missing",
    title: "有的部分没有写",
    severity: Severity::Error,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "总体情况的五个方面（主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障），以及第五、第六部分是否都写了内容。导语可以没有。",
        why: "条例第五十条规定的内容不得缺少；五个方面是国办公开办函〔2021〕30号列明的。",
        example: "总体情况里没有“监督保障”。",
        remedy: "补写这一部分；第六部分没有其他事项的，写明没有，并说明是否收取信息处理费。",
    }),
};

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let prose = passage.prose;
    let written = passage.text.chars().any(|c| !c.is_whitespace() && !is_invisible(c));
    if written || prose == Prose::Intro {
        return;
    }
    let message = match prose.section() {
        Section::Overview => format!("总体情况没有写“{}”", prose.label()),
        section => format!("“{}”没有写", section.heading()),
    };
    findings.push(Finding::new(&RULE, Place::Prose(prose, None), message));
}
