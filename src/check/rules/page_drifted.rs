//! P05: what a page of ours shows is not what it carries as data.

use crate::check::{Guide, Look, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "P05",
    name: "page-drifted",
    title: "网页上显示的与所附数据不一致",
    severity: Severity::Error,
    look: Look::Import,
    guide: told(Guide {
        checks: "本软件导出的网页在导入时，显示的每个数字、每段文字是否与网页所附的数据一致。",
        why: "网页导出后被人改过，读者看到的与程序读到的就不是同一份报告。",
        example: "网页上“自然人”的“予以公开”显示 13，所附数据是 12。",
        remedy: "弄清哪一个是对的：导入的是所附的数据；要以网页显示的为准，照着改过来，再重新导出。",
    }),
};
