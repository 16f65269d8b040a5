//! docs/rules.md, generated from the rules.

use std::fmt::Write as _;

use super::RULES;

/// All rules as Markdown.
pub fn guide_page() -> String {
    let mut page = String::from(
        "# Rules · 核对规则\n\nGenerated from src/check/rules by `gongkai rules`; do not edit.\n\n\
         A finding says which rule, where, what stands there, what should, and what to do. Codes are never reused.\n",
    );
    let mut rules: Vec<_> = RULES.to_vec();
    rules.sort_by_key(|rule| rule.code);
    for rule in rules {
        let guide = &rule.guide;
        // Writing to a string cannot fail.
        let _ = write!(
            page,
            "\n## {} {} · {}\n\nSeverity: {} ({})\n\n\
             ### What it checks · 查什么\n\n{}\n\n### Why · 为什么\n\n{}\n\n\
             ### Example · 举例\n\n{}\n\n### How to put it right · 怎么改\n\n{}\n",
            rule.code,
            rule.name,
            rule.title,
            rule.severity.key(),
            rule.severity.label(),
            guide.checks,
            guide.why,
            guide.example,
            guide.remedy,
        );
    }
    page
}
