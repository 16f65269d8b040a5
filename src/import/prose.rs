//! Reads the prose: 总体情况 with its five aspects, 存在的主要问题, 其他需要报告的事项. Words are kept to the
//! letter; only blank lines and the indentation of paragraphs go.

use std::ops::Range;

use super::aspect::{aspect, number};
use super::fold::{fold, narrow};
use super::label::ordinal_end;
use super::notice::{Notice, PAGE_WORDS, PROSE_GUESSED, has_content};
use super::page_words::page_words_behind;
use crate::form::{Prose, Section};

/// The paragraphs of a text: no blank lines, no indentation.
pub(super) fn paragraphs(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The last section, without the words of the page that follow it.
pub(super) fn last(text: &str, prose: Prose, notices: &mut Vec<Notice>) -> String {
    let end = page_words_behind(text);
    if has_content(&text[end..]) {
        let words = text[end..].trim();
        notices.push(Notice::new(
            PAGE_WORDS,
            prose.path(),
            format!("报告正文之后的网页文字未导入：“{words}”"),
        ));
    }
    paragraphs(&text[..end])
}

/// A sub-heading of 总体情况.
#[derive(Debug, Clone)]
struct SubHeading {
    prose: Prose,
    range: Range<usize>,
    style: Style,
    number: Option<usize>,
    /// Whether it is the aspect's name and no more.
    plain: bool,
    /// Whether it begins a line.
    first_in_line: bool,
    /// Whether an earlier one names the aspect: the words of this one stay with the text that they part from it.
    again: bool,
}

/// How a sub-heading is numbered. Sub-headings of one level are numbered alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// （一）
    Bracketed,
    /// （1）
    BracketedArabic,
    /// 1.
    Arabic,
    /// 一、
    Chinese,
    /// 一是
    Counted,
    /// None.
    Bare,
}

const STYLES: [Style; 6] =
    [Style::Bracketed, Style::Arabic, Style::Chinese, Style::BracketedArabic, Style::Counted, Style::Bare];

/// Reads 总体情况: the text of each aspect, in the order of the report.
pub(super) fn overview(text: &str, notices: &mut Vec<Notice>) -> Vec<(Prose, String)> {
    let headings = sub_headings(text);
    let mut aspects: Vec<(Prose, String)> = Vec::new();
    let lead = paragraphs(&text[..headings.first().map_or(text.len(), |first| first.range.start)]);
    if !lead.is_empty() {
        let why = if headings.is_empty() {
            "“总体情况”没有分小标题，全文放在“主动公开”"
        } else {
            "第一个小标题之前的文字放在“主动公开”的开头"
        };
        notices.push(Notice::new(PROSE_GUESSED, Prose::Proactive.path(), why));
        aspects.push((Prose::Proactive, lead));
    }
    for (index, heading) in headings.iter().enumerate() {
        let end = headings.get(index + 1).map_or(text.len(), |next| next.range.start);
        let words = text[heading.range.clone()].trim();
        if !heading.plain {
            let text = format!("小标题“{words}”读作“{}”", heading.prose.label());
            notices.push(Notice::new(PROSE_GUESSED, heading.prose.path(), text));
        }
        let prose = if heading.again {
            paragraphs(&text[heading.range.start..end])
        } else {
            paragraphs(text[heading.range.end..end].trim_start_matches(['。', '：', ':', '.']))
        };
        match aspects.iter_mut().find(|(aspect, _)| *aspect == heading.prose) {
            Some((_, before)) if before.is_empty() => *before = prose,
            Some((_, before)) if !prose.is_empty() => {
                before.push('\n');
                before.push_str(&prose);
            }
            Some(_) => {}
            None => aspects.push((heading.prose, prose)),
        }
    }
    aspects
}

/// Whether a text has sub-headings of at least two aspects: it is 总体情况, whatever stands above it.
pub(super) fn overview_start(text: &str) -> Option<usize> {
    let headings = sub_headings(text);
    (headings.len() >= 2).then(|| headings[0].range.start)
}

/// The sub-headings in the one style that names the most aspects, those by their very names counting twice; each
/// aspect once, and further ones behind them.
fn sub_headings(text: &str) -> Vec<SubHeading> {
    let all = candidates(text);
    let mut best = Vec::new();
    let mut most = 0;
    for style in STYLES {
        let of_style: Vec<&SubHeading> = all.iter().filter(|heading| heading.style == style).collect();
        let mut chosen: Vec<SubHeading> = Vec::new();
        for prose in Section::Overview.prose() {
            let named = || of_style.iter().filter(|heading| heading.prose == prose);
            let first = named().find(|heading| heading.plain).or_else(|| named().next());
            chosen.extend(first.map(|heading| (*heading).clone()));
        }
        chosen.sort_by_key(|heading| heading.range.start);
        let weight = chosen.iter().map(|heading| 1 + usize::from(heading.plain)).sum();
        if weight > most {
            further(&mut chosen, &of_style);
            (best, most) = (chosen, weight);
        }
    }
    best
}

