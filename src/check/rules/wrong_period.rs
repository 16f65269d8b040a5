//! N06: the period is not 1 January to 31 December, or no period at all.

use std::ops::Range;

use crate::check::wording::{Words, digit, is_han, sentences};
use crate::check::{Change, Finding, Guide, Look, Place, Rule, Severity, Writing, told};
use crate::form::Prose;
use crate::report::Period;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N06",
    name: "wrong-period",
    title: "统计期限不是全年",
    severity: Severity::Error,
    look: Look::Writing(look),
    guide: told(Guide {
        checks: "报告的统计期限，以及导语中写的统计期限，是否为报告年度的 1 月 1 日至 12 月 31 日；日期有没有写错（如“20251月1日”）。",
        why: "年度报告反映上一年度的工作（条例第四十九条），各项数据统计到当年 12 月 31 日（国办公开办函〔2021〕30号）。",
        example: "导语写着“自2025年1月1日至2025年12月30日”。",
        remedy: "点“改为…”。",
    }),
};

const FIRST: (u32, u32) = (1, 1);
const LAST: (u32, u32) = (12, 31);

fn look(writing: &Writing, findings: &mut Vec<Finding>) {
    findings.extend(head(writing));
    let text = writing.narrative.get(Prose::Intro);
    for sentence in sentences(text) {
        prose(writing.year, text, sentence, findings);
    }
}

/// The period that the report carries.
fn head(writing: &Writing) -> Option<Finding> {
    let year = u32::from(writing.year);
    let is = |text: &str, (month, day): (u32, u32)| numbers(text) == [year, month, day];
    let Period { from, to } = writing.period;
    if is(from, FIRST) && is(to, LAST) {
        return None;
    }
    let right = Period::of_year(writing.year);
    let shown =
        |text: &str| if text.trim().is_empty() { "未填".to_owned() } else { text.trim().to_owned() };
    let stands = format!("{} 至 {}", shown(from), shown(to));
    let should = format!("{} 至 {}", right.from, right.to);
    let message = format!("统计期限是 {stands}，应为 {should}");
    Some(
        Finding::new(&RULE, Place::Head("period"), message)
            .values(stands, &should)
            .fix(format!("改为 {should}"), vec![Change::Period(right)]),
    )
}

/// The numbers of a date in whatever dress.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| digit(c).is_none())
        .filter(|part| !part.is_empty())
        .map(|part| value(part).unwrap_or(u32::MAX))
        .collect()
}

fn value(digits: &str) -> Option<u32> {
    digits.chars().try_fold(0_u32, |value, c| value.checked_mul(10)?.checked_add(digit(c)?))
}

/// A day as written, however badly.
struct Day {
    range: Range<usize>,
    /// Month and day, where both can be made out.
    date: Option<(u32, u32)>,
    /// Digits run together before 月: 20251月1日. Or a unit twice: 31日日.
    run_together: bool,
    /// A month without its day.
    bare: bool,
}

/// The period itself is spoken of, and not anything else that has its months.
const PERIOD: [&str; 4] = ["统计期限", "统计时限", "统计时段", "数据期限"];

const EMPTY: &str = "年月日至年月日";

static OF_THE_FIGURES: Words = Words::new(&["统计", "数据", "期限", "时限", "时段"]);

/// The period that a sentence of the introduction states, if it does, and days that are none.
fn prose(year: u16, text: &str, sentence: Range<usize>, findings: &mut Vec<Finding>) {
    let days = days(text, sentence.clone());
    let of_the_period = PERIOD.iter().any(|words| text[sentence.clone()].contains(words));
    let period = format!("{year}年1月1日至{year}年12月31日");
    if let Some(at) = text[sentence.clone()].find(EMPTY).filter(|_| of_the_period) {
        let range = sentence.start + at..sentence.start + at + EMPTY.len();
        let change = Change::Prose(Prose::Intro, range.clone(), period.clone());
        findings.push(
            Finding::new(
                &RULE,
                Place::Prose(Prose::Intro, Some(range)),
                format!("统计期限没有填，应为“{period}”"),
            )
            .values(EMPTY, &period)
            .fix(format!("改为 {period}"), vec![change]),
        );
    }
    let joined = |index: usize| match (days.get(index), days.get(index + 1)) {
        (Some(from), Some(to)) => connects(&text[from.range.end..to.range.start]),
        _ => false,
    };
    let mut index = 0;
    while index < days.len() {
        let pair = joined(index);
        let these = &days[index..=index + usize::from(pair)];
        index += these.len();
        let bare = these.iter().any(|day| day.bare);
        let of_figures = if bare {
            of_the_period
        } else {
            OF_THE_FIGURES.any_in(&text[sentence.clone()])
                || these[0].date == Some(FIRST)
                || these.last().is_some_and(|day| day.date == Some(LAST))
        };
        let is_wrong = |(day, right): &(&Day, (u32, u32))| {
            day.run_together || pair && of_figures && day.date != Some(*right)
        };
        let ends = || these.iter().zip([FIRST, LAST]);
        let any = ends().any(|end| is_wrong(&end));
        // Beside a wrong day a month gets its own.
        let wrong: Vec<_> = ends().filter(|end| any && (end.0.bare || is_wrong(end))).collect();
        let (Some(from), Some(to)) = (these.first(), these.last()) else { continue };
        if wrong.is_empty() {
            continue;
        }
        let range = from.range.start..to.range.end;
        let should = match (pair, from.date) {
            (true, _) => period.clone(),
            (false, Some((month, day))) => format!("{year}年{month}月{day}日"),
            (false, None) => continue,
        };
        let changes = wrong
            .iter()
            .map(|(day, right)| {
                let (month, number) = if pair { *right } else { day.date.unwrap_or(*right) };
                Change::Prose(Prose::Intro, day.range.clone(), format!("{year}年{month}月{number}日"))
            })
            .collect();
        let what = if pair { "统计期限" } else { "日期" };
        let message = format!("{what}写的是“{}”，应为“{should}”", &text[range.clone()]);
        let stands = text[range.clone()].to_owned();
        findings.push(
            Finding::new(&RULE, Place::Prose(Prose::Intro, Some(range)), message)
                .values(stands, &should)
                .fix(format!("改为 {should}"), changes),
        );
    }
}

