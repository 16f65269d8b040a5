//! What the prose rules share: sentences, paragraphs, characters, and words found in a single pass.

use std::ops::Range;

/// The most words that can be looked for at once.
const MOST: usize = 128;

/// Words to look for in prose, all in one pass. Where two begin alike the longer one stands first.
pub(super) struct Words {
    list: &'static [&'static str],
    /// By ten bits of a character: one more than the place of the first word that begins with it, or 0.
    /// Nearly every place is passed over without comparing anything.
    first: [u8; 1024],
    /// By word: one more than the place of the next that begins alike, or 0.
    next: [u8; MOST],
}

impl Words {
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let mut first = [0; 1024];
        let mut next = [0; MOST];
        let mut index = words.len();
        // From the last to the first, so that each chain is in the order of the list.
        while index > 0 {
            let key = key(words[index - 1].as_bytes(), 0);
            next[index - 1] = first[key];
            #[allow(clippy::cast_possible_truncation, reason = "more than 128 words do not compile")]
            let place = index as u8;
            first[key] = place;
            index -= 1;
        }
        Self { list: words, first, next }
    }

    /// Where the words stand, left to right, without overlaps.
    pub(super) fn found_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            let bytes = text.as_bytes();
            while at < bytes.len() {
                let start = at;
                let mut place = self.first[key(bytes, at)] as usize;
                while place > 0 {
                    let word = self.list[place - 1];
                    if bytes[start..].starts_with(word.as_bytes()) {
                        at += word.len();
                        return Some(start..at);
                    }
                    place = self.next[place - 1] as usize;
                }
                at += width(bytes[at]);
            }
            None
        })
    }

    /// Whether any of the words stands in the text.
    pub(super) fn any_in(&self, text: &str) -> bool {
        self.found_in(text).next().is_some()
    }

    /// The word with which the text begins.
    pub(super) fn begin(&self, text: &str) -> Option<&'static str> {
        self.list.iter().copied().find(|word| text.starts_with(word))
    }
}

/// Ten bits of the character that begins at a place.
const fn key(bytes: &[u8], at: usize) -> usize {
    match width(bytes[at]) {
        1 => byte_at(bytes, at),
        2 => (byte_at(bytes, at) & 0xf) << 6 | byte_at(bytes, at + 1) & 0x3f,
        _ => (byte_at(bytes, at + 1) & 0xf) << 6 | byte_at(bytes, at + 2) & 0x3f,
    }
}

const fn byte_at(bytes: &[u8], at: usize) -> usize {
    if at < bytes.len() { bytes[at] as usize } else { 0 }
}

/// How many bytes the character has that begins with this one.
const fn width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// Whether a sentence ends here; a semicolon parts what could stand by itself.
const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '\n' | '!' | '?' | ';')
}

/// The sentences of a text, without what ends them.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split_inclusive(ends_sentence).map(move |piece| {
        let start = at;
        at += piece.len();
        start..start + piece.trim_end_matches(ends_sentence).len()
    })
}

/// The paragraphs of a text, trimmed; empty ones are passed over.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(move |line| {
            let start = at;
            at += line.len();
            trimmed(text, start..at)
        })
        .filter(|range| !range.is_empty())
}

/// A range without the white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

/// The character that ends at a place.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character that begins at a place.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The place some characters before another, or the start of the text.
pub(super) fn back(text: &str, at: usize, characters: usize) -> usize {
    text[..at].char_indices().rev().take(characters).last().map_or(at, |(start, _)| start)
}

/// The place some characters after another, or the end of the text.
pub(super) fn forth(text: &str, at: usize, characters: usize) -> usize {
    text[at..].char_indices().nth(characters).map_or(text.len(), |(end, _)| at + end)
}

/// The pair of marks (《 and 》) around a place, with what it holds. Marks left open do not reach beyond the
/// paragraph.
pub(super) fn enclosure(text: &str, at: usize, open: char, close: char) -> Option<Range<usize>> {
    let (start, mark) =
        text[..at].char_indices().rev().find(|(_, c)| *c == open || *c == close || *c == '\n')?;
    let (end, last) = text[at..].char_indices().find(|(_, c)| *c == open || *c == close || *c == '\n')?;
    (mark == open && last == close).then(|| start..at + end + close.len_utf8())
}

/// The value of a digit, full-width ones included.
pub(super) const fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The value of a Chinese digit.
pub(super) const fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether a character says how many: a digit, a Chinese numeral, 两, 几, 多, 数 …
pub(super) const fn is_numeral(c: char) -> bool {
    digit(c).is_some()
        || chinese_digit(c).is_some()
        || matches!(c, '十' | '百' | '千' | '万' | '亿' | '两' | '几' | '多' | '数' | '余' | '半' | '干')
}

/// Whether a character is a Chinese one.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// Characters that documents carry along unseen: zero-width ones, marks of direction, control characters,
/// and those that only the program knew from which the text came.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffc}' | '\u{e000}'..='\u{f8ff}')
}

/// Words for a message, cut to so many characters.
pub(super) fn quoted(words: &str, characters: usize) -> String {
    let end = forth(words, 0, characters);
    let rest = if end < words.len() { "…" } else { "" };
    format!("“{}{rest}”", words[..end].replace('\n', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_once_and_the_longer_first() {
        static WORDS: Words = Words::new(&["公开条例", "公开", "×", "&nbsp;"]);
        let text = "公开条例公×开公开&nbsp;";
        let found: Vec<_> = WORDS.found_in(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["公开条例", "×", "公开", "&nbsp;"]);
    }

    #[test]
    fn sentences_and_paragraphs_lose_only_their_ends() {
        let text = "一。二；三\n\n 四 \n";
        let pieces: Vec<_> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(pieces, ["一", "二", "三", "", " 四 "]);
        let lines: Vec<_> = paragraphs(text).map(|range| &text[range]).collect();
        assert_eq!(lines, ["一。二；三", "四"]);
    }

    #[test]
    fn enclosures_do_not_cross_paragraphs() {
        let text = "见《甲乙》，《丙\n丁》";
        let at = |word: &str| text.find(word).unwrap();
        assert_eq!(enclosure(text, at("乙"), '《', '》').map(|range| &text[range]), Some("《甲乙》"));
        assert_eq!(enclosure(text, at("丙"), '《', '》'), None);
        assert_eq!(enclosure(text, at("丁"), '《', '》'), None);
    }
}
