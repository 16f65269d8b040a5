//! N05: a year other than the report's where the report's year is meant.

use std::ops::Range;

use crate::check::agency::Name;
use crate::check::wording::{Words, back, chinese_digit, digit, enclosure, sentences};
use crate::check::{Change, Finding, Guide, Look, Passage, Place, Rule, Severity, told};
use crate::form::Prose;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N05",
    name: "wrong-year",
    title: "年份不是报告年度",
    severity: Severity::Warning,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "应当写报告年度的地方写了别的年份：导语中的报告名称、统计期限，正文中“2024年，我局……”这样的开头，以及“截至2024年12月31日”；年份写错（如“2202年”），把下一年写成已经做完的事。与往年比较、明年的打算、文号、文件和法律名称、成立时间不查。",
        why: "沿用上年的稿子，最容易漏改的就是年份。",
        example: "2025 年的报告里写着“2024年，我局主动公开政府信息 120 条”。",
        remedy: "点“改为…”；确实是说往年的，写明比较的对象，或说明原因。",
    }),
};

/// How far back a year still looks like one left over rather than like history.
const LEFT_OVER: u16 = 5;

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let mut years = years(text, passage.year);
    if passage.prose == Prose::Intro {
        for year in with_strokes(text) {
            let at = years.partition_point(|other| other.digits.start <= year.digits.start);
            years.insert(at, year);
        }
    }
    if years.iter().all(|year| year.value == passage.year) {
        return;
    }
    let sentences: Vec<_> = sentences(text).collect();
    for year in years.iter().filter(|year| year.value != passage.year) {
        let number = sentences.partition_point(|sentence| sentence.end < year.digits.start);
        let Some(sentence) = sentences.get(number) else { continue };
        let begins_with_the_reports_year = |other: &Range<usize>| {
            years.iter().any(|year| {
                year.value == passage.year
                    && other.contains(&year.digits.start)
                    && is_lead(text[other.start..year.digits.start].trim())
            })
        };
        let compared = [number.checked_sub(1), number.checked_add(1)]
            .into_iter()
            .flatten()
            .filter_map(|other| sentences.get(other))
            .any(begins_with_the_reports_year);
        let context = Context { passage, sentence: sentence.clone(), year, compared };
        if context.means_the_reports_year() {
            let words = &text[year.digits.start..year.end];
            let message = format!("写的是“{words}”，本报告是 {} 年的", passage.year);
            let place = Place::Prose(passage.prose, Some(year.digits.start..year.end));
            let mut finding = Finding::new(&RULE, place, message).values(year.value, passage.year);
            // A plan is for the next year, but 将 may as well be 把.
            let next = context.is_plan().then(|| passage.year.saturating_add(1));
            for right in next.into_iter().chain([passage.year]) {
                let change = Change::Prose(passage.prose, year.digits.clone(), right.to_string());
                finding = finding.fix(format!("改为 {right}"), vec![change]);
            }
            findings.push(finding);
        }
    }
}

/// A year as written.
struct Year {
    digits: Range<usize>,
    /// Behind 年 or 年度; behind the digits where a date is written with strokes.
    end: usize,
    value: u16,
    /// `2024-12-31`
    with_strokes: bool,
    /// `2202年`, `20222年`: no year of our time, but nearly the report's.
    misspelt: bool,
}

/// The years of a text, in its order: `2024年`, `2024 年度`, `二〇二四年`, and the report's where it is misspelt.
fn years(text: &str, reported: u16) -> Vec<Year> {
    text.match_indices('年').filter_map(|(at, _)| before_nian(text, at, reported)).collect()
}

