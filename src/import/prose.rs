//! Reads the prose: 总体情况 with its five aspects, 存在的主要问题, 其他需要报告的事项. Words are kept to the
//! letter; only blank lines and the indentation of paragraphs go.

use std::ops::Range;

use super::fold::fold;
use super::label::ordinal_end;
use super::notice::{Notice, PAGE_WORDS, PROSE_GUESSED, has_content};
use super::page_words::page_words_behind;
use crate::form::Prose;

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
}

/// How a sub-heading is numbered. Sub-headings of one level are numbered alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// （一）
    Bracketed,
    /// 1.
    Arabic,
    /// 一、
    Chinese,
    /// 一是
    Counted,
    /// None.
    Bare,
}

const STYLES: [Style; 5] = [Style::Bracketed, Style::Arabic, Style::Chinese, Style::Counted, Style::Bare];

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
        if !is_plain(words, heading.prose) {
            let text = format!("小标题“{words}”读作“{}”", heading.prose.label());
            notices.push(Notice::new(PROSE_GUESSED, heading.prose.path(), text));
        }
        let prose = paragraphs(text[heading.range.end..end].trim_start_matches(['。', '：', ':', '.']));
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

/// The sub-headings in the one style that names the most aspects; each aspect once.
fn sub_headings(text: &str) -> Vec<SubHeading> {
    let all = candidates(text);
    let of_style = |style: Style| {
        let mut chosen: Vec<SubHeading> = Vec::new();
        for heading in all.iter().filter(|heading| heading.style == style) {
            if chosen.iter().all(|other| other.prose != heading.prose) {
                chosen.push(heading.clone());
            }
        }
        chosen
    };
    let mut best = Vec::new();
    for style in STYLES {
        let chosen = of_style(style);
        if chosen.len() > best.len() {
            best = chosen;
        }
    }
    best
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
    let (style, number) = style(text)?;
    let body = &text[number..];
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
    let prose = aspect(words)?;
    (style != Style::Bare || is_plain(words, prose)).then(|| SubHeading {
        prose,
        range: at..at + number + stop,
        style,
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
        '（' | '(' | '㈠'..='㈩' => (Style::Bracketed, end),
        c if super::label::is_numeral(c) => (Style::Chinese, end),
        _ => (Style::Arabic, end),
    })
}

/// The aspect that a sub-heading names. 平台 and 依申请 tell more than 公开 and 管理, which every aspect has.
fn aspect(words: &str) -> Option<Prose> {
    const MARKS: [(&str, Prose); 6] = [
        ("平台", Prose::Platform),
        ("依申请", Prose::OnRequest),
        ("监督保障", Prose::Supervision),
        ("信息管理", Prose::Management),
        ("主动公开", Prose::Proactive),
        ("监督", Prose::Supervision),
    ];
    let words: String = fold(words).into_iter().collect();
    MARKS.iter().find(|(mark, _)| words.contains(mark)).map(|(_, prose)| *prose)
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
