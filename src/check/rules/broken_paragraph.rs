//! N13: a paragraph ends inside a sentence, and the next one goes on.

use crate::check::wording::{Words, back, chinese_digit, digit, forth, is_han, paragraphs};
use crate::check::{Change, Finding, Guide, Look, Passage, Place, Rule, Severity, told};
use crate::report::length;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N13",
    name: "broken-paragraph",
    title: "一句话断成了两段",
    severity: Severity::Hint,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "一段的末尾没有句号等标点，下一段又不像新的开头。标题、分项和以冒号、分号结尾的不查。全文停在逗号、“根据”等词上的也查。",
        why: "从网页或 PDF 复制时，换行、换页会把一句话断开。",
        example: "上一段末尾是“……互联互通等功能，注”，下一段开头是“重发挥……”。",
        remedy: "点“合并”，把两段接起来；确是两段的，补上句号。",
    }),
};

/// A shorter line without a stop is a heading.
const SENTENCE: usize = 15;

/// With what a new sentence begins: the paragraph before it merely lacks its full stop.
#[rustfmt::skip]
static BEGINNINGS: Words = Words::new(&[
    "我局", "我县", "我市", "我区", "我镇", "我乡", "我委", "我厅", "我办", "我街道", "我单位", "本年",
    "本局", "本单位", "本报告", "本机关", "今年", "全年", "全县", "全市", "全区", "全镇", "截至",
    "截止", "一是", "二是", "三是", "四是", "五是", "六是", "首先", "其次", "再次", "最后", "同时",
    "此外", "另外", "下一步", "下步", "今后", "针对", "为此", "按照", "根据", "坚持", "加强", "完善",
    "强化", "推进", "无", "附件", "联系", "地址", "电话", "注：", "备注",
]);

/// With what no text ends.
const UNFINISHED: [&str; 8] = ["，", "、", ",", "根据", "按照", "以及", "围绕", "关于"];

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let mut last: Option<std::ops::Range<usize>> = None;
    for paragraph in paragraphs(text) {
        let before = last.replace(paragraph.clone());
        let Some(before) = before else { continue };
        let (head, tail) = (&text[before.clone()], &text[paragraph.clone()]);
        if !breaks_off(head) || !goes_on(tail) {
            continue;
        }
        let from = back(text, before.end, 6).max(before.start);
        let to = forth(text, paragraph.start, 6).min(paragraph.end);
        let message =
            format!("“…{}”与下一段“{}…”像是一句话", &text[from..before.end], &text[paragraph.start..to]);
        let place = Place::Prose(passage.prose, Some(from..to));
        let gap = before.end..paragraph.start;
        let change = Change::Prose(passage.prose, gap, String::new());
        findings.push(Finding::new(&RULE, place, message).fix("合并", vec![change]));
    }
    // Nothing follows that it could be joined to: the rest was lost.
    if let Some(end) = last.filter(|last| UNFINISHED.iter().any(|word| text[last.clone()].ends_with(word))) {
        let range = back(text, end.end, 7).max(end.start)..end.end;
        let message = format!("“…{}”后面没有了，这句话像是没有写完", &text[range.clone()]);
        findings.push(Finding::new(&RULE, Place::Prose(passage.prose, Some(range)), message));
    }
}

/// Whether a paragraph ends within a sentence: it has the makings of one, and no stop.
fn breaks_off(paragraph: &str) -> bool {
    let Some(last) = paragraph.chars().next_back() else { return false };
    let within = matches!(last, '，' | '、' | ',') || is_han(last) || last.is_alphanumeric();
    within && length(paragraph) >= SENTENCE && paragraph.contains(['，', '。', '、', '；'])
}

/// Whether a paragraph goes on with a sentence rather than beginning one.
fn goes_on(paragraph: &str) -> bool {
    let mut characters = paragraph.chars();
    let (Some(first), second) = (characters.next(), characters.next()) else { return false };
    let ordinal = matches!(second, Some('、' | '.' | '．')) && is_ordinal(first);
    let punctuation = matches!(first, '，' | '。' | '、' | '；' | '）' | '”' | '》');
    let numbered = paragraph.starts_with('第') && second.is_some_and(is_ordinal);
    (punctuation || is_han(first) && !ordinal && !numbered && BEGINNINGS.begin(paragraph).is_none())
        && !is_title(paragraph)
}

fn is_ordinal(c: char) -> bool {
    chinese_digit(c).is_some() || digit(c).is_some() || c == '十'
}

/// A short line without any stop: a heading, a name.
fn is_title(paragraph: &str) -> bool {
    length(paragraph) < SENTENCE && !paragraph.contains(['，', '。', '；'])
}
