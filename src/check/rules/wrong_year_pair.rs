//! Y06: the report attached as last year's is of another year or another agency.

use crate::check::{Finding, Guide, Look, Place, Rule, Severity, Subject, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "Y06",
    name: "wrong-year-pair",
    title: "所附的不是上年报告",
    severity: Severity::Error,
    look: Look::Report(look),
    guide: told(Guide {
        checks: "作为上年报告附上的那一份，是不是上一年度的、同一个单位的报告。",
        why: "与别的年度、别的单位比较，结转、现行有效等核对都没有意义。",
        example: "2025 年的报告附上了 2023 年的报告。",
        remedy: "换成本单位上一年度的报告。",
    }),
};

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let Some(last) = subject.last_year else { return };
    let report = subject.report;
    let right = report.year.saturating_sub(1);
    if last.year != right {
        let message = format!("所附的是 {} 年的报告，应是上一年度（{right} 年）的报告", last.year);
        findings.push(Finding::new(&RULE, Place::Head("year"), message).values(last.year, right));
    }
    let (ours, theirs) = (report.agency.name.trim(), last.agency.name.trim());
    if !same_agency(ours, theirs) {
        let message = format!("所附的是“{theirs}”的报告，本报告的单位是“{ours}”");
        findings.push(Finding::new(&RULE, Place::Head("agency.name"), message).values(theirs, ours));
    }
}

/// Whether two names are of one agency: the same words, or the one with more before or behind it
/// (`水务局` beside `云川县水务局`, a remark in brackets). A name that is not there says nothing.
pub(in crate::check) fn same_agency(one: &str, other: &str) -> bool {
    // This is asked on every key, and nearly always of a name and itself.
    if one == other {
        return true;
    }
    let bare = |name: &str| name.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let (one, other) = (bare(one), bare(other));
    one.contains(&other) || other.contains(&one)
}
