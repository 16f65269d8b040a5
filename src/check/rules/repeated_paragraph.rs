//! N14: the same paragraph or sentence twice.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::wording::{paragraphs, quoted, sentences, trimmed};
use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Writing, told};
use crate::form::Prose;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N14",
    name: "repeated-paragraph",
    title: "同样的话写了两遍",
    severity: Severity::Warning,
    look: Look::Writing(look),
    guide: told(Guide {
        checks: "整篇报告中 30 字以上、完全相同的段落或句子。",
        why: "多半是复制粘贴时重复了，或用同一段话充作几个部分的内容。",
        example: "“监督保障”与“政府信息管理”里有一句 40 字的话一字不差。",
        remedy: "删去一处，或改写成各自的内容。",
    }),
};

/// Shorter ones recur by nature.
const LEAST: usize = 30;

fn look(writing: &Writing, findings: &mut Vec<Finding>) {
    let narrative = writing.narrative;
    let mut seen = Seen::new();
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

/// What was seen, by fingerprint: a piece is compared in full only with those that look like it.
type Seen<'a> = HashMap<u64, Vec<(&'a str, Prose)>>;

/// The length of a piece and some of its bytes.
fn fingerprint(words: &str) -> u64 {
    let bytes = words.as_bytes();
    let samples = (0..16).map(|part| bytes[part * (bytes.len() - 1) / 15]);
    samples.fold(bytes.len() as u64, |print, byte| (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether a piece was seen before; it is remembered where it was not.
fn repeated<'a>(
    seen: &mut Seen<'a>,
    prose: Prose,
    text: &'a str,
    piece: Range<usize>,
    findings: &mut Vec<Finding>,
) -> bool {
    let words = text[piece.clone()].trim_end_matches(['。', '；', '！']);
    let long = words.len() >= LEAST && words.chars().filter(|c| !c.is_whitespace()).nth(LEAST - 1).is_some();
    if !long {
        return false;
    }
    let alike = seen.entry(fingerprint(words)).or_default();
    let Some((_, first)) = alike.iter().find(|(other, _)| *other == words).copied() else {
        alike.push((words, prose));
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
