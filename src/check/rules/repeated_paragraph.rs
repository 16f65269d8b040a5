//! N14: the same paragraph or sentence twice.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::wording::{paragraphs, quoted, sentences, trimmed};
use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Subject};
use crate::form::Prose;
use crate::report::length;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N14",
    name: "repeated-paragraph",
    title: "同样的话写了两遍",
    severity: Severity::Warning,
    look: Look::Report(look),
    guide: Guide {
        checks: "整篇报告中 30 字以上、完全相同的段落或句子。",
        why: "多半是复制粘贴时重复了，或用同一段话充作几个部分的内容。",
        example: "“监督保障”与“政府信息管理”里有一句 40 字的话一字不差。",
        remedy: "删去一处，或改写成各自的内容。",
    },
};

/// Shorter ones recur by nature.
const LEAST: usize = 30;

/// The fewest bytes that so many characters can have: keeps short pieces from being counted.
const LEAST_BYTES: usize = LEAST;

fn look(subject: &Subject, findings: &mut Vec<Finding>) {
    let narrative = &subject.report.narrative;
    let mut seen: HashMap<&str, Prose> = HashMap::new();
    for prose in Prose::ALL {
        let text = narrative.get(prose);
        for paragraph in paragraphs(text) {
            if repeated(&mut seen, prose, text, paragraph.clone(), findings) {
                continue; // Said of the whole; its sentences need no more.
            }
            let line = &text[paragraph.clone()];
            for sentence in sentences(line) {
                let sentence =
                    trimmed(text, paragraph.start + sentence.start..paragraph.start + sentence.end);
                // A paragraph of one sentence has been looked at.
                if sentence.len() + 3 < paragraph.len() {
                    repeated(&mut seen, prose, text, sentence, findings);
                }
            }
        }
    }
}

/// Whether a piece was seen before; it is remembered where it was not.
fn repeated<'a>(
    seen: &mut HashMap<&'a str, Prose>,
    prose: Prose,
    text: &'a str,
    piece: Range<usize>,
    findings: &mut Vec<Finding>,
) -> bool {
    let words = text[piece.clone()].trim_end_matches(['。', '；', '！']);
    if words.len() < LEAST_BYTES || length(words) < LEAST {
        return false;
    }
    let Some(first) = seen.get(words).copied() else {
        seen.insert(words, prose);
        return false;
    };
    let place =
        if first == prose { "前文".to_owned() } else { format!("“{}”中的一处", first.label()) };
    let message = format!("{}与{place}完全相同", quoted(words, 16));
    let end = piece.start + words.len();
    // The stop goes with its sentence.
    let stop = text[end..].chars().next().filter(|c| "。；！".contains(*c)).map_or(0, char::len_utf8);
    let change = Change::Prose(prose, piece.start..end + stop, String::new());
    findings.push(
        Finding::new(&RULE, Place::Prose(prose, Some(piece.start..end)), message)
            .fix("删除这一处", vec![change]),
    );
    true
}
