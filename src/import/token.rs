//! Cuts the text of a table into words, values and separators. It knows which words the table is made of, but
//! not yet which of them stands where.

use std::ops::Range;

use super::fold::{Folded, fold_char, fold_with_places, narrow};
use super::label::{Lexicon, is_numeral, ordinal_end};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words: a label, part of one, or anything else that is not a value.
    Word,
    /// A sentence: no label is looked for in it.
    Prose,
    /// Figures, run together or not, or a word that stands for a figure (无).
    Value,
    /// The end of a cell.
    Tab,
    /// The end of a line.
    Line,
}

/// A piece of a table's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands (bytes).
    pub(super) range: Range<usize>,
}

/// Words that stand in a cell for a figure.
const VALUE_WORDS: [&str; 9] = ["无", "零", "〇", "空", "暂无", "没有", "未发生", "不适用", "○"];

/// Units printed behind a figure.
const UNITS: &str = "元万亿件条个项次份宗人起";

/// Whether the whole of a cell is a figure, or words and marks that stand for one.
pub(super) fn is_value(cell: &str) -> bool {
    let marks = cell.chars().all(|c| is_dash(c) || matches!(narrow(c), '/' | '\\' | ' '));
    VALUE_WORDS.contains(&cell) || (marks && !is_rule(cell)) || figure_end(cell) == cell.len()
}

/// Cuts a text.
pub(super) fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let folded = fold_with_places(text, usize::MAX);
    let mut labels = labels(text, &folded, lexicon);
    let prose = sentences(text, &labels);
    labels.retain(|label| {
        let next = prose.partition_point(|sentence| sentence.end < label.end);
        prose.get(next).is_none_or(|sentence| label.start < sentence.start)
    });
    let mut cutter = Cutter { text, tokens: Vec::new() };
    let mut at = 0;
    let mut fixed: Vec<(Range<usize>, Kind)> = labels
        .into_iter()
        .map(|range| (range, Kind::Word))
        .chain(prose.into_iter().map(|range| (range, Kind::Prose)))
        .collect();
    fixed.sort_by_key(|(range, _)| range.start);
    for (range, kind) in fixed {
        // A label and a sentence overlap only where the label runs over the sentence's end: it gives way.
        if range.start < at {
            continue;
        }
        cutter.cut(at..range.start);
        cutter.push(kind, range.clone());
        at = range.end;
    }
    cutter.cut(at..text.len());
    cutter.tokens
}

/// Where the wordings of the lexicon stand to the letter, also across cells and lines. A short wording counts
/// only where it stands by itself, for 其他 and 行政许可 are in every other sentence.
fn labels(text: &str, folded: &Folded, lexicon: &Lexicon) -> Vec<Range<usize>> {
    const LONG: usize = 8;
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut previous_end = 0;
    while at < folded.chars.len() {
        // What follows a label immediately is the next one, however it goes on.
        let glued = at > 0 && at == previous_end;
        let free = |end: usize| {
            let begins =
                || begins_freely(text, folded, at) || ends_a_run(text, folded, previous_end..at, end);
            glued || ends_freely(text, folded, end, lexicon) && begins()
        };
        let length = lexicon
            .beginnings(&folded.chars[at..])
            .find(|length| (*length >= LONG || free(at + length)) && is_ordinal(text, folded, at));
        match length {
            Some(length) => {
                let floor = found.last().map_or(0, |label| label.end);
                found.push(opening(text, floor, folded.at[at].0)..folded.at[at + length - 1].1);
                at += length;
                previous_end = at;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the digit with which a label begins is its ordinal, and not the figure in the cell before it.
fn is_ordinal(text: &str, folded: &Folded, at: usize) -> bool {
    if !folded.chars[at].is_ascii_digit() || at + 1 >= folded.chars.len() {
        return true;
    }
    let (start, end) = folded.at[at];
    let between = &text[end..folded.at[at + 1].0];
    let first_in_cell = || {
        let before = text[..start].trim_end_matches(' ').chars().next_back();
        before.is_none_or(|c| c == '\n' || c == '\t' || is_bar(c))
    };
    match between.trim() {
        "" if between.is_empty() => true,
        "" => !between.contains(['\n', '\t']) && first_in_cell(),
        marks => !marks.contains(is_bar),
    }
}

/// The start of a label with the bracket of its ordinal, or with an ordinal that is not the form's.
fn opening(text: &str, floor: usize, start: usize) -> usize {
    let before = &text[floor..start];
    match before.chars().next_back() {
        Some(c) if matches!(narrow(c), '(' | '〔') => start - c.len_utf8(),
        Some(mark) if matches!(narrow(mark), '.' | '、') => {
            let digit = before[..before.len() - mark.len_utf8()].chars().next_back();
            let digit = digit.filter(|c| narrow(*c).is_ascii_digit());
            digit.map_or(start, |digit| start - mark.len_utf8() - digit.len_utf8())
        }
        _ => start,
    }
}

fn begins_freely(text: &str, folded: &Folded, at: usize) -> bool {
    if at == 0 {
        return true;
    }
    let before = folded.chars[at - 1];
    let between = &text[folded.at[at - 1].1..folded.at[at].0];
    before.is_ascii_digit() || before == '无' || between.chars().any(parts)
}

/// Whether a label ends a run of words that began with another label and ends before a figure: the words
/// between are a label that is worded otherwise (`现行有效件数` `规章` `000`).
fn ends_a_run(text: &str, folded: &Folded, between: Range<usize>, end: usize) -> bool {
    const LONGEST: usize = 12;
    let figure = folded.chars.get(end).is_some_and(char::is_ascii_digit);
    if !figure || between.start == 0 || between.len() > LONGEST {
        return false;
    }
    let words = &text[folded.at[between.start - 1].1..folded.at[between.end].0];
    words.chars().all(|c| c.is_alphabetic() && !parts(c))
}

fn ends_freely(text: &str, folded: &Folded, end: usize, lexicon: &Lexicon) -> bool {
    let Some(next) = folded.chars.get(end) else { return true };
    let between = &text[folded.at[end - 1].1..folded.at[end].0];
    next.is_ascii_digit()
        || *next == '无'
        || between.chars().any(|c| parts(c) || narrow(c) == '(')
        || lexicon.beginnings(&folded.chars[end..]).next().is_some()
}

/// Whether a character parts words.
fn parts(c: char) -> bool {
    c.is_whitespace() || is_bar(c) || is_dash(c) || narrow(c) == '/'
}

/// Sentences among the text: what ends in a full stop and is, but for a few words, not labels.
fn sentences(text: &str, labels: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut labels = labels.iter().peekable();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '\n' | '\t' => start = end,
            '。' | '；' | '！' => {
                while labels.next_if(|label| label.end <= start).is_some() {}
                let mut covered = 0;
                let mut ahead = labels.clone();
                while let Some(label) = ahead.next_if(|label| label.start < end) {
                    covered += words(&text[label.start..label.end.min(end)]);
                }
                if 2 * covered < words(&text[start..end]) {
                    found.push(start..end);
                }
                start = end;
            }
            _ => {}
        }
    }
    found
}

fn words(text: &str) -> usize {
    text.chars().filter_map(fold_char).filter(|c| !c.is_ascii_digit()).count()
}

/// A drawn or typed bar between cells.
fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '¦')
}