fn before_nian(text: &str, at: usize, reported: u16) -> Option<Year> {
    let end = text[..at].trim_end_matches([' ', '\u{a0}', '\u{3000}']).len();
    let mut start = back(text, end, 4);
    let digits = &text[start..end];
    let whole = text[..start].chars().next_back().is_none_or(|c| digit(c).is_none());
    let value = number(digits, digit).or_else(|| number(digits, chinese_digit)).filter(|_| whole);
    let misspelt = value.is_none_or(|value| value > reported.saturating_add(1)).then(|| {
        let run = text[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        is_nearly(&text[run..end], reported).then_some(run)
    });
    let misspelt = misspelt.flatten();
    start = misspelt.unwrap_or(start);
    let value = value.or_else(|| text[misspelt?..end].parse().ok())?;
    let behind = &text[at + '年'.len_utf8()..];
    let degree = if behind.starts_with('度') { '度'.len_utf8() } else { 0 };
    Some(Year {
        digits: start..end,
        end: at + '年'.len_utf8() + degree,
        value,
        with_strokes: false,
        misspelt: misspelt.is_some(),
    })
}

/// Whether a year comes out of digits by changing their order, or by one more or less.
fn is_nearly(digits: &str, year: u16) -> bool {
    let year = year.to_string();
    // Counting is a tenth of the code of sorting.
    let number_of = |text: &str, digit: char| text.chars().filter(|c| *c == digit).count();
    let reordered = ('0'..='9').all(|digit| number_of(digits, digit) == number_of(&year, digit));
    let (digits, year) = (digits.as_bytes(), year.as_bytes());
    let lacks_one = |long: &[u8], short: &[u8]| {
        long.len() == short.len() + 1
            && (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
    };
    digits.first() == Some(&b'2')
        && (digits.len() == year.len() && reordered || lacks_one(digits, year) || lacks_one(year, digits))
}

/// Four digits that are a year of our time.
fn number(digits: &str, value: impl Fn(char) -> Option<u32>) -> Option<u16> {
    let mut year = 0;
    let mut count = 0;
    for c in digits.chars() {
        year = year * 10 + value(c)?;
        count += 1;
    }
    u16::try_from(year).ok().filter(|year| count == 4 && (1990..=2100).contains(year))
}

/// `2024-12-31`, `2024.1.1`, `2024/01/01`: as the period may be written in the introduction.
fn with_strokes(text: &str) -> impl Iterator<Item = Year> + '_ {
    let bytes = text.as_bytes();
    text.match_indices("20").filter_map(|(start, _)| {
        let end = start + 4;
        let value = number(text.get(start..end)?, digit)?;
        let part = |at: usize| {
            bytes.get(at..)?.iter().position(|byte| !byte.is_ascii_digit()).or(Some(bytes.len() - at))
        };
        let stroke = bytes.get(end).filter(|byte| b"-./".contains(byte))?;
        let month = part(end + 1).filter(|length| (1..=2).contains(length))?;
        bytes.get(end + 1 + month).filter(|byte| *byte == stroke)?;
        part(end + 2 + month).filter(|length| (1..=2).contains(length))?;
        let alone =
            start == 0 || !bytes[start - 1].is_ascii_alphanumeric() && !b"-./_".contains(&bytes[start - 1]);
        alone.then_some(Year { digits: start..end, end, value, with_strokes: true, misspelt: false })
    })
}

/// A year and what stands around it.
struct Context<'a> {
    passage: &'a Passage<'a>,
    sentence: Range<usize>,
    year: &'a Year,
    /// Whether the sentence before or after begins with the report's year: the two are compared.
    compared: bool,
}

/// Names of documents about the report are not the report.
static DOCUMENTS: Words = Words::new(&["通知", "关于", "要点", "方案", "意见", "办法", "格式"]);

static PERIOD: Words = Words::new(&[
    "统计期限",
    "统计时限",
    "统计时段",
    "统计时间",
    "统计数据",
    "数据统计",
    "所列数据",
    "数据的",
]);

/// What shows that a sentence speaks of both years.
static BOTH_YEARS: Words = Words::new(&["今年", "本年", "结转", "目前", "当前", "次年"]);

/// What shows that a sentence about the next year speaks of plans.
#[rustfmt::skip]
const PLANS: [&str; 21] = [
    "将", "拟", "要", "计划", "打算", "力争", "争取", "预计", "重点", "进一步", "继续", "不断", "持续",
    "不少于", "不低于", "至少", "以上", "目标", "确保", "下一步", "应",
];