/// Adds the sub-headings that go on counting behind the last and name an aspect that was written before:
/// （六）工作考核、社会评议 behind （五）平台建设.
fn further(chosen: &mut Vec<SubHeading>, all: &[&SubHeading]) {
    for heading in all {
        let Some(last) = chosen.last() else { return };
        let behind = heading.range.start > last.range.start && heading.number > last.number;
        if behind && heading.first_in_line && heading.prose != last.prose {
            chosen.push(SubHeading { again: true, ..(*heading).clone() });
        }
    }
}

fn candidates(text: &str) -> Vec<SubHeading> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let content = line.trim();
        start += line.len();
        if content.is_empty() {
            continue;
        }
        let at = start - line.len() + indent;
        found.extend(sub_heading(content, at, true));
        for (offset, c) in content.char_indices() {
            let after = offset + c.len_utf8();
            let rest = &content[after..];
            // Amid a line a sub-heading follows a stop or a blank, and has a number.
            if (matches!(c, '。' | '；' | '！' | '…' | '”' | '）') || c.is_whitespace()) && !rest.is_empty()
            {
                found.extend(sub_heading(rest, at + after, false).filter(|sub| sub.style != Style::Bare));
            }
        }
    }
    found
}

/// The sub-heading with which a text begins.
fn sub_heading(text: &str, at: usize, line: bool) -> Option<SubHeading> {
    const LONGEST: usize = 30;
    let indent = text.len() - text.trim_start().len();
    let (text, at) = (&text[indent..], at + indent);
    let (style, ordinal) = style(text)?;
    let body = &text[ordinal..];
    let stop = body.trim_start().find(|c: char| {
        c.is_whitespace() || c.is_ascii_digit() || matches!(c, '。' | '：' | ':' | '，' | ',' | '；' | '…')
    });
    let stop = stop.map_or(body.len(), |stop| stop + (body.len() - body.trim_start().len()));
    let words = &body[..stop];
    let ends = body[stop..].chars().next();
    let whole_line = line && body[stop..].trim_matches(['。', '：', ':', ' ']).is_empty();
    let delimited = whole_line || (style != Style::Bare && !matches!(ends, Some('，' | ',' | '；')));
    if !delimited || words.chars().count() > LONGEST || (style == Style::Bare && !whole_line) {
        return None;
    }
    // Amid running text the figures behind a heading do not part it from a sentence such as 主动公开信息5条.
    let figure = ends.is_some_and(|c| c.is_ascii_digit());
    let year = figure && body[stop..].chars().take_while(char::is_ascii_digit).count() == 4;
    if figure && !year {
        return None;
    }
    let count = number(&text[..ordinal]);
    // Amid a line a number counts sentences as often as headings: there the words alone have to say it.
    let prose = aspect(words, count.filter(|_| line))?;
    let plain = is_plain(words, prose);
    // Only a name is one without a number, or behind one that sentences have.
    (plain || !matches!(style, Style::Bare | Style::Counted)).then(|| SubHeading {
        prose,
        range: at..at + ordinal + stop,
        style,
        number: count,
        plain,
        first_in_line: line,
        again: false,
    })
}

/// How a text is numbered, and where the number ends.
fn style(text: &str) -> Option<(Style, usize)> {
    if let Some(counted) = text.char_indices().nth(1).filter(|(_, c)| *c == '是') {
        return text
            .starts_with(super::label::is_numeral)
            .then_some((Style::Counted, counted.0 + '是'.len_utf8()));
    }
    let end = ordinal_end(text);
    let first = text.chars().next()?;
    Some(match first {
        _ if end == 0 => (Style::Bare, 0),
        '（' | '(' if text[..end].chars().any(|c| narrow(c).is_ascii_digit()) => {
            (Style::BracketedArabic, end)
        }
        '（' | '(' | '㈠'..='㈩' => (Style::Bracketed, end),
        c if super::label::is_numeral(c) => (Style::Chinese, end),
        _ => (Style::Arabic, end),
    })
}

