//! Reads what stands before the first section: title, introduction, period; and tells them from the words of
//! the page around them.

use std::ops::Range;

use super::fold::narrow;
use super::notice::{Notice, PAGE_WORDS, has_content};
use super::page_words::is_page_words;
use super::prose::paragraphs;
use crate::form::Prose;

/// What the head of a report says.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The agency, as the title names it; empty when there is no title.
    pub(super) agency: String,
    /// The year in the title.
    pub(super) year: Option<u16>,
    /// The introduction.
    pub(super) intro: String,
    /// What is to be said.
    pub(super) notices: Vec<Notice>,
}

/// The title in a text, without what stands around it.
pub(super) fn words(text: &str) -> Option<&str> {
    title(text).map(|title| text[title.range].trim())
}

/// Reads the head.
pub(super) fn head(text: &str) -> Head {
    let mut head = Head::default();
    let body = match title(text) {
        Some(title) if title.stands_alone => {
            // Pages print the title above the report once more; that says nothing new.
            let above: Vec<&str> =
                text[..title.range.start].lines().filter(|line| !title.is_repeated_in(line)).collect();
            head.page_words(&above.join("\n"));
            head.agency = title.agency;
            head.year = title.year;
            &text[title.range.end..]
        }
        // The words with which a paragraph of the introduction begins: they say of whom it is, and stay.
        Some(title) => {
            head.agency = title.agency;
            head.year = title.year;
            text
        }
        None => text,
    };
    let start = intro_start(body);
    head.page_words(&body[..start]);
    head.intro = paragraphs(&body[start..]);
    head
}

impl Head {
    fn page_words(&mut self, words: &str) {
        if has_content(words) {
            let words = words.trim();
            self.notices.push(Notice::new(
                PAGE_WORDS,
                Prose::Intro.path(),
                format!("报告正文之前的网页文字未导入：“{words}”"),
            ));
        }
    }
}

struct Title {
    range: Range<usize>,
    agency: String,
    year: Option<u16>,
    weight: u32,
    /// Whether nothing but words of the page stands behind it in its line, or the text is not in lines there.
    stands_alone: bool,
}

impl Title {
    /// Whether a line holds this title and nothing else, but for the name of a field (`标题：`).
    fn is_repeated_in(&self, line: &str) -> bool {
        const MOST: usize = 400;
        line.len() <= MOST
            && title(line).is_some_and(|other| {
                let before = line[..other.range.start].trim().trim_end_matches([':', '：']);
                (&other.agency, other.year) == (&self.agency, self.year)
                    && matches!(before, "" | "标题" | "名称")
                    && !has_content(&line[other.range.end..])
            })
    }
}

/// The title: agency, year, 政府信息公开工作年度报告, in one line or several. Printed more than once, as pages
/// do above their text, it is the last one that is not the beginning of a paragraph.
fn title(text: &str) -> Option<Title> {
    const MOST: usize = 200;
    let titles: Vec<Title> = text
        .match_indices("报告")
        .chain(text.match_indices("報告"))
        .take(MOST)
        .filter_map(|(at, word)| title_ending(text, at + word.len()))
        .collect();
    let best = titles.iter().max_by_key(|title| (title.weight, title.range.start))?;
    let (agency, year, weight) = (best.agency.clone(), best.year, best.weight);
    titles
        .into_iter()
        .filter(|title| title.agency == agency && title.year == year && title.weight >= weight.min(2))
        .max_by_key(|title| (title.stands_alone, title.range.start))
}

/// What follows 政府信息公开 in a title.
const KINDS: [&str; 10] = [
    "工作年度报告",
    "年度报告",
    "工作报告",
    "工作情况年度报告",
    "情况年度报告",
    "年度工作报告",
    "工作年度報告",
    "年度報告",
    "工作報告",
    "工作情况报告",
];