fn is_planned(text: &str) -> bool {
    PLANS.iter().any(|word| text.contains(word))
}

/// Behind a number: what was done so many times.
const COUNTED: &str = "条件次篇份期场";

/// With what a sentence about the agency's own year goes on.
#[rustfmt::skip]
static OWN: Words = Words::new(&[
    "我", "本局", "本县", "本市", "本区", "本镇", "本乡", "本机关", "本单位", "本部门", "本委", "本厅",
    "本街道", "本办", "本级", "全县", "全市", "全区", "全省", "全镇", "全乡", "全局", "全年", "全系统",
    "全街道", "全委", "全厅", "全州", "共", "政府信息公开工作", "政府信息主动公开", "主动公开",
    "依申请公开", "收到", "受理", "新收", "未", "没有", "无", "认真", "围绕", "坚持", "按照", "根据",
    "通过", "在", "县", "市", "区", "镇", "乡", "局", "街道",
]);

/// With what it goes on where the agency was named before the year: 我局2024年共…
#[rustfmt::skip]
static DONE: Words = Words::new(&[
    "共", "主动公开", "未", "没有", "无", "收到", "受理", "新收", "全年", "政府信息公开工作", "制发",
    "依申请",
]);

/// What makes of 我局2024年… a year that is compared with, or begins a stretch of time.
static COMPARED: Words =
    Words::new(&["较", "比", "与", "同", "和", "自", "从", "对", "将", "把", "及", "以"]);

