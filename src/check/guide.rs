//! What users are told about the rules. The page itself carries none of it: few read it, and it is a tenth of the
//! rules. The page asks the worker for it; the command line writes docs/rules.md.

/// What users are told about a rule, in Chinese.
#[derive(Debug)]
pub struct Guide {
    /// 查什么 · What it checks.
    pub checks: &'static str,
    /// 为什么 · Why, with the article.
    pub why: &'static str,
    /// 举例 · Example.
    pub example: &'static str,
    /// 怎么改 · How to put it right.
    pub remedy: &'static str,
}

pub use told::{Told, told};
#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
pub use written::{guide_page, guides};

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod told {
    use super::Guide;

    /// The guide, where it is carried along.
    pub type Told = Guide;

    /// Takes the guide along.
    pub const fn told(guide: Guide) -> Told {
        guide
    }
}

#[cfg(all(target_arch = "wasm32", not(feature = "worker")))]
mod told {
    use super::Guide;

    /// No guide: this is the page.
    #[derive(Debug)]
    pub struct Told;

    /// Leaves the guide behind.
    pub const fn told(_: Guide) -> Told {
        Told
    }
}

#[cfg(any(not(target_arch = "wasm32"), feature = "worker"))]
mod written {
    use std::fmt::Write as _;

    use crate::check::RULES;

    /// What is told of each rule, by its code: `{ "A01": { "checks": …, "why": …, "example": …, "remedy": … } }`.
    pub fn guides() -> serde_json::Value {
        let guide = |rule: &&crate::check::Rule| {
            let super::Guide { checks, why, example, remedy } = rule.guide;
            let told =
                serde_json::json!({ "checks": checks, "why": why, "example": example, "remedy": remedy });
            (rule.code.to_owned(), told)
        };
        RULES.iter().map(guide).collect::<serde_json::Map<_, _>>().into()
    }

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
}
