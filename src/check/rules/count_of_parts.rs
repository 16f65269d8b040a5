//! N12: 六部分 with five named; 一是 and 三是 without 二是.

use std::ops::Range;

use crate::check::wording::{Words, before, chinese_digit, digit, is_han, paragraphs, sentences};
use crate::check::{Finding, Guide, Look, Passage, Place, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N12",
    name: "count-of-parts",
    title: "分项的个数或序号对不上",
    severity: Severity::Hint,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "“由……六部分组成”与列出的名称个数是否一致；“一是……二是……三是……”和段首的（一）（二）（三）有没有跳号、重号。",
        why: "删改时漏改了个数或序号；虽不影响数据，读者一眼就会看到。",
        example: "“一是……三是……”，中间没有“二是”。",
        remedy: "补上缺的一项，或改正序号、个数。",
    }),
};

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    parts(passage, findings);
    ordinals(passage, findings);
    headings(passage, findings);
}

static PARTS: Words = Words::new(&["部分组成", "部分构成", "部分内容", "个部分", "部分"]);

/// 由总体情况、…、其他需要报告的事项六部分组成
fn parts(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    for found in PARTS.found_in(text) {
        let head = text[..found.start].trim_end_matches(['个', '大', ' ']);
        let Some(c) = head.chars().next_back() else { continue };
        let Some(count) = chinese_digit(c).or_else(|| digit(c)).filter(|count| (2..=9).contains(count))
        else {
            continue;
        };
        let head = &head[..head.len() - c.len_utf8()];
        // 第六部分 is one part, 十六部分 another number.
        if head.ends_with(['第', '十', '这']) || head.ends_with("以下") || head.ends_with("下列") {
            continue;
        }
        let start =
            sentences(text).find(|sentence| sentence.end >= found.start).map_or(0, |range| range.start);
        let list = head.get(start..).unwrap_or_default();
        let named = ["由", "包括", "包含", "分为", "分别为", "分别是"]
            .iter()
            .filter_map(|word| list.rfind(word).map(|at| &list[at + word.len()..]))
            .min_by_key(|rest| rest.len());
        let Some(named) = named.filter(|named| named.contains('、')) else { continue };
        // 等六部分 is not a whole list, unless all six of the form are named.
        let whole = !head.ends_with('等')
            || items(named) == 6 && named.contains("总体情况") && named.contains("其他需要报告");
        let named = items(named);
        if whole && named != count {
            let range = found.start - (text[..found.start].len() - head.len())..found.end;
            let message = format!("写的是“{}”，列出的是 {named} 个", &text[range.clone()]);
            findings.push(
                Finding::new(&RULE, Place::Prose(passage.prose, Some(range)), message).values(count, named),
            );
        }
    }
}

/// How many items a list names. 、 within quotation marks or brackets parts nothing, nor that of
/// 行政复议、行政诉讼, which is one heading.
fn items(list: &str) -> u32 {
    let list = list
        .replace("复议、行政诉讼", "")
        .replace("复议、诉讼", "")
        .replace("复议、提起", "")
        .replace("收到、处理", "");
    let mut depth = 0_u32;
    let mut count = 1;
    for c in list.trim_end_matches(['、', '，', ' ', '共']).chars() {
        match c {
            '“' | '（' | '(' | '《' => depth += 1,
            '”' | '）' | ')' | '》' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' if depth == 0 => count += 1,
            _ => {}
        }
    }
    count
}

/// An ordinal and its value.
struct Ordinal {
    range: Range<usize>,
    value: u32,
}

/// 一是, 二是, 三是 …
fn ordinals(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let mut last: Option<u32> = None;
    // What would follow had the ordinal before not been a slip: one slip is told once.
    let mut mended = None;
    for (at, is) in text.match_indices('是') {
        let Some(ordinal) = ordinal_before(text, &(at..at + is.len())) else { continue };
        let words = &text[ordinal.range.clone()];
        let expected = last.map_or(1, |last| last + 1);
        let place = || Place::Prose(passage.prose, Some(ordinal.range.clone()));
        let goes_on = [Some(1), Some(expected), mended.take()].contains(&Some(ordinal.value));
        if !goes_on {
            mended = Some(expected + 1);
            let message = match last {
                Some(last) if ordinal.value <= last => format!("“{words}”与前面的序号重复或颠倒"),
                _ => format!("有“{words}”，前面没有“{}是”", chinese(ordinal.value - 1)),
            };
            findings.push(Finding::new(&RULE, place(), message));
        }
        last = Some(ordinal.value);
    }
}

/// What makes of 一是 the end of another word: 统一是, 之一是.
const BEFORE_ONE: &str = "统单唯之第专同划归不万如任首周期这那每某另其合逐";

/// The ordinal that ends with 是. Only at the head of a clause, but 一是 may follow upon words without a stop
/// (主要表现在一是).
fn ordinal_before(text: &str, is: &Range<usize>) -> Option<Ordinal> {
    let head = &text[..is.start];
    if !head.ends_with(|c| chinese_digit(c).is_some() || c == '十') {
        return None;
    }
    let numerals: String =
        head.chars().rev().take_while(|c| chinese_digit(*c).is_some() || *c == '十').collect();
    let start = is.start - numerals.len();
    let value = value(&numerals.chars().rev().collect::<String>())?;
    let before = before(text, start);
    let at_head = before.is_none_or(|c| !is_han(c) && digit(c).is_none());
    let run_on = value == 1 && before.is_some_and(|c| is_han(c) && !BEFORE_ONE.contains(c));
    (at_head || run_on).then_some(Ordinal { range: start..is.end, value })
}

/// 一 … 十九
fn value(numeral: &str) -> Option<u32> {
    let mut characters = numeral.chars();
    let (first, second) = (characters.next()?, characters.next());
    if characters.next().is_some() {
        return None;
    }
    match (first, second) {
        ('十', None) => Some(10),
        ('十', Some(units)) => chinese_digit(units).filter(|units| *units > 0).map(|units| 10 + units),
        (units, None) => chinese_digit(units).filter(|units| *units > 0),
        _ => None,
    }
}

fn chinese(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or_default();
    match value {
        0..10 => digit(value).to_owned(),
        _ => format!("十{}", digit(value - 10)),
    }
}

/// （一）, （二） at the heads of paragraphs.
fn headings(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let mut last: Option<u32> = None;
    for paragraph in paragraphs(text) {
        let line = &text[paragraph.clone()];
        let Some(rest) = line.strip_prefix(['（', '(']) else { continue };
        let Some(end) = rest.find(['）', ')']).filter(|end| *end <= 6) else { continue };
        let Some(value) = value(&rest[..end]) else { continue };
        // A first heading may stand outside the prose; only a leap within it is seen for sure.
        if let Some(last) = last.filter(|last| value != 1 && value != last + 1) {
            let open = line.len() - rest.len();
            let close = rest[end..].chars().next().map_or(0, char::len_utf8);
            let range = paragraph.start..paragraph.start + open + end + close;
            let message = if value <= last {
                format!("段首序号“{}”与前面的重复或颠倒", &text[range.clone()])
            } else {
                format!("有段首序号“{}”，前面没有（{}）", &text[range.clone()], chinese(value - 1))
            };
            findings.push(Finding::new(&RULE, Place::Prose(passage.prose, Some(range)), message));
        }
        last = Some(value);
    }
}
