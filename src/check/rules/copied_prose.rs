//! Y04: more than half of a section is last year's text.

use crate::check::{Finding, Guide, Look, Pairing, Place, Rule, Severity, told};
use crate::compare::shared;
use crate::form::Section;
use crate::report::length;

/// The rule.
pub static RULE: Rule = Rule {
    code: "Y04",
    name: "copied-prose",
    title: "文字与上年雷同",
    severity: Severity::Warning,
    look: Look::Pair(look),
    guide: told(Guide {
        checks: "总体情况、第五、第六部分各自与上年同一部分相比：连着 10 个字以上相同的文字（数字不同也算）超过本年文字的 50%。不足 60 字的不算。",
        why: "国办公开办函〔2021〕30号：存在的主要问题及改进情况要具体，不得年年雷同。",
        example: "第五部分有 86% 的文字与上年相同。",
        remedy: "写当年的问题和做法；沿用的表述只留必要的。",
    }),
};

/// Shorter texts are alike by nature.
const LEAST: usize = 60;

/// Per cent of this year's text, beyond which it is said.
const MUCH: usize = 50;

/// Per cent beyond which there is hardly anything new.
const NEARLY_ALL: usize = 80;

fn look(pairing: &Pairing, findings: &mut Vec<Finding>) {
    let section = pairing.section;
    if !matches!(section, Section::Overview | Section::Problems | Section::Other) {
        return;
    }
    let ours = pairing.now.section(section);
    if length(&ours) < LEAST {
        return;
    }
    let found = shared(&ours, &pairing.then.section(section));
    let percent = found.percent();
    if percent <= MUCH {
        return;
    }
    let name = section.short();
    let mut message = format!("“{name}”有 {percent}% 的文字与上年相同");
    if percent > NEARLY_ALL {
        message.push_str("，几乎是照抄上年");
    }
    let longest = found.runs.into_iter().max_by_key(std::ops::Range::len);
    let mut prose = section.prose();
    let place = match (prose.next(), prose.next()) {
        // One prose: the longest run is marked.
        (Some(only), None) => Place::Prose(only, longest),
        _ => Place::Overview,
    };
    findings.push(Finding::new(&RULE, place, message).values(format!("{percent}%"), format!("{MUCH}%")));
}