fn is_dash(c: char) -> bool {
    matches!(narrow(c), '-' | '−' | '—' | '–' | '─' | '－')
}

struct Cutter<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    fn push(&mut self, kind: Kind, range: Range<usize>) {
        self.tokens.push(Token { kind, range });
    }

    /// Cuts what lies between labels.
    fn cut(&mut self, range: Range<usize>) {
        let mut start = range.start;
        for (offset, c) in self.text[range.clone()].char_indices() {
            let at = range.start + offset;
            let kind = match c {
                '\n' => Kind::Line,
                '\t' => Kind::Tab,
                c if is_bar(c) => Kind::Tab,
                _ => continue,
            };
            self.cell(start..at);
            start = at + c.len_utf8();
            self.push(kind, at..start);
        }
        self.cell(start..range.end);
    }

    /// Cuts a piece without separators.
    fn cell(&mut self, range: Range<usize>) {
        let range = trimmed(self.text, range);
        let piece = &self.text[range.clone()];
        let only_marks =
            !piece.is_empty() && piece.chars().all(|c| is_dash(c) || matches!(narrow(c), '/' | '\\' | ' '));
        if VALUE_WORDS.contains(&piece) || (only_marks && !is_rule(piece)) {
            self.push(Kind::Value, range);
        } else if piece.chars().any(|c| fold_char(c).is_some()) {
            self.runs(range);
        }
    }

    /// Parts figures from words.
    fn runs(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let mut word = at;
        while at < range.end {
            let rest = &self.text[at..range.end];
            let before = &self.text[word..at];
            let figure = figure_end(rest);
            if figure > 0 && !bracketed(before, &rest[figure..]) {
                let (figure, ordinal) = without_ordinal(rest, figure, before);
                self.word(word..at);
                if figure > 0 {
                    self.value(at..at + figure);
                }
                word = at + figure;
                at = word + ordinal;
            } else {
                // A new ordinal begins a new label.
                if at > word && !before.ends_with('第') && begins_ordinal(rest) {
                    self.word(word..at);
                    word = at;
                }
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        self.word(word..range.end);
    }

    /// A figure, without the comma that parts it from the cell before.
    fn value(&mut self, range: Range<usize>) {
        let piece = &self.text[range.clone()];
        let start = piece.len() - piece.trim_start_matches([',', '，', '.', '．', ' ']).len();
        self.push(Kind::Value, trimmed(self.text, range.start + start..range.end));
    }

    fn word(&mut self, range: Range<usize>) {
        let range = trimmed(self.text, range);
        let piece = &self.text[range.clone()];
        if VALUE_WORDS.contains(&piece) {
            self.push(Kind::Value, range);
        } else if piece.chars().any(|c| fold_char(c).is_some()) {
            self.push(Kind::Word, range);
        }
    }
}

/// A line drawn with dashes, as Markdown draws one below its heads.
fn is_rule(piece: &str) -> bool {
    piece.chars().filter(|c| narrow(*c) == '-').count() >= 3
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..(start + piece.trim().len())
}

/// Whether digits stand in brackets before a word: `(1)属于…`.
fn bracketed(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(|c| narrow(c) == '(')
        && after.chars().next().is_some_and(|c| narrow(c) == ')')
}

fn begins_ordinal(text: &str) -> bool {
    let end = ordinal_end(text);
    end > 0
        && !text.starts_with(char::is_whitespace)
        && text.chars().next().is_some_and(|c| is_numeral(c) || !c.is_alphanumeric())
}

/// The length of the figures with which a text begins: digits with signs, separators, blanks and units.
fn figure_end(text: &str) -> usize {
    let mut end = 0;
    let mut digits = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let n = narrow(c);
        if n.is_ascii_digit() {
            digits = true;
            end = at + c.len_utf8();
        } else if UNITS.contains(c) && end == at && at > 0 {
            let rest = &text[at..];
            let units: usize = rest.chars().take_while(|c| UNITS.contains(*c)).map(char::len_utf8).sum();
            if rest[units..].chars().next().and_then(fold_char).is_some_and(|next| !next.is_ascii_digit()) {
                break;
            }
            end = at + units;
            while chars.next_if(|(next, _)| *next < end).is_some() {}
        } else if !(matches!(n, '.' | ',' | '+' | '%' | '/' | ' ') || is_dash(c) || c.is_whitespace()) {
            break;
        }
    }
    if digits { end } else { 0 }
}

