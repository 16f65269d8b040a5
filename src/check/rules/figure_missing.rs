//! N10: a number was left out before a unit.

use std::ops::Range;

use crate::check::wording::{Words, after, back, before, is_han, is_numeral};
use crate::check::{Finding, Guide, Look, Passage, Place, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N10",
    name: "figure-missing",
    title: "漏写了数字",
    severity: Severity::Warning,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "“共主动公开条”“办结　件”“占比%”“　年　月　日”：量词前面应有数字而没有。",
        why: "多半是留空待填后忘了填。",
        example: "“全年共主动公开政府信息条，其中规范性文件3件”。",
        remedy: "填上数字；没有发生的，改写成“未发生”。",
    }),
};

static UNITS: Words =
    Words::new(&["件", "条", "人次", "次", "份", "项", "个", "篇", "人", "万元", "元", "%", "％", "年"]);

/// With what a clause begins that ends with how often or how many.
#[rustfmt::skip]
const DONE: [&str; 15] = [
    "推送", "发布", "转发", "编发", "刊发", "上传", "回应", "开展", "组织", "召开", "举办", "更新", "公开",
    "主动公开", "制作",
];

/// All that a clause says before 人 where it wants a number: anything else may be 联系人, 申请人.
const PEOPLE: [&str; 5] = ["培训", "参训", "共培训", "累计培训", "参加培训"];

/// After what a sum is stated without more ado.
static CUES: Words = Words::new(&["共", "合计", "累计", "总计", "全年", "其中"]);

/// 公共, 共同: no sums.
const AROUND_GONG: (&str, &str) = ("公中一", "同享建产识青治管创赢公");

/// Verbs after which a blank and a unit can only have held a number.
const VERBS: &str = "到理开结复发布共计约达收取止废";

/// With what a unit goes on to be another word: 条例, 件数, 次序, 个人.
const OTHER_WORDS: &str = "例款件文目数额序日生人体性别";

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    for unit in UNITS.found_in(text) {
        let gap = if &text[unit.clone()] == "年" { blank_date(text, &unit) } else { gap(text, &unit) };
        let Some(range) = gap else { continue };
        let words = text[range.clone()].trim();
        let message = match &text[unit] {
            "年" => format!("“{words}”没有填日期"),
            unit => format!("“{words}”中，“{unit}”前面缺数字"),
        };
        findings.push(Finding::new(&RULE, Place::Prose(passage.prose, Some(range)), message));
    }
}

/// The words around a place where a number is missing.
fn gap(text: &str, unit: &Range<usize>) -> Option<Range<usize>> {
    let word = &text[unit.clone()];
    let head = text[..unit.start].trim_end_matches([' ', '\u{a0}', '\u{3000}']);
    let spaced = head.len() < unit.start;
    let last = head.chars().next_back()?;
    if !is_han(last) || is_numeral(last) || makes_a_word(last, word) {
        return None;
    }
    let next = after(text, unit.end);
    let ends = next.is_none_or(|c| !is_han(c) && !c.is_alphanumeric());
    let clause = clause(head);
    let stops = next.is_none_or(|c| "，,。；;！\n".contains(c));
    let nearby = back(text, head.len(), 4).max(head.len() - clause.len())..unit.end;
    if matches!(word, "%" | "％") {
        return Some(nearby);
    }
    if matches!(word, "人" | "人次") {
        let second = || before(head, head.len() - clause.len()) == Some('，');
        return (stops && PEOPLE.contains(&clause) && second()).then_some(nearby);
    }
    if spaced {
        let goes_on = || VERBS.contains(last) && next.is_some_and(|c| is_han(c) && !OTHER_WORDS.contains(c));
        return (ends || goes_on()).then_some(nearby);
    }
    if !ends {
        return None;
    }
    let amount = matches!(word, "元" | "万元");
    if amount
        && !["费", "金额", "费用", "收取", "共计", "合计", "收入"].iter().any(|end| clause.ends_with(end))
    {
        return None;
    }
    if stops && !amount && (clause.ends_with("增加") || clause.ends_with("减少")) {
        return Some(nearby);
    }
    let whole = || DONE.iter().any(|verb| clause.starts_with(verb) && verb.len() < clause.len()).then_some(0);
    let counts = stops && matches!(word, "条" | "次" | "篇");
    // 政策篇, 服务篇 are parts of a book.
    if word == "篇" && (!stops || clause.contains("其中")) {
        return None;
    }
    let start = CUES.found_in(clause).filter(|cue| is_sum(clause, cue)).map(|cue| cue.start).last();
    let start = start.or_else(|| if counts { whole() } else { None });
    let start = start.or_else(|| amount.then(|| back(clause, clause.len(), 4)))?;
    let between = &clause[start..];
    // A number further off (全年20次培训), or a noun of many characters: not ours to judge.
    let stated = between.chars().skip(1).any(|c| is_numeral(c) || c.is_ascii_alphanumeric());
    let near = between.chars().count() <= 16;
    (near && !stated).then(|| head.len() - between.len()..unit.end)
}

/// The end of a text back to the last punctuation.
fn clause(text: &str) -> &str {
    let start =
        text.char_indices().rev().find(|(_, c)| !is_han(*c) && !c.is_alphanumeric() && !c.is_whitespace());
    start.map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

fn is_sum(clause: &str, cue: &Range<usize>) -> bool {
    &clause[cue.clone()] != "共"
        || before(clause, cue.start).is_none_or(|c| !AROUND_GONG.0.contains(c))
            && after(clause, cue.end).is_none_or(|c| !AROUND_GONG.1.contains(c))
}

/// `　　年　月　日`, `2025年月日`: a date with nothing in it.
fn blank_date(text: &str, year: &Range<usize>) -> Option<Range<usize>> {
    let rest = text[year.end..].trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    let month = rest.strip_prefix('月')?;
    let spaces = text[year.end..].len() - rest.len();
    let dated = before(text, year.start).is_some_and(|c| c.is_ascii_digit());
    if spaces == 0 && !dated {
        return None;
    }
    let rest = month.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    let end = rest.strip_prefix('日').map_or(month.len(), str::len);
    let digits = text[..year.start].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    Some(digits..text.len() - end)
}

/// Whether the character before a unit makes another word of it: 文件, 头条, 层次, 身份, 事项, 各个.
fn makes_a_word(last: char, unit: &str) -> bool {
    let words = match unit {
        "件" => "文条案信邮事证附稿软硬批要急办零部物函构组配抄原印来元器机备工课样诉询访督交转密电",
        "条" => "信头线款逐法链面枝粉石每各首本该上下前此新苗油字律辫便教词横纸封借",
        "次" => "层人场批档班频首再每依逐其此本历初名屡上下何席架轮渐车架届位头屡主目梯版编",
        "份" => "身省月年股部备县每本成天辈缘等",
        "篇" => "每各逐本该全整首开长短上下前后名单此诗",
        "项" => "事选强弱款专各逐单立奖每该本此义进前后首分子杂多",
        "个" => "各整每这那哪首单某逐",
        _ => "",
    };
    words.contains(last)
}
