//! Reads the period that a report states: two days, written with 年月日 or in figures.

use super::fold::narrow;
use super::notice::{HEAD_UNCLEAR, Notice};
use crate::report::Period;

/// What stands behind the year of a day, and in a day of figures behind its month too.
const PARTS: [char; 7] = ['年', '.', '/', '-', '．', '／', '－'];

/// The period that a text states, and what is to be said of it.
pub(super) fn period(text: &str) -> Option<(Period, Option<Notice>)> {
    const MOST: usize = 400;
    let dates: Vec<(usize, DateText)> =
        text.match_indices(PARTS).filter_map(|(at, part)| date_around(text, at, part)).take(MOST).collect();
    for (number, (start, from)) in dates.iter().enumerate() {
        let behind = &text[from.end..];
        let behind =
            behind.trim_start_matches(|c: char| c.is_whitespace() || "起始开（含），,零时".contains(c));
        let Some(rest) =
            ["至", "到", "——", "—", "－", "-", "~", "～", "–"].iter().find_map(|to| behind.strip_prefix(to))
        else {
            continue;
        };
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "同当本".contains(c));
        let at = text.len() - rest.len();
        let to = dates[number..].iter().map(|(_, date)| date).find(|date| date.start == at).cloned();
        let to = to.or_else(|| month_and_day(text, at, from.part, from.year));
        let Some(to) = to else { continue };
        let period = Period { from: from.iso(text), to: to.iso(text) };
        let notice = period.days().is_none().then(|| {
            let words = &text[*start..to.end];
            Notice::new(HEAD_UNCLEAR, "period", format!("统计期限“{words}”不是有效的日期，已按原文保留"))
        });
        return Some((period, notice));
    }
    malformed_period(text)
}

/// A period in which a day is not written as one: `自20251月1日至2025年12月31日`.
fn malformed_period(text: &str) -> Option<(Period, Option<Notice>)> {
    const LONGEST: usize = 60;
    let at = ["统计期限", "统计时限", "数据期限", "起止时间"]
        .iter()
        .find_map(|word| text.find(word).map(|at| at + word.len()))?;
    let sentence = text[at..].split(['。', '；', '\n', '，']).next()?;
    let span = sentence.trim_start_matches(['为', '是', '自', '从', '：', ':', ' ']);
    let (from, to) = ["至", "到", "—", "-"].iter().find_map(|mark| span.split_once(mark))?;
    let dated = |words: &str| words.len() <= LONGEST && words.chars().any(|c| c.is_ascii_digit());
    let (from, to) = (from.trim().trim_end_matches('起'), to.trim().trim_end_matches('止'));
    (dated(from) && dated(to)).then(|| {
        let notice = Notice::new(
            HEAD_UNCLEAR,
            "period",
            format!("统计期限“{}”不是有效的日期，已按原文保留", span.trim()),
        );
        (Period { from: from.to_owned(), to: to.to_owned() }, Some(notice))
    })
}

#[derive(Debug, Clone)]
struct DateText {
    start: usize,
    end: usize,
    /// What stands behind the year.
    part: char,
    year: u16,
    month: u16,
    day: u16,
}

impl DateText {
    /// The date as `2022-01-01`; as written where there is no such day.
    fn iso(&self, text: &str) -> String {
        self.day().unwrap_or_else(|| text[self.start..self.end].to_owned())
    }

    fn day(&self) -> Option<String> {
        let iso = format!("{:04}-{:02}-{:02}", self.year, self.month, self.day);
        iso.parse::<crate::report::Day>().is_ok().then_some(iso)
    }
}

/// The date of whose year what stands at a place is the end.
fn date_around(text: &str, at: usize, part: &str) -> Option<(usize, DateText)> {
    let before = text[..at].trim_end();
    let digits: Vec<(usize, char)> =
        before.char_indices().rev().take(5).take_while(|(_, c)| narrow(*c).is_ascii_digit()).collect();
    let (start, _) = *digits.get(3).filter(|_| digits.len() == 4)?;
    let year = number(&before[start..])?;
    let part = part.chars().next()?;
    let date = month_and_day(text, at + part.len_utf8(), part, year)?;
    Some((start, DateText { start, ..date }))
}

/// The month and the day at a place, parted from the year as they are from each other: by 年 or a mark.
fn month_and_day(text: &str, at: usize, part: char, year: u16) -> Option<DateText> {
    const LONGEST: usize = 40;
    let window = &text[at..text.floor_char_boundary((at + LONGEST).min(text.len()))];
    let words = part == '年';
    let (month, rest) = window.split_once(if words { '月' } else { part })?;
    let day = if words {
        rest.split_once(['日', '号'])?.0
    } else {
        let indent = rest.len() - rest.trim_start().len();
        let figures = rest[indent..].find(|c| !narrow(c).is_ascii_digit());
        figures.map_or(rest, |figures| &rest[..indent + figures])
    };
    let before = window.len() - rest.len() + day.len();
    let end = at + before + if words { '日'.len_utf8() } else { 0 };
    let date = DateText { start: at, end, part, year, month: number(month)?, day: number(day)? };
    // Figures with marks between them are many things; a day that is none is not meant as one.
    (words || date.day().is_some()).then_some(date)
}

fn number(text: &str) -> Option<u16> {
    let digits: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    if digits.len() > 4 { None } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_is_read_in_variants_and_kept_when_malformed() {
        for (text, from, to, odd) in [
            ("自2022年1月1日至2022年12月31日。", "2022-01-01", "2022-12-31", false),
            ("自2022年1月1日起至2022年12月31日止。", "2022-01-01", "2022-12-31", false),
            ("期限为2022 年 1 月 1 日—12 月 31 日", "2022-01-01", "2022-12-31", false),
            ("统计期限：2022.1.1-2022.12.31", "2022-01-01", "2022-12-31", false),
            ("统计期限：2022/1/1-2022/12/31。", "2022-01-01", "2022-12-31", false),
            ("统计期限为2022-01-01至2022-12-31。", "2022-01-01", "2022-12-31", false),
            ("统计期限：2022-01-01-2022-12-31", "2022-01-01", "2022-12-31", false),
            ("统计期限：2022. 1. 1—12. 31", "2022-01-01", "2022-12-31", false),
            ("统计期限：２０２２．１．１－２０２２．１２．３１。", "2022-01-01", "2022-12-31", false),
            ("统计期限：2022年1月1日-2022.12.31。", "2022-01-01", "2022-12-31", false),
            ("统计期限：2022.1.1-2022.12.32。", "2022.1.1", "2022.12.32", true),
            ("自2022年1月1日至2022年12月32日。", "2022-01-01", "2022年12月32日", true),
            ("统计期限自20221月1日至2022年12月31日。", "20221月1日", "2022年12月31日", true),
        ] {
            let (period, notice) = period(text).unwrap_or_default();
            assert_eq!(
                (period.from.as_str(), period.to.as_str(), notice.is_some()),
                (from, to, odd),
                "{text}"
            );
        }
        for text in ["2022年，我局印发了文件。", "电话：2022-1234-5678", "2022.1.1-2页"] {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
