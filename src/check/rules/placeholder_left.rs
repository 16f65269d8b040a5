//! N07: something that stood for what was to be filled in, and still stands there.

use std::ops::Range;

use crate::check::wording::{Words, after, before, chinese_digit, enclosure, forth, quoted};
use crate::check::{Change, Finding, Guide, Look, Passage, Place, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N07",
    name: "placeholder-left",
    title: "还留着占位符或模板的话",
    severity: Severity::Error,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "XX、××、某某（局）、***、____、空括号、（文字描述）、“此处填写……”“待补充”，办公软件留下的“#REF!”等出错提示，以及模板中的说明文字。",
        why: "占位符说明这里还没有写完；公布出去就是差错。",
        example: "“全年主动公开政府信息XX条”。",
        remedy: "换成实际的内容；不需要的整句删去。",
    }),
};

#[rustfmt::skip]
static MARKS: Words = Words::new(&[
    // Signs that stand for words or figures.
    "X", "x", "Ｘ", "ｘ", "×", "✕", "***", "＊＊＊", "___", "＿＿", "□□", "○○", "某某",
    "??", "？？",
    // Brackets that may hold guidance, or nothing.
    "（", "(", "【", "[", "［",
    // What templates and the notice say.
    "此处填写", "此处输入", "此处插入", "此处添加", "此处省略", "单击此处", "点击此处输入",
    "单击或点击此处", "在此输入", "TODO", "原则上不超过1000字", "原则上不超过1000个字",
    "原则上不超过一千字", "不得年年雷同", "待补充", "待填写",
    // What Word and Excel leave where a reference is broken.
    "错误！未定义书签", "错误!未定义书签", "错误！未找到引用源", "错误!未找到引用源",
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!",
]);

/// What templates put in brackets, whole.
#[rustfmt::skip]
const GUIDANCE: [&str; 18] = [
    "文字描述", "文字说明", "文字叙述", "文字部分", "略", "单位名称", "机关名称", "行政机关名称",
    "单位全称", "年份", "数字", "具体内容", "示例", "样例", "模板", "可附页", "可另附页", "可加附页",
];

/// With what guidance in brackets begins.
#[rustfmt::skip]
static GUIDING: Words = Words::new(&[
    "此处", "请填", "请各", "请输入", "请在此", "请根据", "请补充", "请删除", "请结合", "待补", "待填", "填写",
    "如无请", "若无请", "如无，", "若无，", "没有的填", "没有请填",
]);

/// Units before which a single X stands for a figure.
const UNITS: &str = "年月日件条次项个份起宗人期场篇万元%％";

/// What follows 某某 where it stands for a name to be put in, and not for one withheld (张某某).
const BODIES: &str = "局县市区镇乡省厅委街单部办";

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let mut next = 0;
    for found in MARKS.found_in(text) {
        if found.start < next {
            continue;
        }
        let Some((range, removable)) = placeholder(text, found) else { continue };
        next = range.end;
        let words = &text[range.clone()];
        let template = words.chars().any(char::is_alphanumeric) && words.chars().count() > 3;
        let what = if words.starts_with(['#', '错']) {
            "是办公软件留下的出错提示，应换成实际内容"
        } else if template && !words.contains('待') && !words.starts_with('2') {
            "是模板里的说明文字，应删去或换成实际内容"
        } else {
            "是占位符，应换成实际内容"
        };
        let message = format!("{}{what}", quoted(words, 16));
        let mut finding = Finding::new(&RULE, Place::Prose(passage.prose, Some(range.clone())), message);
        finding.left = Some(words.to_owned());
        if removable {
            finding = finding.fix("删除", vec![Change::Prose(passage.prose, range, String::new())]);
        }
        findings.push(finding);
    }
}