/// The title that ends with a given 报告.
fn title_ending(text: &str, end: usize) -> Option<Title> {
    const LONGEST: usize = 240;
    let from = text.floor_char_boundary(end.saturating_sub(LONGEST));
    let window = &text[from..end];
    let subject = ["政府信息公开", "政府資訊公開", "政府信息公開"]
        .iter()
        .filter_map(|subject| window.rfind(subject))
        .max()?;
    let between: String = window[subject..].chars().filter(|c| !c.is_whitespace()).collect();
    let kind: String = between.chars().skip("政府信息公开".chars().count()).collect();
    if !KINDS.contains(&kind.as_str()) {
        return None;
    }
    let before = window[..subject].trim_end();
    let (year, agency_end, end) = match year_ending(before) {
        Some((year, start)) => (Some(year), start, end),
        None => match year_beginning(&text[end..]) {
            Some((year, length)) => (Some(year), before.len(), end + length),
            None => (None, before.len(), end),
        },
    };
    let (start, agency) = agency(&window[..agency_end])?;
    let rest = text[end..].lines().next().unwrap_or_default();
    let goes_on = ["格式", "有关", "的通知", "编制", "》", "，", "等", "由", "的"];
    if goes_on.iter().any(|word| rest.trim_start().starts_with(word))
        || year.is_none() && !rest.trim().is_empty()
    {
        return None;
    }
    let start = from + start;
    let first_in_line =
        text[..start].trim_end_matches([' ', '\u{3000}']).chars().next_back().is_none_or(|c| c == '\n');
    let weight = match rest.chars().next() {
        None if first_in_line => 4,
        None => 3,
        Some(c) if !c.is_alphanumeric() => 2,
        Some(_) if first_in_line => 2,
        Some(_) => 1,
    };
    let apart = rest.starts_with(char::is_whitespace) && !rest.contains(['。', '；']);
    let stands_alone = apart || !has_content(rest) || !text[end..].contains('\n');
    Some(Title { range: start..end, agency, year, weight, stands_alone })
}

/// The agency with which a text ends, and where it begins. Where the line says nothing, the line before does.
fn agency(text: &str) -> Option<(usize, String)> {
    const LONGEST: usize = 40;
    let text = text.trim_end();
    let text = text.strip_suffix("关于").unwrap_or(text).trim_end();
    let marks = ['\n', '\t', ' ', '\u{3000}', ':', '：', '>', '》', '→', '。', '，', '“', '!', '|', '='];
    let start = text.rfind(marks).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let name = text[start..].trim();
    let named = name.chars().count() <= LONGEST
        && !["关于", "根据", "依据", "按照", "《"].iter().any(|word| name.contains(word));
    named.then(|| (start, name.to_owned()))
}

/// A year with which a text ends: `2022年`, `2022年度`, `二〇二二年`, perhaps in brackets; and where it begins.
fn year_ending(text: &str) -> Option<(u16, usize)> {
    let trimmed = text.trim_end_matches([')', '）', ' ']);
    let trimmed = trimmed.strip_suffix('度').unwrap_or(trimmed).trim_end();
    let digits_end = trimmed.strip_suffix('年')?.trim_end();
    let start = digits_end.char_indices().rev().nth(3).map(|(at, _)| at)?;
    let year = year(&digits_end[start..])?;
    let opened = digits_end[..start].trim_end_matches(['(', '（', ' ']);
    Some((year, opened.len()))
}

/// A year in brackets with which a text begins: `（2022年度）`; and how long that is.
fn year_beginning(text: &str) -> Option<(u16, usize)> {
    let inner = text.trim_start().strip_prefix(['（', '('])?.trim_start();
    let digits = inner.char_indices().nth(4).map(|(at, _)| &inner[..at])?;
    let year = year(digits)?;
    let close = text.find(['）', ')'])?;
    let length = close + text[close..].chars().next().map_or(1, char::len_utf8);
    (length < 40).then_some((year, length))
}

/// Four digits, Arabic or Chinese, that are a year of such reports.
pub(super) fn year(digits: &str) -> Option<u16> {
    let mut year = 0;
    for c in digits.chars() {
        let digit = match narrow(c) {
            '〇' | '○' | '零' | 'O' => 0,
            c => match "一二三四五六七八九".chars().position(|numeral| numeral == c) {
                Some(position) => u16::try_from(position + 1).ok()?,
                None => u16::try_from(c.to_digit(10)?).ok()?,
            },
        };
        year = year * 10 + digit;
    }
    (2008..=2099).contains(&year).then_some(year)
}