impl Context<'_> {
    fn means_the_reports_year(&self) -> bool {
        let text = self.passage.text;
        let at = self.year.digits.start;
        if enclosure(text, at, '〔', '〕').is_some() {
            return false;
        }
        let intro = self.passage.prose == Prose::Intro;
        if let Some(title) = enclosure(text, at, '《', '》') {
            return intro && self.is_title() && !DOCUMENTS.any_in(&text[title]);
        }
        if enclosure(text, at, '“', '”').is_some() {
            return false;
        }
        intro && self.is_title() || self.is_period(intro) || self.is_left_over()
    }

    /// How the agency may be called: by its whole name, by its body (水务局), by its place (白河镇).
    fn own_names(&self) -> Vec<&str> {
        let whole = self.passage.agency.name.trim();
        let name = Name::of(whole);
        let names = [Some(whole), Some(name.body), name.place()];
        names.into_iter().flatten().filter(|name| name.chars().count() >= 3).collect()
    }

    fn sentence(&self) -> &str {
        &self.passage.text[self.sentence.clone()]
    }

    /// What stands behind the year, to the end of the sentence.
    fn rest(&self) -> &str {
        self.passage.text.get(self.year.end..self.sentence.end).unwrap_or_default().trim_start()
    }

    /// What stands before the year, from the start of the sentence.
    fn lead(&self) -> &str {
        self.passage.text.get(self.sentence.start..self.year.digits.start).unwrap_or_default().trim()
    }

    /// `2024年政府信息公开工作年度报告`
    fn is_title(&self) -> bool {
        let rest = self.rest();
        let rest = rest.strip_prefix("政府").unwrap_or(rest);
        let Some(rest) = rest.strip_prefix("信息公开") else { return false };
        ["工作年度报告", "年度报告", "工作报告", "工作年报", "年报"]
            .iter()
            .find_map(|name| rest.strip_prefix(name))
            .is_some_and(|rest| !rest.starts_with("格式") && !rest.starts_with("有关"))
    }

    /// 2021年，我局将…: what section five says of the time to come.
    fn is_plan(&self) -> bool {
        let rest = self.rest().trim_start_matches(['，', ',']);
        self.passage.prose == Prose::Problems
            && rest.split(['，', ',']).next().is_some_and(|clause| clause.contains('将'))
    }

    /// 2026年，我局主动公开信息1009条: so much is only known of a year that is over.
    fn is_done(&self) -> bool {
        let rest = self.rest();
        let counted = |(at, c): (usize, char)| {
            COUNTED.contains(c) && rest[..at].trim_end().ends_with(|c| digit(c).is_some())
        };
        self.passage.prose != Prose::Problems && !is_planned(rest) && rest.char_indices().any(counted)
    }

    /// One end of 1 January to 31 December.
    fn is_period(&self, intro: bool) -> bool {
        let day: String = self.rest().chars().filter(|c| !c.is_whitespace()).take(6).collect();
        let ends = if self.year.with_strokes {
            ["-1-1", "-01-01", "-12-3", ".1.1", ".01.01", ".12.3", "/1/1", "/01/01", "/12/3"]
        } else {
            ["1月1日", "01月01日", "12月3", "１月１日", "１２月３", "", "", "", ""]
        };
        if !ends.iter().any(|end| !end.is_empty() && day.starts_with(end)) {
            return false;
        }
        let sentence = self.sentence();
        if intro && PERIOD.any_in(sentence) {
            return true;
        }
        let sentence: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
        let whole = sentence.contains("年1月1日") && sentence.contains("12月31日");
        // 有效期, 施行: the life of a document, not the period of the figures.
        whole && !sentence.contains("有效") && !sentence.contains("行")
    }

    /// Last year's year at the head of a sentence about this year's work.
    fn is_left_over(&self) -> bool {
        let year = self.passage.year;
        let misspelt = self.year.misspelt;
        let recent = self.year.value < year && self.year.value.saturating_add(LEFT_OVER) >= year;
        let next = self.year.value == year.saturating_add(1) && self.is_done();
        if !(recent || next || misspelt) || self.compared || self.year.with_strokes {
            return false;
        }
        let sentence = self.sentence();
        if BOTH_YEARS.any_in(sentence) || years(sentence, year).iter().any(|other| other.value == year) {
            return false;
        }
        let (mut lead, rest) = (self.lead(), self.rest());
        if misspelt && is_planned(rest) && self.year.digits.len() == 4 {
            return false;
        }
        // 改进措施：2024年，我局将…
        if recent && lead.ends_with('：') && self.is_plan() {
            lead = "";
        }
        let names = self.own_names();
        if is_lead(lead) {
            let rest = rest.trim_start_matches(['，', ',', '、', ' ']);
            // 2026年，市局考评1次: the superior body, and perhaps true.
            if next && rest.starts_with(['县', '市', '区', '局']) {
                return false;
            }
            return OWN.begin(rest).is_some() || names.iter().any(|name| rest.starts_with(name));
        }
        if next || misspelt {
            return false;
        }
        if lead.ends_with("截至") || lead.ends_with("截止") || lead.ends_with("截止到") {
            let day: String = rest.chars().filter(|c| !c.is_whitespace()).take(6).collect();
            return ["12月", "底", "末", "年底", "年末"].iter().any(|end| day.starts_with(end));
        }
        let clause = lead.rsplit(['，', ',', '：', '、', '（']).next().unwrap_or_default();
        let own = names.contains(&clause) || is_self(clause);
        own && DONE.begin(rest.trim_start_matches(['，', ','])).is_some() && !COMPARED.any_in(clause)
    }
}

/// 我局, 本县, 全市: the agency itself, and nothing before it.
fn is_self(clause: &str) -> bool {
    let mut characters = clause.chars();
    matches!(characters.next(), Some('我' | '本' | '全')) && (1..=3).contains(&characters.count())
}

/// Whether what stands before a year leaves it at the head of the sentence: nothing, or an ordinal.
fn is_lead(lead: &str) -> bool {
    let lead = lead.trim_end_matches(['：', ':', ' ', '\u{3000}']);
    let lead = lead.rsplit(['：', ':']).next().unwrap_or_default();
    lead.chars().count() <= 6
        && lead.chars().all(|c| {
            c.is_whitespace()
                || c.is_ascii_digit()
                || chinese_digit(c).is_some()
                || matches!(
                    c,
                    '（' | '）' | '(' | ')' | '第' | '是' | '十' | '、' | '.' | '．' | '*' | '#' | '，' | ','
                )
        })
}
