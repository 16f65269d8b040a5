//! N09: traces of another program: Markdown, HTML, characters that nobody sees.

use std::ops::Range;

use crate::check::wording::{Words, before, forth, is_han, is_invisible, quoted};
use crate::check::{Change, Finding, Guide, Look, Passage, Place, Rule, Severity, told};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N09",
    name: "markup-left",
    title: "留有排版符号",
    severity: Severity::Warning,
    look: Look::Passage(look),
    guide: told(Guide {
        checks: "**、行首的 #、&nbsp; 之类的代码、<br> 之类的网页标签，以及看不见的控制字符、零宽字符。每段文字同类的合并为一条。",
        why: "这些是从网页、聊天或写作软件粘贴时带进来的，公布后会原样显示，或让搜索、朗读出错。",
        example: "“**四是**加强专业培训”。",
        remedy: "点“删除”，只去掉符号，文字不动。",
    }),
};

/// What begins something that may be markup.
static MARKS: Words = Words::new(&["**", "#", "&", "<", "-->"]);

fn look(passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text;
    let mut bold = Kind::new("是加粗符号");
    let mut headings = Kind::new("是标题符号");
    let mut entities = Kind::new("是网页代码");
    let mut tags = Kind::new("是网页标签");
    let mut next = 0;
    for found in MARKS.found_in(text) {
        if found.start < next {
            continue;
        }
        let at = found.start;
        next = match text.as_bytes()[at] {
            b'*' => stars(text, at, &mut bold),
            b'#' => heading(text, at, &mut headings),
            b'&' => entity(text, at, &mut entities),
            _ => tag(text, at, &mut tags),
        }
        .max(found.end);
    }
    let prose = passage.prose;
    for kind in [bold, headings, entities, tags] {
        findings.extend(kind.finding(passage));
    }
    let unseen: Vec<_> = text
        .char_indices()
        .filter(|(_, c)| is_invisible(*c))
        .map(|(at, c)| Change::Prose(prose, at..at + c.len_utf8(), String::new()))
        .collect();
    if !unseen.is_empty() {
        let message = format!("有 {} 个看不见的字符", unseen.len());
        findings.push(Finding::new(&RULE, Place::Prose(prose, None), message).fix("删除", unseen));
    }
}

/// Markup of one kind: where it first stands, and all that must go.
struct Kind {
    what: &'static str,
    first: Option<Range<usize>>,
    count: usize,
    removed: Vec<(Range<usize>, &'static str)>,
}

impl Kind {
    const fn new(what: &'static str) -> Self {
        Self { what, first: None, count: 0, removed: Vec::new() }
    }

    fn add(&mut self, shown: Range<usize>, removed: impl IntoIterator<Item = (Range<usize>, &'static str)>) {
        self.first.get_or_insert(shown);
        self.count += 1;
        self.removed.extend(removed);
    }

    fn finding(self, passage: &Passage) -> Option<Finding> {
        let first = self.first?;
        let more = if self.count > 1 { format!("等 {} 处", self.count) } else { String::new() };
        let words = &passage.text[first.clone()];
        let message = format!("{}{more}{}，不是正文", quoted(words, 16), self.what);
        let plain = self.removed.iter().all(|(_, instead)| instead.is_empty());
        let changes = self
            .removed
            .into_iter()
            .map(|(range, instead)| Change::Prose(passage.prose, range, instead.to_owned()))
            .collect();
        let mut finding = Finding::new(&RULE, Place::Prose(passage.prose, Some(first)), message);
        finding.left = Some(words.to_owned());
        Some(finding.fix(if plain { "删除" } else { "换成文字" }, changes))
    }
}

/// `**四是**`, or a pair of stars that was left alone. Three and more are a placeholder (N07). Returns where to
/// go on.
fn stars(text: &str, at: usize, kind: &mut Kind) -> usize {
    let run = |from: usize| text[from..].bytes().take_while(|byte| *byte == b'*').count();
    let length = run(at);
    if length > 2 {
        return at + length;
    }
    let line = text[at + 2..].find('\n').map_or(text.len(), |length| at + 2 + length);
    let close = text[at + 2..line].find("**").map(|offset| at + 2 + offset).filter(|close| run(*close) == 2);
    if let Some(close) = close {
        kind.add(at..close + 2, [(at..at + 2, ""), (close..close + 2, "")]);
        return close + 2;
    }
    kind.add(at..at + 2, [(at..at + 2, "")]);
    at + 2
}

/// `## 一、总体情况`: at the start of a line, and no #话题#.
fn heading(text: &str, at: usize, kind: &mut Kind) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let length = text[at..].bytes().take_while(|byte| *byte == b'#').count();
    let rest = &text[at + length..];
    let rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let heads = text[line..at].trim().is_empty()
        && length <= 6
        && !rest.contains('#')
        && rest.starts_with(|c: char| c.is_whitespace() || is_han(c) || c == '（');
    if heads {
        let spaces = rest.len() - rest.trim_start().len();
        kind.add(at..at + length, [(at..at + length + spaces, "")]);
    }
    at + length
}

/// `&nbsp;`, `&#160;`, `&ldquo;`: replaced by what they stand for.
fn entity(text: &str, at: usize, kind: &mut Kind) -> usize {
    const KNOWN: [(&str, &str); 15] = [
        ("&nbsp;", ""),
        ("&nbsp", ""),
        ("&ensp;", ""),
        ("&emsp;", ""),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&middot;", "·"),
        ("&mdash;", "—"),
        ("&hellip;", "…"),
    ];
    let rest = &text[at..];
    if let Some((code, instead)) = KNOWN.iter().find(|(code, _)| rest.starts_with(code)) {
        let range = at..at + code.len();
        kind.add(range.clone(), [(range.clone(), *instead)]);
        return range.end;
    }
    let name = rest[1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    if (2..=8).contains(&name) && rest[1 + name..].starts_with(';') {
        let range = at..at + name + 2;
        kind.add(range.clone(), [(range.clone(), "")]);
        return range.end;
    }
    at + 1
}

/// `<br>`, `</p>`, `<span style="…">`, `<!-- … -->`; not `<条例>`.
fn tag(text: &str, at: usize, kind: &mut Kind) -> usize {
    let rest = &text[at..];
    let reach = &rest[..forth(rest, 0, 300)];
    let length = if rest.starts_with("-->") {
        3
    } else if rest.starts_with("<!--") {
        reach.find("-->").map_or(4, |end| end + 3)
    } else {
        let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let letters = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b':').count();
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name[letters..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/');
        match reach.find('>') {
            Some(end) if named && before(text, at) != Some('<') => end + 1,
            _ => return at + 1,
        }
    };
    kind.add(at..at + length, [(at..at + length, "")]);
    at + length
}