/// The year that a text names most often, for reports without a title.
pub(super) fn year_named_most(text: &str) -> Option<u16> {
    let mut counts = [0_usize; 92];
    for (at, _) in text.match_indices('年') {
        let before = text[..at].trim_end();
        let Some((start, _)) = before.char_indices().rev().nth(3) else { continue };
        if let Some(year) = year(&before[start..]) {
            counts[usize::from(year - 2008)] += 1;
        }
    }
    let (index, count) =
        counts.iter().enumerate().max_by_key(|(index, count)| (**count, std::cmp::Reverse(*index)))?;
    (*count > 0).then(|| u16::try_from(index).ok().map(|index| 2008 + index)).flatten()
}

/// Where the introduction begins: at the first sentence, behind the words of the page, a table of contents, a
/// subtitle.
fn intro_start(text: &str) -> usize {
    const OPENINGS: [&str; 14] = [
        "根据《",
        "根据国",
        "根据中",
        "依据《",
        "依照《",
        "按照《",
        "按照国",
        "按照中",
        "本报告",
        "本年度报告",
        "本年报",
        "现将",
        "为贯彻",
        "为进一步",
    ];
    let mut start = 0;
    let mut first_words = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let sentence =
            content.contains(['。', '；']) || OPENINGS.iter().any(|opening| content.starts_with(opening));
        if sentence && !is_remark(content) {
            // Page words and introduction run together on one line.
            let first = OPENINGS.iter().filter_map(|opening| line.find(opening)).min();
            let before = first.map_or("", |first| &line[..first]);
            let skips = before.ends_with(char::is_whitespace)
                && !before.contains(['。', '，', '；'])
                && title(before).is_none();
            return start + if skips { before.len() } else { 0 };
        }
        if first_words.is_none() && has_content(content) && !is_page_words(content) && !is_remark(content) {
            first_words = Some(start);
        }
        start += line.len();
    }
    // Without a sentence, whatever is not of the page is the introduction.
    first_words.unwrap_or(text.len())
}

/// A remark in brackets, a drawn line.
fn is_remark(line: &str) -> bool {
    line.starts_with(['[', '=']) || line.starts_with('（') && line.ends_with('）')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_agency_and_year_in_many_ways() {
        for (text, agency, year) in [
            ("云川县水务局 2022年政府信息公开工作年度报告\n", "云川县水务局", 2022),
            ("云川县水务局2022年度政府信息公开工作年度报告", "云川县水务局", 2022),
            ("云川县水务局\n2022 年政府信息公开工作\n年度报告\n", "云川县水务局", 2022),
            ("云川县水务局关于2022年政府信息公开工作年度报告", "云川县水务局", 2022),
            ("云川县水务局政府信息公开工作年度报告（2022年度）", "云川县水务局", 2022),
            ("标题: 云川县水务局2022年政府信息公开年度报告\n发布时间: 2023-01-20", "云川县水务局", 2022),
            ("云川县水务局二〇二二年政府信息公开工作年度报告", "云川县水务局", 2022),
            ("当前位置：首页 云川县2022年政府信息公开工作年度报告 来源：办公室", "云川县", 2022),
        ] {
            let head = head(text);
            assert_eq!((head.agency.as_str(), head.year), (agency, Some(year)), "{text}");
        }
    }

    #[test]
    fn a_notice_cited_in_the_introduction_is_no_title() {
        let text = "根据《关于编制公布2021年政府信息公开工作年度报告有关事项的通知》要求编制。";
        assert_eq!(head(text).agency, "");
        assert_eq!(head(text).intro, text);
    }

    #[test]
    fn a_title_with_which_the_introduction_begins_is_part_of_it() {
        let title = "云川县水务局2022年政府信息公开工作年度报告";
        for behind in
            ["根据《条例》编制。", " 根据《条例》编制。", "（以下简称报告）公布如下。", "：一年来平稳。"]
        {
            let intro = format!("{title}{behind}");
            for text in [format!("{title}\n{intro}\n"), format!("打印 关闭\n{intro}\n")] {
                let head = head(&text);
                assert_eq!((head.agency.as_str(), head.year), ("云川县水务局", Some(2022)), "{text}");
                assert_eq!(head.intro, intro, "{text}");
            }
        }
        // Where the lines of a page are lost, a title is what stands in front.
        assert_eq!(head(&format!("{title}根据《条例》编制。")).intro, "根据《条例》编制。");
        assert_eq!(head(&format!("{title}\n{title}\n根据《条例》编制。\n")).intro, "根据《条例》编制。");
    }
}