/// What the mark is part of, and whether it can simply go; nothing where it stands for itself.
fn placeholder(text: &str, found: Range<usize>) -> Option<(Range<usize>, bool)> {
    let mark = after(text, found.start)?;
    match mark {
        'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '✕' => {
            unknown(text, found.start, mark).map(|range| (range, false))
        }
        '*' | '＊' | '_' | '＿' | '□' => Some((run(text, found.start, mark), false)),
        '?' | '？' => {
            let range = run(text, found.start, mark);
            counts(text, range.end).then_some((range, false))
        }
        // 有待补充 is a sentence of the clerk's.
        '待' => {
            let begins = before(text, found.start).is_none_or(|c| matches!(c, '\n' | '。' | '：' | ':'));
            let ends = after(text, found.end).is_none_or(|c| matches!(c, '\n' | '。'));
            (begins && ends).then_some((found, false))
        }
        '○' => {
            let range = run(text, found.start, mark);
            let numeral = |c: Option<char>| c.is_some_and(|c| chinese_digit(c).is_some());
            // 二○○八年 is a year.
            (!numeral(before(text, range.start)) && !numeral(after(text, range.end)))
                .then_some((range, false))
        }
        '某' => {
            let body = after(text, found.end).filter(|c| BODIES.contains(*c))?;
            Some((found.start..found.end + body.len_utf8(), false))
        }
        '（' | '(' | '【' | '[' | '［' => bracketed(text, found.start, mark),
        // The rest of the sentence may be the template's or the clerk's.
        _ => Some((found, false)),
    }
}

fn run(text: &str, start: usize, mark: char) -> Range<usize> {
    let end = text[start..].find(|c| c != mark).map_or(text.len(), |length| start + length);
    start..end
}

/// Whether a unit begins here.
fn counts(text: &str, at: usize) -> bool {
    text[at..].trim_start_matches(' ').starts_with(|c| UNITS.contains(c))
}

/// XX, ××, 20XX年, and a single X before a unit; not the letters of a word, nor 3×5, nor a name in quotation
/// marks that leaves out the place (“××路”).
fn unknown(text: &str, start: usize, mark: char) -> Option<Range<usize>> {
    let range = run(text, start, mark);
    let head = text[..start].trim_end_matches(|c: char| c.is_ascii_digit());
    let century = &text[head.len()..start];
    if century.starts_with("20")
        && century.len() + text[range.clone()].chars().count() == 4
        && text[range.end..].trim_start_matches(' ').starts_with('年')
    {
        return Some(head.len()..range.end);
    }
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if letter(before(text, range.start)) || letter(after(text, range.end)) {
        return None;
    }
    let alone = text[range.clone()].chars().count() == 1;
    let unit = counts(text, range.end);
    if (alone || !unit) && enclosure(text, start, '“', '”').is_some() {
        return None;
    }
    let times = || {
        let factor = text[..range.start].trim_end().chars().next_back();
        factor.is_some_and(|c| c.is_ascii_digit())
    };
    (!alone || unit && !times()).then_some(range)
}

/// Brackets that hold guidance, which can go, or nothing, where something is missing.
fn bracketed(text: &str, start: usize, open: char) -> Option<(Range<usize>, bool)> {
    let close = match open {
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '[' => ']',
        _ => '］',
    };
    let inside = start + open.len_utf8();
    let length = text[inside..forth(text, inside, 60)].find([close, '\n', open])?;
    let end = inside + length;
    if !text[end..].starts_with(close) {
        return None;
    }
    let words = text[inside..end].trim();
    // （数量待补）: without it the sentence would want its number all the same.
    let awaited = ["待补", "待补充", "待填", "待填写", "待核"].iter().any(|end| words.ends_with(end));
    if awaited && !words.contains(['有', '尚', '仍', '还']) && words.chars().count() <= 8 {
        return Some((start..end + close.len_utf8(), false));
    }
    let empty = words.is_empty() && open != '[';
    (empty || GUIDANCE.contains(&words) || GUIDING.begin(words).is_some())
        .then(|| (start..end + close.len_utf8(), !empty))
}