/// Whether a sub-heading is the aspect's name with no more than 方面, 情况 or 工作 beside it.
fn is_plain(words: &str, prose: Prose) -> bool {
    let words: String = fold(words[style(words).map_or(0, |(_, end)| end)..].trim()).into_iter().collect();
    let label: String = fold(prose.label()).into_iter().collect();
    let mut rest = words.replacen(&label, "", 1);
    if rest == words {
        rest = words.replacen(label.trim_start_matches("政府信息公开").trim_start_matches("政府"), "", 1);
    }
    for filler in ["政府信息公开", "政府信息", "方面", "情况", "工作", "的"] {
        rest = rest.replace(filler, "");
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(Prose, String)>, Vec<Notice>) {
        let mut notices = Vec::new();
        (overview(text, &mut notices), notices)
    }

    fn aspects(text: &str) -> Vec<Prose> {
        read(text).0.into_iter().map(|(prose, _)| prose).collect()
    }

    const FIVE: [Prose; 5] =
        [Prose::Proactive, Prose::OnRequest, Prose::Management, Prose::Platform, Prose::Supervision];

    #[test]
    fn five_aspects_are_found_under_sub_headings_of_any_style() {
        for text in [
            "（一）主动公开方面\n甲\n（二）依申请公开方面\n乙\n（三）政府信息管理方面\n丙\n（四）政府信息公开平台建设\n丁\n（五）监督保障方面\n戊",
            "1.主动公开情况\n甲\n2.依申请公开情况\n乙\n3.政府信息管理情况\n丙\n4.平台建设情况\n丁\n5.监督保障情况\n戊",
            "（一）主动公开。甲。（二）依申请公开。乙。（三）政府信息管理。丙。（四）平台建设。丁。（五）监督保障。戊。",
            "主动公开\n甲\n依申请公开\n乙\n政府信息管理\n丙\n政府信息公开平台建设\n丁\n监督保障\n戊",
        ] {
            assert_eq!(aspects(text), FIVE, "{text}");
            assert_eq!(read(text).1, []);
        }
    }

    #[test]
    fn aspects_are_found_under_sub_headings_in_other_words() {
        for text in [
            "（一）主动公开政府信息情况\n甲\n（二）政府信息公开申请办理情况\n乙\n（三）政府信息资源规范化、标准化管理情况\n丙\n（四）政务公开阵地建设\n丁\n（五）教育培训及监督保障\n戊",
            "（一）主动公开情况。甲。\n（二）依申请公开办理情况：乙。\n（三）政府信息规范化管理。丙。\n（四）公开平台建设情况。丁。\n（五）监督考核。戊。",
            "1.信息发布\n1）甲\n2.申请办理\n乙\n3.政府信息资源管理\n丙\n4.网站建设\n丁\n5.组织保障\n戊",
            "（一）主动公开\n1.加强平台建设。\n2.强化监督考核。\n3.规范信息管理。\n（二）依申请公开\n乙\n（三）信息资源\n丙\n（四）阵地建设\n丁\n（五）考核评议\n戊",
        ] {
            assert_eq!(aspects(text), FIVE, "{text}");
        }
    }

    #[test]
    fn a_further_sub_heading_goes_with_the_aspect_that_it_names_and_keeps_its_words() {
        let five = "（一）主动公开\n甲\n（二）依申请公开\n乙\n（三）信息管理\n丙\n（四）监督保障\n丁\n（五）平台建设\n戊\n";
        let of = |more: &str, prose: Prose| {
            let aspects = read(&format!("{five}{more}")).0;
            aspects.into_iter().find(|(aspect, _)| *aspect == prose).unwrap().1
        };
        let more = "（六）工作考核、社会评议和责任追究结果\n己";
        assert_eq!(of(more, Prose::Supervision), format!("丁\n{more}"));
        assert_eq!(of(more, Prose::Platform), "戊");
        let more = "（六）其他情况\n己";
        assert_eq!(of(more, Prose::Platform), format!("戊\n{more}"));
        // A list within an aspect is no further sub-heading.
        let more = "（一）加强考核\n己";
        assert_eq!(of(more, Prose::Platform), format!("戊\n{more}"));
    }

    #[test]
    fn a_list_counted_by_一是_has_no_sub_headings_in_other_words() {
        let text = "一是加强平台阵地。\n二是强化监督考核。\n三是规范信息管理。";
        assert_eq!(read(text).0, [(Prose::Proactive, text.to_owned())]);
    }

    #[test]
    fn a_sentence_that_begins_like_a_sub_heading_is_none() {
        let (aspects, notices) = read("（一）主动公开方面\n1.主动公开信息5条。\n2.依申请公开，受理3件。");
        assert_eq!(aspects, [(Prose::Proactive, "1.主动公开信息5条。\n2.依申请公开，受理3件。".to_owned())]);
        assert_eq!(notices, []);
    }

    #[test]
    fn prose_without_sub_headings_is_kept_and_spoken_of() {
        let (aspects, notices) = read("　　甲。\n\n　　乙。\n");
        assert_eq!(aspects, [(Prose::Proactive, "甲。\n乙。".to_owned())]);
        assert_eq!(notices.len(), 1);
    }
}