/// Whether two days with this between them are the ends of a period.
fn connects(between: &str) -> bool {
    let joint = |c: char| "至到－-—–~～".contains(c);
    between.contains(joint)
        && between.chars().all(|c| joint(c) || c.is_whitespace() || "起止截，,（）".contains(c))
}

/// The days in a part of a text.
fn days(text: &str, part: Range<usize>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for (offset, unit) in text[part.clone()].match_indices(['月', '日']) {
        let start = days.last().map_or(part.start, |day| day.range.end);
        let at = part.start + offset;
        if unit == "月" {
            days.extend(day_around(text, start..part.end, at));
        } else if at >= start {
            days.extend(day_without_month(text, start..at));
        }
    }
    days
}

/// `2025年11日`: between the two a month is lost.
fn day_without_month(text: &str, head: Range<usize>) -> Option<Day> {
    let words = &text[head.clone()];
    let day = trailing_digits(words);
    let before = words[..words.len() - day.len()].strip_suffix('年')?;
    let year = trailing_digits(before);
    let range = head.start + before.len() - year.len()..head.end + '日'.len_utf8();
    (!day.is_empty() && year.len() == 4).then_some(Day {
        range,
        date: None,
        run_together: false,
        bare: false,
    })
}

/// The day around a 月: `2025年1月1日`, `1月1日`, `20251月1日`, `2025年12月31`.
fn day_around(text: &str, part: Range<usize>, at: usize) -> Option<Day> {
    let head = text.get(part.start..at)?.trim_end();
    let month = trailing_digits(head);
    let before_month = &head[..head.len() - month.len()];
    let tail = text.get(at + '月'.len_utf8()..part.end)?;
    let gap = tail.len() - tail.trim_start().len();
    let number = leading_digits(tail.trim_start());
    let bare = number.is_empty();
    if month.is_empty() || bare && month.len() > 2 {
        return None;
    }
    let behind = &tail.trim_start()[number.len()..];
    let is_unit = |c: &char| matches!(c, '日' | '号');
    let unit = behind.trim_start().chars().next().filter(|c| !bare && is_unit(c));
    let spaces = if unit.is_some() { behind.len() - behind.trim_start().len() } else { 0 };
    let gap = if bare { 0 } else { gap };
    let mut end = at + '月'.len_utf8() + gap + number.len() + spaces + unit.map_or(0, char::len_utf8);
    // 31日日, but not 31日日均.
    let mut behind = text[end..part.end].chars();
    let again = behind.next().filter(|c| unit.is_some() && is_unit(c));
    let again = again.filter(|_| behind.next().is_none_or(|c| !is_han(c) || "止至到起".contains(c)));
    end += again.map_or(0, char::len_utf8);

    let mut start = before_month.len();
    let mut year_digits = 4;
    if let Some(before_nian) = before_month.trim_end().strip_suffix('年') {
        let year = trailing_digits(before_nian.trim_end());
        // 今年1月1日 has no digits before 年: the day begins with its month.
        if !year.is_empty() {
            year_digits = year.chars().count();
            start = before_nian.trim_end().len() - year.len();
        }
    }
    let run_together = again.is_some() || month.chars().count() > 2 || !matches!(year_digits, 2 | 4);
    // 20251月: the last digits are the month, where the first four are the year.
    let month = if month.chars().count() > 4 { &month[month.char_indices().nth(4)?.0..] } else { month };
    let date = match (value(month), value(number)) {
        (Some(1), _) if bare => Some(FIRST),
        (Some(12), _) if bare => Some(LAST),
        (Some(month), Some(day))
            if unit.is_some() && (1..=12).contains(&month) && (1..=31).contains(&day) =>
        {
            Some((month, day))
        }
        _ => None,
    };
    Some(Day { range: part.start + start..end, date, run_together: run_together && !bare, bare })
}

fn trailing_digits(text: &str) -> &str {
    &text[text.trim_end_matches(|c| digit(c).is_some()).len()..]
}

fn leading_digits(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(|c| digit(c).is_some()).len()]
}