/// Parts the ordinal of a following label from the figures before it: `0000000` `2.` of `00000002.其他…`.
/// Returns the lengths of both.
fn without_ordinal(text: &str, figure: usize, before: &str) -> (usize, usize) {
    let rest = &text[figure..];
    let mark = rest.chars().next().filter(|c| matches!(narrow(*c), '.' | '、' | ')'));
    let word = rest.chars().find(|c| !matches!(narrow(*c), '.' | '、' | ')' | ' '));
    let followed = word.and_then(fold_char).is_some_and(|c| !c.is_ascii_digit());
    let last = text[..figure].chars().next_back().map_or(0, char::len_utf8);
    let digit = text[..figure].ends_with(|c| narrow(c).is_ascii_digit());
    let alone = figure == last && before.trim().is_empty();
    if followed && digit && mark.is_some() {
        (figure - last, last)
    } else if followed && digit && alone && rest.chars().next().is_some_and(|c| fold_char(c).is_some()) {
        (0, figure)
    } else {
        (figure, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{EDITION_2019, EDITION_2021};

    fn cut(key: &str, text: &str) -> Vec<String> {
        let lexicon = Lexicon::of(&[&EDITION_2021, &EDITION_2019], key);
        tokens(text, &lexicon)
            .iter()
            .map(|token| match token.kind {
                Kind::Tab => "→".to_owned(),
                Kind::Line => "↵".to_owned(),
                Kind::Value => format!("={}", &text[token.range.clone()]),
                Kind::Prose => format!("~{}", &text[token.range.clone()]),
                Kind::Word => text[token.range.clone()].to_owned(),
            })
            .collect()
    }

    #[test]
    fn labels_and_figures_run_together_are_parted() {
        assert_eq!(
            cut(
                "applications",
                "1.属于国家秘密00000002.其他法律行政法规禁止公开 2200003253.危及“三安全一稳定”0 0"
            ),
            [
                "1.属于国家秘密",
                "=0000000",
                "2.其他法律行政法规禁止公开",
                "=220000325",
                "3.危及“三安全一稳定",
                "=0 0"
            ]
        );
        assert_eq!(
            cut("applications", "（三）不予公开1.属于国家机密00000002.其他法律行政止公开0000000"),
            ["（三）不予公开", "1.属于国家机密", "=0000000", "2.其他法律行政止公开", "=0000000"]
        );
        assert_eq!(cut("disclosure", "政府集中采购13575394432.52元"), ["政府集中采购", "=13575394432.52元"]);
        assert_eq!(cut("disclosure", "行政处罚无行政强制无"), ["行政处罚", "=无", "行政强制", "=无"]);
    }

    #[test]
    fn cells_and_lines_part_tokens_and_a_drawn_line_is_none() {
        assert_eq!(
            cut("disclosure", "规章\t0\t\t－\n---\t---\n| 行政许可 | 12件 |"),
            ["规章", "→", "=0", "→", "→", "=－", "↵", "→", "↵", "→", "行政许可", "→", "=12件", "→"]
        );
    }

    #[test]
    fn a_label_broken_over_lines_is_one_and_a_label_in_a_sentence_is_none() {
        assert_eq!(cut("applications", "社会公\n益组织\t商业 企业"), ["社会公\n益组织", "→", "商业 企业"]);
        assert_eq!(
            cut("disclosure", "本年制发行政规范性文件3件。\n规章0"),
            ["~本年制发行政规范性文件3件。", "↵", "规章", "=0"]
        );
    }
}
